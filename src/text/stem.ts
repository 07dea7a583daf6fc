import { stemmer } from 'stemmer';

const LATIN_WORD = /^[a-z]{3,}$/;

/**
 * The English stem of a folded word (M. F. Porter, "An algorithm for suffix stripping", 1980);
 * a word with digits or of another script is its own stem.
 */
export function stem(folded: string): string {
  return LATIN_WORD.test(folded) ? stemmer(folded) : folded;
}
