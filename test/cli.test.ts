import { execFile, spawn } from 'node:child_process';
import { createSecretKey } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { withDatabase } from '../src/open-desk.ts';
import type { Database } from '../src/store/database.ts';
import { saveInstallation, storedTokens } from '../src/store/installations.ts';
import { acquireLock } from '../src/store/sqlite.ts';
import { openNewsSite } from './support/news-site.ts';
import { serve } from './support/servers.ts';

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'newsdesk-cli-'));

/** `npm run -s newsdesk -- …`, as the README has it, on a data folder of this test's own. */
const newsdesk = (...args: readonly string[]) => withEnvironment({}, args);

function withEnvironment(
  variables: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  const ours = /^(ALLOW_PRIVATE|SLACK|DISCORD|NEWSDESK|DATABASE|LOG_LEVEL|PORT|HOST)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  return new Promise((resolve) => {
    execFile(
      'npm',
      ['run', '-s', 'newsdesk', '--', ...args],
      { cwd: ROOT, env: { ...env, NEWSDESK_DATA_DIR: join(folder, 'data'), ...variables } },
      (error, out, err) => {
        const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0;
        resolve({ code, out, err: err.replace(/^npm warn .*\n/gm, '') });
      },
    );
  });
}

const file = join(folder, 'reports.jsonl');
beforeAll(async () => {
  writeFileSync(
    file,
    [
      '{"title":"Glacier survey opens in the Pamirs","text":"A survey of the glaciers opened on Monday. It will last a year.","url":"https://news.example.org/glacier","publishedAt":"2026-11-20T06:00:00Z"}',
      '{"title":"Cut off","te',
      '{"title":"Ferry line resumes","text":"The ferry line resumed on Tuesday. Tickets cost as before."}',
    ].join('\n'),
  );
  const { code, out, err } = await newsdesk('import', file);
  expect({ code, out, err }).toEqual({
    code: 0,
    out: 'reports.jsonl: 2 new articles, 0 corrected, 0 known already, 1 bad line\n',
    err: `${file}:2: not JSON: {"title":"Cut off","te; skipped\n`,
  });
}, 60_000);

test('search --json has the form that programs rely on', async () => {
  const { code, out } = await newsdesk('search', 'glacer survey', '--json');
  const found = JSON.parse(out);

  expect(code).toBe(0);
  expect(found).toMatchObject({
    query: 'glacer survey',
    from: 1,
    to: 1,
    total: 1,
    corrections: [{ typed: 'glacer', searched: 'glacier' }],
    hits: [
      {
        title: 'Glacier survey opens in the Pamirs',
        url: 'https://news.example.org/glacier',
        source: 'news.example.org',
        publishedAt: '2026-11-20T06:00:00.000Z',
        extract: 'A survey of the glaciers opened on Monday.',
      },
    ],
  });
  expect(found.hits[0].score).toBeGreaterThan(0);
  expect(found.hits[0].score).toBeLessThanOrEqual(1);
}, 60_000);

test('search and digest preview read well in a terminal', async () => {
  expect((await newsdesk('search', 'ferry')).out).toContain(
    'Viewing results 1 - 1 of 1 for ferry\n\nFerry line resumes\nreports · ',
  );
  expect((await newsdesk('search', 'zxqwv')).out).toContain('Nothing for zxqwv.');
  const digest = await newsdesk('digest', 'preview');
  expect(digest.out).toMatch(/^News digest · /);
  expect(digest.out).toContain('2 stories');
}, 60_000);

test('a reader that has seen enough is no mishap', async () => {
  for (const command of ['search ferry', 'export']) {
    const line = `npm run -s newsdesk -- ${command} | true`;
    const env = { ...process.env, NEWSDESK_DATA_DIR: join(folder, 'data') };
    const { err } = await new Promise<{ err: string }>((resolve) => {
      execFile('sh', ['-c', line], { cwd: ROOT, env }, (_error, _out, err) => resolve({ err }));
    });
    expect(err.replace(/^npm warn .*\n/gm, '')).toBe('');
  }
}, 60_000);

