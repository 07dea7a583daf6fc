import { expect, test } from 'vitest';
import { cut } from '../../src/text/graphemes.ts';

test('a text that fits is left alone', () => {
  expect(cut('short', 5)).toBe('short');
});

test('a long text ends after a word where one ends near the limit', () => {
  expect(cut('The minister denied everything', 22)).toBe('The minister denied…');
});

test('a character that a reader sees as one is never split', () => {
  const family = '👨‍👩‍👧';
  expect(cut(`${family}${family}`, family.length + 3)).toBe(`${family}…`);
  expect(cut(family, 4)).toBe('…');
  expect(cut('e\u0301e\u0301', 3)).toBe('e\u0301…');
});

test('nothing fits into nothing', () => {
  expect(cut('abc', 0)).toBe('');
});
