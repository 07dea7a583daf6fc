import { describe, expect, test } from 'vitest';
import { fold } from '../../src/text/fold.ts';
import { anArticle } from './an-article.ts';
import { BACKGROUND, find, ids, indexOf } from './an-index.ts';

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

test('a word typed alone: the headline that has it comes before the text that is full of it', () => {
  const index = indexOf([
    ...BACKGROUND,
    anArticle(1, 'Afghan leader Karzai speaks to the assembly of elders in the capital'),
    anArticle(2, 'Elders meet', {
      text: 'Karzai, Karzai and again Karzai, said Karzai of Karzai.',
    }),
  ]);

  expect(ids(index, 'karzai')).toEqual([1, 2]);
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

describe('Russian words', () => {
  const index = indexOf(
    [
      ...BACKGROUND,
      anArticle(3, 'President of Kyrgyzstan signs the accord'),
      anArticle(6, 'Контрабанда через водохранилище', {
        text: 'Патруль задержал двоих. Узбекистан и Иран проверяют, police say.',
      }),
    ],
    [
      ['Kyrgyzstan', 'Киргизия'],
      ['Uzbekistan', 'Узбекистан'],
    ],
  );

  test.each([
    ['контрабанды', 6],
    ['контрабандой', 6],
    ['Водохранилища', 6],
    ['задержали', 6],
    ['Узбекистана', 6],
    ['Киргизии', 3],
  ])('%s is another form of a word or a name, not a mistake', (typed, id) => {
    expect(find(index, typed).corrections).toEqual([]);
    expect(ids(index, typed)).toContain(id);
  });

  test.each([
    ['контробанда', 'контрабанда'],
    ['контробанды', 'контрабанда'],
    ['водохранилеще', 'водохранилище'],
    ['Ирак', 'Иран'],
    ['задиржал', 'задержал'],
    ['kontrabandy', 'kontrabanda'],
    ['polica', 'police'],
  ])('%s is a mistake for %s, or another word, and that is said', (typed, searched) => {
    expect(find(index, typed).corrections).toEqual([
      { typed: fold(typed), searched: fold(searched) },
    ]);
  });
});
