import { Board } from './board.ts';
import { inBody, inTitle, inTopics, MOST_IN_BODY } from './frequency.ts';
import type { Interpretation, Leaf, Source } from './interpret.ts';
import { type Plan, planOf, type Weighed } from './plan.ts';
import { judgeOf } from './verdict.ts';
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
const BODY_LENGTH = 0.8;

/**
 * What two words side by side as typed add, as a share of what they weigh (D. Metzler, W. B.
 * Croft, "A Markov random field model for term dependencies", 2005). Only where both are in few
 * enough articles to be read in no time.
 */
const SIDE_BY_SIDE = 0.4;
const MOST_SIDE_BY_SIDE = 4000;

export type Candidate = {
  readonly segment: number;
  readonly article: number;
  /** From 0 to 1: the share of what an article could score at most. */
  score: number;
  readonly partial: boolean;
};

const board = new Board();

/**
 * Calls `visit` with every visible article that holds what the query asks for, or enough of it.
 * Term at a time, the rarest first; when what is left could lift no new article over the gate,
 * the common words only add to articles that are there already: counts stay exact.
 */
export function evaluate(
  interpretation: Interpretation,
  view: View,
  allows: (segment: number, article: number) => boolean,
  visit: (candidate: Candidate) => void,
): void {
  const plan = planOf(interpretation, view);
  const { required, excluded, gate, mass, watchedMass } = plan;
  const judge = judgeOf(interpretation.tree, plan);

  for (const [at, segment] of view.segments.entries()) {
    board.fit(segment.size);
    let left = watchedMass;
    for (const one of required) {
      scoreLeaf(one, at, view, !judge.narrow || left >= gate * watchedMass);
      left -= one.weight;
    }
    scorePairs(plan, at, view);
    for (const one of excluded) scoreLeaf(one, at, view, judge.acceptsNothing);
    const visitOne = (article: number): void => {
      const verdict = judge.on(board.marks[article] ?? 0);
      if (verdict === 'none' || !allows(at, article)) return;
      visit({
        segment: at,
        article,
        score: (board.scores[article] ?? 0) / (mass || 1),
        partial: verdict === 'partial',
      });
    };
    if (judge.acceptsNothing) {
      for (let article = 0; article < segment.size; article += 1) {
        if (view.sees(at, article)) visitOne(article);
      }
    } else {
      for (let index = 0; index < board.count; index += 1) visitOne(board.touched[index] ?? 0);
    }
    board.clear();
  }
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
        board.add(article, mark, (weight * count) / (SATURATION + count), opens);
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
    board.add(article, mark, (weight * count) / (SATURATION + count), opens);
  }
}

/** Adds to the articles on the board in which neighbours of the query are neighbours, too. */
function scorePairs({ leaves, required }: Plan, at: number, view: View): void {
  for (let second = 1; second < leaves.length; second += 1) {
    const pair = leaves.slice(second - 1, second + 1);
    const words = pair.flatMap(({ leaf }) => leaf.sources[0]?.words ?? []);
    if (words.length !== 2 || !pair.every((one) => required.includes(one))) continue;
    if (words.some((word) => view.count(word) > MOST_SIDE_BY_SIDE)) continue;
    const { articles, frequencies } = view.phrase(at, words);
    countWords(frequencies, articles, at, view, 1);
    const weight = pair.reduce((sum, one) => sum + (SIDE_BY_SIDE * one.weight) / 2, 0);
    for (let index = 0; index < articles.length; index += 1) {
      const count = board.counts[index] ?? 0;
      board.add(articles[index] ?? 0, 0, (weight * count) / (SATURATION + count), false);
    }
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
