import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ArticleId, Revision } from '../../src/model/article.ts';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { anArticle } from './an-article.ts';
import { BACKGROUND, find, ids, indexOf } from './an-index.ts';

describe('properties', () => {
  const word = fc.constantFrom(
    ...'gas oil water talks deal river border tashkent almaty smuggling smuggled minister'.split(
      ' ',
    ),
  );
  const words = (most: number) =>
    fc.array(word, { minLength: 1, maxLength: most }).map((list) => list.join(' '));
  const archive = fc
    .array(fc.record({ title: words(6), text: words(20) }), { minLength: 1, maxLength: 25 })
    .map((list) => list.map(({ title, text }, at) => anArticle(at + 1, title, { text })));
  const answer = (index: ArticleIndex, text: string) => {
    const { hits, total, corrections } = find(index, text);
    return { hits, total, corrections };
  };

  test('adding in any order, merged or not, gives the same answer', () => {
    fc.assert(
      fc.property(archive, words(3), fc.infiniteStream(fc.nat()), (articles, text, dice) => {
        const shuffled = articles
          .map((article) => ({ article, at: dice.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ article }) => article);
        const inPieces = new ArticleIndex();
        for (const article of shuffled) {
          inPieces.add(article);
          find(inPieces, 'gas');
        }
        const expected = answer(indexOf(articles), text);
        expect(answer(inPieces, text)).toEqual(expected);
        while (inPieces.maintain(1, true));
        expect(answer(inPieces, text)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('what was deleted is never found, and the rest as if it had never been', () => {
    fc.assert(
      fc.property(archive, words(2), fc.nat(), (articles, text, which) => {
        const gone = articles[which % articles.length];
        const index = indexOf(articles);
        find(index, text);
        index.remove(gone?.id ?? (0 as ArticleId));
        const rest = articles.filter((article) => article !== gone);
        expect(answer(index, text)).toEqual(answer(indexOf(rest), text));
        while (index.maintain(1, true));
        expect(answer(index, text)).toEqual(answer(indexOf(rest), text));
      }),
      { numRuns: 60 },
    );
  });

  test('a page as of a revision is the same after more was stored', () => {
    fc.assert(
      fc.property(archive, archive, words(3), (articles, later, text) => {
        const index = indexOf(articles);
        const before = answer(index, text);
        for (const article of later) {
          const id = (article.id + articles.length) as ArticleId;
          index.add({ ...article, id, firstRevision: id as number as Revision });
        }
        const { hits, total, corrections } = find(index, text, { asOf: articles.length });
        expect({ hits, total, corrections }).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  test('pages put together are the whole list, and its length is the total', () => {
    fc.assert(
      fc.property(archive, words(3), (articles, text) => {
        const index = indexOf(articles);
        const { total } = find(index, text);
        const paged: number[] = [];
        for (let from = 1; from <= total; from += 3)
          paged.push(...ids(index, text, { from, limit: 3 }));
        expect(paged).toHaveLength(total);
        expect(new Set(paged).size).toBe(total);
        expect(paged).toEqual(ids(index, text));
      }),
      { numRuns: 60 },
    );
  });

  test('whatever is typed is answered', () => {
    const index = indexOf(BACKGROUND);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(find(index, text).total).toBeGreaterThanOrEqual(0);
        expect(
          index.suggest(text, ['article', 'topic', 'country', 'source'], 25).length,
        ).toBeLessThanOrEqual(25);
      }),
    );
  });

  test.each([
    'a'.repeat(10_000),
    'word '.repeat(2_000),
    '('.repeat(10_000),
    '"'.repeat(9_999),
    '-'.repeat(10_000),
    'a OR '.repeat(2_000),
    'ab'.repeat(5_000).split('').join(' '),
  ])('10,000 odd characters are answered', (text) => {
    const index = indexOf(BACKGROUND);
    const started = process.cpuUsage();
    find(index, text);
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(1000);
  });
});
