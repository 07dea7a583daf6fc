import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');

test('the link that creates the app in Slack carries the manifest as it is', () => {
  const [, link = ''] = /^\[create\]: (\S+)$/m.exec(read('README.md')) ?? [];
  const url = new URL(link);
  expect(`${url.origin}${url.pathname}?new_app=${url.searchParams.get('new_app')}`).toBe(
    'https://api.slack.com/apps?new_app=1',
  );
  expect(JSON.parse(url.searchParams.get('manifest_json') ?? '')).toEqual(
    JSON.parse(read('slack-manifest.json')),
  );
});
