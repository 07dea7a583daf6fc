import type { Article } from '../model/article.ts';
import { eachWord } from '../text/tokens.ts';
import { Bytes } from './bytes.ts';
import { frequencyOf, inTitle, placesOf } from './frequency.ts';
import { labelsOf } from './labels.ts';
import { type SegmentArrays, TITLE_GAP } from './segment.ts';
import { trigramsOf } from './trigrams.ts';
import { WordIds } from './word-ids.ts';

const MOST_WORDS = 65_535;

const ids = new WordIds();

/** Lays out a batch of articles as the arrays of a segment. */
export function draftSegment(batch: readonly Article[]): SegmentArrays {
  ids.forget();
  const terms = new Terms();
  const trigrams = new Map<number, number[]>();
  const titles = new Bytes();
  const titleStarts = new Uint32Array(batch.length + 1);
  const titleLengths = new Uint16Array(batch.length);
  const bodyLengths = new Uint16Array(batch.length);

  for (const [index, article] of batch.entries()) {
    const titleWords: string[] = [];
    const titleLength = countWords(article.title, (word, place) => {
      terms.of(word).inTitle(index, place);
      titleWords.push(ids.wordOf(word));
    });
    const bodyStart = titleLength + TITLE_GAP;
    const bodyLength = countWords(article.text, (word, place) => {
      terms.of(word).inBody(index, bodyStart + place);
    });
    for (const topic of article.topics) {
      countWords(topic, (word) => terms.of(word).inTopics(index));
    }
    for (const label of labelsOf(article)) terms.of(ids.idOf(label)).inTopics(index);
    for (const trigram of trigramsOf(titleWords)) {
      const articles = trigrams.get(trigram);
      if (articles) articles.push(index);
      else trigrams.set(trigram, [index]);
    }
    titleLengths[index] = titleLength;
    bodyLengths[index] = bodyLength;
    titles.append(Buffer.from(article.title));
    titleStarts[index + 1] = titles.length;
  }

  const articleIds = Float64Array.from(batch, ({ id }) => id);
  return {
    ids: articleIds,
    byId: orderOf(articleIds),
    firstRevisions: Float64Array.from(batch, ({ firstRevision }) => firstRevision),
    publishedAt: Float64Array.from(batch, ({ publishedAt }) => publishedAt.getTime()),
    titleLengths,
    bodyLengths,
    titleStarts,
    titles: titles.done(),
    deleted: new Uint8Array(batch.length),
    ...layTerms(terms.sorted()),
    ...layTrigrams(trigrams),
  };
}

/** The articles in the order of their ids. */
export function orderOf(ids: Float64Array): Uint32Array {
  return Uint32Array.from(ids.keys()).sort((a, b) => (ids[a] ?? 0) - (ids[b] ?? 0));
}

/** Calls `visit` with each word's number and its place from 0 on; gives how many there are. */
function countWords(text: string, visit: (word: number, place: number) => void): number {
  let count = 0;
  eachWord(text, (start, end) => {
    const word = count === MOST_WORDS ? -1 : ids.idAt(text, start, end);
    if (word === -1) return;
    visit(word, count);
    count += 1;
  });
  return count;
}

/** The terms of a batch as they are met. */
class Terms {
  readonly #drafts: TermDraft[] = [];
  readonly #words: number[] = [];
  /** The place of a word's draft, by the word's number. */
  readonly #places: number[] = [];