test.each([
  [['import', join(folder, 'none.jsonl')], `there is no file ${join(folder, 'none.jsonl')}`],
  [['import', folder], `${folder} is a folder; expected files`],
  [['import', '/dev/stdin'], '/dev/stdin is a pipe or a device; expected a file'],
  [['feed', 'import', join(folder, 'none.opml')], 'there is no file'],
  [['feed', 'import', folder], `${folder} is a folder; expected files`],
  [
    ['feed', 'add', 'https://ann:secret@example.org/feed'],
    'it has a user name or password in it; expected an address without\n',
  ],
  [
    ['feed', 'import', 'https://example.org/feeds.opml'],
    'https://example.org/feeds.opml is an address; expected a file, or /newsdesk feed import in chat',
  ],
  [['import', 'www.example.org'], 'no file www.example.org; a web address begins with https://'],
  [['export', join(folder, 'none', 'x.csv')], `there is no folder ${join(folder, 'none')}`],
  [['export', folder], `${folder} is a folder; expected a file`],
  [['search', 'x', '--page', '0'], '--page is "0"; expected a number from 1'],
  [['digest', 'send'], 'digest send is not known'],
  [['fetch'], "unknown command 'fetch'"],
  [['export', 'table.xlsx'], 'a spreadsheet opens CSV: export table.csv'],
  [['export', 'feeds.opml'], 'OPML holds feeds, no articles; for those: feed export > feeds.opml'],
] as const)(
  'what is wrong is one plain line and a code: %s',
  async (args, line) => {
    const { code, err } = await newsdesk(...args);
    expect(code, err).toBe(1);
    expect(err).toContain(line);
    expect(err).not.toMatch(/^\s+at /m);
  },
  60_000,
);

test('of several files those that can be read come in, whatever is wrong with the others', async () => {
  const notes = join(folder, 'notes.txt');
  writeFileSync(notes, 'To be done');
  const { code, out, err } = await newsdesk('import', folder, notes, file);
  expect(code).toBe(1);
  expect(err).toContain(`${folder} is a folder`);
  expect(err).toContain(`${notes} starts with "To be done"`);
  expect(out).toBe('reports.jsonl: 0 new articles, 0 corrected, 2 known already, 1 bad line\n');
}, 60_000);

test.skipIf(!existsSync('/dev/full'))(
  'a full disk is called that',
  async () => {
    expect(await newsdesk('export', '/dev/full')).toMatchObject({
      code: 1,
      err: 'the disk is full; what came before stays\n',
    });
  },
  60_000,
);

test('an import that is stopped says how to go on, and keeps what came in', async () => {
  const large = join(folder, 'large.jsonl');
  const lines = Array.from(
    { length: 30_000 },
    (_, n) => `{"title":"Report ${n}","text":"It came."}`,
  );
  writeFileSync(large, lines.join('\n'));
  const data = join(folder, 'stopped');
  const env = { ...process.env, NEWSDESK_DATA_DIR: data };
  const child = spawn(process.execPath, ['src/cli.ts', 'import', large], { cwd: ROOT, env });
  let err = '';
  child.stderr.on('data', (text) => {
    err += text;
  });
  const ended = once(child, 'exit');
  const written = () => statSync(join(data, 'newsdesk.db-wal'), { throwIfNoEntry: false })?.size;
  await expect.poll(written, { timeout: 30_000 }).toBeGreaterThan(1_000_000);
  child.kill('SIGINT');

  expect(await ended).toEqual([130, null]);
  expect(err).toBe('Stopped; what came in stays, and the same command brings in the rest.\n');
}, 60_000);

test('doctor says what it found, a line each', async () => {
  const { code, out } = await withEnvironment({ PORT: '0' }, ['doctor']);
  expect(code).toBe(0);
  expect(out).toMatch(/^✓ ok Node \d+/);
  expect(out).toContain('newsdesk.db opens: 2 articles');
}, 60_000);

