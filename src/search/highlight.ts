import Fuse from 'fuse.js';
import type { Article } from '../model/article.ts';
import { phraseFinder } from '../text/phrases.ts';
import { foldedWords } from '../text/tokens.ts';

/** A word of the headline this near to a typed one is what made it a hit. */
const NEAR = 0.35;

const LEAST_LETTERS = 4;

/**
 * The folded words of an article that the query met; several with spaces between them where only
 * together they count. `phrases` are what the index looked for; `unmet` are typed words that may
 * be in the headline in a form the index did not know.
 */
export function matchesIn(
  { title, text }: Article,
  phrases: readonly (readonly string[])[],
  unmet: readonly string[],
): string[] {
  const find = phraseFinder(phrases.map((words) => [words, words.join(' ')]));
  const headline = foldedWords(title);
  const met = new Set(
    [headline, foldedWords(text)].flatMap((words) => find(words).map(({ value }) => value)),
  );
  const typed = unmet.filter((word) => word.length >= LEAST_LETTERS && !met.has(word));
  if (typed.length > 0) {
    const fuse = new Fuse(
      [...new Set(headline)].filter((word) => word.length >= LEAST_LETTERS),
      {
        ignoreLocation: true,
        threshold: NEAR,
      },
    );
    for (const word of typed) for (const { item } of fuse.search(word)) met.add(item);
  }
  return [...met];
}
