import { foldedWords } from '../text/tokens.ts';
import { nearestName } from './nearest-name.ts';
import { skeletonsOf } from './skeleton.ts';

type Name = readonly string[];

/** Names that mean the same, folded: for each name the others of its sets. */
export type Aliases = {
  /**
   * The other names, each as its words; empty where the name is in no set. A name of several
   * words may be in another romanisation.
   */
  readonly of: (words: Name) => readonly Name[];
  /**
   * All names of the sets in which one is spelt nearly like the word, in another romanisation
   * or with a slip. For words that are not known otherwise.
   */
  readonly near: (word: string) => readonly Name[];
  /** The most words that a name has. */
  readonly mostWords: number;
};

/** Slips in shorter names make other names. */
const LEAST_LETTERS = 5;

/** Reads sets such as `[["ISIS", "Islamic State"], …]`; the order in a set is that of a correction. */
export function aliasesFrom(sets: readonly (readonly string[])[]): Aliases {
  const others = new Map<string, Name[]>();
  const bySkeleton = new Map<string, readonly Name[]>();
  const bySpelling = new Map<string, readonly Name[]>();
  const spelling = spellings();
  const byName: (readonly [string, readonly Name[]])[] = [];
  let mostWords = 1;
  for (const set of sets) {
    const names = distinct(set.map(foldedWords).filter((words) => words.length > 0));
    for (const name of names) {
      const key = name.join(' ');
      mostWords = Math.max(mostWords, name.length);
      const known = others.get(key) ?? [];
      known.push(...names.filter((other) => other !== name));
      others.set(key, known);
      if (name.length > 1) bySpelling.set(spelling(name), names);
      if (name.length > 1 || key.length < LEAST_LETTERS) continue;
      byName.push([key, names]);
      for (const skeleton of skeletonsOf(key)) bySkeleton.set(skeleton, names);
    }
  }
  const spelt = (word: string): readonly Name[] | undefined =>
    skeletonsOf(word)
      .map((skeleton) => bySkeleton.get(skeleton))
      .find((names) => names !== undefined);
  return {
    of: (words) =>
      others.get(words.join(' ')) ??
      (words.length > 1 ? bySpelling.get(spelling(words)) : undefined) ??
      [],
    near: (word) =>
      word.length < LEAST_LETTERS ? [] : (spelt(word) ?? nearestName(word, byName) ?? []),
    mostWords,
  };
}

const MOST_REMEMBERED = 10_000;

/** The first skeleton of each word, or the word; remembered, since a query asks again and again. */
function spellings(): (words: Name) => string {
  const known = new Map<string, string>();
  const spellingOf = (word: string): string => {
    const remembered = known.get(word);
    if (remembered !== undefined) return remembered;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const spelling = skeletonsOf(word)[0] ?? word;
    known.set(word, spelling);
    return spelling;
  };
  return (words) => words.map(spellingOf).join(' ');
}

function distinct(names: readonly Name[]): Name[] {
  return [...new Map(names.map((name) => [name.join(' '), name])).values()];
}
