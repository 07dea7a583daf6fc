import { expect, test } from 'vitest';
import { normalizeArticle } from '../../src/feed/normalize.ts';
import type { ArticleId, NewArticle, StoryId } from '../../src/model/article.ts';
import {
  articleById,
  articleByUrl,
  articlesByIds,
  articlesSeenBetween,
  changesAfter,
  countArticles,
  versionsOf,
} from '../../src/store/articles.ts';
import { ensureFeed, feedByKey } from '../../src/store/feeds.ts';
import { currentRevision } from '../../src/store/revisions.ts';
import { deleteFeed, storeArticles } from '../../src/store/store-articles.ts';
import { topicCounts } from '../../src/store/topics.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-11-22T09:00:00Z');

onEveryDatabase('the archive', (db) => {
  const feed = (key = 'file:a') => ensureFeed(db(), { key, title: key, url: undefined }, now);

  test('an article comes back as it was stored', async () => {
    const article = aNewArticle({
      url: 'https://example.org/a?b=1',
      text: 'Line one.\n\n“Quotes”, o‘zbek, Ташкент, 👩🏽‍🌾 and a NUL-free text.',
      truncated: true,
      image: { url: undefined, caption: 'A bridge', credit: 'A. Photographer' },
      topics: ['Water', 'Diplomacy'],
      countries: ['KZ'],
      undated: true,
    });

    const { added } = await storeArticles(db(), await feed(), [article], {
      now,
      placeInStory: apart,
    });

    const { key: _, ...content } = article;
    expect(added).toHaveLength(1);
    const [stored] = added;
    expect(stored).toMatchObject({ ...content, firstSeenAt: now });
    expect(await articleById(db(), stored?.id ?? (0 as ArticleId))).toEqual(stored);
    expect(await articleByUrl(db(), 'https://example.org/a?b=1')).toEqual(stored);
  });

  test('storing the same articles again changes nothing', async () => {
    const feedId = await feed();
    const articles = [aNewArticle(), aNewArticle({ title: 'Another' })];
    await storeArticles(db(), feedId, articles, { now, placeInStory: apart });
    const revision = await currentRevision(db());

    const again = await storeArticles(
      db(),
      feedId,
      articles.map((article) => ({ ...article, publishedAt: later })),
      { now: later, placeInStory: apart },
    );

    expect(again).toMatchObject({ added: [], corrected: [], unchanged: 2 });
    expect(await currentRevision(db())).toBe(revision);
  });

  test('the same address in another feed, or the same key twice in a batch, is the same article', async () => {
    const article = aNewArticle({ url: 'https://example.org/a' });
    await storeArticles(db(), await feed('file:a'), [article, article], {
      now,
      placeInStory: apart,
    });
    await storeArticles(db(), await feed('file:b'), [article], { now, placeInStory: apart });

    expect(await countArticles(db())).toBe(1);
  });

  test('an article with an id and an address of any length is stored, and found by both', async () => {
    const long = Array.from({ length: 400 }, (_, n) => (n * 2_654_435_761).toString(36)).join('');
    const raw = { id: long, url: `https://example.org/${long}`, title: 'Long', text: 'x' };
    const article = normalizeArticle({ ...raw, topics: [long] }, { now, fallbackSource: 'Daily' });
    const store = async () =>
      storeArticles(db(), await feed(), [article], { now, placeInStory: apart });

    expect(raw.url.length).toBeGreaterThan(2_704);
    expect((await store()).added).toHaveLength(1);
    expect((await store()).unchanged).toBe(1);
    expect((await articleByUrl(db(), raw.url))?.title).toBe('Long');
  });

  test('of an article that changes each time the first and the last versions are kept', async () => {
    const feedId = await feed();
    for (let n = 0; n <= 30; n += 1) {
      const articles = [aNewArticle({ text: `Text number ${n}.` })];
      await storeArticles(db(), feedId, articles, { now, placeInStory: apart });
    }
    const versions = await db()
      .query.selectFrom('article_version')
      .select('text')
      .orderBy('revision')
      .execute();
    expect(versions).toHaveLength(20);
    expect(versions[0]?.text).toBe('Text number 0.');
    expect(versions.at(-1)?.text).toBe('Text number 29.');
  });

  test('what an article said before is told with the time at which it was replaced', async () => {
    const feedId = await feed();
    const store = (text: string, at: Date) =>
      storeArticles(db(), feedId, [aNewArticle({ text })], { now: at, placeInStory: apart });
    const { added } = await store('One.', now);
    const { corrected } = await store('Two.', later);
    const [first, second] = [added[0], corrected[0]];
    if (!first || !second) throw new Error('it was not stored');

    expect(await versionsOf(db(), first)).toEqual([]);
    expect(await versionsOf(db(), second)).toEqual([
      { title: first.title, text: 'One.', replacedAt: later },
    ]);
  });

  test('a corrected article keeps its id and place, and its old version', async () => {
    const feedId = await feed();
    const { added } = await storeArticles(db(), feedId, [aNewArticle({ topics: ['Old'] })], {
      now,
      placeInStory: apart,
    });

    const { corrected } = await storeArticles(
      db(),
      feedId,
      [aNewArticle({ text: 'The commission did not meet.', topics: ['New'] })],
      { now: later, placeInStory: apart },
    );

    expect(corrected[0]?.id).toBe(added[0]?.id);
    expect(corrected[0]?.firstSeenAt).toEqual(now);
    expect(corrected[0]?.firstRevision).toBe(added[0]?.firstRevision);
    expect(corrected[0]?.revision).toBeGreaterThan(added[0]?.revision ?? Number.NaN);
    expect(await topicCounts(db())).toMatchObject([{ name: 'New', articles: 1 }]);
    const versions = await db().query.selectFrom('article_version').selectAll().execute();
    expect(versions.map(({ text, replaced_at }) => ({ text, replaced_at }))).toEqual([
      { text: aNewArticle().text, replaced_at: later.getTime() },
    ]);
  });

  test('new topics or an address are taken over, not only a new text', async () => {
    const feedId = await feed();
    const store = (article: NewArticle) =>
      storeArticles(db(), feedId, [article], { now, placeInStory: apart });
    await store(aNewArticle());

    const { corrected } = await store(
      aNewArticle({ topics: ['Water'], url: 'https://example.org/a' }),
    );

    expect(corrected).toMatchObject([{ topics: ['Water'], url: 'https://example.org/a' }]);
    expect(await topicCounts(db())).toMatchObject([{ name: 'Water', articles: 1 }]);
  });

  test('the same articles stored twice at once are there once', async () => {
    const feedId = await feed();
    const articles = Array.from({ length: 20 }, (_, n) => aNewArticle({ title: `Title ${n}` }));
    const store = () => storeArticles(db(), feedId, articles, { now, placeInStory: apart });

    const both = await Promise.all([store(), store()]);

    expect(both.map(({ added }) => added.length).sort()).toEqual([0, 20]);
    expect(await countArticles(db())).toBe(20);
  });

  test('whoever follows the revisions sees every change once, in order, deletions too', async () => {
    const feedId = await feed();
    const titles = Array.from({ length: 7 }, (_, n) => `Title ${n}`);
    await storeArticles(
      db(),
      feedId,
      titles.map((title) => aNewArticle({ title })),
      { now, placeInStory: apart },
    );
    await storeArticles(db(), feedId, [aNewArticle({ title: 'Title 3', text: 'Corrected.' })], {
      now,
      placeInStory: apart,
    });

    const seen: string[] = [];
    let revision = 0;
    for (;;) {
      const changes = await changesAfter(db(), revision, 2);
      if (changes.length === 0) break;
      for (const change of changes) {
        expect(change.revision).toBeGreaterThan(revision);
        revision = change.revision;
        seen.push(change.kind === 'stored' ? change.article.title : `- ${change.id}`);
      }
    }
    expect(seen).toEqual([...titles.filter((title) => title !== 'Title 3'), 'Title 3']);

    expect(await deleteFeed(db(), feedId)).toBe(7);
    const gone = await changesAfter(db(), revision, 100);
    expect(gone.map(({ kind }) => kind)).toEqual(Array(7).fill('deleted'));
    expect(await countArticles(db())).toBe(0);
    expect(await feedByKey(db(), 'file:a')).toBeUndefined();
  });

  test('articles come in the order of the ids asked for, without those that are not there', async () => {
    const { added } = await storeArticles(
      db(),
      await feed(),
      ['a', 'b', 'c'].map((title) => aNewArticle({ title })),
      { now, placeInStory: apart },
    );
    const [a, b, c] = added.map(({ id }) => id);

    const found = await articlesByIds(
      db(),
      [c, 999_999 as ArticleId, a, b].filter((id) => id !== undefined),
    );

    expect(found.map(({ title }) => title)).toEqual(['c', 'a', 'b']);
    expect(await articlesByIds(db(), [])).toEqual([]);
    const many = Array.from({ length: 70_000 }, (_, n) => (n + 1) as ArticleId);
    expect(await articlesByIds(db(), many)).toHaveLength(3);
  });

  test('a window of first sight holds its start and not its end', async () => {
    const feedId = await feed();
    await storeArticles(db(), feedId, [aNewArticle({ title: 'early' })], {
      now,
      placeInStory: apart,
    });
    await storeArticles(db(), feedId, [aNewArticle({ title: 'late' })], {
      now: later,
      placeInStory: apart,
    });

    const titles = async (since: Date, until: Date) =>
      (await articlesSeenBetween(db(), { since, until })).map(({ title }) => title);
    expect(await titles(now, later)).toEqual(['early']);
    expect(await titles(later, new Date(later.getTime() + 1))).toEqual(['late']);
  });

  test('a story may be one that was there before', async () => {
    const { added } = await storeArticles(
      db(),
      await feed(),
      [aNewArticle({ title: 'a' }), aNewArticle({ title: 'b' })],
      { now, placeInStory: () => 1 as StoryId },
    );
    expect(added.map(({ storyId }) => storyId)).toEqual([1, 1]);
  });

  test('two thousand articles are stored at once', async () => {
    const many = Array.from({ length: 2000 }, (_, n) =>
      aNewArticle({ title: `Title ${n}`, topics: ['Water', `Topic ${n % 3}`] }),
    );
    await storeArticles(db(), await feed(), many, { now, placeInStory: apart });

    expect(await countArticles(db())).toBe(2000);
    expect((await topicCounts(db()))[0]).toMatchObject({ name: 'Water', articles: 2000 });
  });
});
