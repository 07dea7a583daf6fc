import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article, ArticleId, Revision } from '../../src/model/article.ts';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { anArticle } from './an-article.ts';

const now = new Date('2026-11-22T09:00:00Z');

function indexOf(articles: readonly Article[], aliases: readonly (readonly string[])[] = []) {
  const index = new ArticleIndex(aliases);
  for (const article of articles) index.add(article);
  return index;
}

function find(
  index: ArticleIndex,
  text: string,
  page: { from?: number; limit?: number; asOf?: number } = {},
) {
  return index.find(parseQuery(text, now), {
    from: page.from ?? 1,
    limit: page.limit ?? 50,
    asOf: page.asOf as Revision | undefined,
  });
}

/** Numbers of the articles found, best first. */
function ids(
  index: ArticleIndex,
  text: string,
  page: { from?: number; limit?: number; asOf?: number } = {},
): number[] {
  return find(index, text, page).hits.map(({ id }) => id);
}

/** Enough articles about nothing in particular that rarity means something. */
const BACKGROUND = [
  'Parliament debates the new budget',
  'Cotton harvest ends early this year',
  'Railway link to the port is tested',
  'Central bank keeps its rate unchanged',
  'Schools reopen after the winter break',
  'Gas deliveries resume after repairs',
  'Border crossing opens for trade',
  'Museum shows carpets of the nomads',
  'Wheat prices rise for a third month',
  'Airline adds flights to the capital',
  'Farmers ask for water in spring',
  'Minister visits the flooded villages',
].map((title, at) => anArticle(100 + at, title, { text: `${title}, officials said on Monday.` }));

describe('words', () => {
  const index = indexOf([
    ...BACKGROUND,
    anArticle(1, 'Group smuggled migrants across the border', { topics: ['Security'] }),
    anArticle(2, 'Officials meet on trade', { text: 'They spoke of smuggling gas and of prices.' }),
    anArticle(3, 'Kinder Morgan has a higher quarterly payout'),
    anArticle(4, 'Analysis: what is in the U.S. budget'),
    anArticle(5, 'Rosneft bid for a stake in the refinery'),
    anArticle(6, 'Help with Spain’s banks is near'),
    anArticle(7, 'Chodorkowski speaks in Berlin'),
    anArticle(8, 'Barclays in rate probe, newspaper says'),
    anArticle(9, 'O‘zbekiston signs a water treaty'),
  ]);

  test('a form of a word finds its other forms, the headline before the text', () => {
    expect(ids(index, 'smuggle')).toEqual([1, 2]);
  });

  test('an article holds every word, or is marked as holding part of them', () => {
    const { hits, total } = find(index, 'smuggled migrants refinery');

    expect(total).toBe(hits.length);
    expect(hits[0]).toMatchObject({ id: 1, partial: true });
  });

  test.each([
    ['moran has highre quarterlly', 3],
    ['aalysis u s bduget', 4],
    ['rosneft bidfor stake', 5],
    ['helpwith spain banks', 6],
    ['refin ery stake', 5],
    ['Khodorkovsky', 7],
    ['barclays probe ft', 8],
    ['uzbekston water', 9],
    ['Ўзбекистон', 9],
    ['migrnats smugled', 1],
    ['nigrants', 1],
  ])('%s finds what was meant', (typed, id) => {
    expect(ids(index, typed)[0]).toBe(id);
  });

  test('what was corrected is said, and exact leaves it alone', () => {
    expect(find(index, 'refinrey').corrections).toEqual([
      { typed: 'refinrey', searched: 'refinery' },
    ]);
    expect(find(index, 'refinrey exact')).toMatchObject({ total: 0, corrections: [] });
    expect(find(index, 'refinery').corrections).toEqual([]);
  });

  test.each(['qkwwkhhl', 'zingstences reiddiony', 'निर्वाचन आयोग', '🙂'])(
    '%s finds nothing',
    (typed) => {
      const { total } = find(index, typed);
      if (typed !== '🙂') expect(total).toBe(0);
    },
  );

  test('stop words are not missed, but are words where there is nothing else', () => {
    expect(find(index, 'the refinery of us').hits[0]).toMatchObject({ id: 5, partial: false });
    expect(ids(index, '"what is in"')).toEqual([4]);
    expect(ids(index, 'what is')[0]).toBe(4);
  });

  test('names that mean the same find each other', () => {
    const named = indexOf(
      [
        ...BACKGROUND,
        anArticle(1, 'Daesh claims attack'),
        anArticle(2, 'Islamic State cell found'),
      ],
      [['ISIS', 'Daesh', 'Islamic State']],
    );

    expect(ids(named, 'isis').toSorted()).toEqual([1, 2]);
    expect(ids(named, 'islamic state').toSorted()).toEqual([1, 2]);
    expect(ids(named, 'isis exact')).toEqual([]);
  });
});

