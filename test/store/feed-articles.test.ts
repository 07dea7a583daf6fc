import { expect, test } from 'vitest';
import type { FeedId } from '../../src/model/feed.ts';
import { changesAfter } from '../../src/store/articles.ts';
import {
  articlesOfFeed,
  carryArticles,
  itemsOfFeed,
  knownUrls,
  saveItems,
} from '../../src/store/feed-articles.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { currentRevision } from '../../src/store/revisions.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';

const now = new Date('2026-11-22T08:00:00Z');

onEveryDatabase('the articles of a feed', (db) => {
  const feed = (key: string) => ensureFeed(db(), { key, title: key, url: undefined }, now);
  const store = (id: FeedId, ...titles: string[]) =>
    storeArticles(
      db(),
      id,
      titles.map((title) => aNewArticle({ title, url: `https://example.org/${title}` })),
      { now, placeInStory: apart },
    );

  test('are known by what the feed said of them, the newest first', async () => {
    const id = await feed('a');
    const { ids } = await store(id, 'One', 'Two');
    const [one, two] = [...ids.values()];
    if (!one || !two) throw new Error('nothing stored');
    await saveItems(db(), [{ article: one, hash: 'x', isFromPage: false }]);
    await saveItems(db(), [{ article: one, hash: 'y', isFromPage: true }]);

    expect(await itemsOfFeed(db(), id)).toMatchObject([
      { id: two, key: 'Two', hash: undefined, isFromPage: false },
      { id: one, key: 'One', hash: 'y', isFromPage: true, url: 'https://example.org/One' },
    ]);
    expect(await knownUrls(db(), ['https://example.org/One', 'https://example.org/x'])).toEqual(
      new Set(['https://example.org/One']),
    );
    expect(await articlesOfFeed(db(), { id, title: 'a' }, { since: now, newest: 1 })).toEqual({
      articles: 2,
      recent: 0,
      newest: [{ title: 'Two', url: 'https://example.org/Two' }],
    });
  });

  test('that another feed carries, too, are seen as changed once', async () => {
    const urls = ['https://example.org/One', 'https://example.org/none'];
    await store(await feed('a'), 'One', 'Two');
    const id = await feed('b');
    const before = await currentRevision(db());

    await carryArticles(db(), { id, titles: ['Topics'] }, urls);
    await carryArticles(db(), { id, titles: ['Topics'] }, urls);
    await carryArticles(db(), { id, titles: ['Example News'] }, urls);

    expect(await changesAfter(db(), before, 10)).toMatchObject([
      { kind: 'stored', article: { title: 'One', source: 'Example News', alsoIn: ['Topics'] } },
    ]);
    expect(await currentRevision(db())).toBe(before + 1);
    const since = new Date(0);
    expect(await articlesOfFeed(db(), { id, title: 'Topics' }, { since, newest: 5 })).toEqual({
      articles: 1,
      recent: 1,
      newest: [{ title: 'One', url: 'https://example.org/One' }],
    });
    for (const title of ['opics', 'Top%s', 'Topic_', 'Top\\ics']) {
      const has = await articlesOfFeed(db(), { id, title }, { since, newest: 5 });
      expect(has).toEqual({ articles: 0, recent: 0, newest: [] });
    }
  });
});
