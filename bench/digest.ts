import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { closeDatabase, type DatabaseLocation, openDatabase } from '../src/store/database.ts';
import { ensureFeed } from '../src/store/feeds.ts';
import { storeArticles } from '../src/store/store-articles.ts';
import { addSubscription } from '../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../test/support/articles.ts';
import { aNewSubscription } from '../test/support/digests.ts';
import type { Report } from './digest/worker.ts';

/**
 * How long 1,000 and 10,000 subscriptions that are due in one minute take to be claimed, composed
 * and handed to a platform without limits, at what cost. `node bench/digest.ts` prints a table
 * and JSON; on PostgreSQL, with one process and with two, where TEST_DATABASE_URL is set.
 */
const NOW = new Date('2026-11-22T08:00:00Z');
const ARTICLES = 500;
/** So many different searches among all subscriptions. */
const QUERIES = [
  '',
  'water',
  'border',
  'energy',
  'court',
  'rail',
  'trade',
  'school',
  'river',
  'gas',
];

type Line = {
  readonly database: string;
  readonly processes: number;
  readonly subscriptions: number;
  readonly seconds: number;
  readonly cpuMsPerDigest: number;
  readonly rssMb: readonly number[];
  readonly shares: readonly number[];
};

const sizes = process.argv.slice(2).map(Number);
const lines: Line[] = [];
for (const subscriptions of sizes.length > 0 ? sizes : [1_000, 10_000]) {
  const dir = mkdtempSync(join(tmpdir(), 'newsdesk-bench-'));
  const file = join(dir, 'newsdesk.db');
  lines.push(await measure({ kind: 'sqlite', file }, 1, subscriptions));
  rmSync(dir, { recursive: true });
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) {
    console.log('skipped: PostgreSQL (TEST_DATABASE_URL is not set)');
    continue;
  }
  for (const processes of [1, 2]) {
    const name = `newsdesk_bench_${process.pid}`;
    await onServer(server, `create database ${name}`);
    const url = new URL(server);
    url.pathname = `/${name}`;
    lines.push(await measure({ kind: 'postgres', url: url.href }, processes, subscriptions));
    await onServer(server, `drop database ${name} with (force)`);
  }
}
console.table(lines.map((line) => ({ ...line, shares: line.shares.join(' + ') })));
for (const [name, of] of Map.groupBy(lines, (line) => `${line.database}, ${line.processes}`)) {
  const [small, large] = of;
  if (!small || !large) continue;
  const exponent =
    Math.log(large.seconds / small.seconds) / Math.log(large.subscriptions / small.subscriptions);
  console.log(`${name}: time grows with the power ${exponent.toFixed(2)} of the subscriptions`);
}
console.log(JSON.stringify(lines));

async function measure(
  location: DatabaseLocation,
  processes: number,
  subscriptions: number,
): Promise<Line> {
  await fill(location, subscriptions);
  const workers = Array.from({ length: processes }, () => started(location));
  await Promise.all(workers.map(({ ready }) => ready));
  const begun = performance.now();
  for (const { child } of workers) child.send('go');
  const reports = await Promise.all(workers.map(({ report }) => report));
  const seconds = (performance.now() - begun) / 1000;
  const posted = reports.reduce((sum, report) => sum + report.posted, 0);
  if (posted !== subscriptions) throw new Error(`${posted} of ${subscriptions} were posted`);
  const cpuMs = reports.reduce((sum, report) => sum + report.cpuMs, 0);
  console.log(`${location.kind} ${processes} × ${subscriptions}: ${seconds.toFixed(1)} s`);
  return {
    database: location.kind,
    processes,
    subscriptions,
    seconds: Number(seconds.toFixed(1)),
    cpuMsPerDigest: Number((cpuMs / subscriptions).toFixed(2)),
    rssMb: reports.map(({ rssMb }) => rssMb),
    shares: reports.map((report) => report.posted),
  };
}

async function fill(location: DatabaseLocation, subscriptions: number): Promise<void> {
  const db = await openDatabase(location);
  const feed = await ensureFeed(db, { key: 'bench', title: 'Bench', url: undefined }, NOW);
  const articles = Array.from({ length: ARTICLES }, (_, n) => {
    const word = QUERIES[1 + (n % (QUERIES.length - 1))];
    return aNewArticle({
      key: `a${n}`,
      source: `Source ${n % 12}`,
      title: `The ${word} report number ${n} is published`,
      text: `Officials spoke of ${word} on Monday. Work number ${n} goes on in spring. Nobody was hurt.`,
      publishedAt: new Date(NOW.getTime() - n * 60_000),
    });
  });
  const seenAt = new Date(NOW.getTime() - 3_600_000);
  await storeArticles(db, feed, articles, { now: seenAt, placeInStory: apart });
  const yesterday = new Date(NOW.getTime() - 20 * 3_600_000);
  for (let n = 0; n < subscriptions; n += 1) {
    await addSubscription(
      db,
      aNewSubscription(
        { platform: 'web', workspace: `W${n % 500}`, id: `C${n}` },
        { query: QUERIES[n % QUERIES.length] ?? '' },
      ),
      yesterday,
    );
  }
  await closeDatabase(db);
}

function started(location: DatabaseLocation): {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly report: Promise<Report>;
} {
  const told = JSON.stringify({ location, now: NOW.getTime() });
  const child = fork(join(import.meta.dirname, 'digest', 'worker.ts'), [told]);
  const { promise: ready, resolve: isReady } = Promise.withResolvers<void>();
  const { promise: report, resolve: reported } = Promise.withResolvers<Report>();
  child.on('message', (message: 'ready' | Report) => {
    if (message === 'ready') isReady();
    else reported(message);
  });
  return { child, ready, report };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
