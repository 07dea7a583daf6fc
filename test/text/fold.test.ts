import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/text/fold.ts';

test.each([
  ['Erdoğan', 'erdogan'],
  ['Škoda', 'skoda'],
  ['Sócrates', 'socrates'],
  ['İstanbul', 'istanbul'],
  ['Łódź', 'lodz'],
  ['Straße', 'strasse'],
  ['O‘zbekiston', 'ozbekiston'],
  ['Oʻzbekistonʼs', 'ozbekiston'],
  ["Noril'sk", 'norilsk'],
  ['Magnitogorskʼ', 'magnitogorsk'],
  ["O'Rourke's", 'orourke'],
  ['Навальный', 'navalny'],
  ['Ўзбекистон', 'ozbekiston'],
  ['Тошкент', 'toshkent'],
  ['Қазақстан', 'qazaqstan'],
  ['Тоҷикистон', 'tojikiston'],
  ['Өзгөн', 'ozgon'],
  ['Київ', 'kiyiv'],
])('%s is indexed and looked up as %s', (word, folded) => {
  expect(fold(word)).toBe(folded);
});

test('a letter written as one character or as two folds the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
    }),
  );
});

test('folding what is folded changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = fold(text);
      expect(fold(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});
