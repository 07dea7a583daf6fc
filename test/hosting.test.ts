import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

/** From `node` on: the compile cache before it is for a checkout, whose folder can be written to. */
const START = packageJson.scripts.start.replace(/^.*\bexec /, '');

test('a container runs the Node that the tests run on, and starts as npm start does', () => {
  const dockerfile = read('Dockerfile');
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(images)).toEqual(new Set([`node:${packageJson.devDependencies.node}-slim`]));
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(command).join(' ')).toBe(START);
});

test('a service starts as npm start does', () => {
  const [, command] = /^ExecStart=\/opt\/newsdesk\/node_modules\/\.bin\/(.*)$/m.exec(
    read('docs/newsdesk.service'),
  ) ?? [undefined, ''];
  expect(command).toBe(START);
});

test('what is installed in production may be passed on as Newsdesk itself may', () => {
  const free = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD'];
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { dev?: true; license?: string; hasInstallScript?: true }>;
  };
  const installed = Object.entries(packages).filter(([, { dev }]) => !dev);

  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { license }]) => !free.includes(license ?? 'none'))).toEqual([]);
  expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
});
