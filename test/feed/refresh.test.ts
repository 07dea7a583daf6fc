import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPoller } from '../../src/feed/poll.ts';
import type { FeedService } from '../../src/feed/refresh.ts';
import type { NewArticle } from '../../src/model/article.ts';
import { articlesSeenBetween, countArticles } from '../../src/store/articles.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { addFeed, listFeeds } from '../../src/store/polled-feeds.ts';
import { currentRevision } from '../../src/store/revisions.ts';
import { type FakeWeb, failure, fakeWeb, feedService, page } from '../support/feeds.ts';

const START = new Date('2026-11-22T08:00:00Z');
const HOUR_MS = 3_600_000;
const URL_A = 'https://example.org/feed';

let db: Database;
let now: Date;
let web: FakeWeb;
let service: FeedService;

beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  now = START;
  web = fakeWeb(() => now);
  service = feedService(db, web, () => now);
});
afterEach(() => closeDatabase(db));

const add = (url = URL_A) =>
  addFeed(db, { url, title: 'Example News', siteUrl: undefined }, { now });
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const sweep = async (change: Partial<FeedService> = {}) => {
  const poller = createPoller({ ...service, ...change }, new AbortController().signal);
  do {
    await poller.start();
    await poller.settled();
  } while (poller.underWay() > 0);
};
/** Every check due within that time, as it comes due. */
const live = async (ms: number) => {
  const end = now.getTime() + ms;
  while (now.getTime() < end) {
    await sweep();
    later(60_000);
  }
};
const feed = async () => {
  const [only] = await listFeeds(db);
  if (!only) throw new Error('there is no feed');
  return only;
};
const stored = async () => db.query.selectFrom('article').selectAll().orderBy('id').execute();
const items = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => ({
    id: `guid-${n + from}`,
    url: `https://example.org/${n + from}`,
    title: `Story number ${n + from}`,
    text: `What happened in story ${n + from}. It was seen by many.`,
    publishedAt: new Date(START.getTime() - (n + from + 1) * HOUR_MS),
  }));

describe('the first reading', () => {
  test('stores what is there, with the feed as its source', async () => {
    web.put(URL_A, items(3));
    await add();
    await sweep();
    expect((await stored()).map(({ title, source, url }) => ({ title, source, url }))).toEqual(
      items(3)
        .toReversed()
        .map(({ title, url }) => ({ title, source: 'Example News', url })),
    );
    expect(await feed()).toMatchObject({ firstReadAt: now, failures: 0 });
  });

  test('posts no backlog: what is old counts as seen when it came out, and is no news', async () => {
    web.put(URL_A, [...items(30), { id: 'undated', title: 'Undated' }]);
    await add();
    await sweep();

    const day = {
      since: new Date(now.getTime() - 24 * HOUR_MS),
      until: new Date(now.getTime() + 1),
    };
    expect(await articlesSeenBetween(db, day)).toHaveLength(24);
    expect(await articlesSeenBetween(db, day, { onlyNews: true })).toEqual([]);
  });

  test('what comes after it is news, also where its date is old', async () => {
    const fake = web.put(URL_A, items(3));
    await add();
    await sweep();
    later(HOUR_MS);
    fake.feed = { items: fakeItems(items(5)) };
    await sweep();

    const hour = { since: new Date(now.getTime() - 1), until: new Date(now.getTime() + 1) };
    const news = await articlesSeenBetween(db, hour, { onlyNews: true });
    expect(news.map(({ title }) => title)).toEqual(['Story number 4', 'Story number 3']);
  });
});

test('an archive that appears in a feed is no news; what is new beside it, and a single late article, are', async () => {
  const day = { since: START, until: new Date(START.getTime() + 24 * HOUR_MS) };
  const newsOf = async () =>
    (await articlesSeenBetween(db, day, { onlyNews: true })).map(({ title }) => title);
  web.put(URL_A, []);
  await add();
  await sweep();
  later(2 * HOUR_MS);
  const [late] = items(1, 500);
  web.put(URL_A, late ? [late] : []);
  await sweep();
  expect(await newsOf()).toEqual(['Story number 500']);

  later(2 * HOUR_MS);
  web.put(URL_A, [...items(1), ...items(100, 300)]);
  await sweep();
  expect(await countArticles(db)).toBe(102);
  expect(await newsOf()).toEqual(['Story number 500', 'Story number 0']);
});