test('a search takes -words, and says which option it does not know', async () => {
  expect((await newsdesk('search', 'resumed', '-ferry')).out).toContain(
    'Nothing for resumed -ferry.',
  );
  expect(await newsdesk('search', 'resumed', '--jsn')).toMatchObject({
    code: 1,
    err: '--jsn is no option of search; expected --json or --page\n',
  });
}, 60_000);

test('feeds come in by OPML, are listed, checked and removed, and go out by OPML', async () => {
  const opml = join(folder, 'mine.opml');
  writeFileSync(
    opml,
    '<opml version="2.0"><body><outline type="rss" text="Example News" xmlUrl="https://example.test/feed"/><outline xmlUrl="mailto:x"/></body></opml>',
  );
  expect((await newsdesk('feed', 'import', opml)).out).toBe(
    'mine.opml: 1 feed added, 0 read already, 1 bad address\n',
  );
  expect((await newsdesk('feed', 'list')).out).toMatch(
    /^\d+ {2}Example News {2}https:\/\/example\.test\/feed\n {3}being read first\n1 feed, 0 with a problem\n$/,
  );
  expect((await newsdesk('feed', 'check', 'example')).out).toContain('Last read: not yet');
  expect((await newsdesk('feed', 'export')).out).toContain('xmlUrl="https://example.test/feed"');
  expect((await newsdesk('feed', 'remove', 'example', 'news')).out).toBe(
    'Example News is read no more; its articles stay.\n',
  );
  expect(await newsdesk('feed', 'check', 'example')).toEqual({
    code: 1,
    out: '',
    err: 'no feed is "example"; see them: npm run -s newsdesk -- feed list\n',
  });
  expect((await newsdesk('feed', 'add', 'http://127.0.0.1/')).err).toMatch(
    /^no feed could be found at http:\/\/127\.0\.0\.1\/: .*ALLOW_PRIVATE_NETWORKS=1/,
  );
}, 120_000);

test('an archive goes out and comes in again', async () => {
  const exported = join(folder, 'archive.csv');
  expect(await newsdesk('export', exported)).toMatchObject({ code: 0, out: '', err: '' });
  expect((await newsdesk('import', exported)).out).toBe(
    'archive.csv: 0 new articles, 0 corrected, 2 known already, 0 bad lines\n',
  );
  const printed = await newsdesk('export', '--format', 'jsonl');
  expect(printed.out.trimEnd().split('\n')).toHaveLength(2);
  expect(await newsdesk('export', '--format', 'xml')).toMatchObject({
    code: 1,
    err: '--format is "xml"; expected jsonl or csv\n',
  });
  expect(await newsdesk('import', 'http://127.0.0.1:9/a')).toMatchObject({ code: 1 });
}, 60_000);

test('feed add names every feed of a site, and adds what it can of several addresses', async () => {
  const server = await serve(({ url }, response) => {
    if (url === '/feed') {
      response.end(
        '<rss version="2.0"><channel><title>River News</title><item><guid>1</guid><title>Dam is full</title><description>It is.</description></item></channel></rss>',
      );
    } else {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/feed"><link rel="alternate" type="application/rss+xml" title="Sport" href="/sport"></head><body>Hello</body></html>',
      );
    }
  });
  const site = `127.0.0.1:${server.port}`;
  const { code, out, err } = await withEnvironment({ ALLOW_PRIVATE_NETWORKS: '1' }, [
    ...['feed', 'add', 'not', site, `${site}/feed`],
  ]);
  await server.close();
  expect(code).toBe(1);
  expect(err).toBe(
    [
      '"not" is no web address; expected one such as timesca.com',
      `${site} has 2 feeds; add the one you mean:`,
      `  http://${site}/feed  All`,
      `  http://${site}/sport  Sport`,
      '',
    ].join('\n'),
  );
  expect(out).toMatch(/^River News \(number \d+\) is read from now on/);
}, 60_000);

