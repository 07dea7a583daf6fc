import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';
import type { NewSubscription, TimeOfDay } from '../../src/model/subscription.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { createRandom } from '../support/random.ts';
import { type Bots, keepBots, pause } from './bots.ts';
import { check, type Planned, type Verdict } from './check.ts';
import { type Accepted, openPlatforms } from './platforms.ts';
import { openServer, type Server } from './postgres.ts';

/**
 * Kills the real bot, again and again, while digests are due, and counts what the platforms
 * took against what the ledger says. `node test/kill/run.ts short` is for every change, without
 * a word it is the long one. A second word is the seed.
 */
const MINUTE_MS = 60_000;
const LEASE_MS = 15_000;

type Size = {
  readonly kills: number;
  /** Subscriptions that come due before each kill. */
  readonly wave: number;
};
const SIZES: Record<'short' | 'long', Record<'sqlite' | 'postgres', Size>> = {
  short: { sqlite: { kills: 10, wave: 6 }, postgres: { kills: 14, wave: 8 } },
  long: { sqlite: { kills: 100, wave: 9 }, postgres: { kills: 110, wave: 9 } },
};
/** Some have a second slot, after so long. */
const SECOND_MS = MINUTE_MS;

/** A zone in which it is about noon now, so that no run passes midnight. */
const AHEAD_HOURS = 12 - new Date().getUTCHours();
const NOON_ZONE =
  AHEAD_HOURS === 0 ? 'UTC' : `Etc/GMT${AHEAD_HOURS > 0 ? '-' : '+'}${Math.abs(AHEAD_HOURS)}`;
const noonTime = (instant: number) =>
  new Date(instant + AHEAD_HOURS * 60 * MINUTE_MS).toISOString().slice(11, 16) as TimeOfDay;

const length = process.argv[2] === 'short' ? 'short' : 'long';
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31));
const random = createRandom(seed);
console.log(`kill suite, ${length}, seed ${seed}`);
const home = mkdtempSync(join(tmpdir(), 'newsdesk-kill-'));
const results = await Promise.all([onSqlite(), onPostgres()]);
const good = results.every((result) => result);
if (good) rmSync(home, { recursive: true, force: true });
else console.log(`what was taken, and the logs, are in ${home}`);
console.log(good ? 'kill suite passed' : 'kill suite FAILED');
process.exit(good ? 0 : 1);

async function onSqlite(): Promise<boolean> {
  const dataDir = join(home, 'sqlite');
  mkdirSync(dataDir);
  const database = { kind: 'sqlite', file: join(dataDir, 'newsdesk.db') } as const;
  return scenario('SQLite, one process', SIZES[length].sqlite, {
    database,
    processes: 1,
    dataDirOf: () => dataDir,
    trouble: [freeze, block, skewALittle],
  });
}

async function onPostgres(): Promise<boolean> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined) {
    console.log('skipped: PostgreSQL, three processes (TEST_DATABASE_URL is not set)');
    return true;
  }
  const server = await openServer(url);
  try {
    return await scenario(`${server.kind}, three processes`, SIZES[length].postgres, {
      database: { kind: 'postgres', url: server.url },
      processes: 3,
      dataDirOf: (place) => join(home, `postgres${place}`),
      trouble: [() => restart(server), freeze, skew, block],
    });
  } finally {
    await server.stop();
  }
}

type Trouble = (bots: Bots) => Promise<void>;

async function scenario(
  name: string,
  size: Size,
  setting: {
    readonly database: Config['database'];
    readonly processes: number;
    readonly dataDirOf: (place: number) => string;
    readonly trouble: readonly Trouble[];
  },
): Promise<boolean> {
  const begun = Date.now();
  const { database, processes, dataDirOf, trouble } = setting;
  const db = await openDatabase(database);
  const planned: Planned[] = [];
  const platforms = await openPlatforms(random, join(home, `taken-${database.kind}.jsonl`));
  const bots = keepBots(
    processes,
    { database, leaseMs: LEASE_MS, dataDirOf },
    { platforms, random, logFile: join(home, `bots-${database.kind}.log`) },
  );
  const deaths = () => [...bots.deaths.values()].reduce((sum, n) => sum + n, 0);
  const kinds = [...trouble];
  // The long form goes on until one has died at every named point.
  const isOver = () => {
    const all = length === 'short' || bots.untried().length === 0 || deaths() > 2 * size.kills;
    return all && deaths() >= size.kills;
  };
  for (let turn = 1; !isOver(); turn += 1) {
    await insist(() => subscribe(db, size.wave, planned));
    await bots.kill();
    if (turn % 3 === 1) await kinds[Math.floor(turn / 3) % kinds.length]?.(bots);
  }
  await drained(db, planned);
  await bots.stop();
  platforms.close();

  console.log(`\n${name}: ${deaths()} kills, ${seconds(begun)} s, ${platforms.requests()} posts`);
  console.log(`  killed ${[...bots.deaths].map(([point, n]) => `${point} ${n}`).join(', ')}`);
  if (bots.untried().length > 0) console.log(`  not reached: ${bots.untried().join(', ')}`);
  console.log(`  Discord knew ${platforms.recognised()} posts again`);
  const verdicts: boolean[] = [];
  for (const platform of ['discord', 'slack'] as const) {
    const of = planned.filter((subscription) => subscription.platform === platform);
    verdicts.push(tell(platform, await check(db, platforms.accepted, of)));
  }
  await closeDatabase(db);
  return verdicts.every((verdict) => verdict);
}

