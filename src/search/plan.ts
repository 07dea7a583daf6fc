import type { Interpretation, Leaf, Tree } from './interpret.ts';
import type { View } from './view.ts';

/** A leaf with what it weighs, ready to be scored. */
export type Weighed = {
  readonly leaf: Leaf;
  /** Its bit among the marks of an article; the last bit for all that are not watched singly. */
  readonly mark: number;
  readonly weight: number;
};

/** What there is to look for, in which order, and how much of it an article must hold. */
export type Plan = {
  /** By the number of the leaf. */
  readonly leaves: readonly Weighed[];
  /** Words that are sought, the rarest first. */
  readonly required: readonly Weighed[];
  readonly excluded: readonly Weighed[];
  /** What an article could weigh at most, and what of it is watched. */
  readonly mass: number;
  readonly watchedMass: number;
  /** Below this share of the watched mass an article has nothing to do with the query. */
  readonly gate: number;
};

/**
 * An article that lacks words of the query is listed from this share of the query's weight on
 * (each word weighs by its rarity): below it, what is found has nothing to do with what is
 * sought. A query of more words than `GATE_WORDS` is a description: less of it will do.
 */
const GATE = 0.34;
const GATE_WORDS = 4;

/** In a description the rare words say what it is about and the others how it is put: rarity counts for more. */
const EMPHASIS = 1.25;

/** The mark of leaves that count for the score alone: a mark is one bit of 32. */
export const REST = 2 ** 31;
const WATCHED = 31;

/**
 * Weighs the leaves by their rarity in what the view can see. Of more than 31, as in a pasted
 * sentence, the rarest are watched: they say best which article is meant.
 */
export function planOf({ leaves, tree }: Interpretation, view: View): Plan {
  const wanted = new Set(wantedLeaves(tree));
  const sought = leaves.filter(({ optional }, index) => !optional && wanted.has(index));
  const emphasis = sought.length > GATE_WORDS ? EMPHASIS : 1;
  const found = levelled(
    leaves.map((leaf, index) => ({ index, leaf, ...weigh(leaf, emphasis, view) })),
  );
  const excluded = found.filter(({ index }) => !wanted.has(index));
  const required = found
    .filter(({ index, leaf }) => wanted.has(index) && !leaf.optional)
    .sort((a, b) => b.weight - a.weight);
  const watched = new Map(
    [...excluded, ...required].slice(0, WATCHED).map(({ index }, bit) => [index, 2 ** bit]),
  );
  const weighed = found.map(({ index, leaf, weight }) => ({
    leaf,
    weight,
    mark: watched.get(index) ?? REST,
  }));
  const at = ({ index }: { readonly index: number }) => weighed[index] ?? [];
  const mass = (list: readonly { readonly weight: number }[]) =>
    list.reduce((sum, { weight }) => sum + weight, 0);
  return {
    leaves: weighed,
    required: required.flatMap(at),
    excluded: excluded.flatMap(at),
    mass: mass(required),
    watchedMass: mass(required.filter(({ index }) => watched.has(index))),
    gate: GATE * Math.min(1, GATE_WORDS / required.length),
  };
}

function weigh(leaf: Leaf, emphasis: number, view: View): { weight: number; known: boolean } {
  let count = 0;
  let best = 0;
  for (const { words, weight } of leaf.sources) {
    const most = Math.min(...words.map((word) => view.count(word)));
    count += most;
    if (most > 0) best = Math.max(best, weight);
  }
  const { articles } = view;
  const known = Math.min(articles, count);
  const rarity = Math.log(1 + (articles - known + 0.5) / (known + 0.5));
  return { weight: rarity ** emphasis * (best === 0 ? 1 : best), known: count > 0 };
}

/**
 * A word that nothing here stands for would be the rarest of all, and with it missing no article
 * could pass the gate: it weighs no more than the heaviest of the others.
 */
function levelled<T extends { leaf: Leaf; weight: number; known: boolean }>(found: readonly T[]) {
  const known = found.filter((one) => one.known && !one.leaf.optional);
  if (known.length === 0) return found;
  const heaviest = Math.max(...known.map(({ weight }) => weight));
  return found.map((one) => (one.known ? one : { ...one, weight: Math.min(one.weight, heaviest) }));
}

function wantedLeaves(tree: Tree): number[] {
  if (tree.kind === 'leaf') return [tree.leaf];
  return tree.kind === 'not' ? [] : tree.of.flatMap(wantedLeaves);
}
