import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { expect, test } from 'vitest';
import { ConfigError, readConfig, unknownVariables } from '../src/config.ts';
import { VARIABLE_NAMES } from '../src/variables.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('an empty environment gives the playground with an embedded database', () => {
  const config = readConfig({});

  expect(config).toMatchObject({
    timezone: 'UTC',
    host: '127.0.0.1',
    port: 3000,
    webPort: undefined,
    slack: undefined,
    discord: undefined,
  });
  expect(config.database).toEqual({ kind: 'sqlite', file: join(config.dataDir, 'newsdesk.db') });
});

test('every bad variable is named at once, with its value and what would be right', () => {
  expect(
    problemsOf({
      NEWSDESK_TIMEZONE: 'CET+1',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@localhost/x',
      SLACK_BOT_TOKEN: 'xoxp-secret-of-mine',
    }),
  ).toEqual([
    'SLACK_BOT_TOKEN is "xox…" (19 characters); expected a bot token: "xoxb-", then letters, digits and hyphens',
    'DATABASE_URL is "mys…" (32 characters); expected an address such as postgres://user@host:5432/newsdesk',
    'NEWSDESK_TIMEZONE is "CET+1"; expected an IANA zone such as "Europe/Berlin"',
    'PORT is "70000"; expected a port from 0 to 65535',
    'LOG_LEVEL is "loud"; expected one of debug, info, warn, error, silent',
    'SLACK_APP_TOKEN is not set; expected an app-level token ("xapp-…"), or SLACK_SIGNING_SECRET for HTTP mode',
  ]);
});

test('home networks are closed unless they are opened, and a contact fits into a header', () => {
  expect(readConfig({})).toMatchObject({ allowPrivateNetworks: false, contact: undefined });
  const contact = 'https://news.example.org/about';
  expect(readConfig({ ALLOW_PRIVATE_NETWORKS: '1', NEWSDESK_CONTACT: contact })).toMatchObject({
    allowPrivateNetworks: true,
    contact,
  });
  expect(
    problemsOf({ ALLOW_PRIVATE_NETWORKS: 'yes', NEWSDESK_CONTACT: 'https://x.test/ (evil)' }),
  ).toEqual([
    'NEWSDESK_CONTACT is "https://x.test/ (evil)"; expected an address of a page or a mailbox, such as https://news.example.org/about',
    'ALLOW_PRIVATE_NETWORKS is "yes"; expected one of 0, 1',
  ]);
});

