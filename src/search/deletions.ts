import { HASH_START, hashStep } from './bucket-table.ts';

/** Edits are looked for in the first letters only; the rest is compared when candidates are. */
const PREFIX = 7;

const NO_LETTERS = /[\p{N}\p{P}]/u;

/** How many edits a typed word may be away from what was meant: 1 from 4 letters, 2 from 8. */
export function editsAllowed(word: string): 0 | 1 | 2 {
  if (word.length < 4 || NO_LETTERS.test(word)) return 0;
  return word.length < 8 ? 1 : 2;
}

/** How many letters of an indexed word are taken out: what lets it be met from either side. */
export function deletionsKept(word: string): 0 | 1 | 2 {
  if (word.length < 3 || NO_LETTERS.test(word)) return 0;
  return word.length < 5 ? 1 : 2;
}

/**
 * Calls `visit` with the hash of the word's beginning and of every form of it that lacks up to
 * `most` letters. Two words within `most` edits of each other share one of these (the deletion
 * neighbourhood: M. Mor and A. S. Fraenkel, "A hash code method for detecting and correcting
 * spelling errors", 1982; with the prefix, as in W. Garbe's SymSpell): a look-up replaces a
 * scan of the vocabulary.
 */
export function eachDeletion(word: string, most: 0 | 1 | 2, visit: (hash: number) => void): void {
  const length = Math.min(word.length, PREFIX);
  visit(hashWithout(word, length, -1, -1));
  if (most === 0) return;
  for (let first = 0; first < length; first += 1) {
    visit(hashWithout(word, length, first, -1));
    if (most === 1) continue;
    for (let second = first + 1; second < length; second += 1) {
      visit(hashWithout(word, length, first, second));
    }
  }
}

function hashWithout(word: string, length: number, first: number, second: number): number {
  let hash = HASH_START;
  for (let at = 0; at < length; at += 1) {
    if (at !== first && at !== second) hash = hashStep(hash, word.charCodeAt(at));
  }
  return hash >>> 0;
}
