import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');

/**
 * Who may import what: the first line whose pattern matches a file decides. Each room is a
 * folder or a file; `own` is the file's own folder. Packages are free unless a line is closed.
 */
const RULES: readonly {
  readonly files: RegExp;
  readonly may: readonly string[] | 'anything';
  /** Packages that these files alone may import, on top of what everyone may. */
  readonly packages: readonly RegExp[];
}[] = [
  {
    files:
      /^src\/(main|cli|cli-archive|cli-feeds|cli-backfill|cli-backup|newsdesk|ports|health|open-desk|doctor|doctor\/[\w-]+)\.ts$/,
    may: 'anything',
    packages: [/./],
  },
  {
    files: /^adapters\/slack\//,
    may: ['own', 'src/commands', 'src/message', 'src/model', 'src/text', 'src/log.ts'],
    packages: [/^@slack\//, /^node:/],
  },
  {
    files: /^adapters\/discord\//,
    may: ['own', 'src/commands', 'src/message', 'src/model', 'src/text', 'src/log.ts'],
    packages: [/^discord\.js$/, /^discord-api-types\//, /^node:/],
  },
  {
    files: /^adapters\/web\//,
    may: [
      'own',
      'src/commands',
      'src/message',
      'src/model',
      'src/text',
      'src/log.ts',
      'adapters/slack/render.ts',
      'adapters/slack/invocation.ts',
      'adapters/discord/render.ts',
      'adapters/discord/invocation.ts',
    ],
    packages: [/^node:/],
  },
  {
    files: /^src\/commands\//,
    may: [
      'own',
      ...rooms('model text message store feed search summary story digest'),
      'src/log.ts',
    ],
    packages: [/^fuse\.js$/],
  },
  {
    files: /^src\/digest\//,
    may: ['own', ...rooms('model text message store search summary story'), 'src/log.ts'],
    packages: [/^node-cron$/, /^node:(crypto|timers\/promises)$/],
  },
  {
    files: /^src\/feed\/net\//,
    may: ['src/feed/net'],
    packages: [/^undici$/, /^ipaddr\.js$/, /^robots-parser$/, /^node:/],
  },
  {
    files: /^src\/feed\//,
    may: ['own', ...rooms('model text message store story'), 'src/log.ts'],
    packages: [
      /^zod$/,
      /^(htmlparser2|linkedom|chardet|feedsmith|csv-parse)$/,
      /^@mozilla\/readability$/,
      /^node:/,
    ],
  },
  {
    files: /^src\/(search|summary|story)\//,
    may: ['own', ...rooms('model text message store'), 'src/log.ts'],
    packages: [/^fuse\.js$/, /^stopword$/, /^zod$/, /^node:/],
  },
  {
    files: /^src\/store\//,
    may: ['own', 'src/model'],
    packages: [/^kysely/, /^pg$/, /^node:/],
  },
  { files: /^src\/message\//, may: ['own', ...rooms('model text summary')], packages: [] },
  {
    files: /^src\/text\//,
    may: ['own', 'src/model', 'data'],
    packages: [/^i18n-/, /^stemmer$/, /^fuse\.js$/, /^node:/],
  },
  { files: /^src\/model\//, may: ['own'], packages: [] },
  { files: /^src\/log\.ts$/, may: [], packages: [/^pino$/] },
  { files: /^src\/config\.ts$/, may: ['src/variables.ts'], packages: [/^zod$/, /^node:/] },
  { files: /^src\/variables\.ts$/, may: [], packages: [/^zod$/] },
];

function rooms(names: string): string[] {
  return names.split(' ').map((name) => `src/${name}`);
}

/** What is wrong with the imports of a file; nothing when all is well. */
function violations(file: string, source: string): string[] {
  const rule = RULES.find(({ files }) => files.test(file));
  if (!rule) return [`${file} is in no room of the house`];
  if (rule.may === 'anything') return [];
  const { may, packages } = rule;
  return importsOf(source).flatMap((specifier) => {
    if (!specifier.startsWith('.')) {
      const free = packages.some((pattern) => pattern.test(specifier));
      return free ? [] : [`${file} imports the package ${specifier}`];
    }
    const target = relative(ROOT, join(ROOT, dirname(file), specifier));
    const isAllowed = may.some((room) =>
      room === 'own' ? isIn(target, ownRoom(file)) : target === room || isIn(target, room),
    );
    return isAllowed ? [] : [`${file} imports ${target}`];
  });
}

function ownRoom(file: string): string {
  return file.split('/').slice(0, 2).join('/');
}

function isIn(target: string, room: string): boolean {
  return target.startsWith(`${room}/`);
}

function importsOf(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const patterns = [/\bfrom\s+'([^']+)'/g, /\bimport\s*\(\s*'([^']+)'/g, /^import\s+'([^']+)'/gm];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = '']) => name));
}

const files = globSync('{src,adapters}/**/*.ts', { cwd: ROOT }).sort();

test('no file imports from a room that its own may not enter', () => {
  const found = files.flatMap((file) => violations(file, readFileSync(join(ROOT, file), 'utf8')));

  expect(files.length).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

test('what runs is installed without the packages for development, too', () => {
  const wanted = files.flatMap((file) => {
    const code = readFileSync(join(ROOT, file), 'utf8');
    return importsOf(code.replace(/^import type [^;]*;/gm, ''))
      .filter((name) => !/^(\.|node:)/.test(name))
      .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0]);
  });
  expect(Object.keys(packageJson.dependencies)).toEqual(
    expect.arrayContaining([...new Set(wanted)]),
  );
});

test.each([
  [
    'adapters/slack/app.ts',
    "import { db } from '../../src/store/articles.ts';",
    'imports src/store/articles.ts',
  ],
  [
    'adapters/slack/app.ts',
    "import { render } from '../discord/render.ts';",
    'imports adapters/discord/render.ts',
  ],
  [
    'adapters/web/server.ts',
    "import { App } from '../slack/app.ts';",
    'imports adapters/slack/app.ts',
  ],
  [
    'src/message/help.ts',
    "import { COMMANDS } from '../commands/index.ts';",
    'imports src/commands/index.ts',
  ],
  [
    'src/search/rank.ts',
    "import { summarize } from '../summary/summarize.ts';",
    'imports src/summary/summarize.ts',
  ],
  ['src/model/article.ts', "import { z } from 'zod';", 'imports the package zod'],
  [
    'src/commands/search.ts',
    "const x = await import('@slack/bolt');",
    'imports the package @slack/bolt',
  ],
  ['src/new-room/thing.ts', '', 'is in no room of the house'],
])('%s with %s is found out', (file, source, problem) => {
  expect(violations(file, source)).toEqual([`${file} ${problem}`]);
});