test('what is missing is said beside what is wrong', () => {
  expect(problemsOf({ PORT: 'x', SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
    'PORT is "x"; expected a port from 0 to 65535',
    'SLACK_APP_TOKEN is not set; expected an app-level token ("xapp-…"), or SLACK_SIGNING_SECRET for HTTP mode',
  ]);
  expect(problemsOf({ SLACK_SIGNING_SECRET: 's' })[0]).toBe(
    'SLACK_BOT_TOKEN is not set; expected a bot token ("xoxb-…"), or the SLACK_CLIENT_… variables for several workspaces',
  );
});

test.each([
  ['SLACK_BOT_TOKEN', 'xoxb-…'],
  ['SLACK_BOT_TOKEN', '"xoxb-1-2"'],
  ['SLACK_BOT_TOKEN', 'xapp-1-2'],
  ['SLACK_APP_TOKEN', 'xapp-1 2'],
  ['DISCORD_TOKEN', '"abc.def.ghi"'],
  ['DISCORD_TOKEN', 'xoxb-1-2'],
  ['DISCORD_TOKEN', 'abc def'],
])('%s is not %s, and that is one line', (name, token) => {
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  const problems = problemsOf({ ...tokens, [name]: token });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} is ".{3}…" .*; expected an? `));
});

test('a token of Discord is taken with "Bot " before it', () => {
  expect(problemsOf({ DISCORD_TOKEN: 'Bot abc.d-f.gh_' })).toEqual([]);
});

test('no problem shows a secret', () => {
  const secret = 'hunter2-hunter2';
  const problems = problemsOf({ SLACK_BOT_TOKEN: secret, SLACK_APP_TOKEN: secret });
  expect(problems).toHaveLength(2);
  expect(problems.join()).not.toContain(secret);
});

test('keys come in base64 or hex, the newest first, and also a line each from a file', () => {
  const bytes = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 8 + 3));
  const [old, inHex] = [Buffer.alloc(32, 'o').toString('base64'), bytes.toString('hex')];
  const keysOf = (env: Record<string, string>) =>
    readConfig(env).tokenKeys.map((key) => key.export().toString('hex'));

  expect(keysOf({})).toEqual([]);
  for (const key of [inHex, inHex.toUpperCase(), bytes.toString('base64')]) {
    expect(keysOf({ NEWSDESK_KEY: key })).toEqual([inHex]);
  }
  expect(keysOf({ NEWSDESK_KEY: bytes.toString('base64url') })).toEqual([inHex]);
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-')), 'keys');
  writeFileSync(file, `${inHex}\n${old}\n`);
  for (const env of [{ NEWSDESK_KEY: `${inHex},${old}` }, { NEWSDESK_KEY_FILE: file }]) {
    expect(keysOf(env)).toEqual([inHex, Buffer.alloc(32, 'o').toString('hex')]);
  }
});

test.each([
  ['a passphrase', 'correct horse battery staple'],
  ['16 bytes', Buffer.alloc(16, 7).toString('base64')],
  ['one digit too few', Buffer.alloc(32, 7).toString('hex').slice(1)],
  ['quotes in it', `"${Buffer.alloc(32, 7).toString('base64')}"`],
  ['a good one before it', `${Buffer.alloc(32, 7).toString('base64')},secret`],
])('a key with %s is refused, and nothing of it is shown', (_, key) => {
  expect(problemsOf({ NEWSDESK_KEY: key })).toEqual([
    `NEWSDESK_KEY is "…" (${key.length} characters); expected 32 bytes in base64 or hex, as "openssl rand -base64 32" makes them; between several keys, commas`,
  ]);
});

test('a half-configured platform says what is missing', () => {
  expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_MODE: 'socket' })).toEqual([
    'SLACK_APP_TOKEN is not set; Socket Mode needs an app-level token ("xapp-…")',
  ]);
  expect(problemsOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toEqual([
    'SLACK_APP_TOKEN is not set; expected an app-level token ("xapp-…"), or SLACK_SIGNING_SECRET for HTTP mode',
  ]);
  expect(problemsOf({ SLACK_CLIENT_ID: '1.2', SLACK_SIGNING_SECRET: 's' })).toEqual([
    'SLACK_CLIENT_SECRET is not set; without SLACK_BOT_TOKEN workspaces install the app by OAuth, which needs it',
    'SLACK_STATE_SECRET is not set; without SLACK_BOT_TOKEN workspaces install the app by OAuth, which needs it',
  ]);
  expect(problemsOf({ DISCORD_APPLICATION_ID: '123456789012345678' })).toEqual([
    'DISCORD_TOKEN is not set; DISCORD_APPLICATION_ID alone connects nothing',
  ]);
});

test('an app-level token means Socket Mode, none means HTTP', () => {
  const socket = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
  const http = readConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' });

  expect([socket.slack?.mode, http.slack?.mode]).toEqual(['socket', 'http']);
  expect(http.slack?.oauth).toBeUndefined();
});

test('a value may come from a file, and from one place only', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-')), 'token');
  writeFileSync(file, 'discord-token\n');

  expect(readConfig({ DISCORD_TOKEN_FILE: file }).discord?.token).toBe('discord-token');
  expect(problemsOf({ DISCORD_TOKEN_FILE: file, DISCORD_TOKEN: 'x' })).toEqual([
    'DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; expected one of them',
  ]);
  expect(problemsOf({ DISCORD_TOKEN_FILE: `${file}.none` })[0]).toContain(
    'expected a file that can be read',
  );
});

test('a misspelt variable is noticed', () => {
  expect(unknownVariables({ SLACK_BOT_TOKN: 'x', SLACK_BOT_TOKEN_FILE: 'y', PATH: 'z' })).toEqual([
    'SLACK_BOT_TOKN',
  ]);
});

test('.env.example names exactly what is read, and reads back as the defaults', () => {
  const example = parse(readFileSync(join(import.meta.dirname, '..', '.env.example')));

  expect(Object.keys(example).sort()).toEqual([...VARIABLE_NAMES].sort());
  expect(readConfig(example)).toEqual(readConfig({}));
});

test('a language model needs a name', () => {
  expect(problemsOf({ SUMMARIZER_URL: 'http://localhost:11434/v1' })).toEqual([
    'SUMMARIZER_MODEL is not set; SUMMARIZER_URL needs to know which model to ask',
  ]);
  expect(
    readConfig({ SUMMARIZER_URL: 'http://localhost:11434/v1', SUMMARIZER_MODEL: 'm' }).summarizer,
  ).toEqual({ url: 'http://localhost:11434/v1', key: undefined, model: 'm' });
});
