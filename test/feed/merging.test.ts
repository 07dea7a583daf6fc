import { beforeEach, expect, test } from 'vitest';
import { createPoller } from '../../src/feed/poll.ts';
import type { FeedPlace } from '../../src/model/feed.ts';
import { changesAfter } from '../../src/store/articles.ts';
import { placesOf } from '../../src/store/feed-places.ts';
import { addFeed, listFeeds, removeFeed, takeFeedsOfFile } from '../../src/store/polled-feeds.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { anItem, type FakeFeed, type FakeWeb, fakeWeb, feedService } from '../support/feeds.ts';

const START = new Date('2026-11-22T08:00:00Z');
const HOUR_MS = 3_600_000;
const OLD = 'http://old.test/rss';
const NEW = 'https://example.org/feed';
const FILE = [{ url: OLD, title: 'Old Name', siteUrl: undefined }];

let now: Date;
let web: FakeWeb;
let old: FakeFeed;
let fresh: FakeFeed;
beforeEach(() => {
  now = START;
  web = fakeWeb(() => now);
  fresh = web.put(NEW, items(3));
  old = web.put(OLD, items(3));
});

const items = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `guid-${n}`,
    url: `https://example.org/${n}`,
    title: `Story number ${n}`,
    text: `What happened in story ${n}.`,
  }));
const bring = (count: number) => {
  for (const feed of [old, fresh]) feed.feed = { items: items(count).map(anItem) };
};
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * HOUR_MS);
};
const place = (workspace: string): FeedPlace => ({
  channel: { platform: 'slack', workspace, id: 'C1' },
  person: 'U1',
});

onEveryDatabase('a feed whose address leads to another one for good', (db) => {
  const add = (url: string, title: string, workspace?: string) =>
    addFeed(
      db(),
      { url, title, siteUrl: undefined },
      { now, ...(workspace === undefined ? {} : { place: place(workspace) }) },
    );
  const sweep = async () => {
    const service = feedService(db(), web, () => now);
    const poller = createPoller(service, new AbortController().signal);
    for (let n = 0; n < 3; n += 1) {
      await poller.start();
      await poller.settled();
    }
  };
  const days = async (n: number) => {
    for (let hour = 0; hour < 24 * n; hour += 2) {
      later(2);
      await sweep();
    }
  };
  const stored = async () => {
    const changes = await changesAfter(db(), 0, 100);
    return changes.flatMap((change) => (change.kind === 'stored' ? [change.article] : []));
  };
  const read = async () => (await listFeeds(db())).map(({ title, url }) => [title, url]);

  test('is that one from its first reading on, also at the next start', async () => {
    await add(NEW, 'New Name');
    await sweep();
    expect(await takeFeedsOfFile(db(), FILE, now)).toEqual({ added: 1, dropped: 0 });
    old.movedTo = NEW;
    await sweep();
    expect(await read()).toEqual([['New Name', NEW]]);
    await days(1);
    expect(old.asked).toHaveLength(1);
    expect(fresh.asked.length).toBeGreaterThan(10);

    expect(await takeFeedsOfFile(db(), FILE, now)).toEqual({ added: 0, dropped: 0 });
    expect(await add(OLD, 'Old Name', 'T1')).toMatchObject({
      isNew: false,
      feed: { title: 'New Name' },
    });
    expect(await read()).toEqual([['New Name', NEW]]);
    expect(await stored()).toHaveLength(3);
  });

  test('is that one after three days; who followed it goes on getting what comes, once', async () => {
    const { feed } = await add(NEW, 'New Name', 'T1');
    await add(OLD, 'Old Name', 'T2');
    await sweep();
    old.movedTo = NEW;
    await days(2.5);
    expect(await read()).toHaveLength(2);
    await days(1);
    expect(await read()).toEqual([['New Name', NEW]]);
    expect((await placesOf(db(), feed.id)).map(({ channel }) => channel.workspace)).toEqual([
      'T1',
      'T2',
    ]);

    const askedBefore = old.asked.length;
    bring(5);
    await days(1);
    expect(old.asked).toHaveLength(askedBefore);
    const articles = await stored();
    expect(articles.map(({ url }) => url).toSorted()).toEqual(items(5).map(({ url }) => url));
    expect(articles.map(({ source, alsoIn = [] }) => [source, ...alsoIn].toSorted())).toEqual(
      Array.from({ length: 5 }, () => ['New Name', 'Old Name']),
    );
  });

  test('is followed on when that one moves in its turn, back to the old address, too', async () => {
    await add(NEW, 'New Name', 'T1');
    await sweep();
    await takeFeedsOfFile(db(), FILE, now);
    old.movedTo = NEW;
    await sweep();
    old.movedTo = undefined;
    fresh.movedTo = OLD;
    await days(4);
    expect(await read()).toEqual([['New Name', OLD]]);
    bring(4);
    await days(1);
    const [last] = (await stored()).toReversed();
    expect(last).toMatchObject({ source: 'New Name', alsoIn: ['Old Name'] });
    expect(await takeFeedsOfFile(db(), [], now)).toEqual({ added: 0, dropped: 0 });
  });

  test('stays itself where the other one was removed, or has not been read yet', async () => {
    const { feed } = await add(NEW, 'New Name');
    await sweep();
    await removeFeed(db(), feed.id, { now });
    old.movedTo = NEW;
    await add(OLD, 'Old Name');
    await days(4);
    expect(await read()).toEqual([['Old Name', OLD]]);

    fresh.outcome = { kind: 'gone' };
    await add(NEW, 'New Name');
    await sweep();
    expect((await read()).map(([title]) => title)).toContain('Old Name');
  });

  test('is known by the address that it says it has moved to', async () => {
    await takeFeedsOfFile(db(), FILE, now);
    await sweep();
    old.movedTo = NEW;
    bring(4);
    later(2);
    await sweep();
    expect(await add(NEW, 'New Name')).toMatchObject({ isNew: false, feed: { url: OLD } });
    const edited = [{ url: NEW, title: 'New Name', siteUrl: undefined }];
    expect(await takeFeedsOfFile(db(), edited, now)).toEqual({ added: 0, dropped: 0 });
    await days(3.5);
    expect((await read()).map(([, url]) => url)).toEqual([NEW]);
    expect(await stored()).toHaveLength(4);
  });

  test('is known by a long address, too, after it has moved', async () => {
    const long = `https://long.test/${'x'.repeat(3_000)}`;
    const feed = web.put(long, items(1));
    await add(long, 'Long');
    feed.movedTo = 'https://short.test/';
    web.put('https://short.test/', items(1));
    await sweep();
    expect(await read()).toEqual([['Long', 'https://short.test/']]);
    expect(await add(long, 'Long')).toMatchObject({ isNew: false });
  });
});
