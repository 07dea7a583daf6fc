import { stem } from '../text/stem.ts';
import { hashOf, valuesAt } from './bucket-table.ts';
import { eachDeletion, editsAllowed } from './deletions.ts';
import { distance } from './osa.ts';
import { skeletonsOf } from './skeleton.ts';
import { isStopWord } from './stop-words.ts';
import type { View } from './view.ts';

export type Alternative = { readonly word: string; readonly weight: number };

/** Sure where no more is wrong than a word of its length may have wrong. */
export type Guess = Alternative & { readonly edits: number; readonly sure: boolean };

const WEIGHT = { stem: 0.8, skeleton: 0.85, oneEdit: 0.8, twoEdits: 0.55, unsure: 0.35 } as const;

/** Two edits in a word of so many letters are looked at, too, for little. */
const LEAST_FOR_TWO = 5;

/** More than this say nothing about what was meant. */
const MOST = 24;

/** Other forms of the same English word, most used first. */
export function stemmed(view: View, word: string): Alternative[] {
  const root = stem(word);
  const found = wordsIn(view, hashOf(root), 'stems', (other) => stem(other) === root);
  found.delete(word);
  return mostUsed(view, found, WEIGHT.stem);
}

/** The same name in another romanisation. */
export function respelt(view: View, word: string): Alternative[] {
  const skeletons = skeletonsOf(word);
  const found = new Set<string>();
  for (const skeleton of skeletons) {
    const same = wordsIn(view, hashOf(skeleton), 'skeletons', (other) =>
      skeletonsOf(other).includes(skeleton),
    );
    for (const other of same) found.add(other);
  }
  found.delete(word);
  return mostUsed(view, found, WEIGHT.skeleton);
}

/** What may have been meant by a mistyped word: the nearest, with the same first letter, most used first. */
export function corrected(view: View, word: string): Guess[] {
  const sure = editsAllowed(word);
  if (sure === 0) return [];
  const most = word.length < LEAST_FOR_TWO ? sure : 2;
  const nearness = new Map<string, number>();
  eachDeletion(word, most, (hash) => {
    for (const segment of view.segments) {
      for (const term of valuesAt(segment.tables.deletions, hash)) {
        const { termStarts } = segment.arrays;
        const bytes = (termStarts[term + 1] ?? 0) - (termStarts[term] ?? 0);
        if (bytes < word.length - most) continue;
        const other = segment.wordOf(term);
        if (nearness.has(other)) continue;
        nearness.set(other, distance(word, other, most));
      }
    }
  });
  const near = [...nearness]
    .filter(([other, edits]) => edits <= most && edits > 0 && !isStopWord(other))
    .filter(([other]) => view.count(other) > 0)
    .map(([other, edits]) => ({ word: other, edits, count: view.count(other) }))
    .sort(
      (a, b) =>
        a.edits - b.edits ||
        Number(b.word[0] === word[0]) - Number(a.word[0] === word[0]) ||
        b.count - a.count ||
        (a.word < b.word ? -1 : 1),
    );
  return near.slice(0, MOST).map(({ word: other, edits }) => ({
    word: other,
    weight: edits === 1 ? WEIGHT.oneEdit : edits <= sure ? WEIGHT.twoEdits : WEIGHT.unsure,
    edits,
    sure: edits <= sure,
  }));
}

function wordsIn(
  view: View,
  hash: number,
  table: 'stems' | 'skeletons',
  same: (word: string) => boolean,
): Set<string> {
  const found = new Set<string>();
  for (const segment of view.segments) {
    for (const term of valuesAt(segment.tables[table], hash)) {
      const word = segment.wordOf(term);
      if (!found.has(word) && same(word)) found.add(word);
    }
  }
  return found;
}

function mostUsed(view: View, words: ReadonlySet<string>, weight: number): Alternative[] {
  return [...words]
    .filter((word) => view.count(word) > 0)
    .sort((a, b) => view.count(b) - view.count(a) || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map((word) => ({ word, weight }));
}
