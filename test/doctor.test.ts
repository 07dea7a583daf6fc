import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { doctor } from '../src/doctor.ts';
import { closeDatabase, openDatabase } from '../src/store/database.ts';
import { claimFeeds, finishCheck } from '../src/store/feed-checks.ts';
import { addFeed } from '../src/store/polled-feeds.ts';

let folder: string;
beforeEach(() => {
  vi.unstubAllEnvs();
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-doctor-'));
  for (const name of ['DATABASE_URL', 'SLACK_BOT_TOKEN', 'DISCORD_TOKEN']) vi.stubEnv(name, '');
  vi.stubEnv('NEWSDESK_DATA_DIR', folder);
});

const linesOf = async (): Promise<string[]> =>
  (await doctor(folder)).checks.map(({ mark, line }) => `${mark} ${line}`);

test('nothing connected and nothing imported is to be looked at, each with what to do', async () => {
  const lines = (await linesOf()).join('\n');
  expect(lines).toContain('! look no .env in this folder; copy .env.example to .env');
  expect(lines).toContain('! look Slack is not configured; set SLACK_BOT_TOKEN');
  expect(lines).toContain('has no articles; bring some in:');
  expect((await doctor(folder)).exitCode).toBe(1);
});

test('whoever has connected Discord is not told to look at Slack', async () => {
  vi.stubEnv('DISCORD_TOKEN', 'token');
  const lines = await linesOf();
  expect(lines).toContain('✓ ok Discord is configured');
  expect(lines.find((line) => line.includes('Slack is'))).toMatch(/^✓ ok Slack is not configured/);
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
  expect((await linesOf()).join('\n')).toContain('! look no feeds are read yet');
  const db = await openDatabase({ kind: 'sqlite', file: join(folder, 'newsdesk.db') });
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
