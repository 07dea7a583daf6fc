import type { Revision } from '../model/article.ts';
import { frequencyOf, inTitle } from './frequency.ts';
import type { Segment } from './segment.ts';

/** Articles of one segment, ascending, with one frequency byte each. */
export type Postings = { readonly articles: Uint32Array; readonly frequencies: Uint8Array };

const NONE: Postings = { articles: new Uint32Array(), frequencies: new Uint8Array() };

/**
 * What one query may see: everything that is there, as of a revision. Counts and averages are
 * those of the visible articles alone, so that a page asked for again tomorrow, after others
 * were stored, is ranked by the same figures.
 */
export class View {
  readonly segments: readonly Segment[];
  /** How many articles can be seen. */
  readonly articles: number;
  readonly averageTitle: number;
  readonly averageBody: number;
  /** 1 for an article that cannot be seen; undefined where all of the segment can. */
  readonly #hidden: readonly (Uint8Array | undefined)[];
  readonly #counts = new Map<string, number>();
  readonly #postings = new Map<string, Postings>();

  constructor(segments: readonly Segment[], asOf: Revision | undefined) {
    this.segments = segments;
    this.#hidden = segments.map((segment) => hiddenIn(segment, asOf));
    let [articles, titleWords, bodyWords] = [0, 0, 0];
    for (const [at, segment] of segments.entries()) {
      if (asOf === undefined || segment.lastFirstRevision <= asOf) {
        articles += segment.live;
        titleWords += segment.titleWords;
        bodyWords += segment.bodyWords;
        continue;
      }
      for (const [article, hidden] of (this.#hidden[at] ?? []).entries()) {
        if (hidden === 1) continue;
        articles += 1;
        titleWords += segment.arrays.titleLengths[article] ?? 0;
        bodyWords += segment.arrays.bodyLengths[article] ?? 0;
      }
    }
    this.articles = articles;
    this.averageTitle = Math.max(1, titleWords / Math.max(1, articles));
    this.averageBody = Math.max(1, bodyWords / Math.max(1, articles));
  }

  sees(segment: number, article: number): boolean {
    return this.#hidden[segment]?.[article] !== 1;
  }

  /** In how many articles the word stands. */
  count(word: string): number {
    const known = this.#counts.get(word);
    if (known !== undefined) return known;
    let count = 0;
    for (const [at, segment] of this.segments.entries()) {
      const term = segment.termOf(word);
      if (term === -1) continue;
      count +=
        this.#hidden[at] === undefined
          ? segment.postings(term)
          : this.postings(at, word).articles.length;
    }
    this.#counts.set(word, count);
    return count;
  }

  /** The articles of one segment that have the word. */
  postings(at: number, word: string): Postings {
    const key = `${at} ${word}`;
    const known = this.#postings.get(key);
    if (known) return known;
    const segment = this.segments[at];
    const term = segment?.termOf(word) ?? -1;
    if (segment === undefined || term === -1) return NONE;
    const articles = new Uint32Array(segment.postings(term));
    segment.readArticles(term, articles);
    const all = { articles, frequencies: segment.frequencies(term) };
    const hidden = this.#hidden[at];
    const postings = hidden ? chosen(all, (index) => hidden[articles[index] ?? 0] === 0) : all;
    this.#postings.set(key, postings);
    return postings;
  }

  /** The articles of one segment in which the words stand side by side. */
  phrase(at: number, words: readonly string[]): Postings {
    const [first] = words;
    if (words.length === 1 && first !== undefined) return this.postings(at, first);
    const segment = this.segments[at];
    if (segment === undefined) return NONE;
    const lists = words.map((word) => this.postings(at, word));
    const shared = inAll(lists.map(({ articles }) => articles));
    if (shared.length === 0) return NONE;
    const key = `${at} ${words.join(' ')}`;
    const known = this.#postings.get(key);
    if (known) return known;
    const found = adjacent(segment, words, shared);
    this.#postings.set(key, found);
    return found;
  }
}

/** The postings whose word stands in the headline. */
export function inHeadlines(postings: Postings): Postings {
  return chosen(postings, (index) => inTitle(postings.frequencies[index] ?? 0) > 0);
}

function hiddenIn(segment: Segment, asOf: Revision | undefined): Uint8Array | undefined {
  const { deleted, firstRevisions } = segment.arrays;
  if (asOf !== undefined && segment.lastFirstRevision > asOf) {
    return deleted.map((gone, article) =>
      gone === 1 || (firstRevisions[article] ?? 0) > asOf ? 1 : 0,
    );
  }
  return segment.live === segment.size ? undefined : deleted;
}

function chosen({ articles, frequencies }: Postings, keep: (index: number) => boolean): Postings {
  return {
    articles: articles.filter((_, index) => keep(index)),
    frequencies: frequencies.filter((_, index) => keep(index)),
  };
}

/** The numbers that are in every ascending list. */
function inAll(lists: readonly Uint32Array[]): Uint32Array {
  const [shortest, ...others] = lists.toSorted((a, b) => a.length - b.length);
  if (shortest === undefined) return new Uint32Array();
  const next = others.map(() => 0);
  return shortest.filter((article) =>
    others.every((list, at) => {
      let index = next[at] ?? 0;
      while (index < list.length && (list[index] ?? 0) < article) index += 1;
      next[at] = index;
      return list[index] === article;
    }),
  );
}

/** Scratch of the size of the largest segment; `wanted` is 0 all over between two uses. */
let wanted = new Uint8Array();
let reading = new Uint32Array();

/** Keeps the shared articles in which the words follow one another, with how often in which field. */
function adjacent(segment: Segment, words: readonly string[], shared: Uint32Array): Postings {
  if (wanted.length < segment.size) {
    wanted = new Uint8Array(segment.size);
    reading = new Uint32Array(segment.size);
  }
  for (const article of shared) wanted[article] = 1;
  /** For each shared article, where the words up to this one end. */
  let ends = new Runs(shared.length);
  for (const [step, word] of words.entries()) {
    const term = segment.termOf(word);
    const following = new Runs(shared.length);
    segment.readArticles(term, reading);
    segment.eachPlaces(term, reading, wanted, (_, places, count) => {
      if (step === 0) following.add(places, count);
      else following.addAfter(ends, places, count);
    });
    ends = following;
  }
  for (const article of shared) wanted[article] = 0;
  const has = (index: number): boolean => ends.countOf(index) > 0;
  const frequencies = Uint8Array.from(shared, (article, index) => {
    const inTitle = ends.countBelow(index, segment.arrays.titleLengths[article] ?? 0);
    return frequencyOf(inTitle, false, ends.countOf(index) - inTitle);
  });
  return {
    articles: shared.filter((_, index) => has(index)),
    frequencies: frequencies.filter((_, index) => has(index)),
  };
}

/** Runs of ascending places, one after the other in one array. */
class Runs {
  readonly #starts: Uint32Array;
  #places = new Uint32Array(1024);
  #runs = 0;
  #length = 0;

