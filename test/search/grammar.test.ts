import { expect, test } from 'vitest';
import { anArticle } from './an-article.ts';
import { BACKGROUND, find, ids, indexOf } from './an-index.ts';

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
  ['talks topic:watr', [3], ['No article has the topic "watr"; it was read as "Water & rivers".']],
  ['talks source:dayly', [2], ['No article has the source "dayly"; it was read as "Daily Post".']],
  ['talks lang:russian', [3], []],
  ['talks lang:русский', [3], []],
  ['talks lang:rusian', [3], ['No article has the language "rusian"; it was read as "ru".']],
])('%s', (text, expected, notes) => {
  expect(ids(index, text).toSorted()).toEqual(expected);
  expect(find(index, text).notes).toEqual(notes);
});