test('a check that is called off while the stories are read ends, and is done at the next start', async () => {
  web.put(URL_A, items(40));
  await add();
  const stopping = new AbortController();
  const { stories } = service;
  let turns = 0;
  const stopped: FeedService['stories'] = {
    inTurn: (database, work, signal) => {
      turns += 1;
      if (turns === 2) stopping.abort();
      return stories.inTurn(database, work, signal);
    },
  };
  const poller = createPoller({ ...service, stories: stopped }, stopping.signal);
  await poller.start();
  await poller.settled();
  expect(await countArticles(db)).toBe(25);
  expect((await feed()).checkedAt).toBeUndefined();

  await sweep();
  expect(await countArticles(db)).toBe(40);
});

test('the validators go back byte for byte, and the same bytes are not read again', async () => {
  const fake = web.put(URL_A, items(2));
  fake.etag = 'W/"a\\"b"';
  let parsed = 0;
  const counting: Partial<FeedService> = {
    readFeed: (...given) => {
      parsed += 1;
      return service.readFeed(...given);
    },
  };
  await add();
  await sweep(counting);
  later(2 * HOUR_MS);
  await sweep(counting);
  fake.etag = undefined;
  later(2 * HOUR_MS);
  await sweep(counting);

  expect(fake.asked.map(({ options }) => options.validators?.etag)).toEqual([
    undefined,
    'W/"a\\"b"',
    'W/"a\\"b"',
  ]);
  expect(parsed).toBe(1);
});

test('a corrected article is corrected, a new date alone is nothing', async () => {
  const fake = web.put(URL_A, items(2));
  await add();
  await sweep();
  const revision = await currentRevision(db);
  later(2 * HOUR_MS);
  fake.feed = { items: fakeItems(items(2).map((item) => ({ ...item, publishedAt: now }))) };
  await sweep();
  expect(await currentRevision(db)).toBe(revision);

  later(2 * HOUR_MS);
  const [first, second] = items(2);
  fake.feed = { items: fakeItems([{ ...first, text: 'It did not happen.' }, { ...second }]) };
  await sweep();
  expect((await stored()).map(({ text }) => text)).toContain('It did not happen.');
  expect(await countArticles(db)).toBe(2);
});

