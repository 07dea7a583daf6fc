import { createSecretKey } from 'node:crypto';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { nodeChecks } from '../src/doctor/machine.ts';
import { doctor } from '../src/doctor.ts';
import { closeDatabase, openDatabase } from '../src/store/database.ts';
import { claimFeeds, finishCheck } from '../src/store/feed-checks.ts';
import { encryptTokens, saveInstallation } from '../src/store/installations.ts';
import { addFeed } from '../src/store/polled-feeds.ts';
import { serve } from './support/servers.ts';

let folder: string;
beforeEach(() => {
  vi.unstubAllEnvs();
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-doctor-'));
  const names = ['DATABASE_URL', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN'];
  for (const name of names) vi.stubEnv(name, '');
  vi.stubEnv('NEWSDESK_SHARED', undefined); // the suite's own, and unknown to the bot
  vi.stubEnv('PORT', '0');
  vi.stubEnv('DISCORD_API_URL', 'http://127.0.0.1:9/api');
  vi.stubEnv('NEWSDESK_DATA_DIR', folder);
});

const linesOf = async (): Promise<string[]> =>
  (await doctor(folder)).checks.map(({ mark, line }) => `${mark} ${line}`);

test('a playground that is well is well, before its first start and after', async () => {
  expect((await doctor(folder)).exitCode).toBe(0);
  const lines = (await linesOf()).join('\n');
  expect(lines).toContain('newsdesk.db is not there yet; the first start makes it');
  expect(lines).toContain('✓ ok no token is set: the playground runs');
  expect(existsSync(join(folder, 'newsdesk.db'))).toBe(false);

  await closeDatabase(await openDatabase({ kind: 'sqlite', file: join(folder, 'newsdesk.db') }));
  expect((await doctor(folder)).exitCode).toBe(0);
});

test.each([
  ['24.14.0', '✓ ok'],
  ['26.0.0', '✓ ok'],
  ['24.13.1', '✗ mend'],
  ['25.9.0', '✗ mend'],
  ['22.19.0', '✗ mend'],
])('Node %s is %s', (node, mark) => {
  expect(nodeChecks({ ...process.versions, node })[0]?.mark).toBe(mark);
});

test('where tokens are, an empty archive is to be looked at, and so is a platform out of reach', async () => {
  vi.stubEnv('DISCORD_TOKEN', 'token');
  vi.stubEnv('DISCORD_API_URL', 'http://127.0.0.1:9/api');
  await closeDatabase(await openDatabase({ kind: 'sqlite', file: join(folder, 'newsdesk.db') }));
  const lines = (await linesOf()).join('\n');
  expect(lines).toContain('has no articles; bring some in:');
  expect(lines).toMatch(/! look Discord: skipped \(offline\), 127\.0\.0\.1:9 is not reached: .+/);
  expect(lines).not.toContain('no token is set');
});

/** Answers as Slack and Discord do, with what a test says of each path. */
async function platforms(answers: Readonly<Record<string, unknown>>, headers = {}) {
  const server = await serve(({ url = '' }, response) => {
    const found = Object.entries(answers).find(([path]) => url.endsWith(path));
    response.writeHead(found ? 200 : 401, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(found?.[1] ?? { message: '401: Unauthorized' }));
  });
  for (const name of ['SLACK_API_URL', 'DISCORD_API_URL'])
    vi.stubEnv(name, `http://127.0.0.1:${server.port}/api`);
  return server;
}

test('tokens that are accepted are well, with whom they are for', async () => {
  const server = await platforms(
    {
      '/auth.test': { ok: true, team: 'Example Desk' },
      '/apps.connections.open': { ok: true, url: 'wss://example.test' },
      '/users/@me': { id: '123456789012345678', username: 'newsdesk' },
      '/gateway/bot': { shards: 1 },
    },
    { 'x-oauth-scopes': 'commands,chat:write' },
  );
  for (const [name, token] of [
    ['SLACK_BOT_TOKEN', 'xoxb-1'],
    ['SLACK_APP_TOKEN', 'xapp-1'],
    ['DISCORD_TOKEN', 'token'],
  ] as const)
    vi.stubEnv(name, token);
  const lines = await linesOf();
  await server.close();
  expect(lines).toContain('✓ ok Slack accepts SLACK_BOT_TOKEN, for Example Desk');
  expect(lines).toContain('✓ ok Slack accepts SLACK_APP_TOKEN');
  expect(lines).toContain('✓ ok Discord accepts DISCORD_TOKEN, of newsdesk');
  expect(lines).toContain("✓ ok the clock agrees with Slack's");
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual([]);
});

test('a token that is refused, a scope that lacks and a clock that is wrong are said with the fix', async () => {
  const server = await platforms(
    {
      '/auth.test': { ok: true, team: 'Example Desk' },
      '/apps.connections.open': { ok: false, error: 'invalid_auth' },
    },
    { 'x-oauth-scopes': 'commands', date: new Date(Date.now() - 60_000).toUTCString() },
  );
  vi.stubEnv('SLACK_BOT_TOKEN', 'xoxb-1');
  vi.stubEnv('SLACK_APP_TOKEN', 'xapp-1');
  vi.stubEnv('DISCORD_TOKEN', 'token');
  const { checks, exitCode } = await doctor(folder);
  const lines = checks.map(({ mark, line }) => `${mark} ${line}`).join('\n');
  await server.close();
  expect(lines).toContain('✗ mend SLACK_BOT_TOKEN lacks chat:write; add it under');
  expect(lines).toContain('✗ mend Slack does not accept SLACK_APP_TOKEN (invalid_auth): create');
  expect(lines).toContain('✗ mend DISCORD_TOKEN was refused by Discord; copy the token anew');
  expect(lines).toMatch(/! look this machine's clock is \d+ s ahead of Slack's/);
  expect(lines).not.toMatch(/xoxb-1|xapp-1/);
  expect(exitCode).toBe(2);
});

test('an answer that repeats the token is said without it', async () => {
  const server = await platforms({ '/auth.test': { ok: false, error: 'no token xoxb-1-secret' } });
  vi.stubEnv('SLACK_BOT_TOKEN', 'xoxb-1-secret');
  vi.stubEnv('SLACK_APP_TOKEN', 'xapp-1');
  const lines = (await linesOf()).join('\n');
  await server.close();
  expect(lines).toContain('Slack does not accept SLACK_BOT_TOKEN (no token x…)');
  expect(lines).not.toContain('secret');
});

test('a port that another program has is to be mended; one that Newsdesk has is well, and what ails that one is said', async () => {
  const other = await serve((_, response) => response.end('hello'));
  vi.stubEnv('PORT', String(other.port));
  expect((await linesOf()).join('\n')).toContain(
    `✗ mend PORT is ${other.port}, which another program uses; set PORT to a free port`,
  );
  await other.close();
  const refused = { ok: false, detail: 'DISCORD_TOKEN was refused by Discord; start again' };
  const ours = await serve(({ url }, response) =>
    response.end(
      JSON.stringify({
        detail: url === '/readyz' ? { slack: { ok: true }, discord: refused } : { version: '1' },
      }),
    ),
  );
  vi.stubEnv('PORT', String(ours.port));
  const lines = (await linesOf()).join('\n');
  await ours.close();
  expect(lines).toContain('serves the playground: Newsdesk is running');
  expect(lines).toContain(
    '! look Newsdesk is running, and its /readyz says of discord: DISCORD_TOKEN was refused',
  );
  expect(lines).not.toContain('says of slack');
});

test('a data folder that is a file, and tokens that everybody can read, are said with the fix', async () => {
  writeFileSync(join(folder, '.env'), '', { mode: 0o644 });
  vi.stubEnv('NEWSDESK_DATA_DIR', join(folder, '.env', 'data'));
  const lines = (await linesOf()).join('\n');
  expect(lines).toContain(`! look .env can be read by every user of this machine; chmod 600 `);
  expect(lines).toMatch(/✗ mend NEWSDESK_DATA_DIR is ".*"; expected a folder that this user can/);
});

test('a misspelt variable gets the name that is meant', async () => {
  vi.stubEnv('NEWSDESK_TIMZONE', 'Asia/Tashkent');
  expect((await linesOf()).join('\n')).toContain('perhaps NEWSDESK_TIMEZONE is meant');
});

test('what is wrong is to be mended, a line for each', async () => {
  vi.stubEnv('PORT', 'x');
  vi.stubEnv('LOG_LEVEL', 'loud');
  const { checks, exitCode } = await doctor(folder);
  expect(checks.filter(({ mark }) => mark === '✗ mend').map(({ line }) => line)).toEqual([
    'PORT is "x"; expected a port from 0 to 65535',
    'LOG_LEVEL is "loud"; expected one of debug, info, warn, error, silent',
  ]);
  expect(exitCode).toBe(2);
});

test('a feed that fails for a day is named, with what to do; one that fails for an hour is not', async () => {
  vi.stubEnv('DISCORD_TOKEN', 'token');
  const db = await openDatabase({ kind: 'sqlite', file: join(folder, 'newsdesk.db') });
  expect((await linesOf()).join('\n')).toContain('! look no feeds are read yet');
  for (const [name, hours] of [
    ['a', 25],
    ['b', 1],
  ] as const) {
    const feed = { url: `https://${name}.test/`, title: `Feed ${name}`, siteUrl: undefined };
    await addFeed(db, feed, { now: new Date() });
    const [held] = await claimFeeds(db, { now: new Date(), leaseMs: 1_000, limit: 1 });
    if (!held) throw new Error('no feed is due');
    await finishCheck(db, held, {
      ...held,
      nextCheckAt: new Date(Date.now() + 3_600_000),
      failures: 3,
      failingSince: new Date(Date.now() - hours * 3_600_000),
      lastError: { code: 'too-slow', reason: 'it is too slow' },
    });
  }
  await closeDatabase(db);

  const lines = await linesOf();
  expect(lines).toContain('✓ ok 2 feeds in the list');
  expect(lines.find((line) => line.includes('Feed a'))).toMatch(
    /^! look the feed Feed a fails: it is too slow, tried again .*feed check 1$/,
  );
  expect(lines.join()).not.toContain('Feed b');
});

test('where workspaces install by OAuth, how their tokens are stored is said, and what to do', async () => {
  const [key, other] = ['k', 'o'].map((fill) => Buffer.alloc(32, fill));
  if (!key || !other) throw new Error('there are two keys');
  const tokenLines = async (...keys: readonly Buffer[]) => {
    vi.stubEnv('NEWSDESK_KEY', keys.map((bytes) => bytes.toString('base64')).join());
    return (await linesOf()).filter((line) => /the tokens of/.test(line));
  };
  const file = join(folder, 'newsdesk.db');
  const db = await openDatabase({ kind: 'sqlite', file });
  expect(await tokenLines()).toEqual([]);
  for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'STATE_SECRET', 'SIGNING_SECRET'])
    vi.stubEnv(`SLACK_${name}`, 's');
  const advice = 'set NEWSDESK_KEY to have them encrypted: openssl rand -base64 32 makes a key';

  expect(await tokenLines()).toEqual([
    `! look the tokens of workspaces are stored as they are; ${advice}`,
  ]);
  expect(await tokenLines(key)).toEqual(['✓ ok the tokens of workspaces are encrypted']);
  for (const workspace of ['T1', 'T2'])
    await saveInstallation(db, [], { platform: 'slack', workspace }, {}, new Date());
  expect(await tokenLines()).toEqual([
    `! look the tokens of 2 workspaces are stored as they are; ${advice}`,
  ]);
  expect(await tokenLines(key)).toEqual([
    '✓ ok the tokens of 2 workspaces are encrypted with the first key of NEWSDESK_KEY at the next start',
  ]);
  await encryptTokens(db, [createSecretKey(key)]);
  expect(await tokenLines(key)).toEqual(['✓ ok the tokens of 2 workspaces are encrypted']);
  expect(await tokenLines(other, key)).toEqual([
    '✓ ok the tokens of 2 workspaces are encrypted with the first key of NEWSDESK_KEY at the next start',
  ]);
  expect(await tokenLines(other)).toEqual([
    '✗ mend NEWSDESK_KEY does not decrypt the tokens of 2 workspaces; put the key that encrypted them behind it, with a comma between, or, if that is lost, run npm run -s newsdesk -- forget-tokens',
  ]);
  expect(await tokenLines()).toEqual([
    '✗ mend NEWSDESK_KEY is not set, and the tokens of 2 workspaces are encrypted; set it to the key that encrypted them, or, if that is lost, to a new one, and run npm run -s newsdesk -- forget-tokens',
  ]);
  await closeDatabase(db);
});
