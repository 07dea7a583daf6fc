import { ByteReader, Bytes } from './bytes.ts';
import { orderOf } from './draft.ts';
import { inTitle, placesOf } from './frequency.ts';
import { Segment, type SegmentArrays } from './segment.ts';
import type { Steps } from './steps.ts';
import { TermLayout } from './term-layout.ts';

/** One of the segments to merge: where its articles go, and whether none of them is left out. */
type Input = {
  readonly segment: Segment;
  /** The new number of each article, -1 for a deleted one. */
  readonly moved: Int32Array;
  readonly firstMoved: number;
  readonly whole: boolean;
};

/**
 * Makes one segment of several, in their order, without what was deleted when it began. The
 * inputs are not changed and can be searched meanwhile. Words that no article has any more go.
 */
export function* mergeSegments(segments: readonly Segment[]): Steps<Segment> {
  const inputs = inputsOf(segments);
  const terms = yield* mergeTerms(inputs);
  const trigrams = yield* mergeTrigrams(inputs);
  const arrays: SegmentArrays = { ...mergeArticles(inputs), ...terms, ...trigrams };
  return new Segment(arrays);
}

function inputsOf(segments: readonly Segment[]): Input[] {
  let next = 0;
  return segments.map((segment) => {
    const firstMoved = next;
    const moved = Int32Array.from(segment.arrays.deleted, (gone) => (gone === 1 ? -1 : next++));
    return { segment, moved, firstMoved, whole: next - firstMoved === segment.size };
  });
}

function mergeArticles(inputs: readonly Input[]) {
  const kept = inputs.flatMap(({ segment, moved }) =>
    [...moved.keys()]
      .filter((article) => moved[article] !== -1)
      .map((article) => ({ segment: segment.arrays, article })),
  );
  const titles = new Bytes();
  const titleStarts = new Uint32Array(kept.length + 1);
  for (const [index, { segment, article }] of kept.entries()) {
    titles.append(slice(segment.titles, segment.titleStarts, article));
    titleStarts[index + 1] = titles.length;
  }
  const ids = Float64Array.from(kept, ({ segment, article }) => segment.ids[article] ?? 0);
  return {
    ids,
    byId: orderOf(ids),
    firstRevisions: Float64Array.from(
      kept,
      ({ segment, article }) => segment.firstRevisions[article] ?? 0,
    ),
    publishedAt: Float64Array.from(
      kept,
      ({ segment, article }) => segment.publishedAt[article] ?? 0,
    ),
    titleLengths: Uint16Array.from(
      kept,
      ({ segment, article }) => segment.titleLengths[article] ?? 0,
    ),
    bodyLengths: Uint16Array.from(
      kept,
      ({ segment, article }) => segment.bodyLengths[article] ?? 0,
    ),
    titleStarts,
    titles: titles.done(),
    deleted: new Uint8Array(kept.length),
  };
}

function* mergeTerms(inputs: readonly Input[]) {
  const layout = new TermLayout();
  const scratch = new Uint32Array(Math.max(0, ...inputs.map(({ segment }) => segment.size)));
  const next = inputs.map(() => 0);
  for (let step = 1; ; step += 1) {
    let least: Uint8Array | undefined;
    for (const [at, { segment }] of inputs.entries()) {
      const word = wordBytes(segment, next[at] ?? 0);
      if (word && (!least || Buffer.compare(word, least) < 0)) least = word;
    }
    if (!least) return layout.done();

    const writer = new PostingWriter(layout);
    for (const [at, input] of inputs.entries()) {
      const term = next[at] ?? 0;
      const word = wordBytes(input.segment, term);
      if (!word || Buffer.compare(word, least) !== 0) continue;
      if (input.whole) writer.copy(input, term, scratch);
      else writer.sift(input, term, scratch);
      next[at] = term + 1;
    }
    if (writer.wrote) layout.endTerm(least);
    if (step % 64 === 0) yield;
  }
}

function wordBytes(segment: Segment, term: number): Uint8Array | undefined {
  if (term >= segment.terms) return undefined;
  return slice(segment.arrays.terms, segment.arrays.termStarts, term);
}