describe('a feed that cannot be trusted', () => {
  const change = async (
    before: ReturnType<typeof items>,
    after: Parameters<typeof fakeItems>[0],
  ) => {
    const fake = web.put(URL_A, before);
    await add();
    await sweep();
    later(2 * HOUR_MS);
    fake.feed = { items: fakeItems(after) };
    await sweep();
    return countArticles(db);
  };

  test('with new ids each time brings nothing new', async () => {
    const renamed = items(5).map((item, n) => ({ ...item, id: `other-${n}` }));
    expect(await change(items(5), renamed)).toBe(5);
  });

  test('linked anew as a whole brings nothing new, now or later', async () => {
    const move = (item: ReturnType<typeof items>[number]) => ({
      ...item,
      id: `${item.id}-b`,
      url: item.url.replace('example.org', 'new.example.org'),
      text: `${item.text} Edited.`,
      publishedAt: now,
    });
    expect(await change(items(30), items(30).map(move))).toBe(30);
    const fake = web.feeds.get(URL_A);
    if (fake) fake.feed = { items: fakeItems([...items(10).map(move), { title: 'New', id: 'n' }]) };
    later(2 * HOUR_MS);
    await sweep();
    expect(await countArticles(db)).toBe(31);
    expect((await stored())[0]?.url).toBe('https://new.example.org/29');
  });

  test('linked anew brings nothing new where only a few items are in it', async () => {
    const moved = items(5).map((item) => ({ ...item, id: `${item.id}-b`, url: `${item.url}/new` }));
    expect(await change(items(5), moved)).toBe(5);
  });

  test('with a column under the same headline brings each of its articles', async () => {
    const column = (n: number) => ({
      id: `c${n}`,
      url: `https://example.org/c${n}`,
      title: 'Morning briefing',
      text: `What day ${n} brings.`,
      publishedAt: new Date(START.getTime() + n * HOUR_MS),
    });
    expect(await change([column(0)], [column(1), column(0)])).toBe(2);
  });

  test('with one id for all, or the old id for the next story, brings each of them', async () => {
    const same = items(3).map((item) => ({ ...item, id: 'home' }));
    expect(await change(same, same)).toBe(3);
    const next = items(1, 7).map((item) => ({ ...item, id: 'guid-0' }));
    const fake = web.put(
      'https://other.test/feed',
      items(1, 20).map((item) => ({ ...item, id: 'guid-0' })),
    );
    await add('https://other.test/feed');
    await sweep();
    later(2 * HOUR_MS);
    fake.feed = { items: fakeItems(next) };
    await sweep();
    expect(await countArticles(db)).toBe(5);
  });

  test('that is a page for a day keeps its articles, and comes back without a flood', async () => {
    const fake = web.put(URL_A, items(30));
    fake.etag = '"1"';
    await add();
    await sweep();
    fake.outcome = page(URL_A);
    await live(24 * HOUR_MS);
    expect(await feed()).toMatchObject({
      lastError: { code: 'not-a-feed', reason: 'there is a web page where the feed was' },
      validators: { etag: '"1"' },
    });
    fake.outcome = undefined;
    fake.etag = '"2"';
    await live(25 * HOUR_MS);
    expect(await countArticles(db)).toBe(30);
    expect(await feed()).toMatchObject({ failures: 0, lastError: undefined });
  });
});

test('a crash between the request and the end of storing costs a second request and nothing else', async () => {
  const fake = web.put(URL_A, items(40));
  fake.etag = '"1"';
  await add();
  // The second batch of articles, with which the validators go, is not written any more.
  const crashing: FeedService['stories'] = {
    inTurn: (() => {
      let turns = 0;
      return (database, work) =>
        service.stories.inTurn(database, async (tx, place) => {
          const result = await work(tx, place);
          turns += 1;
          if (turns === 2) throw new Error('the process ends here');
          return result;
        });
    })(),
  };
  await sweep({ stories: crashing });
  expect(await countArticles(db)).toBe(25);
  expect((await feed()).validators.etag).toBeUndefined();

  later(5 * 60_000);
  await sweep();
  expect(fake.asked).toHaveLength(2);
  expect(await countArticles(db)).toBe(40);
  expect(new Set((await stored()).map(({ key }) => key)).size).toBe(40);
  expect((await feed()).validators.etag).toBe('"1"');
  const day = { since: new Date(0), until: new Date(now.getTime() + 1) };
  expect(await articlesSeenBetween(db, day, { onlyNews: true })).toEqual([]);
});

test('one feed that fails delays no other, and its error is kept', async () => {
  web.put(URL_A, items(1));
  const bad = web.put('https://bad.test/feed', []);
  bad.outcome = failure('bad-certificate');
  await add();
  await add('https://bad.test/feed');
  await sweep();
  expect(await countArticles(db)).toBe(1);
  const failing = (await listFeeds(db)).find(({ failures }) => failures > 0);
  expect(failing).toMatchObject({
    url: 'https://bad.test/feed',
    lastError: { code: 'bad-certificate', reason: 'it is bad-certificate' },
    failingSince: now,
  });
});

