import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');

const [BEFORE = '', START = ''] = packageJson.scripts.start.split(' exec ');
/** But for the compile cache, which is for a checkout, whose folder can be written to. */
const SETTINGS = BEFORE.split(' ').filter((setting) => !setting.startsWith('NODE_COMPILE_CACHE='));

function expectSettings(line: string): void {
  expect(SETTINGS).toHaveLength(1);
  expect(line.split(' ')).toEqual(expect.arrayContaining(SETTINGS));
}

test('a container runs the Node that the tests run on, and starts as npm start does', () => {
  const dockerfile = read('Dockerfile');
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(images)).toEqual(new Set([`node:${packageJson.devDependencies.node}-slim`]));
  const [, command = ''] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(command).join(' ')).toBe(START);
  expectSettings(/^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '');
});

test('a service starts as npm start does', () => {
  const unit = read('docs/newsdesk.service');
  const command = /^ExecStart=\/opt\/newsdesk\/node_modules\/\.bin\/(.*)$/m.exec(unit)?.[1];
  expect(command).toBe(START);
  expectSettings(/^Environment=(.*)$/m.exec(unit)?.[1] ?? '');
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