  of(word: number): TermDraft {
    const place = this.#places[word];
    const known = place === undefined ? undefined : this.#drafts[place];
    if (known) return known;
    const draft = new TermDraft();
    while (this.#places.length <= word) this.#places.push(-1);
    this.#places[word] = this.#drafts.length;
    this.#drafts.push(draft);
    this.#words.push(word);
    return draft;
  }

  sorted(): { readonly bytes: Buffer; readonly term: TermDraft }[] {
    return this.#drafts
      .map((term, at) => ({ bytes: Buffer.from(ids.wordOf(this.#words[at] ?? -1)), term }))
      .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  }
}

/** The postings of one term; those of the last article are still being counted. */
class TermDraft {
  readonly articles: number[] = [];
  readonly frequencies: number[] = [];
  /** As they will be written: gaps, with their number in front where the frequency is held down. */
  readonly positions: number[] = [];
  #article = -1;
  #title = 0;
  #body = 0;
  #topics = false;
  #lastPlace = 0;

  inTitle(article: number, place: number): void {
    if (article !== this.#article) this.#open(article);
    this.#title += 1;
    this.#place(place);
  }

  inBody(article: number, place: number): void {
    if (article !== this.#article) this.#open(article);
    this.#body += 1;
    this.#place(place);
  }

  inTopics(article: number): void {
    if (article !== this.#article) this.#open(article);
    this.#topics = true;
  }

  close(): void {
    const frequency = frequencyOf(this.#title, this.#topics, this.#body);
    const places = this.#title + this.#body;
    this.articles.push(this.#article);
    this.frequencies.push(frequency);
    if (placesOf(frequency) === undefined) {
      this.positions.splice(this.positions.length - places, 0, places);
    }
  }

  #open(article: number): void {
    if (this.#article !== -1) this.close();
    this.#article = article;
    this.#title = 0;
    this.#body = 0;
    this.#topics = false;
    this.#lastPlace = 0;
  }

  #place(place: number): void {
    this.positions.push(place - this.#lastPlace);
    this.#lastPlace = place;
  }
}

function layTerms(terms: readonly { readonly bytes: Buffer; readonly term: TermDraft }[]) {
  const lay = new TermLayout();
  for (const { bytes, term } of terms) {
    term.close();
    let last = -1;
    let lastInTitle = -1;
    for (let index = 0; index < term.articles.length; index += 1) {
      const article = term.articles[index] ?? 0;
      const frequency = term.frequencies[index] ?? 0;
      lay.articles.number(article - last - 1);
      lay.frequencies.byte(frequency);
      last = article;
      if (inTitle(frequency) === 0) continue;
      lay.headlines.number(article - lastInTitle - 1);
      lastInTitle = article;
    }
    for (const position of term.positions) lay.positions.number(position);
    lay.endTerm(bytes);
  }
  return lay.done();
}

/** The arrays of the terms as they are filled, term by term. */
export class TermLayout {
  readonly articles = new Bytes();
  readonly frequencies = new Bytes();
  readonly positions = new Bytes();
  readonly headlines = new Bytes();
  readonly #terms = new Bytes();
  readonly #termStarts: number[] = [0];
  readonly #postingStarts: number[] = [0];
  readonly #articleStarts: number[] = [0];
  readonly #positionStarts: number[] = [0];
  readonly #headlineStarts: number[] = [0];

  endTerm(word: Uint8Array): void {
    this.#terms.append(word);
    this.#termStarts.push(this.#terms.length);
    this.#postingStarts.push(this.frequencies.length);
    this.#articleStarts.push(this.articles.length);
    this.#positionStarts.push(this.positions.length);
    this.#headlineStarts.push(this.headlines.length);
  }

  done() {
    return {
      terms: this.#terms.done(),
      termStarts: Uint32Array.from(this.#termStarts),
      postingStarts: Uint32Array.from(this.#postingStarts),
      frequencies: this.frequencies.done(),
      articleStarts: Uint32Array.from(this.#articleStarts),
      articles: this.articles.done(),
      positionStarts: Uint32Array.from(this.#positionStarts),
      positions: this.positions.done(),
      headlineStarts: Uint32Array.from(this.#headlineStarts),
      headlines: this.headlines.done(),
    };
  }
}

function layTrigrams(articlesOf: ReadonlyMap<number, readonly number[]>) {
  const trigrams = new Bytes();
  const trigramKeys = Uint16Array.from(articlesOf.keys()).sort();
  const trigramStarts = new Uint32Array(trigramKeys.length + 1);
  for (const [at, trigram] of trigramKeys.entries()) {
    let last = -1;
    for (const article of articlesOf.get(trigram) ?? []) {
      trigrams.number(article - last - 1);
      last = article;
    }
    trigramStarts[at + 1] = trigrams.length;
  }
  return { trigrams: trigrams.done(), trigramKeys, trigramStarts };
}
