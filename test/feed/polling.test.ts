import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fetch, FetchOutcome } from '../../src/feed/net/fetch-outcome.ts';
import { createPoller, startPolling } from '../../src/feed/poll.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { addFeed, listFeeds } from '../../src/store/polled-feeds.ts';
import { dropDatabase, emptyDatabase } from '../support/databases.ts';
import { type FakeFeed, type FakeWeb, failure, fakeWeb, feedService } from '../support/feeds.ts';

const START = new Date('2026-11-22T08:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const open: Database[] = [];
let now: Date;
let web: FakeWeb;

beforeEach(() => {
  now = START;
  web = fakeWeb(() => now);
});
afterEach(async () => {
  for (const db of open.splice(0)) await closeDatabase(db);
});

const openMemory = async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  open.push(db);
  return db;
};
const add = (db: Database, url: string) =>
  addFeed(db, { url, title: url, siteUrl: undefined }, { now });

/** Lets time pass by the minute, or by the second where asked; each process looks each time. */
async function live(
  databases: readonly Database[],
  { ms, stepMs = MINUTE_MS }: { ms: number; stepMs?: number },
): Promise<void> {
  const signal = new AbortController().signal;
  const pollers = databases.map((db) =>
    createPoller(
      feedService(db, web, () => now),
      signal,
    ),
  );
  for (const end = now.getTime() + ms; now.getTime() < end; ) {
    await Promise.all(pollers.map((poller) => poller.start()));
    await Promise.all(pollers.map((poller) => poller.settled()));
    now = new Date(now.getTime() + stepMs);
  }
}

function gapsOf({ asked }: FakeFeed): number[] {
  return asked.slice(1).map(({ at }, n) => at.getTime() - Number(asked[n]?.at));
}

