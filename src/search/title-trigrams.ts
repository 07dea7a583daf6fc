import { foldedWords } from '../text/tokens.ts';
import { Shortlist } from './shortlist.ts';
import { trigramsOf } from './trigrams.ts';
import type { View } from './view.ts';

export type TitleMatch = {
  readonly segment: number;
  readonly article: number;
  /** The share of the query's trigrams that the headline has, 0 to 1. */
  readonly overlap: number;
};

/** A trigram in more than one headline of so many says little and takes long: only verified. */
const COMMON = 24;

let counts = new Uint16Array();
let articles = new Uint32Array();

/**
 * The visible articles whose headline looks most like what was typed, letter by letter: finds
 * what words cannot, those torn apart, run together or mistyped more than twice.
 */
export function lookalikes(
  words: readonly string[],
  view: View,
  most: number,
  least: number,
): TitleMatch[] {
  const sought = trigramsOf(words);
  const nearest = new Shortlist<TitleMatch>(most, byOverlap);
  for (const [at, segment] of view.segments.entries()) {
    if (counts.length < segment.size) {
      counts = new Uint16Array(segment.size);
      articles = new Uint32Array(segment.size);
    }
    const met: number[] = [];
    let counted = 0;
    for (const trigram of sought) {
      if (segment.trigramBytes(trigram) * COMMON > segment.size && segment.size > 1000) continue;
      counted += 1;
      const found = segment.readTrigram(trigram, articles);
      for (let index = 0; index < found; index += 1) {
        const article = articles[index] ?? 0;
        const before = counts[article] ?? 0;
        if (before === 0) met.push(article);
        counts[article] = before + 1;
      }
    }
    const enough = Math.max(1, Math.ceil(least * counted) - 1);
    const likely = new Shortlist<TitleMatch>(2 * most, byOverlap);
    for (const article of met) {
      const count = counts[article] ?? 0;
      counts[article] = 0;
      if (count >= enough && view.sees(at, article)) {
        likely.add({ segment: at, article, overlap: count / counted });
      }
    }
    for (const { article } of likely.sorted()) {
      const has = trigramsOf(foldedWords(segment.titleOf(article)));
      const overlap = sought.intersection(has).size / sought.size;
      if (overlap >= least) nearest.add({ segment: at, article, overlap });
    }
  }
  return nearest.sorted();
}

function byOverlap(a: TitleMatch, b: TitleMatch): boolean {
  return (
    a.overlap > b.overlap ||
    (a.overlap === b.overlap &&
      (a.segment > b.segment || (a.segment === b.segment && a.article > b.article)))
  );
}
