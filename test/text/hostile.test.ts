import { expect, test } from 'vitest';
import { normalizeArticle } from '../../src/feed/normalize.ts';
import { featuresOf } from '../../src/story/features.ts';
import { summarize } from '../../src/summary/summarize.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const NOW = new Date('2026-11-22T08:00:00Z');

test.each([
  'A. ',
  'Mr. ',
  'Я. ',
  'Я',
  'x\n',
  '<',
  '"a," b. ',
  'Photo: X. ',
  'Photo: ....',
  '1. ',
  ' \t',
  '“',
  'x-',
])('a text full of %j is taken in and summarized like another', (piece) => {
  const text = piece.repeat(Math.ceil(100_000 / piece.length));
  const cpuMs = cpuMsOf(() => {
    const article = normalizeArticle({ title: text, text }, { now: NOW, fallbackSource: 'Daily' });
    expect(article.title.length).toBeLessThanOrEqual(1_000);
    expect(summarize(article).length).toBeLessThanOrEqual(3);
    featuresOf(article.title, article.text);
  });
  expect(cpuMs).toBeLessThan(3_000);
});
