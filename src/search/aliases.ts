import { foldedWords } from '../text/tokens.ts';

/** Names that mean the same, folded: for each name the others of its sets. */
export type Aliases = {
  /** The other names, each as its words; empty where the name is in no set. */
  readonly of: (words: readonly string[]) => readonly (readonly string[])[];
  /** The most words that a name has. */
  readonly mostWords: number;
};

/** Reads sets such as `[["ISIS", "Islamic State"], …]`; the order in a set means nothing. */
export function aliasesFrom(sets: readonly (readonly string[])[]): Aliases {
  const others = new Map<string, (readonly string[])[]>();
  let mostWords = 1;
  for (const set of sets) {
    const names = set.map(foldedWords).filter((words) => words.length > 0);
    for (const name of names) {
      const key = name.join(' ');
      mostWords = Math.max(mostWords, name.length);
      const known = others.get(key) ?? [];
      known.push(...names.filter((other) => other.join(' ') !== key));
      others.set(key, known);
    }
  }
  return { of: (words) => others.get(words.join(' ')) ?? [], mostWords };
}
