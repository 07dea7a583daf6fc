import { stem } from '../text/stem.ts';
import { type BucketTable, BucketTableDraft, hashOf } from './bucket-table.ts';
import { deletionsKept, eachDeletion } from './deletions.ts';
import { isLabel } from './labels.ts';
import { skeletonsOf } from './skeleton.ts';
import type { Steps } from './steps.ts';

/** Ways to a term other than its letters: the hashes of its deletions, its stem, its skeletons. */
export type WordTables = {
  readonly deletions: BucketTable;
  readonly stems: BucketTable;
  readonly skeletons: BucketTable;
};

/** Derives the ways to each word; steps so that a large vocabulary can be done in pauses. */
export function* wordTables(count: number, wordOf: (term: number) => string): Steps<WordTables> {
  const deletions = new BucketTableDraft();
  const stems = new BucketTableDraft();
  const skeletons = new BucketTableDraft();
  for (let term = 0; term < count; term += 1) {
    const word = wordOf(term);
    if (isLabel(word)) continue;
    const kept = deletionsKept(word);
    if (kept > 0) eachDeletion(word, kept, (hash) => deletions.add(hash, term));
    const root = stem(word);
    if (root !== word || /^[a-z]+$/.test(word)) stems.add(hashOf(root), term);
    for (const skeleton of skeletonsOf(word)) skeletons.add(hashOf(skeleton), term);
    if (term % 256 === 255) yield;
  }
  return { deletions: deletions.done(), stems: stems.done(), skeletons: skeletons.done() };
}