  constructor(runs: number) {
    this.#starts = new Uint32Array(runs + 1);
  }

  add(places: Uint32Array, count: number): void {
    for (let at = 0; at < count; at += 1) this.#push(places[at] ?? 0);
    this.#end();
  }

  /** Adds those of the places that come right after a place of the same run of `before`. */
  addAfter(before: Runs, places: Uint32Array, count: number): void {
    const end = before.#starts[this.#runs + 1] ?? 0;
    let at = 0;
    for (let index = before.#starts[this.#runs] ?? 0; index < end; index += 1) {
      const next = (before.#places[index] ?? 0) + 1;
      while (at < count && (places[at] ?? 0) < next) at += 1;
      if (at < count && places[at] === next) this.#push(next);
    }
    this.#end();
  }

  countOf(run: number): number {
    return (this.#starts[run + 1] ?? 0) - (this.#starts[run] ?? 0);
  }

  countBelow(run: number, place: number): number {
    const start = this.#starts[run] ?? 0;
    const end = this.#starts[run + 1] ?? 0;
    let at = start;
    while (at < end && (this.#places[at] ?? 0) < place) at += 1;
    return at - start;
  }

  #push(place: number): void {
    if (this.#length === this.#places.length) {
      const longer = new Uint32Array(2 * this.#length);
      longer.set(this.#places);
      this.#places = longer;
    }
    this.#places[this.#length++] = place;
  }

  #end(): void {
    this.#runs += 1;
    this.#starts[this.#runs] = this.#length;
  }
}
