import { foldedWords } from '../../src/text/tokens.ts';
import type { BenchQuery, Corpus } from './corpus.ts';

/** nDCG@10 with the gains as they are: 1 where the best possible ten are on top. */
export function ndcg(gains: readonly number[], ideal: readonly number[]): number {
  const best = discounted(ideal.toSorted((a, b) => b - a).slice(0, 10));
  return best === 0 ? 0 : discounted(gains.slice(0, 10)) / best;
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
}

/** The quality of one answer, from 0 to 1; a hopeless query is at 1 where it finds something. */
export function judge(query: BenchQuery, found: readonly number[], corpus: Corpus): number {
  if (query.qid.startsWith('hopeless')) return found.length > 0 ? 1 : 0;
  if (query.match) {
    const fits = (place: number): boolean => {
      const words = foldedWords(corpus.docAt(place).title);
      return query.match?.some((wanted) => wanted.every((word) => words.includes(word))) ?? false;
    };
    const there = query.match.reduce((sum, words) => sum + corpus.headlinesWith(words), 0);
    return ndcg(
      found.map((place) => Number(fits(place))),
      Array.from({ length: Math.min(10, there) }, () => 1),
    );
  }
  const rel = new Map(
    Object.entries(query.rel ?? {}).map(([id, grade]) => [corpus.placeOf(id), grade]),
  );
  return ndcg(
    found.map((place) => rel.get(place) ?? 0),
    [...rel.values()],
  );
}

/** Whether one of the first five suggestions is what was being typed. */
export function suggested(query: BenchQuery, found: readonly number[], corpus: Corpus): number {
  const top = found.slice(0, 5);
  if (query.valid) {
    const typed = foldedWords(query.q)[0] ?? '';
    return Number(
      top.some((place) =>
        foldedWords(corpus.docAt(place).title).some((word) => word.startsWith(typed)),
      ),
    );
  }
  const rel = new Set(Object.keys(query.rel ?? {}).map((id) => corpus.placeOf(id)));
  return Number(top.some((place) => rel.has(place)));
}
