import type { Suggestion } from '../model/query.ts';
import { foldedWords } from '../text/tokens.ts';

/**
 * The headline that somebody means who types some of its words: one that has them whole before
 * one in which they only begin, one that begins with them before others, the one with the least
 * beside them. Of equals the first; undefined where there is none.
 */
export function closestHeadline(
  typed: string,
  headlines: readonly Suggestion[],
): Suggestion | undefined {
  const words = foldedWords(typed);
  const [best] = headlines
    .map((headline) => ({ headline, rank: rankOf(words, foldedWords(headline.label)) }))
    .sort((a, b) => inOrder(a.rank, b.rank));
  return best?.headline;
}

/** Compared number by number, the least first. */
function rankOf(words: readonly string[], headline: readonly string[]): number[] {
  const missing = words.filter((word) => !headline.includes(word)).length;
  const start = ARTICLES.has(headline[0] ?? '') && !ARTICLES.has(words[0] ?? '') ? 1 : 0;
  const begins = words.every((word, at) => headline[start + at] === word);
  return [missing, begins ? 0 : 1, headline.length - start];
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  return a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an']);