/** Half of them in Slack, half in Discord, twenty to a workspace; each has a channel of its own. */
async function subscribe(db: Database, count: number, planned: Planned[]): Promise<void> {
  const madeAt = Date.now();
  const thisMinute = Math.floor(madeAt / MINUTE_MS) * MINUTE_MS;
  const yesterday = new Date(madeAt - 24 * 60 * MINUTE_MS);
  for (let left = count; left > 0; left -= 1) {
    const n = planned.length;
    const platform = n % 2 === 0 ? 'slack' : 'discord';
    const slots = n % 4 < 2 ? [thisMinute] : [thisMinute, thisMinute + SECOND_MS];
    const subscription: NewSubscription = {
      channel: { platform, workspace: `W${Math.floor(n / 20)}`, id: `${10n ** 17n + BigInt(n)}` },
      query: n % 3 === 0 ? '' : 'water',
      at: slots.map(noonTime),
      days: [1, 2, 3, 4, 5, 6, 7],
      timezone: NOON_ZONE,
      top: 8,
      empty: 'say',
      createdBy: 'U1',
    };
    const { id, channel } = await addSubscription(db, subscription, yesterday);
    planned.push({ id, platform, channel: channel.id, slots, madeAt });
  }
}

/** Waits until all that was planned is entered and nothing is open: leases and doubts take their time. */
async function drained(db: Database, planned: readonly Planned[]): Promise<void> {
  const slots = planned.reduce((sum, subscription) => sum + subscription.slots.length, 0);
  const giveUpAt = Date.now() + LEASE_MS + SECOND_MS + 2 * MINUTE_MS;
  while (Date.now() < giveUpAt) {
    const rows = await insist(() => db.query.selectFrom('delivery').select('state').execute());
    const open = rows.filter(({ state }) => state === 'due' || state === 'claimed');
    const over = Date.now() > Math.max(...planned.flatMap((one) => one.slots)) + MINUTE_MS;
    if ((rows.length >= slots || over) && open.length === 0) return;
    await pause(500);
  }
}

/** The database may be on its way up. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await pause(500);
    }
  }
}

async function block(bots: Bots): Promise<void> {
  bots.tell({ blockMs: 5_000 });
}

/** Held beyond its lease, and let go: others have taken its work meanwhile. */
async function freeze(bots: Bots): Promise<void> {
  void bots.freeze(LEASE_MS + 2_000);
}

/** What a time server corrects; a day is the calendar suite's: here it would change what is planned. */
async function skewALittle(bots: Bots): Promise<void> {
  bots.tell({ skewMs: random.of([5_000, -5_000]) });
}

/** Processes on one PostgreSQL go by its clock, so any will do. */
async function skew(bots: Bots): Promise<void> {
  const day = 24 * 60 * MINUTE_MS;
  const skews = [5_000, -5_000, 10 * MINUTE_MS, -10 * MINUTE_MS, day, -day];
  bots.tell({ skewMs: random.of(skews) });
}

async function restart(server: Server): Promise<void> {
  await server.restart();
}

function tell(platform: Accepted['platform'], verdict: Verdict): boolean {
  const { planned, sent, unknown, taken, lost, overtaken, doubled, reordered, other, lateMs } =
    verdict;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  console.log(
    `  ${platform}: ${planned} planned, ${sent} sent, ${unknown} unknown (${taken} of them taken), ${lost.length} lost, ${overtaken} overtaken, ${doubled.length} doubled, ${reordered.length} reordered, ${other.length} other; late p50 ${seconds(lateMs.p50)}, p99 ${seconds(lateMs.p99)}, max ${seconds(lateMs.max)}`,
  );
  for (const line of [...lost, ...doubled, ...reordered, ...other].slice(0, 20)) {
    console.log(`    ${line}`);
  }
  const bad = lost.length + doubled.length + reordered.length + other.length;
  return bad === 0;
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
