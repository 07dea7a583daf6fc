import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueNews } from '../../src/digest/as-it-comes.ts';
import { SILENT } from '../../src/log.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import type { AsNow, TimeOfDay, Weekday } from '../../src/model/subscription.ts';
import { type Finder, openFinder } from '../../src/search/finder.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { aNewSubscription, runDigests } from '../support/digests.ts';

const at = (instant: string) => new Date(instant);

let db: Database;
let finder: Finder;
let posts: string[];
let answers: PostOutcome[];
beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  finder = await openFinder({ db, log: SILENT });
  posts = [];
  answers = [];
});
afterEach(async () => {
  await finder.close();
  await closeDatabase(db);
});

const subscribe = (
  asNow: AsNow,
  { query = '', days = [1, 2, 3, 4, 5, 6, 7] }: { query?: string; days?: readonly Weekday[] } = {},
) =>
  addSubscription(
    db,
    aNewSubscription(
      { platform: 'slack', workspace: 'T1', id: 'C1' },
      { query, days, timezone: 'Asia/Tashkent', asNow },
    ),
    at('2026-11-22T08:00:00Z'),
  );

/** Titles, first seen together. */
async function receive(when: string, ...titles: readonly string[]): Promise<void> {
  const feed = await ensureFeed(db, { key: 'f', title: 'f', url: undefined }, at(when));
  const articles = titles.map((title, n) =>
    aNewArticle({
      title,
      publishedAt: at(when),
      url: `https://news.example/${encodeURI(title)}/${n}`,
    }),
  );
  await storeArticles(db, feed, articles, { now: at(when), placeInStory: apart });
}

async function tick(when: string): Promise<void> {
  await runDigests({
    db,
    finder,
    posters: {
      slack: async (_, message) => {
        posts.push(plainText(message));
        return answers.shift() ?? { kind: 'posted', messageId: `m${posts.length}` };
      },
    },
    log: SILENT,
    leaseMs: 60_000,
    now: () => at(when),
  });
}

const titlesIn = (post: string | undefined) => post?.match(/Report \d+/g) ?? [];

test('what a feed held when it was first read is not posted, nor does it hide what comes then', async () => {
  await subscribe({ maxPerHour: 5 }, { query: 'dam' });
  const feed = await ensureFeed(db, { key: 'f', title: 'f', url: undefined }, at(READ));
  const old = Array.from({ length: 600 }, (_, n) =>
    aNewArticle({ title: `Dam report ${n}`, publishedAt: at('2026-11-22T08:20:00Z') }),
  );
  await receive('2026-11-22T08:29:00Z', 'Dam is full');
  await storeArticles(db, feed, old, {
    now: at(READ),
    placeInStory: apart,
    backlog: { seenAt: ({ publishedAt }) => publishedAt },
  });
  await receive('2026-11-22T08:31:00Z', 'Dam overflows');

  await tick('2026-11-22T08:35:00Z');

  expect(posts).toHaveLength(1);
  expect(posts[0]).toContain('Dam is full');
  expect(posts[0]).toContain('Dam overflows');
  expect(posts[0]).not.toContain('Dam report');
});
const READ = '2026-11-22T08:30:00Z';

test('an article is posted at the next tick, once, and what came before the subscription never', async () => {
  await receive('2026-11-22T07:00:00Z', 'Report 1');
  await subscribe({ maxPerHour: 5 });
  await tick('2026-11-22T08:01:00Z');
  await receive('2026-11-22T08:01:20Z', 'Report 2');
  await tick('2026-11-22T08:02:00Z');
  await tick('2026-11-22T08:03:00Z');

  expect(posts.map(titlesIn)).toEqual([['Report 2']]);
});

test('only what matches is posted, and quiet minutes leave no trace in the ledger', async () => {
  await subscribe({ maxPerHour: 5 }, { query: 'glacier' });
  await receive('2026-11-22T08:01:00Z', 'Football cup final');
  await tick('2026-11-22T08:02:00Z');
  await tick('2026-11-22T08:03:00Z');
  expect(await db.query.selectFrom('delivery').selectAll().execute()).toEqual([]);

  await receive('2026-11-22T08:03:10Z', 'Glacier retreats in the Pamirs');
  await tick('2026-11-22T08:04:00Z');
  expect(posts).toHaveLength(1);
  expect(posts[0]).toContain('New on glacier');
  expect(posts[0]).not.toContain('Football');
});

test('past the most of an hour the rest waits, and comes in one message: nothing is lost', async () => {
  await subscribe({ maxPerHour: 3 });
  const minute = (n: number) => new Date(at('2026-11-22T08:00:00Z').getTime() + n * 60_000);
  for (let n = 1; n <= 90; n += 1) {
    await receive(minute(n).toISOString(), `Report ${100 + n}`);
    await tick(minute(n + 0.75).toISOString());
  }

  await tick(minute(125).toISOString());

  // Three at once, then silence until the first is an hour old.
  expect(posts.slice(0, 3).map(titlesIn)).toEqual([['Report 101'], ['Report 102'], ['Report 103']]);
  expect(posts[3]).toMatch(/^5\d new stories/);
  expect(posts).toHaveLength(7);
  expect(posts.reduce((sum, post) => sum + countIn(post), 0)).toBe(90);
});

/** How many stories a post tells of, those it only counts included. */
function countIn(post: string): number {
  return Number(/^(\d+) new stories/.exec(post)?.[1] ?? 1);
}

describe('in quiet hours and on other days', () => {
  test.each([
    ['a minute before they begin', '2026-11-23T16:59:00Z', true],
    ['when they begin', '2026-11-23T17:00:00Z', false],
    ['past midnight', '2026-11-23T20:30:00Z', false],
    ['a minute before they end', '2026-11-24T01:59:00Z', false],
    ['when they end', '2026-11-24T02:00:00Z', true],
    ['on a day that was not chosen', '2026-11-28T08:00:00Z', false],
  ])('%s', async (_, when, sends) => {
    const quiet = { from: '22:00' as TimeOfDay, to: '07:00' as TimeOfDay };
    const subscription = await subscribe({ maxPerHour: 5, quiet }, { days: [1, 2, 3, 4, 5] });
    await receive(new Date(at(when).getTime() - 5 * 60_000).toISOString(), 'Report 1');
    const due = await dueNews({ db, finder }, subscription, at(when));
    expect(due !== undefined).toBe(sends);
  });
});

test('while one waits for the platform no other begins, and its articles are not told twice', async () => {
  await subscribe({ maxPerHour: 5 });
  answers = [{ kind: 'rate-limited', retryAfterMs: 150_000 }];
  await receive('2026-11-22T08:01:00Z', 'Report 1');
  await tick('2026-11-22T08:02:00Z');
  await receive('2026-11-22T08:02:10Z', 'Report 2');
  await tick('2026-11-22T08:03:00Z');
  await tick('2026-11-22T08:04:31Z');
  await tick('2026-11-22T08:05:00Z');

  expect(posts.map(titlesIn)).toEqual([['Report 1'], ['Report 1'], ['Report 2']]);
});

test('two processes that look at the same ledger enter the same delivery', async () => {
  const subscription = await subscribe({ maxPerHour: 5 });
  await receive('2026-11-22T08:01:00Z', 'Report 1');
  const one = await dueNews({ db, finder }, subscription, at('2026-11-22T08:01:59Z'));
  const other = await dueNews({ db, finder }, subscription, at('2026-11-22T08:02:01Z'));
  expect(one?.period).toBe('2026-11-22T08:00:00.000Z');
  expect(other?.period).toBe(one?.period);
});
