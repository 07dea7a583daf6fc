import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPoller } from '../../src/feed/poll.ts';
import { articlesSeenBetween, countArticles } from '../../src/store/articles.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { claimFeeds } from '../../src/store/feed-checks.ts';
import { addFeed, listFeeds } from '../../src/store/polled-feeds.ts';
import { type FakeFeed, type FakeWeb, failure, fakeWeb, feedService } from '../support/feeds.ts';

const START = new Date('2026-11-22T08:00:00Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const URL_A = 'https://example.org/feed';
const URL_B = 'https://other.test/feed';

let db: Database;
let now: Date;
let web: FakeWeb;

beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  now = START;
  web = fakeWeb(() => now);
});
afterEach(() => closeDatabase(db));

const add = (url = URL_A) => addFeed(db, { url, title: url, siteUrl: undefined }, { now });
const sweep = async () => {
  const poller = createPoller(
    feedService(db, web, () => now),
    new AbortController().signal,
  );
  await poller.start();
  await poller.settled();
};
const live = async (ms: number, stepMs = HOUR_MS / 6) => {
  for (const end = now.getTime() + ms; now.getTime() < end; ) {
    await sweep();
    now = new Date(now.getTime() + stepMs);
  }
};
const items = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    id: `guid-${n + from}`,
    url: `https://example.org/${n + from}`,
    title: `Story number ${n + from}`,
    text: `What happened in story ${n + from}. It was seen by many.`,
  }));
const show = (fake: FakeFeed, shown: readonly ReturnType<typeof items>[number][]) => {
  fake.feed = web.put('https://scratch.test/', shown).feed;
};
const news = async () => {
  const ever = { since: new Date(0), until: new Date('2030-01-01') };
  return (await articlesSeenBetween(db, ever, { onlyNews: true })).map(({ title }) => title);
};

describe('a feed without articles', () => {
  test('brings its first ones as news', async () => {
    const fake = web.put(URL_A, []);
    await add();
    await live(2 * HOUR_MS);
    show(fake, items(2));
    await live(2 * HOUR_MS);
    expect(await news()).toHaveLength(2);
  });

  test('for a while, and then with those it had, brings nothing twice and the new one', async () => {
    const fake = web.put(URL_A, items(40));
    await add();
    await sweep();
    for (let n = 0; n < 3; n += 1) {
      show(fake, []);
      await live(3 * HOUR_MS);
      show(fake, items(40 + n + 1));
      await live(3 * HOUR_MS);
    }
    expect(await countArticles(db)).toBe(43);
    expect(await news()).toEqual(['Story number 40', 'Story number 41', 'Story number 42']);
  });
});

test('a feed that is gone, and is added again when it is there again, brings nothing twice', async () => {
  const fake = web.put(URL_A, items(3));
  await add();
  await sweep();
  fake.outcome = { kind: 'gone' };
  await live(30 * HOUR_MS);
  expect(await listFeeds(db)).toMatchObject([{ state: 'gone' }]);
  const { length } = fake.asked;
  await live(DAY_MS);
  expect(fake.asked).toHaveLength(length);
  fake.outcome = undefined;
  expect(await add()).toMatchObject({ isNew: true, feed: { id: 1 } });
  await live(HOUR_MS);
  expect(await countArticles(db)).toBe(3);
  expect(await news()).toEqual([]);
});

test('a server that asks for a year of quiet is asked again after a week, with its feed or without', async () => {
  const week = 7 * DAY_MS;
  const fake = web.put(URL_A, items(1));
  fake.outcome = failure('too-many-requests', 429, week);
  await add();
  await live(week + DAY_MS, 6 * HOUR_MS);
  expect(fake.asked).toHaveLength(2);
  fake.outcome = undefined;
  fake.retryAfterMs = week;
  await live(3 * week, 6 * HOUR_MS);
  expect(fake.asked).toHaveLength(5);
  expect(await countArticles(db)).toBe(1);
});

describe('a clock that ran five days ahead and is put right', () => {
  beforeEach(async () => {
    web.put(URL_A, items(1));
    web.put(URL_B, items(1, 1));
    await add();
    await add(URL_B);
    await live(2 * HOUR_MS);
    now = new Date(now.getTime() + 5 * DAY_MS);
  });
  const backAgain = async () => {
    now = new Date(now.getTime() - 5 * DAY_MS);
    for (const fake of web.feeds.values()) fake.asked.length = 0;
    await live(2 * HOUR_MS);
    return [URL_A, URL_B].map((url) => web.feeds.get(url)?.asked.length);
  };

  test('leaves no feed unread for as long', async () => {
    await live(2 * HOUR_MS);
    const asked = await backAgain();
    expect(Math.min(...asked.map(Number))).toBeGreaterThanOrEqual(1);
    expect(Math.max(...asked.map(Number))).toBeLessThanOrEqual(3);
  });

  test('leaves none held by a process that died meanwhile', async () => {
    expect(await claimFeeds(db, { now, leaseMs: 5 * 60_000, limit: 2 })).toHaveLength(2);
    const asked = await backAgain();
    expect(Math.min(...asked.map(Number))).toBeGreaterThanOrEqual(1);
  });

  test('that is put right by minutes is not noticed', async () => {
    await live(2 * HOUR_MS);
    now = new Date(now.getTime() - 5 * 60_000);
    for (const fake of web.feeds.values()) fake.asked.length = 0;
    await live(2 * HOUR_MS);
    expect(web.feeds.get(URL_A)?.asked.length).toBeLessThanOrEqual(3);
    expect(await countArticles(db)).toBe(2);
  });
});
