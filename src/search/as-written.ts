import type { Article } from '../model/article.ts';
import type { Correction } from '../model/query.ts';
import { tokensOf } from '../text/tokens.ts';

/** Letters of no script but Latin. */
const LATIN = /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u;
/** Hits whose words are looked at. */
const MOST_LOOKED_AT = 10;

/**
 * Corrections as people write them. The index knows folded words only: whoever typed Cyrillic would
 * be shown Latin letters that nobody typed. So the typed word comes from the query's text, and where
 * it is not Latin, the searched one from the articles that were found.
 */
export function asWritten(
  corrections: readonly Correction[],
  typedText: string,
  found: readonly Pick<Article, 'title' | 'text'>[],
): Correction[] {
  if (corrections.length === 0) return [];
  const typedWords = tokensOf(typedText);
  return corrections.map(({ typed, searched }) => {
    const written = typedWords.find(({ folded }) => folded === typed)?.text ?? typed;
    if (LATIN.test(written)) return { typed: written, searched };
    return { typed: written, searched: wordIn(found, searched) ?? searched };
  });
}

/** A word as an article has it, in small letters. */
function wordIn(
  articles: readonly Pick<Article, 'title' | 'text'>[],
  wanted: string,
): string | undefined {
  for (const { title, text } of articles.slice(0, MOST_LOOKED_AT)) {
    const word = tokensOf(`${title}\n${text}`).find(({ folded }) => folded === wanted);
    if (word) return word.text.toLowerCase();
  }
  return undefined;
}
