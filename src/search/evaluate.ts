import { inBody, inTitle, inTopics, MOST_IN_BODY } from './frequency.ts';
import type { Interpretation, Leaf, Source, Tree } from './interpret.ts';
import { inHeadlines, type Postings, type View } from './view.ts';

/**
 * BM25F (S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple weighted
 * fields", 2004): the counts of a word in headline, topics and text are weighed and added
 * before they saturate. Tuned on the collections of `bench/search.ts`.
 */
const TITLE = 4;
const TOPICS = 2;
const SATURATION = 1.2;
const TITLE_LENGTH = 0.5;
const BODY_LENGTH = 0.7;

/**
 * An article that lacks words of the query is listed from this share of the query's weight on
 * (each word weighs by its rarity): below it, what is found has nothing to do with what is
 * sought. A query of more words than `GATE_WORDS` is a description: less of it will do.
 */
const GATE = 0.34;
const GATE_WORDS = 4;

/** Leaves beyond these count for the score only: a mark is one bit of 32. */
const MARKED = 31;

export type Candidate = {
  readonly segment: number;
  readonly article: number;
  /** From 0 to 1: the share of what an article could score at most. */
  score: number;
  readonly partial: boolean;
};

/** Scratch arrays of the size of the largest segment, cleared after use by those who write. */
class Board {
  scores = new Float32Array();
  marks = new Uint32Array();
  touched = new Uint32Array();
  frequencies = new Float32Array();
  seen = new Uint32Array();
  counts = new Float32Array();
  count = 0;

  fit(size: number): void {
    if (this.scores.length >= size) return;
    this.scores = new Float32Array(size);
    this.marks = new Uint32Array(size);
    this.touched = new Uint32Array(size);
    this.frequencies = new Float32Array(size);
    this.seen = new Uint32Array(size);
    this.counts = new Float32Array(size);
  }

  clear(): void {
    for (let at = 0; at < this.count; at += 1) {
      const article = this.touched[at] ?? 0;
      this.scores[article] = 0;
      this.marks[article] = 0;
    }
    this.count = 0;
  }
}

const board = new Board();

/** A leaf with what it weighs, ready to be scored. */
type Weighed = {
  readonly leaf: Leaf;
  readonly mark: number;
  readonly weight: number;
  readonly known: boolean;
};

/**
 * Calls `visit` with every visible article that holds what the query asks for, or enough of it.
 * Term at a time, the rarest first; when what is left could lift no new article over the gate,
 * the common words only add to articles that are there already: counts stay exact.
 */
export function evaluate(
  { leaves, tree }: Interpretation,
  view: View,
  allows: (segment: number, article: number) => boolean,
  visit: (candidate: Candidate) => void,
): void {
  const weighed = levelled(leaves.map((leaf, index) => weigh(leaf, index, view)));
  const required = weighed
    .filter(({ leaf, mark }) => !leaf.optional && isWanted(mark, tree))
    .sort((a, b) => b.weight - a.weight);
  const excluded = weighed.filter(({ mark }) => !isWanted(mark, tree));
  const mass = required.reduce((sum, { weight }) => sum + weight, 0);
  const gate = GATE * Math.min(1, GATE_WORDS / required.length);
  /** An article without any of the words is an answer, too: `-sport`, or no words at all. */
  const holdsNothing = holds(tree, 0, leaves);
  /** Every word must be there; what says `OR` is taken at its word, without partial answers. */
  const narrow = isConjunction(tree) && !holdsNothing;
  const verdictOn = remembered((marks: number): Verdict => {
    if (holds(tree, marks, leaves)) return 'full';
    if (!narrow || isExcluded(tree, marks, leaves)) return 'none';
    const met = required.filter(({ mark }) => (marks & mark) !== 0);
    const share = met.reduce((sum, { weight }) => sum + weight, 0) / mass;
    return share < gate ? 'none' : 'partial';
  });

  for (const [at, segment] of view.segments.entries()) {
    board.fit(segment.size);
    let left = mass;
    for (const one of required) {
      scoreLeaf(one, at, view, !narrow || left >= gate * mass);
      left -= one.weight;
    }
    for (const one of excluded) scoreLeaf(one, at, view, holdsNothing);
    const visitOne = (article: number): void => {
      const verdict = verdictOn(board.marks[article] ?? 0);
      if (verdict === 'none' || !allows(at, article)) return;
      visit({
        segment: at,
        article,
        score: (board.scores[article] ?? 0) / (mass || 1),
        partial: verdict === 'partial',
      });
    };
    if (holdsNothing) {
      for (let article = 0; article < segment.size; article += 1) {
        if (view.sees(at, article)) visitOne(article);
      }
    } else {
      for (let index = 0; index < board.count; index += 1) visitOne(board.touched[index] ?? 0);
    }
    board.clear();
  }
}

type Verdict = 'full' | 'partial' | 'none';

/** Articles have few different marks, and many articles the same. */
function remembered(decide: (marks: number) => Verdict): (marks: number) => Verdict {
  const known = new Map<number, Verdict>();
  let lastMarks = -1;
  let last: Verdict = 'none';
  return (marks) => {
    if (marks === lastMarks) return last;
    lastMarks = marks;
    last = known.get(marks) ?? decide(marks);
    known.set(marks, last);
    return last;
  };
}

