import { expect, test } from 'vitest';
import type { ClaimedFeed, FeedPlace } from '../../src/model/feed.ts';
import {
  closeWorkspace,
  purgeUninstalled,
  UNINSTALLED,
} from '../../src/store/closed-workspaces.ts';
import {
  claimFeeds,
  finishCheck,
  nextFeedAt,
  noteBrokenCheck,
  releaseFeed,
} from '../../src/store/feed-checks.ts';
import {
  addFeed,
  feedsFor,
  leaveFeed,
  listFeeds,
  polledFeed,
  removeFeed,
  takeFeedsOfFile,
} from '../../src/store/polled-feeds.ts';
import { onEveryDatabase } from '../support/databases.ts';

const now = new Date('2026-11-22T08:00:00Z');
const plus = (ms: number) => new Date(now.getTime() + ms);
const MINUTE_MS = 60_000;
const LEASE_MS = 5 * MINUTE_MS;

const aFeed = (url: string) => ({ url, title: `Feed ${url}`, siteUrl: undefined });
const placeOf = (workspace: string): FeedPlace => ({
  channel: { platform: 'slack', workspace, id: 'C1' },
  person: 'U1',
});

onEveryDatabase('the feeds', (db) => {
  const add = async (...urls: string[]) => {
    for (const url of urls) await addFeed(db(), aFeed(url), { now });
  };
  const claim = (at: Date, limit = 10) => claimFeeds(db(), { now: at, leaseMs: LEASE_MS, limit });
  const done = (held: ClaimedFeed, at: Date, nextMs = 60 * MINUTE_MS) =>
    finishCheck(db(), held, {
      ...held,
      checkedAt: at,
      firstReadAt: held.firstReadAt ?? at,
      nextCheckAt: new Date(at.getTime() + nextMs),
    });
  const urls = (feeds: readonly { url: string }[]) => feeds.map(({ url }) => url).sort();

  test('a feed comes back as it was left, byte for byte', async () => {
    const { feed } = await addFeed(db(), aFeed('https://example.org/feed'), { now });
    const [held] = await claim(now);
    const check = {
      state: 'active' as const,
      validators: { etag: 'W/"ä\\"x"', lastModified: 'Sun, 22 Nov 2026 08:00:00 GMT' },
      bodyHash: 'abc',
      intervalMs: 900_000,
      ttlMs: 7_200_000,
      nextCheckAt: plus(900_000),
      checkedAt: now,
      changedAt: now,
      firstReadAt: now,
      failures: 3,
      failingSince: plus(-1),
      lastError: { code: 'too-slow', reason: 'it took too long' },
      move: { to: 'https://example.org/new', since: now },
    };

    expect(held && (await finishCheck(db(), held, check))).toBe(true);

    expect(await polledFeed(db(), feed.id)).toEqual({ ...feed, ...check });
    expect(await nextFeedAt(db(), now)).toEqual(plus(900_000));
  });

  test('a feed is claimed once, and again when its claim has run out; the first holder has no say then', async () => {
    await add('https://example.org/feed');
    const [first] = await claim(now);
    expect(await claim(plus(LEASE_MS - 1))).toEqual([]);

    const [second] = await claim(plus(LEASE_MS));

    expect(second?.id).toBe(first?.id);
    expect(first && (await done(first, plus(LEASE_MS)))).toBe(false);
    expect(second && (await done(second, plus(LEASE_MS)))).toBe(true);
  });

  test('a feed that ends its process each time waits longer each time', async () => {
    await add('https://example.org/feed');
    const [first] = await claim(now);
    const error = { code: 'internal', reason: 'it broke' };
    if (first) await noteBrokenCheck(db(), first, error, now);
    expect(await listFeeds(db())).toMatchObject([
      { failures: 1, failingSince: now, lastError: error },
    ]);
    await claim(plus(LEASE_MS));
    expect(await claim(plus(3 * LEASE_MS - 1))).toEqual([]);
    const [held] = await claim(plus(3 * LEASE_MS));
    if (held) await releaseFeed(db(), held);
    expect(await claim(plus(3 * LEASE_MS))).toHaveLength(1);
  });

  test('a host with more feeds than are looked at keeps the others waiting for one claim at most', async () => {
    await takeFeedsOfFile(
      db(),
      Array.from({ length: 501 }, (_, n) => aFeed(`https://large.test/${n}`)),
      now,
    );
    await addFeed(db(), aFeed('https://small.test/1'), { now: plus(1) });
    expect(await claim(plus(1))).toHaveLength(1);
    expect(urls(await claim(plus(2)))).toEqual(['https://small.test/1']);
  });

  test('one feed of a host at a time, and a second between two', async () => {
    await add('https://a.test/1', 'https://a.test/2', 'https://b.test/1');

    const first = await claim(now);
    expect(urls(first)).toEqual(['https://a.test/1', 'https://b.test/1']);
    expect(await claim(plus(100))).toEqual([]);
    for (const held of first) await done(held, plus(200));

    expect(await claim(plus(1_199))).toEqual([]);
    expect(urls(await claim(plus(1_200)))).toEqual(['https://a.test/2']);
  });

  test('those who claim at the same time share the feeds, and never one host', async () => {
    const hosts = Array.from({ length: 30 }, (_, n) => `https://host-${n}.test`);
    await add(...hosts.map((host) => `${host}/1`), ...hosts.map((host) => `${host}/2`));

    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(now, 8)));

    const claimed = claims.flat();
    expect(claimed).toHaveLength(30);
    expect(new Set(claimed.map(({ url }) => new URL(url).host)).size).toBe(30);
  });

  test('what was put off by a clock that ran ahead is put right', async () => {
    await add('https://example.org/feed');
    const [held] = await claim(now);
    if (held) await done(held, plus(0), 400 * 86_400_000);

    expect(await nextFeedAt(db(), plus(MINUTE_MS))).toEqual(plus(MINUTE_MS));
    expect(await claim(plus(MINUTE_MS))).toHaveLength(1);
  });

  test('a feed that was removed while it was checked stays removed', async () => {
    await add('https://example.org/feed');
    const [held] = await claim(now);
    if (!held) throw new Error('no feed');
    await removeFeed(db(), held.id, { now });
    await done(held, now);

    expect(await listFeeds(db())).toEqual([]);
    expect(await claim(plus(86_400_000))).toEqual([]);
  });

  test('a feed that is asked for twice is there once, and stays as long as somebody wants it', async () => {
    const add = (place: FeedPlace) =>
      addFeed(db(), aFeed('https://example.org/feed'), { place, now });
    const { feed } = await add(placeOf('T1'));
    expect((await add(placeOf('T2'))).isNew).toBe(false);
    await addFeed(db(), aFeed('https://other.test/feed'), { place: placeOf('T2'), now });

    expect(await feedsFor(db(), placeOf('T1').channel)).toHaveLength(1);
    expect(await leaveFeed(db(), feed.id, { by: placeOf('T1'), now })).toBe(false);
    expect(await feedsFor(db(), placeOf('T1').channel)).toEqual([]);
    expect(await listFeeds(db())).toHaveLength(2);
    expect(await leaveFeed(db(), feed.id, { by: placeOf('T2'), now })).toBe(true);
    expect(await listFeeds(db())).toHaveLength(1);
  });

  test('what only a workspace wanted that removed the bot is read no more, a month later', async () => {
    const add = (url: string, workspace: string) =>
      addFeed(db(), aFeed(url), { place: placeOf(workspace), now });
    await add('https://one.test/', 'T1');
    await add('https://both.test/', 'T1');
    await add('https://both.test/', 'T2');
    await addFeed(db(), aFeed('https://house.test/'), { now });
    await closeWorkspace(db(), placeOf('T1').channel, UNINSTALLED, now);
    await purgeUninstalled(db(), plus(1));

    expect(urls(await listFeeds(db()))).toEqual(['https://both.test/', 'https://house.test/']);
  });

  test('the file of feeds brings back what left it, but not what a person removed', async () => {
    const take = (...names: string[]) =>
      takeFeedsOfFile(
        db(),
        names.map((name) => aFeed(`https://${name}.test/`)),
        now,
      );
    expect(await take('a', 'b', 'c')).toEqual({ added: 3, dropped: 0 });
    const [, b] = await listFeeds(db());
    if (b) await removeFeed(db(), b.id, { now });

    expect(await take('a', 'b')).toEqual({ added: 0, dropped: 1 });
    expect(urls(await listFeeds(db()))).toEqual(['https://a.test/']);
    expect(await take('a', 'b', 'c')).toEqual({ added: 1, dropped: 0 });
    expect(urls(await listFeeds(db()))).toEqual(['https://a.test/', 'https://c.test/']);
  });

  test('a feed that leaves the file is read on where a channel asked for it', async () => {
    const take = (...feeds: ReturnType<typeof aFeed>[]) => takeFeedsOfFile(db(), feeds, now);
    const house = aFeed('https://house.test/');
    await addFeed(db(), aFeed('https://chat.test/'), { place: placeOf('T1'), now });
    expect(await take(house, aFeed('https://chat.test/'))).toEqual({ added: 1, dropped: 0 });
    expect(await take(house)).toEqual({ added: 0, dropped: 0 });

    const feeds = await listFeeds(db());
    expect(feeds.map(({ url, origin }) => [url, origin])).toEqual([
      ['https://chat.test/', 'chat'],
      ['https://house.test/', 'file'],
    ]);
  });

  test('a removed feed that is added again starts anew', async () => {
    const { feed } = await addFeed(db(), aFeed('https://example.org/feed'), { now });
    const [held] = await claim(now);
    if (held) await done({ ...held, validators: { etag: '"x"', lastModified: undefined } }, now);
    await removeFeed(db(), feed.id, { now });

    const again = await addFeed(db(), aFeed('https://example.org/feed'), { now: plus(MINUTE_MS) });

    expect(again.isNew).toBe(true);
    expect(again.feed).toMatchObject({
      id: feed.id,
      state: 'active',
      firstReadAt: undefined,
      validators: { etag: undefined },
      nextCheckAt: plus(MINUTE_MS),
    });
  });
});
