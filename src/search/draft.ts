import type { Article } from '../model/article.ts';
import { eachWord } from '../text/tokens.ts';
import { Bytes } from './bytes.ts';
import { frequencyOf, inTitle, placesOf } from './frequency.ts';
import { labelsOf } from './labels.ts';
import { keysOf, Occurrences, type SortedOccurrences } from './occurrences.ts';
import { type SegmentArrays, TITLE_GAP } from './segment.ts';
import { TermLayout } from './term-layout.ts';
import { eachTrigram, TRIGRAMS } from './trigrams.ts';
import { WordIds } from './word-ids.ts';

const MOST_WORDS = 65_535;

/** The place of a word that is among the topics or a label: after every other. */
const IN_TOPICS = 0xffff_ffff;

const ids = new WordIds();

/** The last article (counted from 1) of the batch that had a trigram. */
const seenIn = new Uint32Array(TRIGRAMS);

/** Lays out a batch of articles as the arrays of a segment. */
export function draftSegment(batch: readonly Article[]): SegmentArrays {
  ids.forget();
  seenIn.fill(0);
  const words = new Occurrences();
  const trigrams = new Occurrences();
  const titles = new Bytes();
  const titleStarts = new Uint32Array(batch.length + 1);
  const titleLengths = new Uint16Array(batch.length);
  const bodyLengths = new Uint16Array(batch.length);

  for (const [index, article] of batch.entries()) {
    const titleWords: string[] = [];
    const titleLength = countWords(article.title, (word, place) => {
      words.add(word, index, place);
      titleWords.push(ids.wordOf(word));
    });
    const bodyStart = titleLength + TITLE_GAP;
    const bodyLength = countWords(article.text, (word, place) => {
      words.add(word, index, bodyStart + place);
    });
    for (const topic of article.topics) {
      countWords(topic, (word) => words.add(word, index, IN_TOPICS));
    }
    for (const label of labelsOf(article)) words.add(ids.idOf(label), index, IN_TOPICS);
    eachTrigram(titleWords, (trigram) => {
      if (seenIn[trigram] === index + 1) return;
      seenIn[trigram] = index + 1;
      trigrams.add(trigram, index, 0);
    });
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
    ...layTerms(words.sorted(), titleLengths),
    ...layTrigrams(trigrams.sorted()),
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

function layTerms(words: SortedOccurrences, titleLengths: Uint16Array) {
  const { starts, articles, places } = words;
  const lay = new TermLayout();
  for (const { key, word } of inByteOrder(keysOf(words))) {
    let last = -1;
    let lastInTitle = -1;
    const end = starts[key + 1] ?? 0;
    for (let at = starts[key] ?? 0; at < end; ) {
      const article = articles[at] ?? 0;
      const titleLength = titleLengths[article] ?? 0;
      const first = at;
      let titleCount = 0;
      for (; at < end && articles[at] === article && (places[at] ?? 0) < titleLength; at += 1) {
        titleCount += 1;
      }
      for (; at < end && articles[at] === article && places[at] !== IN_TOPICS; ) at += 1;
      const count = at - first;
      for (; at < end && articles[at] === article; ) at += 1;
      const frequency = frequencyOf(titleCount, at > first + count, count - titleCount);
      lay.articles.number(article - last - 1);
      lay.frequencies.byte(frequency);
      last = article;
      if (placesOf(frequency) === undefined) lay.positions.number(count);
      let lastPlace = 0;
      for (let index = first; index < first + count; index += 1) {
        const place = places[index] ?? 0;
        lay.positions.number(place - lastPlace);
        lastPlace = place;
      }
      if (inTitle(frequency) === 0) continue;
      lay.headlines.number(article - lastInTitle - 1);
      lastInTitle = article;
    }
    lay.endTerm(Buffer.from(word));
  }
  return lay.done();
}

/**
 * Words as their UTF-8 bytes sort. That is the order of their UTF-16 units, which is quicker to
 * find, but for letters outside the basic plane.
 */
function inByteOrder(keys: readonly number[]): { key: number; word: string }[] {
  const terms = keys.map((key) => ({ key, word: ids.wordOf(key) }));
  return terms.some(({ word }) => SURROGATE.test(word))
    ? terms.sort((a, b) => Buffer.compare(Buffer.from(a.word), Buffer.from(b.word)))
    : terms.sort((a, b) => (a.word < b.word ? -1 : 1));
}

const SURROGATE = /[\ud800-\udfff]/;

function layTrigrams(found: SortedOccurrences) {
  const { starts, articles } = found;
  const trigrams = new Bytes();
  const trigramKeys = Uint16Array.from(keysOf(found));
  const trigramStarts = new Uint32Array(trigramKeys.length + 1);
  for (const [at, trigram] of trigramKeys.entries()) {
    let last = -1;
    for (let index = starts[trigram] ?? 0; index < (starts[trigram + 1] ?? 0); index += 1) {
      const article = articles[index] ?? 0;
      trigrams.number(article - last - 1);
      last = article;
    }
    trigramStarts[at + 1] = trigrams.length;
  }
  return { trigrams: trigrams.done(), trigramKeys, trigramStarts };
}