describe('evidence for a correction', () => {
  const index = indexOf(
    [
      ...BACKGROUND,
      anArticle(1, 'Trader held on immigration charges'),
      anArticle(2, 'Two held at the border', { text: 'The president held talks.' }),
      anArticle(3, 'President of Kyrgyzstan signs the accord'),
      anArticle(4, 'Smuggled goods found in Kyrgyzstan'),
      anArticle(5, 'Aral Sea shrinks again'),
    ],
    [
      ['Kyrgyzstan', 'Kirghizia', 'Киргизия'],
      ['Aral Sea', 'Аральское море', 'Orol dengizi'],
    ],
  );

  test('a short word is not made another with two edits, alone or in a text', () => {
    expect(find(index, 'hello')).toMatchObject({ total: 0, corrections: [] });
    expect(find(index, 'hello president').corrections).toEqual([]);
  });

  test('a word that nothing stands for does not hide what the others find', () => {
    expect(ids(index, 'blorbx president').toSorted()).toEqual([2, 3]);
    expect(find(index, 'blorbx president').hits[0]?.partial).toBe(true);
  });

  test('a wrong letter inside a word is said, an ending that no article has is not', () => {
    expect(find(index, 'presidant').corrections).toEqual([
      { typed: 'presidant', searched: 'president' },
    ]);
    expect(find(index, 'smuggles').corrections).toEqual([]);
    expect(ids(index, 'smuggles')).toEqual([4]);
  });

  test.each(['kirgizia', 'Kirghiziya', 'Kirghzia'])(
    '%s is near to another name of Kyrgyzstan, and that is said',
    (typed) => {
      expect(ids(index, typed).toSorted()).toEqual([3, 4]);
      expect(find(index, typed).corrections).toEqual([
        { typed: typed.toLowerCase(), searched: 'kyrgyzstan' },
      ]);
    },
  );

  test.each(['Аральское море', 'Аралское море', 'aralskoye more', 'Orol dengizi'])(
    '%s is a name of several words in another language or romanisation, not a mistake',
    (typed) => {
      expect(find(index, typed)).toMatchObject({ total: 1, corrections: [] });
      expect(ids(index, typed)).toEqual([5]);
    },
  );
});

describe('more words than are watched one by one', () => {
  const filler = Array.from({ length: 40 }, (_, at) => `common${at}`);
  const index = indexOf([
    ...BACKGROUND,
    ...Array.from({ length: 20 }, (_, at) =>
      anArticle(at + 1, `Report ${at}`, { text: filler.join(' ') }),
    ),
    anArticle(50, 'Short notice', { text: 'The saxaul was planted where the lake had been.' }),
    anArticle(51, 'Long report', { text: `${filler.join(' ')} saxaul planted lake` }),
  ]);

  test('a pasted passage finds its article by the words that are rare, wherever they stand', () => {
    const pasted = `${filler.join(' ')} saxaul planted lake`;
    expect(find(index, pasted)).toMatchObject({ total: 22 });
    expect(find(index, pasted).hits[0]).toMatchObject({ id: 51, partial: false });
  });

  test('of forty alternatives one must be there', () => {
    const absent = Array.from({ length: 40 }, (_, at) => `absent${at}`);
    expect(find(index, [...absent, 'saxaul'].join(' OR ')).total).toBe(2);
    expect(find(index, ['saxaul', ...absent].join(' OR ')).total).toBe(2);
    expect(find(index, absent.join(' OR ')).total).toBe(0);
  });

  test('what is excluded is excluded behind any number of words', () => {
    expect(ids(index, `${filler.join(' ')} -saxaul`)).not.toContain(51);
  });
});

