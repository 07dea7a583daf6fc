/**
 * a to z, 0 to 9 and the gap between words; letters of other scripts share the places of a to z.
 * A trigram is a number below 37³, which fits into 16 bits.
 */
const LETTERS = 37;

/** How many there can be. */
export const TRIGRAMS = LETTERS ** 3;

/** The different trigrams of folded words, a gap before, between and after them. */
export function trigramsOf(words: readonly string[]): Set<number> {
  const trigrams = new Set<number>();
  eachTrigram(words, (trigram) => trigrams.add(trigram));
  return trigrams;
}

/** Calls `visit` with every trigram, with those that come again as often as they do. */
export function eachTrigram(words: readonly string[], visit: (trigram: number) => void): void {
  let last = 0;
  let lastButOne = 0;
  const step = (letter: number): void => {
    visit((lastButOne * LETTERS + last) * LETTERS + letter);
    lastButOne = last;
    last = letter;
  };
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) step(placeOf(word.charCodeAt(at)));
    step(0);
  }
}

function placeOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return unit - 96;
  if (unit >= 48 && unit <= 57) return unit - 21;
  return 1 + (unit % 26);
}
