import { type ChildProcess, spawn } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { withDatabase } from '../src/open-desk.ts';
import { closedWorkspaces } from '../src/store/closed-workspaces.ts';
import { closeDatabase, type Database, openDatabase } from '../src/store/database.ts';
import { saveInstallation, storedTokens } from '../src/store/installations.ts';
import { fakeDiscord } from './support/discord.ts';
import { serve } from './support/servers.ts';

const ROOT = join(import.meta.dirname, '..');
const running: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(end));
});

/** By SIGTERM, which npm passes on: killed outright, npm would leave the bot behind. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

type Started = {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  /** Resolves with the address that the greeting names, or rejects when the process ends. */
  readonly address: Promise<string>;
};

/** `npm start`, as the README has it, with an environment of its own. */
function start(env: Record<string, string> = {}): Started {
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...withoutOurs(process.env),
      NEWSDESK_DATA_DIR: mkdtempSync(join(tmpdir(), 'newsdesk-start-')),
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let said = '';
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  const address = new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const [, found] = /(http:\/\/localhost:\d+)/.exec(said) ?? [];
      if (found) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    ended.then(() => reject(new Error(`ended early:\n${said}`)));
  });
  address.catch(() => undefined);
  return { child, output: () => said, ended, address };
}

function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env).filter(
    ([name]) => !/^(SLACK|DISCORD|NEWSDESK|DATABASE|PORT|HOST|WEB_PORT)/.test(name),
  );
  return Object.fromEntries(entries);
}

async function freePort(): Promise<number> {
  const server = await serve(() => undefined);
  await server.close();
  return server.port;
}

test('without a token the samples are searchable, mistakes and all, and SIGTERM to npm ends it well', async () => {
  const newsdesk = start();
  const address = await newsdesk.address;

  const found = await fetch(`${address}/api/search?q=isis%20smugling%20uzbek`);
  const answer = (await found.json()) as { total: number; hits: { title: string }[] };
  expect(answer.hits[0]?.title).toMatch(/ISIS.*Smuggling.*Uzbek/);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect((await fetch(`${address}/readyz`)).status).toBe(200);
  expect((await fetch(address)).headers.get('content-security-policy')).toContain(
    "default-src 'none'",
  );

  newsdesk.child.kill('SIGTERM');
  expect(await newsdesk.ended).toEqual({ code: 0, signal: null });
}, 60_000);