describe('24 hours as the owner of a feed sees them', () => {
  const DAY = { ms: 24 * HOUR_MS };

  test('a feed that does not change is asked once an hour, each time with what it gave', async () => {
    const db = await openMemory();
    const feed = web.put('https://still.test/feed', [{ title: 'One' }]);
    feed.etag = '"1"';
    await add(db, 'https://still.test/feed');
    await live([db], DAY);

    expect(feed.asked.length).toBeLessThanOrEqual(24);
    expect(Math.min(...gapsOf(feed))).toBeGreaterThanOrEqual(HOUR_MS);
    expect(feed.asked.slice(1).every(({ options }) => options.validators?.etag === '"1"')).toBe(
      true,
    );
  });

  test('one that changes all the time is asked every 15 minutes at most', async () => {
    const db = await openMemory();
    const feed = web.put('https://busy.test/feed', []);
    await add(db, 'https://busy.test/feed');
    for (let hour = 0; hour < 24; hour += 0.25) {
      const items = [{ id: `id-${hour}`, title: `News of hour ${hour}` }];
      feed.feed = web.put('https://scratch.test/', items).feed;
      await live([db], { ms: HOUR_MS / 4 });
    }

    expect(feed.asked.length).toBeGreaterThan(80);
    expect(Math.min(...gapsOf(feed))).toBeGreaterThanOrEqual(15 * MINUTE_MS);
  });

  test('one that is busy for two hours, and still from then on, is asked ever more seldom', async () => {
    const db = await openMemory();
    const feed = web.put('https://busy.test/feed', []);
    await add(db, 'https://busy.test/feed');
    for (let n = 0; n < 8; n += 1) {
      feed.feed = web.put('https://scratch.test/', [{ id: `id-${n}`, title: `News ${n}` }]).feed;
      await live([db], { ms: HOUR_MS / 4 });
    }
    await live([db], DAY);

    expect(await listFeeds(db)).toMatchObject([{ failures: 0, intervalMs: HOUR_MS }]);
    expect(gapsOf(feed).at(-1)).toBe(HOUR_MS);
  });

  test('one that asks for quiet, fails or is gone is left in peace', async () => {
    const db = await openMemory();
    const quiet = web.put('https://quiet.test/feed', [{ title: 'One' }]);
    quiet.maxAgeMs = 6 * HOUR_MS;
    const failing = web.put('https://failing.test/feed', []);
    failing.outcome = failure('server-error', 503);
    const busy = web.put('https://full.test/feed', []);
    busy.outcome = failure('too-many-requests', 429, 10 * HOUR_MS);
    const gone = web.put('https://gone.test/feed', []);
    gone.outcome = { kind: 'gone' };
    for (const url of web.feeds.keys()) await add(db, url);
    await live([db], DAY);

    expect(quiet.asked).toHaveLength(4);
    expect(failing.asked).toHaveLength(4);
    expect(busy.asked).toHaveLength(3);
    expect(gone.asked).toHaveLength(1);
  });

  test('a restart keeps the times', async () => {
    const db = await openMemory();
    const feed = web.put('https://still.test/feed', [{ title: 'One' }]);
    await add(db, 'https://still.test/feed');
    for (let restart = 0; restart < 24; restart += 1) await live([db], { ms: HOUR_MS });

    expect(Math.min(...gapsOf(feed))).toBeGreaterThanOrEqual(HOUR_MS);
  });

  test('200 feeds on one host are asked one by one, a second apart', async () => {
    const db = await openMemory();
    const urls = Array.from({ length: 200 }, (_, n) => `https://host.test/${n}`);
    for (const url of urls) {
      web.put(url, []);
      await add(db, url);
    }
    await live([db], { ms: 5 * MINUTE_MS, stepMs: 500 });

    const asked = [...web.feeds.values()].flatMap((feed) =>
      feed.asked.map(({ at }) => at.getTime()),
    );
    expect(asked).toHaveLength(200);
    const gaps = asked.toSorted((a, b) => a - b).map((at, n, all) => at - (all[n - 1] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
  });
});

describe('servers that keep us waiting', () => {
  /** Half a minute of looking, with so many feeds that do not answer, and then a good one. */
  async function besides(silent: number) {
    const db = await openMemory();
    for (let n = 0; n < silent; n += 1) await add(db, `https://silent-${n}.test/feed`);
    now = new Date(now.getTime() + 1);
    const good = web.put('https://good.test/feed', [{ title: 'One' }]);
    await add(db, 'https://good.test/feed');
    const service = feedService(db, web, () => now);
    const answer = Promise.withResolvers<FetchOutcome>();
    const fetch: Fetch = (url, options) =>
      url.includes('silent') ? answer.promise : service.fetch(url, options);
    const poller = createPoller({ ...service, fetch }, new AbortController().signal);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    for (let second = 0; second < 30; second += 1) {
      await poller.start();
      vi.advanceTimersByTime(1_000);
    }
    vi.useRealTimers();
    return { poller, good, answer };
  }

  test('do not keep other feeds from being read', async () => {
    const { poller, good, answer } = await besides(100);
    expect(good.asked).toHaveLength(1);
    expect(poller.underWay()).toBeGreaterThanOrEqual(100);
    answer.resolve(failure('too-slow'));
    await poller.settled();
    expect(poller.underWay()).toBe(0);
  });

  test('are not asked without end, and their places are given to others once they answer', async () => {
    const { poller, good, answer } = await besides(300);
    expect(poller.underWay()).toBe(256);
    expect(good.asked).toHaveLength(0);
    answer.resolve(failure('too-slow'));
    for (let round = 0; round < 4; round += 1) {
      await poller.settled();
      await poller.start();
    }
    expect(good.asked).toHaveLength(1);
  });
});

test('stopping calls off what is under way, and leaves it to be done', async () => {
  const db = await openMemory();
  web.put('https://slow.test/feed', [{ title: 'One' }]);
  await add(db, 'https://slow.test/feed');
  const asking = Promise.withResolvers<void>();
  const polling = startPolling({
    ...feedService(db, web, () => now),
    fetch: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        asking.resolve();
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  });
  await asking.promise;
  await polling.stop();
  expect((await listFeeds(db))[0]).toMatchObject({ checkedAt: undefined, failures: 0 });
  await live([db], { ms: MINUTE_MS });
  expect((await listFeeds(db))[0]).toMatchObject({ checkedAt: START });
});

describe.skipIf(process.env.TEST_DATABASE_URL === undefined)(
  'two processes on a PostgreSQL server (TEST_DATABASE_URL)',
  () => {
    afterAll(dropDatabase);

    test('check each feed in its time, and none twice', async () => {
      const url = await emptyDatabase();
      const databases = [
        await openDatabase({ kind: 'postgres', url }),
        await openDatabase({ kind: 'postgres', url }),
      ];
      open.push(...databases);
      const [first] = databases;
      const urls = Array.from({ length: 40 }, (_, n) => `https://host-${n}.test/feed`);
      for (const address of urls) {
        web.put(address, [{ title: `Only story of ${address}`, text: `Told by ${address}.` }]);
        if (first) await add(first, address);
      }
      await live(databases, { ms: 3 * HOUR_MS, stepMs: 5 * MINUTE_MS });

      const feeds = [...web.feeds.values()];
      expect(Math.min(...feeds.flatMap(gapsOf))).toBeGreaterThanOrEqual(HOUR_MS);
      expect(Math.max(...feeds.flatMap(gapsOf))).toBeLessThanOrEqual(HOUR_MS + 20 * MINUTE_MS);
      const stored = await first?.query.selectFrom('article').select('key').execute();
      expect(stored).toHaveLength(40);
    });
  },
);