/** Writes the postings of one term from one input after another. */
class PostingWriter {
  wrote = false;
  readonly #layout: TermLayout;
  readonly #articles: GapWriter;
  readonly #headlines: GapWriter;

  constructor(layout: TermLayout) {
    this.#layout = layout;
    this.#articles = new GapWriter(layout.articles);
    this.#headlines = new GapWriter(layout.headlines);
  }

  /** Gaps do not change when all articles move together: bytes are taken over as they are. */
  copy({ segment, firstMoved }: Input, term: number, scratch: Uint32Array): void {
    const { arrays } = segment;
    this.wrote = true;
    const moved = (count: number): readonly [number, number] => [
      (scratch[0] ?? 0) + firstMoved,
      (scratch[count - 1] ?? 0) + firstMoved,
    ];
    const articles = slice(arrays.articles, arrays.articleStarts, term);
    this.#articles.copy(articles, ...moved(segment.readArticles(term, scratch)));
    const headlines = slice(arrays.headlines, arrays.headlineStarts, term);
    if (headlines.length > 0) {
      this.#headlines.copy(headlines, ...moved(segment.readHeadlines(term, scratch)));
    }
    this.#layout.frequencies.append(segment.frequencies(term));
    this.#layout.positions.append(slice(arrays.positions, arrays.positionStarts, term));
  }

  /** Takes over the postings of the articles that are still there, one by one. */
  sift({ segment, moved }: Input, term: number, scratch: Uint32Array): void {
    const { positions, positionStarts } = segment.arrays;
    segment.readArticles(term, scratch);
    const reader = new ByteReader(positions, positionStarts[term] ?? 0);
    for (const [index, frequency] of segment.frequencies(term).entries()) {
      const start = reader.position;
      reader.skip(placesOf(frequency) ?? reader.number());
      const article = moved[scratch[index] ?? 0] ?? -1;
      if (article === -1) continue;
      this.wrote = true;
      this.#articles.add(article);
      this.#layout.frequencies.byte(frequency);
      this.#layout.positions.append(positions.subarray(start, reader.position));
      if (inTitle(frequency) > 0) this.#headlines.add(article);
    }
  }
}

/** Writes ascending articles as gaps. */
class GapWriter {
  #last = -1;
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  add(article: number): void {
    this.#bytes.number(article - this.#last - 1);
    this.#last = article;
  }

  /** Takes over a whole list: only its first gap is written anew. */
  copy(gaps: Uint8Array, first: number, last: number): void {
    this.add(first);
    const reader = new ByteReader(gaps);
    reader.skip(1);
    this.#bytes.append(gaps.subarray(reader.position));
    this.#last = last;
  }
}

function slice(bytes: Uint8Array, starts: Uint32Array, index: number): Uint8Array {
  return bytes.subarray(starts[index], starts[index + 1]);
}

function* mergeTrigrams(inputs: readonly Input[]) {
  const all = new Set(inputs.flatMap(({ segment }) => [...segment.arrays.trigramKeys]));
  const trigrams = new Bytes();
  const keys: number[] = [];
  const starts: number[] = [0];
  const scratch = new Uint32Array(Math.max(0, ...inputs.map(({ segment }) => segment.size)));
  for (const [at, trigram] of Uint16Array.from(all).sort().entries()) {
    const writer = new GapWriter(trigrams);
    for (const { segment, moved } of inputs) {
      const count = segment.readTrigram(trigram, scratch);
      for (let index = 0; index < count; index += 1) {
        const article = moved[scratch[index] ?? 0] ?? -1;
        if (article !== -1) writer.add(article);
      }
    }
    if (trigrams.length > (starts.at(-1) ?? 0)) {
      keys.push(trigram);
      starts.push(trigrams.length);
    }
    if (at % 256 === 255) yield;
  }
  return {
    trigrams: trigrams.done(),
    trigramKeys: Uint16Array.from(keys),
    trigramStarts: Uint32Array.from(starts),
  };
}