test('a check that breaks by our own fault is seen, and tried again after ever longer times', async () => {
  web.put(URL_A, items(1));
  await add();
  const broken: Partial<FeedService> = {
    readFeed: () => Promise.reject(new Error('a bug')),
  };
  await sweep(broken);
  expect(await feed()).toMatchObject({
    failures: 1,
    failingSince: now,
    lastError: { code: 'internal' },
  });
  later(5 * 60_000);
  await sweep(broken);
  later(5 * 60_000);
  await sweep();
  expect(await feed()).toMatchObject({ failures: 2, failingSince: START });
  later(5 * 60_000);
  await sweep();
  expect(await feed()).toMatchObject({ failures: 0, lastError: undefined });
});

test('a check that is called off counts as none', async () => {
  web.put(URL_A, items(1));
  await add();
  const stopping = new AbortController();
  const fetch: FeedService['fetch'] = async (url, options) => {
    stopping.abort();
    return web.fetch(url, options);
  };
  const poller = createPoller({ ...service, fetch }, stopping.signal);
  await poller.start();
  await poller.settled();
  expect(await feed()).toMatchObject({ checkedAt: undefined, failures: 0 });
  await sweep();
  expect(await countArticles(db)).toBe(1);
});

describe('where the feed has an excerpt only', () => {
  const excerpts = (count: number) => items(count).map((item) => ({ ...item, isExcerpt: true }));
  const full = (article: NewArticle): NewArticle => ({
    ...article,
    text: `All of it. ${article.text}`,
  });

  test('the page is read for the newest, at most eight a check, and not again', async () => {
    const fake = web.put(URL_A, excerpts(10));
    const read: string[] = [];
    const readPage: FeedService['readPage'] = async (article) => {
      read.push(article.url);
      return full(article);
    };
    await add();
    await sweep({ readPage });
    expect(read).toEqual(excerpts(8).map(({ url }) => url));
    const revision = await currentRevision(db);
    later(2 * HOUR_MS);
    fake.feed = { ...fake.feed, title: 'Other bytes' };
    await sweep({ readPage });
    expect(read).toHaveLength(8);
    expect(await currentRevision(db)).toBe(revision);
  });

  test('what is stored after a slow page counts as seen then, so that no digest passes it by', async () => {
    await add();
    web.put(URL_A, []);
    await sweep();
    later(2 * HOUR_MS);
    web.put(URL_A, excerpts(1));
    await sweep({
      readPage: async (article) => {
        later(50_000);
        return full(article);
      },
    });
    const [article] = await stored();
    expect(article?.first_seen_at).toBe(now.getTime());
  });

  test('an article that its feed shows after a thousand others keeps the text of its page', async () => {
    const [pinned] = excerpts(1);
    if (!pinned) return;
    web.put(URL_A, [pinned]);
    await add();
    await sweep({ readPage: async (article) => full(article) });
    for (const from of [1_000, 1_400, 1_800, 2_200]) {
      later(2 * HOUR_MS);
      web.put(URL_A, [pinned, ...items(400, from)]);
      await sweep();
    }
    const [article] = await stored();
    expect(await countArticles(db)).toBe(1_601);
    expect(article?.text).toMatch(/^All of it\./);
  });

  test('a page that may not be read leaves the excerpt; one that is corrected is read again', async () => {
    const fake = web.put(URL_A, excerpts(2));
    const readPage: FeedService['readPage'] = async (article) =>
      article.url.endsWith('/1') ? undefined : full(article);
    await add();
    await sweep({ readPage });
    expect((await stored()).map(({ text }) => text.startsWith('All of it.'))).toEqual([
      false,
      true,
    ]);
    later(2 * HOUR_MS);
    fake.feed = { items: fakeItems(excerpts(2).map((item) => ({ ...item, text: 'Corrected.' }))) };
    await sweep({ readPage });
    expect((await stored()).map(({ text }) => text)).toEqual([
      'Corrected.',
      'All of it. Corrected.',
    ]);
  });
});

function fakeItems(given: readonly Partial<ReturnType<typeof items>[number]>[]) {
  return web.put('https://scratch.test/', given).feed.items ?? [];
}
