import type { ArticleId } from '../model/article.ts';
import type { Correction, Query } from '../model/query.ts';
import type { Aliases } from './aliases.ts';
import { type Candidate, evaluate } from './evaluate.ts';
import { type Interpretation, interpret } from './interpret.ts';
import type { Page } from './page.ts';
import { fuseRanks, REST, type Say, scoreHeadlines } from './rank.ts';
import { type Allows, restriction } from './restrict.ts';
import { isOtherForm } from './russian-forms.ts';
import { Shortlist } from './shortlist.ts';
import { lookalikes } from './title-trigrams.ts';
import type { View } from './view.ts';

export type Found = {
  readonly hits: readonly {
    readonly id: ArticleId;
    readonly score: number;
    readonly partial: boolean;
  }[];
  readonly total: number;
  readonly corrections: readonly Correction[];
  /** What counts as a match of the query: folded words that stand side by side, or one alone. */
  readonly phrases: readonly (readonly string[])[];
  /** What the archive has to say about the query: a topic that no article has. */
  readonly notes: readonly string[];
};

/** Where fewer articles hold every word, those that hold enough of them are listed, too. */
const FEW = 6;

/** The best are ranked again by their headlines. */
const SHORTLIST = 100;

/** From this share of trigrams on a headline is taken for what was typed; a single word must be nearer. */
const LOOKALIKE = 0.62;
const LOOKALIKE_OF_ONE_WORD = 0.75;
const MOST_LOOKALIKES = 60;

/** Longer queries are not a headline half remembered: their letters say nothing. */
const MOST_TYPED_WORDS = 10;

/** Answers a query from what the view can see. */
export function findArticles(
  query: Query,
  page: Page,
  view: View,
  { aliases, say }: { readonly aliases: Aliases; readonly say: Say },
): Found {
  const interpretation = interpret(query, view, aliases);
  const { allows, notes } = restriction(query.filters, page.notBefore, view);
  const last = page.from - 1 + page.limit;
  const order = query.sort === 'new' ? newestFirst(view) : bestFirst(view);
  const { candidates, total, allPartial } = candidatesFor(
    interpretation,
    view,
    allows,
    order,
    Math.max(last, SHORTLIST),
  );

  const shortlist = candidates.slice(0, SHORTLIST);
  const rest = candidates.slice(SHORTLIST);
  let added = 0;
  if (query.sort === 'best' && query.terms.length > 0) {
    scoreHeadlines(shortlist, interpretation, view);
    for (const candidate of rest) candidate.score *= REST;
    if (!query.exact && (allPartial || interpretation.corrections.length > 0)) {
      const alike = lookalikesOf(query, view, allows);
      if (candidates.some(({ partial }) => partial) || total === 0) {
        added = addMissing(alike, candidates, shortlist);
      }
      const guessed = alike.length > 0 || interpretation.corrections.length > 0;
      if (guessed && query.terms.length <= MOST_TYPED_WORDS) {
        fuseRanks(query.terms, shortlist, alike, view, say);
      }
    }
    shortlist.sort((a, b) => (order(a, b) ? -1 : 1));
  }
  const listed = [...shortlist, ...rest].slice(page.from - 1, last);
  return {
    hits: listed.map(({ segment, article, score, partial }) => ({
      id: view.segments[segment]?.arrays.ids[article] as ArticleId,
      score: Math.min(1, score),
      partial,
    })),
    total: total + added,
    corrections: interpretation.corrections
      .filter((correction) => !isOtherForm(correction, query.text))
      .map(({ typed, searched }) => ({ typed, searched })),
    phrases: phrasesOf(interpretation),
    notes,
  };
}

/** The best `most` of the articles that count, and how many count. */
function candidatesFor(
  interpretation: Interpretation,
  view: View,
  allows: Allows,
  order: Order,
  most: number,
): { candidates: Candidate[]; total: number; allPartial: boolean } {
  const full = new Shortlist<Candidate>(most, order);
  const all = new Shortlist<Candidate>(most, order);
  let [fullCount, allCount] = [0, 0];
  evaluate(interpretation, view, allows, (candidate) => {
    allCount += 1;
    if (fullCount < FEW) all.add(candidate);
    if (candidate.partial) return;
    fullCount += 1;
    full.add(candidate);
  });
  const enough = fullCount >= FEW;
  return {
    candidates: (enough ? full : all).sorted(),
    total: enough ? fullCount : allCount,
    allPartial: fullCount === 0,
  };
}

function lookalikesOf({ terms }: Query, view: View, allows: Allows) {
  if (terms.length > MOST_TYPED_WORDS) return [];
  const least = terms.length === 1 ? LOOKALIKE_OF_ONE_WORD : LOOKALIKE;
  return lookalikes(terms, view, MOST_LOOKALIKES, least).filter(({ segment, article }) =>
    allows(segment, article),
  );
}

/** Puts the lookalikes that words did not find on the shortlist; gives how many they are. */
function addMissing(
  alike: readonly { readonly segment: number; readonly article: number }[],
  known: readonly Candidate[],
  shortlist: Candidate[],
): number {
  const keys = new Set(known.map(({ segment, article }) => `${segment} ${article}`));
  const missing = alike.filter(({ segment, article }) => !keys.has(`${segment} ${article}`));
  shortlist.push(
    ...missing.map(({ segment, article }) => ({ segment, article, score: 0, partial: true })),
  );
  return missing.length;
}

function phrasesOf({ leaves }: Interpretation): (readonly string[])[] {
  const phrases = leaves.flatMap(({ sources }) => sources.map(({ words }) => words));
  return [...new Map(phrases.map((words) => [words.join(' '), words])).values()];
}

/** True where the first comes before the second. */
type Order = (a: Candidate, b: Candidate) => boolean;

/** Scores that differ by less than this are the same; the newer article comes first. */
const SCORE_STEP = 1 / 1000;

function bestFirst(view: View): Order {
  const newer = newestFirst(view);
  return (a, b) => {
    const difference = Math.round(a.score / SCORE_STEP) - Math.round(b.score / SCORE_STEP);
    return difference === 0 ? newer(a, b) : difference > 0;
  };
}

function newestFirst(view: View): Order {
  const at = ({ segment, article }: Candidate): number =>
    view.segments[segment]?.arrays.publishedAt[article] ?? 0;
  const id = ({ segment, article }: Candidate): number =>
    view.segments[segment]?.arrays.ids[article] ?? 0;
  return (a, b) => at(a) > at(b) || (at(a) === at(b) && id(a) > id(b));
}
