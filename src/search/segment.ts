import { ByteReader } from './bytes.ts';
import { placesOf } from './frequency.ts';
import { finish, type Steps } from './steps.ts';
import { type WordTables, wordTables } from './word-tables.ts';

/**
 * One part of the index as plain arrays: what the snapshot holds, byte for byte. Articles are
 * numbered from 0 in the order in which they came, terms in the order of their UTF-8 bytes.
 * Every `…Starts` array has one entry more than there are things, so that thing `i` lies
 * between `starts[i]` and `starts[i + 1]`.
 */
export type SegmentArrays = {
  readonly ids: Float64Array;
  /** Articles in the order of their ids. */
  readonly byId: Uint32Array;
  readonly firstRevisions: Float64Array;
  readonly publishedAt: Float64Array;
  readonly titleLengths: Uint16Array;
  readonly bodyLengths: Uint16Array;
  readonly titleStarts: Uint32Array;
  /** Headlines in UTF-8, as they are shown. */
  readonly titles: Uint8Array;
  /** 1 for an article that is no longer there: the one array that changes. */
  readonly deleted: Uint8Array;

  readonly termStarts: Uint32Array;
  readonly terms: Uint8Array;
  /** Where a term's postings begin, counted in postings: places in `frequencies`. */
  readonly postingStarts: Uint32Array;
  /** One byte a posting, see `frequency.ts`. */
  readonly frequencies: Uint8Array;
  readonly articleStarts: Uint32Array;
  /** Gaps between the articles of a term. */
  readonly articles: Uint8Array;
  readonly positionStarts: Uint32Array;
  /** Gaps between the places of a term in an article, headline first. */
  readonly positions: Uint8Array;
  readonly headlineStarts: Uint32Array;
  /** The articles that have a term in their headline, once more: what suggestions read. */
  readonly headlines: Uint8Array;
  /** The trigrams that are in some headline, ascending. */
  readonly trigramKeys: Uint16Array;
  readonly trigramStarts: Uint32Array;
  /** The articles whose folded headline holds a trigram. */
  readonly trigrams: Uint8Array;
};

/** Between the last place of the headline and the first of the text: no phrase spans both. */
export const TITLE_GAP = 2;

/** Reads one part of the index. Arrays passed in must have room for every article. */
export class Segment {
  readonly arrays: SegmentArrays;
  readonly size: number;
  readonly terms: number;
  /** The articles that are still there, and the words in them. */
  live = 0;
  titleWords = 0;
  bodyWords = 0;
  readonly lastFirstRevision: number;

  #tables: WordTables | undefined;

  /** Without its tables, they are derived when they are first asked for. */
  constructor(arrays: SegmentArrays, tables?: WordTables) {
    this.arrays = arrays;
    this.#tables = tables;
    this.size = arrays.ids.length;
    this.terms = arrays.termStarts.length - 1;
    let last = 0;
    for (let article = 0; article < this.size; article += 1) {
      last = Math.max(last, arrays.firstRevisions[article] ?? 0);
      if (arrays.deleted[article] !== 1) this.#count(article, 1);
    }
    this.lastFirstRevision = last;
  }

  get tables(): WordTables {
    return this.#tables ?? finish(this.derive());
  }

  /** Derives the tables, in steps, where they are not there yet. */
  *derive(): Steps<WordTables> {
    this.#tables ??= yield* wordTables(this.terms, (term) => this.wordOf(term));
    return this.#tables;
  }

  /** The article with the id, -1 where it is not here or no longer. */
  articleOf(id: number): number {
    const { ids, byId, deleted } = this.arrays;
    let low = 0;
    let high = byId.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ids[byId[middle] ?? 0] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    const article = byId[low];
    return article !== undefined && ids[article] === id && deleted[article] === 0 ? article : -1;
  }

  delete(article: number): void {
    this.arrays.deleted[article] = 1;
    this.#count(article, -1);
  }

  titleOf(article: number): string {
    const { titles, titleStarts } = this.arrays;
    return utf8(titles, titleStarts[article] ?? 0, titleStarts[article + 1] ?? 0);
  }

  wordOf(term: number): string {
    const { terms, termStarts } = this.arrays;
    return utf8(terms, termStarts[term] ?? 0, termStarts[term + 1] ?? 0);
  }

  /** -1 where no article has, or had, the word. */
  termOf(word: string): number {
    const bytes = Buffer.from(word);
    const term = this.#firstFrom(bytes);
    return term < this.terms && this.#compare(term, bytes) === 0 ? term : -1;
  }

