import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedWords, tokensOf } from '../../src/text/tokens.ts';

test('a word is cut out with the apostrophes inside it and without those around it', () => {
  expect(tokensOf('‘O‘zbekiston’s’ deal')).toEqual([
    { text: 'O‘zbekiston’s', start: 1, end: 14, folded: 'ozbekiston' },
    { text: 'deal', start: 16, end: 20, folded: 'deal' },
  ]);
});

test('hyphens, dots, ampersands and emoji part words; marks on a letter do not', () => {
  expect(foldedWords('U.S.-led M&A 👍 e\u0301lan 3,750')).toEqual([
    ...['u', 's', 'led', 'm', 'a', 'elan', '3', '750'],
  ]);
});

test('letters beyond the basic plane are letters', () => {
  expect(foldedWords('𐐷𐐲𐑌 𝒳')).toHaveLength(2);
});

test('offsets point at the text of each token, in order and apart', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      let end = 0;
      for (const token of tokensOf(text)) {
        expect(text.slice(token.start, token.end)).toBe(token.text);
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.folded).not.toBe('');
        end = token.end;
      }
    }),
  );
});