test('of articles with the same words, the one that has them side by side comes first', () => {
  const index = indexOf([
    ...BACKGROUND,
    anArticle(1, 'One', {
      text: 'The river bank with the tower went to an old firm of the granite.',
    }),
    anArticle(2, 'Two', { text: 'The tower of the old bank by the river went to a granite firm.' }),
    anArticle(3, 'Six', { text: 'The tower by the river went to an old firm of a granite bank.' }),
  ]);

  expect(ids(index, 'river bank tower')).toEqual([1, 3, 2]);
});

describe('what the grammar promises', () => {
  const index = indexOf([
    ...BACKGROUND,
    anArticle(1, 'Gas talks in Tashkent', {
      topics: ['Energy'],
      countries: ['UZ'],
      text: 'Peace deal signed.',
    }),
    anArticle(2, 'Oil talks in Almaty', {
      topics: ['Energy'],
      countries: ['KZ'],
      source: 'Daily Post',
    }),
    anArticle(3, 'Water talks in Dushanbe', {
      topics: ['Water & rivers'],
      language: 'ru',
      text: 'A deal for peace.',
    }),
  ]);

  test.each([
    ['talks', [3, 2, 1]],
    ['talks -gas', [3, 2]],
    ['"peace deal"', [1]],
    ['(gas OR oil) talks', [2, 1]],
    ['gas OR water -dushanbe', [1]],
    ['peace in:title', []],
    ['talks in:title', [3, 2, 1]],
    ['topic:energy', [2, 1]],
    ['topic:"water & rivers"', [3]],
    ['topic:water', [3]],
    ['talks -topic:energy', [3]],
    ['country:Uzbekistan', [1]],
    ['source:"daily post"', [2]],
    ['lang:ru', [3]],
    ['talks after:2026-01-02 before:2026-01-03', [2]],
    ['-talks topic:energy', []],
  ])('%s', (text, expected) => {
    expect(
      ids(index, text)
        .filter((id) => id < 100)
        .toSorted(),
    ).toEqual(expected.toSorted());
  });

  test('sort:new puts the newest first whatever the words say', () => {
    expect(ids(index, 'gas OR talks sort:new').filter((id) => id < 100)).toEqual([3, 2, 1]);
  });

  test('nothing typed lists everything, and a page is a part of it', () => {
    expect(find(index, '').total).toBe(BACKGROUND.length + 3);
    expect(ids(index, '', { from: 1, limit: 4 })).toEqual(ids(index, '').slice(0, 4));
    expect(ids(index, '', { from: 5, limit: 4 })).toEqual(ids(index, '').slice(4, 8));
  });

  test('a topic that no article has is said', () => {
    expect(find(index, 'talks topic:sport')).toMatchObject({
      total: 0,
      notes: ['No article has the topic "sport". Most have Energy, Water & rivers.'],
    });
  });

  test.each([
    ['talks topic:enrgy', [1, 2], ['No article has the topic "enrgy"; it was read as "Energy".']],
    [
      'talks topic:watr',
      [3],
      ['No article has the topic "watr"; it was read as "Water & rivers".'],
    ],
    [
      'talks source:dayly',
      [2],
      ['No article has the source "dayly"; it was read as "Daily Post".'],
    ],
    ['talks lang:russian', [3], []],
    ['talks lang:русский', [3], []],
    ['talks lang:rusian', [3], ['No article has the language "rusian"; it was read as "ru".']],
  ])('%s', (text, expected, notes) => {
    expect(ids(index, text).toSorted()).toEqual(expected);
    expect(find(index, text).notes).toEqual(notes);
  });
});

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
