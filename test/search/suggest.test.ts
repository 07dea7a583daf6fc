import { expect, test } from 'vitest';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { anArticle } from './an-article.ts';

const index = new ArticleIndex();
for (const article of [
  anArticle(1, 'Reagan tapes are sought by investigators', {
    topics: ['Politics'],
    countries: ['US'],
  }),
  anArticle(2, 'Amazon rainforest fires spread', { topics: ['Environment'], countries: ['BR'] }),
  anArticle(3, 'Rainfall helps the Amazon', { topics: ['Environment'], source: 'Daily Post' }),
  anArticle(4, 'O‘zbekiston opens a border crossing', { countries: ['UZ'] }),
]) {
  index.add(article);
}

const labels = (typed: string, kinds: Parameters<ArticleIndex['suggest']>[1] = ['article']) =>
  index.suggest(typed, kinds, 25).map(({ label }) => label);

test('the last word goes on; headlines with the words in the typed order come first', () => {
  expect(labels('amazon rai')).toEqual([
    'Amazon rainforest fires spread',
    'Rainfall helps the Amazon',
  ]);
});

test('typos in what is typed are forgiven', () => {
  expect(labels('reafan tape')).toEqual(['Reagan tapes are sought by investigators']);
  expect(labels('amzon rainf')[0]).toBe('Amazon rainforest fires spread');
  expect(labels('rainfrest')[0]).toBe('Amazon rainforest fires spread');
});

test('other scripts and marks are no obstacle', () => {
  expect(labels('ўзбек')).toEqual(['O‘zbekiston opens a border crossing']);
});

test('nothing typed offers the newest', () => {
  expect(labels('')[0]).toBe('O‘zbekiston opens a border crossing');
});

test('topics, countries and sources come with their counts', () => {
  expect(labels('env', ['topic'])).toEqual(['Environment (2)']);
  expect(labels('enviroment', ['topic'])).toEqual(['Environment (2)']);
  expect(labels('uzb', ['country'])).toEqual(['Uzbekistan (1)']);
  expect(labels('daly post', ['source'])).toEqual(['Daily Post (1)']);
});

test('several kinds share the rows', () => {
  expect(index.suggest('', ['article', 'topic'], 2).map(({ kind }) => kind)).toEqual([
    'article',
    'topic',
  ]);
});

test('nonsense offers nothing', () => {
  expect(labels('qkwwkhhl')).toEqual([]);
});
