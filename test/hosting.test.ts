import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

test('a container runs the Node that the tests run on, and starts as npm start does', () => {
  const dockerfile = read('Dockerfile');
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(images)).toEqual(new Set([`node:${packageJson.devDependencies.node}-slim`]));
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  expect(['exec', ...JSON.parse(command)].join(' ')).toBe(packageJson.scripts.start);
});

test('a service starts as npm start does', () => {
  const [, command] = /^ExecStart=\/opt\/newsdesk\/node_modules\/\.bin\/(.*)$/m.exec(
    read('docs/newsdesk.service'),
  ) ?? [undefined, ''];
  expect(`exec ${command}`).toBe(packageJson.scripts.start);
});