test('the feeds of FEEDS_FILE are read, and what they bring is found', async () => {
  const asked: (string | undefined)[] = [];
  const site = createServer(({ headers }, response) => {
    asked.push(headers['user-agent']);
    response.end(
      '<rss version="2.0"><channel><title>Example</title><item><guid>1</guid><title>Zubrowka ferry resumes</title><description>The ferry resumed on Tuesday.</description></item></channel></rss>',
    );
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const { port } = site.address() as AddressInfo;
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-feeds-'));
  const file = join(folder, 'feeds.opml');
  const outline = `<outline type="rss" text="Example" xmlUrl="http://127.0.0.1:${port}/feed"/>`;
  writeFileSync(file, `<opml version="2.0"><body>${outline}</body></opml>`);

  const newsdesk = start({ FEEDS_FILE: file, ALLOW_PRIVATE_NETWORKS: '1' });
  const address = await newsdesk.address;
  let found = { total: 0 };
  while (found.total === 0) {
    await sleep(100);
    found = (await (await fetch(`${address}/api/search?q=zubrowka`)).json()) as typeof found;
  }
  expect(found).toMatchObject({ total: 1, hits: [{ source: 'Example' }] });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/^Newsdesk\//);

  newsdesk.child.kill('SIGTERM');
  expect(await newsdesk.ended).toEqual({ code: 0, signal: null });
  site.close();
}, 60_000);

test('a Discord token that is reset while the bot runs ends Discord alone, and what to do is said', async () => {
  const discord = await fakeDiscord();
  const env = { DISCORD_TOKEN: 'token', DISCORD_API_URL: discord.apiUrl, FEEDS_FILE: 'none' };
  const newsdesk = start(env);
  const address = await newsdesk.address;
  expect(newsdesk.output()).toContain('\nNewsdesk runs in Discord.\n');
  expect((await fetch(`${address}/readyz`)).status).toBe(200);

  discord.drop(4004);

  const line =
    'Newsdesk goes on without Discord: DISCORD_TOKEN was refused by Discord; copy the token';
  while (!newsdesk.output().includes(line)) await sleep(50);
  const ready = await fetch(`${address}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('start again')]);
  const status = await fetch(`${address}/playground/command`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: '{"text":"/newsdesk status"}',
  });
  expect(await status.text()).toContain('Discord is not connected: DISCORD');
  newsdesk.child.kill('SIGTERM');
  expect(await newsdesk.ended).toEqual({ code: 0, signal: null });
  await discord.close();
}, 60_000);

test('while Discord is not reached, that is said and nothing else, and then that it is', async () => {
  const discord = await fakeDiscord();
  discord.status = 503;
  const env = { DISCORD_TOKEN: 'token', DISCORD_API_URL: discord.apiUrl, FEEDS_FILE: 'none' };
  const newsdesk = start(env);
  await newsdesk.address;
  expect(newsdesk.output()).toContain(
    '\nDiscord is not reached yet (Service Unavailable); Newsdesk goes on trying.\n',
  );
  expect(newsdesk.output()).not.toContain('runs in');

  discord.status = 200;
  while (!newsdesk.output().includes('\nNewsdesk runs in Discord.\n')) await sleep(50);
  await discord.close();
}, 60_000);

test('with NEWSDESK_KEY the tokens of every workspace are encrypted, and without it nothing starts or is lost', async () => {
  const slack = await serve((_, response) => {
    response.setHeader('content-type', 'application/json');
    const team = { id: 'T2', name: 'Second Desk' };
    const bot = { access_token: 'xoxb-2-canary', bot_user_id: 'U2', bot_id: 'B2' };
    const install = {
      app_id: 'A1',
      authed_user: { id: 'U1' },
      token_type: 'bot',
      scope: 'commands',
    };
    response.end(JSON.stringify({ ok: true, team, ...bot, ...install }));
  });
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-start-'));
  const file = join(folder, 'newsdesk.db');
  const withArchive = <T>(work: (db: Database) => Promise<T>) =>
    withDatabase({ database: { kind: 'sqlite', file }, dataDir: folder }, work);
  const first = { platform: 'slack' as const, workspace: 'T1' };
  const installation = { botToken: 'xoxb-1-canary' };
  await withArchive((db) => saveInstallation(db, [], first, installation, new Date()));
  const key = createSecretKey(Buffer.alloc(32, 'k'));
  const port = await freePort();
  const env = {
    ...{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_STATE_SECRET: 's' },
    ...{ SLACK_SIGNING_SECRET: 's', SLACK_API_URL: `http://127.0.0.1:${slack.port}/` },
    ...{ NEWSDESK_DATA_DIR: folder, FEEDS_FILE: 'none', PORT: String(port), WEB_PORT: '0' },
  };

  const newsdesk = start({ ...env, NEWSDESK_KEY: key.export().toString('hex') });
  await newsdesk.address;
  const page = `http://127.0.0.1:${port}/slack`;
  const asked = await fetch(`${page}/install`, { redirect: 'manual' });
  const state = new URL(asked.headers.get('location') ?? '').searchParams.get('state');
  const [cookie = ''] = (asked.headers.get('set-cookie') ?? '').split(';');
  const installed = await fetch(`${page}/oauth_redirect?code=x&state=${state}`, {
    headers: { cookie },
  });
  expect(await installed.text()).toContain('Newsdesk is now in Second Desk');
  newsdesk.child.kill('SIGTERM');
  await newsdesk.ended;
  expect(newsdesk.output()).not.toContain('canary');
  expect(readFileSync(file).includes('canary')).toBe(false);
  const encrypted = { workspaces: 2, toEncrypt: 0, unreadable: 0 };
  expect(await withArchive((db) => storedTokens(db, [key]))).toEqual(encrypted);

  const without = start(env);
  expect((await without.ended).code).toBe(1);
  expect(without.output()).toContain(
    'Newsdesk cannot start: NEWSDESK_KEY is not set, and the tokens of 2 workspaces are encrypted; set it to the key that encrypted them',
  );
  expect(await withArchive((db) => storedTokens(db, [key]))).toEqual(encrypted);
  await slack.close();
}, 60_000);

test('a Discord server that removed the bot while it was stopped is treated as one that does so now', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'newsdesk-start-'));
  const db = await openDatabase({ kind: 'sqlite', file: join(dataDir, 'newsdesk.db') });
  for (const workspace of ['10', '20'])
    await saveInstallation(db, [], { platform: 'discord', workspace }, {}, new Date());
  const discord = await fakeDiscord();
  discord.servers = ['10'];

  const newsdesk = start({
    NEWSDESK_DATA_DIR: dataDir,
    DISCORD_TOKEN: 'token',
    DISCORD_API_URL: discord.apiUrl,
    FEEDS_FILE: 'none',
  });
  await newsdesk.address;
  await expect
    .poll(() => closedWorkspaces(db), { timeout: 10_000 })
    .toEqual([{ platform: 'discord', workspace: '20' }]);
  await closeDatabase(db);
  await discord.close();
}, 60_000);

test('a second one on the same data is refused, with what to do; the first goes on', async () => {
  const data = { NEWSDESK_DATA_DIR: mkdtempSync(join(tmpdir(), 'newsdesk-start-')) };
  const first = start(data);
  const address = await first.address;
  const second = start(data);

  expect((await second.ended).code).toBe(1);
  expect(second.output()).toContain('Newsdesk is already running on');
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
}, 60_000);

test('a bad setting ends it with a line for each problem, without a stack', async () => {
  const newsdesk = start({
    NEWSDESK_TIMEZONE: 'Mars/Base',
    DISCORD_GUILD_ID: 'x',
    DISCORD_TOKEN: 'y',
  });
  expect((await newsdesk.ended).code).toBe(1);
  expect(newsdesk.output()).toContain('NEWSDESK_TIMEZONE is "Mars/Base"; expected an IANA zone');
  expect(newsdesk.output()).toContain('DISCORD_GUILD_ID is "x"; expected an id');
  expect(newsdesk.output()).not.toMatch(/^\s+at /m);
}, 60_000);

test('a data folder that cannot be one is named, with what would do', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'newsdesk-start-')), 'file');
  writeFileSync(folder, '');
  const newsdesk = start({ NEWSDESK_DATA_DIR: folder });
  expect((await newsdesk.ended).code).toBe(1);
  expect(newsdesk.output()).toContain(
    `NEWSDESK_DATA_DIR is "${folder}"; expected a folder that this user can write to`,
  );
}, 60_000);

test('a port that is taken is named', async () => {
  const first = start();
  const port = new URL(await first.address).port;
  const second = start({ PORT: port });

  expect((await second.ended).code).toBe(1);
  expect(second.output()).toContain(`PORT is ${port}, which another program uses`);
}, 60_000);
