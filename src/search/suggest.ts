import Fuse from 'fuse.js';
import type { Suggestion } from '../model/query.ts';
import { countryName } from '../text/countries.ts';
import { foldedWords } from '../text/tokens.ts';
import { corrected, respelt } from './alternatives.ts';

import type { LabelKind } from './labels.ts';
import { labelCounts } from './restrict.ts';
import { Shortlist } from './shortlist.ts';
import { lookalikes } from './title-trigrams.ts';
import type { View } from './view.ts';

/** What platforms show at most. */
const MOST_ROWS = 25;

/** Headlines that have every word and are read to see in which order. */
const MOST_READ = 300;

/** From this share of trigrams on a headline is offered for what no headline has. */
const LOOKALIKE = 0.5;

type Place = { readonly segment: number; readonly article: number };

/** Rows for what has been typed so far: its last word may go on. Best first, newer before older. */
export function suggest(
  typed: string,
  kinds: readonly Suggestion['kind'][],
  limit: number,
  view: View,
): Suggestion[] {
  const most = Math.min(limit, MOST_ROWS);
  const rows = kinds.map((kind) => {
    if (kind === 'article') return suggestArticles(typed, most, view);
    if (kind === 'zone' || kind === 'subscription' || kind === 'feed') return [];
    return suggestLabels(kind, typed, most, view);
  });
  return fairShare(rows, most);
}

/** One row of each kind in turn: a long list of headlines does not hide the topic. */
function fairShare(lists: readonly (readonly Suggestion[])[], most: number): Suggestion[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const taken = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? []));
  return taken.flat().slice(0, most);
}

function suggestLabels(
  kind: LabelKind & Suggestion['kind'],
  typed: string,
  most: number,
  view: View,
): Suggestion[] {
  const named = [...labelCounts(kind, view)]
    .map(([value, count]) => ({
      value,
      count,
      name: kind === 'country' ? countryName(value) : value,
    }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .map((row) => ({ ...row, folded: foldedWords(row.name) }));
  const words = foldedWords(typed);
  const starting = named.filter(({ folded }) =>
    words.every((word) => folded.some((other) => other.startsWith(word))),
  );
  const near = (): typeof named =>
    new Fuse(named, {
      keys: ['name'],
      getFn: ({ folded }) => folded.join(' '),
      ignoreLocation: true,
      threshold: 0.4,
    })
      .search(words.join(' '))
      .map(({ item }) => item);
  return (starting.length > 0 ? starting : near())
    .slice(0, most)
    .map(({ value, name, count }) => ({ kind, label: `${name} (${count})`, value }));
}

function suggestArticles(typed: string, most: number, view: View): Suggestion[] {
  const words = foldedWords(typed);
  const goesOn = !/\s$/.test(typed);
  const wanted = words.map((word, at) => asTyped(word, goesOn && at === words.length - 1, view));
  const places = firstFilled(
    () => inTypedOrder(wanted, withEvery(wanted, view), view),
    () => {
      const meant = wanted.map((word) => (word.last && isKnown(word) ? word : asMeant(word, view)));
      return inTypedOrder(meant, withEvery(meant, view), view);
    },
    () => lookalikes(words, view, MOST_ROWS, LOOKALIKE),
  );
  return places.slice(0, most).map(({ segment, article }) => ({
    kind: 'article',
    label: view.segments[segment]?.titleOf(article) ?? '',
    value: String(view.segments[segment]?.arrays.ids[article] ?? 0),
  }));
}

function firstFilled<T>(...ways: readonly (() => T[])[]): T[] {
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

/** A typed word and what stands for it. */
type Wanted = {
  readonly word: string;
  /** It may go on. */
  readonly last: boolean;
  /** For each segment, the terms. */
  readonly terms: readonly (readonly number[])[];
  /** Other words that may be meant. */
  readonly meant: ReadonlySet<string>;
};

function asTyped(word: string, last: boolean, view: View): Wanted {
  const terms = view.segments.map((segment) => {
    if (!last) return [segment.termOf(word)].filter((term) => term !== -1);
    const [first, end] = segment.termsFrom(word);
    return Array.from({ length: end - first }, (_, at) => first + at);
  });
  return { word, last, terms, meant: new Set() };
}

function asMeant(wanted: Wanted, view: View): Wanted {
  const { word, terms } = wanted;
  const meant = new Set(
    [...respelt(view, word), ...corrected(view, word)].map((other) => other.word),
  );
  return {
    ...wanted,
    meant,
    terms: view.segments.map((segment, at) => [
      ...(terms[at] ?? []),
      ...[...meant].map((other) => segment.termOf(other)).filter((term) => term !== -1),
    ]),
  };
}

function isKnown({ terms }: Wanted): boolean {
  return terms.some((list) => list.length > 0);
}

let met = new Uint16Array();
let articles = new Uint32Array();

/** The visible articles with one of the terms of every word in the headline, the newest first. */
function withEvery(wanted: readonly Wanted[], view: View): Place[] {
  const newest = new Shortlist<Place>(MOST_READ, newerFirst(view));
  for (const [at, segment] of view.segments.entries()) {
    if (wanted.length === 0) {
      for (let article = 0; article < segment.size; article += 1) {
        if (view.sees(at, article)) newest.add({ segment: at, article });
      }
      continue;
    }
    if (met.length < segment.size) {
      met = new Uint16Array(segment.size);
      articles = new Uint32Array(segment.size);
    }
    met.fill(0, 0, segment.size);
    for (const [word, { terms }] of wanted.entries()) {
      for (const term of terms[at] ?? []) {
        const count = segment.readHeadlines(term, articles);
        for (let index = 0; index < count; index += 1) {
          const article = articles[index] ?? 0;
          if (met[article] === word) met[article] = word + 1;
        }
      }
    }
    for (let article = 0; article < segment.size; article += 1) {
      if (met[article] === wanted.length && view.sees(at, article)) {
        newest.add({ segment: at, article });
      }
    }
  }
  return newest.sorted();
}

/** Those whose headline has the words as typed, one after the other, come first; at its start before all. */
function inTypedOrder(wanted: readonly Wanted[], places: readonly Place[], view: View): Place[] {
  const fits = (have: string | undefined, { word, last, meant }: Wanted): boolean =>
    have !== undefined && (have === word || meant.has(have) || (last && have.startsWith(word)));
  const rank = ({ segment, article }: Place): number => {
    const title = foldedWords(view.segments[segment]?.titleOf(article) ?? '');
    const start = title.findIndex((_, at) =>
      wanted.every((word, next) => fits(title[at + next], word)),
    );
    if (start === 0) return 0;
    return start > 0 ? 1 : 2;
  };
  return places
    .map((place) => ({ place, rank: rank(place) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ place }) => place);
}

function newerFirst(view: View): (a: Place, b: Place) => boolean {
  const at = ({ segment, article }: Place) =>
    view.segments[segment]?.arrays.publishedAt[article] ?? 0;
  const id = ({ segment, article }: Place) => view.segments[segment]?.arrays.ids[article] ?? 0;
  return (a, b) => at(a) > at(b) || (at(a) === at(b) && id(a) > id(b));
}
