import Fuse from 'fuse.js';
import { phraseFinder } from '../text/phrases.ts';
import { foldedWords } from '../text/tokens.ts';
import type { Candidate } from './evaluate.ts';
import type { Interpretation } from './interpret.ts';
import type { TitleMatch } from './title-trigrams.ts';
import type { View } from './view.ts';

/** What words that stand in the headline in the order in which they were typed add to a score. */
const ADJACENT = 0.35;
/** What a headline adds that is all made of the query's words. */
const COVERED = 0.15;

/** How quickly a list's say fades with the rank (G. Cormack, C. Clarke, S. Büttcher, 2009). */
const FADE = 10;

/** How much each judge has to say; one that has nothing to say is not asked. */
export type Say = { readonly words: number; readonly overlap: number; readonly fuse: number };

export const SAY: Say = { words: 3, overlap: 1, fuse: 1 };

/** Most headlines that fuse.js looks at. */
const MOST_TITLES = 90;

/**
 * Adds to the scores of the shortlist what the headline says beyond the words in it: that
 * they stand side by side as typed, and that there is little else.
 */
export function scoreHeadlines(
  candidates: readonly Candidate[],
  { leaves }: Interpretation,
  view: View,
): void {
  const find = phraseFinder(
    leaves.flatMap(({ sources }, leaf) => sources.map(({ words }) => [words, leaf] as const)),
  );
  for (const candidate of candidates) {
    const words = foldedWords(titleOf(candidate, view));
    const found = find(words);
    const met = found.reduce((sum, { length }) => sum + length, 0);
    const pairs = found.filter(({ at, value }, index) => {
      const before = found[index - 1];
      return before && before.at + before.length === at && before.value + 1 === value;
    }).length;
    const adjacency =
      leaves.length === 1
        ? Math.min(1, found.length)
        : Math.min(1, pairs / Math.max(1, leaves.length - 1));
    const different = new Set(found.map(({ value }) => value)).size;
    const coverage = (met / Math.max(1, words.length)) * (different / Math.max(1, leaves.length));
    candidate.score =
      (candidate.score + ADJACENT * adjacency + COVERED * coverage) / (1 + ADJACENT + COVERED);
  }
}

/** The factor that keeps the scores of those not on the shortlist below it. */
export const REST = 1 / (1 + ADJACENT + COVERED);

/**
 * Orders headlines by three judges, each blind where another sees: the words found, the
 * trigrams shared, and fuse.js, which matches mistyped words best. Their ranks are fused, not
 * their scores, which cannot be compared.
 */
export function fuseRanks(
  typed: readonly string[],
  candidates: readonly Candidate[],
  lookalikes: readonly TitleMatch[],
  view: View,
  say: Say,
): void {
  const judged = candidates.slice(0, MOST_TITLES);
  const titles = judged.map((candidate) => foldedWords(titleOf(candidate, view)).join(' '));
  const byFuse = say.fuse === 0 ? new Map<number, number>() : ranksByFuse(typed, titles);
  const byOverlap = new Map(
    lookalikes.map(({ segment, article }, rank) => [`${segment} ${article}`, rank]),
  );
  const faded = (rank: number | undefined): number =>
    rank === undefined ? 0 : FADE / (FADE + rank);
  const scores = judged.map(({ segment, article, score }, rank) => {
    const ranks =
      say.words * (score > 0 ? faded(rank) : 0) +
      say.overlap * faded(byOverlap.get(`${segment} ${article}`)) +
      say.fuse * faded(byFuse.get(rank));
    return ranks / (say.words + say.overlap + say.fuse);
  });
  for (const [index, candidate] of judged.entries()) {
    candidate.score = REST + (1 - REST) * (scores[index] ?? 0);
  }
}

function ranksByFuse(typed: readonly string[], titles: readonly string[]): Map<number, number> {
  const fuse = new Fuse(titles, {
    useTokenSearch: true,
    ignoreLocation: true,
    threshold: 0.5,
    includeScore: true,
  });
  return new Map(fuse.search(typed.join(' ')).map(({ refIndex }, rank) => [refIndex, rank]));
}

function titleOf({ segment, article }: Candidate, view: View): string {
  return view.segments[segment]?.titleOf(article) ?? '';
}