  /** The terms that begin with the prefix: from the first to before the second. */
  termsFrom(prefix: string): readonly [number, number] {
    const bytes = Buffer.from(prefix);
    const after = Buffer.concat([bytes, Buffer.of(255)]);
    return [this.#firstFrom(bytes), this.#firstFrom(after)];
  }

  /** How many articles have the term, deleted ones included. */
  postings(term: number): number {
    const { postingStarts } = this.arrays;
    return (postingStarts[term + 1] ?? 0) - (postingStarts[term] ?? 0);
  }

  /** One byte for each article that `readArticles` gives. */
  frequencies(term: number): Uint8Array {
    const { frequencies, postingStarts } = this.arrays;
    return frequencies.subarray(postingStarts[term], postingStarts[term + 1]);
  }

  /** Writes the articles of a term, ascending, and gives their number. */
  readArticles(term: number, into: Uint32Array): number {
    const { articles, articleStarts } = this.arrays;
    return readGaps(articles, articleStarts[term] ?? 0, articleStarts[term + 1] ?? 0, into);
  }

  readHeadlines(term: number, into: Uint32Array): number {
    const { headlines, headlineStarts } = this.arrays;
    return readGaps(headlines, headlineStarts[term] ?? 0, headlineStarts[term + 1] ?? 0, into);
  }

  readTrigram(trigram: number, into: Uint32Array): number {
    const { trigrams, trigramStarts } = this.arrays;
    const at = this.#placeOfTrigram(trigram);
    if (at === -1) return 0;
    return readGaps(trigrams, trigramStarts[at] ?? 0, trigramStarts[at + 1] ?? 0, into);
  }

  /** How long the list of a trigram's articles is. */
  trigramBytes(trigram: number): number {
    const { trigramStarts } = this.arrays;
    const at = this.#placeOfTrigram(trigram);
    return at === -1 ? 0 : (trigramStarts[at + 1] ?? 0) - (trigramStarts[at] ?? 0);
  }

  /**
   * The places of a term in the articles for which `wanted` is not 0, article by article.
   * `places` is good until `visit` returns; its first `count` numbers are meant, ascending.
   */
  eachPlaces(
    term: number,
    articles: Uint32Array,
    wanted: Uint8Array,
    visit: (article: number, places: Uint32Array, count: number) => void,
  ): void {
    const bytes = this.arrays.positions;
    const frequencies = this.frequencies(term);
    const reader = new ByteReader(bytes, this.arrays.positionStarts[term] ?? 0);
    for (let index = 0; index < frequencies.length; index += 1) {
      const article = articles[index] ?? 0;
      const count = placesOf(frequencies[index] ?? 0) ?? reader.number();
      if (wanted[article] === 0) {
        reader.skip(count);
        continue;
      }
      if (count > places.length) places = new Uint32Array(2 * count);
      let place = 0;
      for (let at = 0; at < count; at += 1) {
        place += reader.number();
        places[at] = place;
      }
      visit(article, places, count);
    }
  }

  #placeOfTrigram(trigram: number): number {
    const { trigramKeys } = this.arrays;
    let low = 0;
    let high = trigramKeys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((trigramKeys[middle] ?? 0) < trigram) low = middle + 1;
      else high = middle;
    }
    return trigramKeys[low] === trigram ? low : -1;
  }

  #count(article: number, sign: 1 | -1): void {
    this.live += sign;
    this.titleWords += sign * (this.arrays.titleLengths[article] ?? 0);
    this.bodyWords += sign * (this.arrays.bodyLengths[article] ?? 0);
  }

  #firstFrom(bytes: Uint8Array): number {
    let low = 0;
    let high = this.terms;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(middle, bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(term: number, bytes: Uint8Array): number {
    const { terms, termStarts } = this.arrays;
    const start = termStarts[term] ?? 0;
    const length = (termStarts[term + 1] ?? 0) - start;
    const shorter = Math.min(length, bytes.length);
    for (let at = 0; at < shorter; at += 1) {
      const difference = (terms[start + at] ?? 0) - (bytes[at] ?? 0);
      if (difference !== 0) return difference;
    }
    return length - bytes.length;
  }
}

function readGaps(bytes: Uint8Array, start: number, end: number, into: Uint32Array): number {
  let count = 0;
  let article = -1;
  for (let at = start; at < end; count += 1) {
    let byte = bytes[at++] ?? 0;
    let gap = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = bytes[at++] ?? 0;
      gap |= (byte & 127) << shift;
    }
    article += gap + 1;
    into[count] = article;
  }
  return count;
}

let places = new Uint32Array(256);

const decoder = new TextDecoder();

function utf8(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 127) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