test('backfill brings in what a site files under a topic, politely', async () => {
  const site = await openNewsSite({ onTopic: 7, others: 3, rest: true });
  const args = ['backfill', site.url, '--topic', 'isis'];
  expect(await newsdesk(...args)).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not fetched from; expected 80, 443, 8080, 8443'),
  });
  expect(site.connections()).toBe(0);

  const { code, out } = await withEnvironment({ ALLOW_PRIVATE_NETWORKS: '1' }, args);
  expect({ code, out }).toEqual({
    code: 0,
    out: `${site.url}, by WordPress: 7 new articles, 0 corrected, 0 known already\n`,
  });
  expect((await newsdesk('search', 'recruiter')).out).toContain(
    'Viewing results 1 - 6 of 7 for recruiter',
  );
  await site.close();
  expect(await newsdesk('backfill', 'example.org', '--since', '2026-13')).toMatchObject({
    code: 1,
    err: '--since is "2026-13"; expected a date such as 2024, 2024-03 or 2024-03-01\n',
  });
}, 120_000);

test('a backup is restored where the bot is stopped, and refused where it runs', async () => {
  const data = mkdtempSync(join(tmpdir(), 'newsdesk-cli-'));
  const there = (...args: readonly string[]) => withEnvironment({ NEWSDESK_DATA_DIR: data }, args);
  const backup = join(data, 'backup.db');

  expect((await there('backup', backup)).err).toContain('nothing is stored yet: there is no');
  await there('import', file);
  expect((await there('backup', backup)).out).toMatch(/backup\.db: \d+ kB; keep it private/);
  expect((await there('backup', backup)).err).toContain('is there already; name a new file');

  const lock = acquireLock(join(data, 'newsdesk.lock'));
  const whileRunning = await there('restore', backup);
  expect(whileRunning).toMatchObject({ code: 1, out: '' });
  expect(whileRunning.err).toContain('Newsdesk is already running on');
  lock?.release();

  writeFileSync(join(data, 'newsdesk.db'), 'a disk gone bad');
  expect((await there('search', 'ferry')).err).toContain('is damaged; put a backup in its place');
  expect((await there('restore', backup)).out).toContain(`2 articles, as in ${backup}`);
  expect((await there('search', 'ferry')).out).toContain('Ferry line resumes');
}, 60_000);

test('tokens whose key is lost are forgotten when that is asked for, and no others', async () => {
  const data = mkdtempSync(join(tmpdir(), 'newsdesk-cli-'));
  const [lost, known] = ['l', 'k'].map((fill) => createSecretKey(Buffer.alloc(32, fill)));
  if (!lost || !known) throw new Error('there are two keys');
  const archive = <T>(work: (db: Database) => Promise<T>) =>
    withDatabase(
      { database: { kind: 'sqlite', file: join(data, 'newsdesk.db') }, dataDir: data },
      work,
    );
  await archive(async (db) => {
    for (const [workspace, keys] of [
      ['T1', [lost]],
      ['T2', [known]],
      ['T3', []],
    ] as const)
      await saveInstallation(db, keys, { platform: 'slack', workspace }, {}, new Date());
  });
  const forget = (key: string) =>
    withEnvironment({ NEWSDESK_DATA_DIR: data, NEWSDESK_KEY: key }, ['forget-tokens']);
  const key = known.export().toString('base64');

  expect((await forget('')).err).toContain('NEWSDESK_KEY is not set; set it');
  const lock = acquireLock(join(data, 'newsdesk.lock'));
  expect((await forget(key)).err).toContain('Newsdesk is already running on');
  lock?.release();
  expect((await forget(key)).out).toBe(
    'The tokens of 1 workspace are forgotten (T1). What is followed there stays, and goes on once the app is installed there again.\n',
  );
  expect((await forget(key)).out).toBe('Nothing is forgotten: all tokens can be read.\n');
  expect(await archive((db) => storedTokens(db, [known]))).toEqual({
    workspaces: 2,
    toEncrypt: 1,
    unreadable: 0,
  });
}, 60_000);
