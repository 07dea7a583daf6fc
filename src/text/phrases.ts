export type PhraseAt<T> = { readonly at: number; readonly length: number; readonly value: T };

/**
 * Finds phrases, each of one or more folded words with what it stands for, in the words of a
 * text: from left to right, the longest at each place, none overlapping another.
 */
export function phraseFinder<T>(
  phrases: Iterable<readonly [words: readonly string[], value: T]>,
): (words: readonly string[]) => PhraseAt<T>[] {
  const byFirst = new Map<string, (readonly [readonly string[], T])[]>();
  for (const phrase of phrases) {
    const [first] = phrase[0];
    if (first === undefined) continue;
    const known = byFirst.get(first);
    if (known === undefined) byFirst.set(first, [phrase]);
    else known.push(phrase);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b[0].length - a[0].length);

  return (words) => {
    const found: PhraseAt<T>[] = [];
    for (let at = 0; at < words.length; ) {
      const met = byFirst
        .get(words[at] ?? '')
        ?.find(([phrase]) => phrase.every((word, next) => words[at + next] === word));
      if (met === undefined) {
        at += 1;
        continue;
      }
      found.push({ at, length: met[0].length, value: met[1] });
      at += met[0].length;
    }
    return found;
  };
}