function weigh(leaf: Leaf, index: number, view: View): Weighed {
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
  const mark = index < MARKED ? 2 ** index : 2 ** MARKED;
  return { leaf, mark, weight: rarity * (best === 0 ? 1 : best), known: count > 0 };
}

/**
 * A word that nothing here stands for would be the rarest of all, and with it missing no article
 * could pass the gate: it weighs no more than the heaviest of the others.
 */
function levelled(weighed: readonly Weighed[]): readonly Weighed[] {
  const known = weighed.filter((one) => one.known && !one.leaf.optional);
  if (known.length === 0) return weighed;
  const heaviest = Math.max(...known.map(({ weight }) => weight));
  return weighed.map((one) =>
    one.known ? one : { ...one, weight: Math.min(one.weight, heaviest) },
  );
}

function scoreLeaf({ leaf, mark, weight }: Weighed, at: number, view: View, opens: boolean): void {
  const alone = leaf.sources.length === 1;
  let seen = 0;
  for (const source of leaf.sources) {
    const { articles, frequencies } = postingsOf(source, leaf, at, view);
    countWords(frequencies, articles, at, view, source.weight);
    for (let index = 0; index < articles.length; index += 1) {
      const article = articles[index] ?? 0;
      const count = board.counts[index] ?? 0;
      if (alone) {
        addScore(article, mark, (weight * count) / (SATURATION + count), opens);
        continue;
      }
      const before = board.frequencies[article] ?? 0;
      if (before === 0) board.seen[seen++] = article;
      board.frequencies[article] = before + count;
    }
  }
  for (let index = 0; index < seen; index += 1) {
    const article = board.seen[index] ?? 0;
    const count = board.frequencies[article] ?? 0;
    board.frequencies[article] = 0;
    addScore(article, mark, (weight * count) / (SATURATION + count), opens);
  }
}

function postingsOf(source: Source, leaf: Leaf, at: number, view: View): Postings {
  const postings = view.phrase(at, source.words);
  return leaf.inTitle || source.inTitle ? inHeadlines(postings) : postings;
}

/** Writes for each posting how often the word stands there, weighed by field and length. */
function countWords(
  frequencies: Uint8Array,
  articles: Uint32Array,
  at: number,
  view: View,
  weight: number,
): void {
  const { titleLengths, bodyLengths } = view.segments[at]?.arrays ?? {};
  if (!titleLengths || !bodyLengths) return;
  const { counts } = board;
  const titleShare = TITLE_LENGTH / view.averageTitle;
  const bodyShare = BODY_LENGTH / view.averageBody;
  for (let index = 0; index < articles.length; index += 1) {
    const article = articles[index] ?? 0;
    const frequency = frequencies[index] ?? 0;
    let count = inBody(frequency) / (1 - BODY_LENGTH + bodyShare * (bodyLengths[article] ?? 0));
    if (frequency > MOST_IN_BODY) {
      const title = 1 - TITLE_LENGTH + titleShare * (titleLengths[article] ?? 0);
      count += (TITLE * inTitle(frequency)) / title + TOPICS * inTopics(frequency);
    }
    counts[index] = weight * count;
  }
}

function addScore(article: number, mark: number, score: number, opens: boolean): void {
  const marks = board.marks[article] ?? 0;
  if (marks === 0) {
    if (!opens) return;
    board.touched[board.count++] = article;
  }
  board.marks[article] = marks | mark;
  board.scores[article] = (board.scores[article] ?? 0) + score;
}

function holds(tree: Tree, marks: number, leaves: readonly Leaf[]): boolean {
  switch (tree.kind) {
    case 'leaf':
      if (tree.leaf >= MARKED || leaves[tree.leaf]?.optional) return true;
      return (marks & (2 ** tree.leaf)) !== 0;
    case 'all':
      return tree.of.every((part) => holds(part, marks, leaves));
    case 'any':
      return tree.of.some((part) => holds(part, marks, leaves));
    case 'not':
      if (tree.of.kind === 'leaf' && tree.of.leaf >= MARKED) return true;
      return !holds(tree.of, marks, leaves);
  }
}

/** Holds something that the query as a whole excludes. */
function isExcluded(tree: Tree, marks: number, leaves: readonly Leaf[]): boolean {
  if (tree.kind === 'not') return holds(tree.of, marks, leaves);
  return tree.kind === 'all' && tree.of.some((part) => isExcluded(part, marks, leaves));
}

/** Every word must be there: no word is one of several. */
function isConjunction(tree: Tree): boolean {
  if (tree.kind === 'any') return false;
  return tree.kind !== 'all' || tree.of.every(isConjunction);
}

/** The mark belongs to a word that is sought, not to one that is excluded. */
function isWanted(mark: number, tree: Tree): boolean {
  if (tree.kind === 'leaf') return 2 ** Math.min(tree.leaf, MARKED) === mark;
  return tree.kind !== 'not' && tree.of.some((part) => isWanted(mark, part));
}
