import type { ArticleId, StoryId } from '../../src/model/article.ts';
import { StoryIndex } from '../../src/story/story-index.ts';
import { contentStems } from '../../src/text/content-stems.ts';
import { eventTexts, headlines, seededRandom } from './corpora.ts';

export type Item = { title: string; text: string; at: Date; gold: string };

/** ECB+ in some orders: one pass over articles depends on theirs. */
export function eventSets(seeds: readonly number[] = [9, 10, 11]): Item[][] {
  return seeds.map((seed) => {
    const random = seededRandom(seed);
    return eventTexts()
      .map((item) => ({ item, order: random() }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ item: { text, event } }) => ({ title: '', text, at: new Date(0), gold: event }));
  });
}

/** What somebody who follows 40 publishers gets in three days, for six choices of the 40. */
export function headlineSets(): Item[][] {
  const all = headlines().toSorted((a, b) => a.t - b.t);
  const published = Map.groupBy(all, ({ pub }) => pub);
  const publishers = [...published].filter(([, items]) => items.length >= 10).map(([pub]) => pub);
  return [1, 2, 3, 4, 5, 6].map((seed) => {
    const random = seededRandom(seed);
    const followed = new Set(
      publishers
        .toSorted()
        .map((pub) => ({ pub, order: random() }))
        .toSorted((a, b) => a.order - b.order)
        .slice(0, 40)
        .map(({ pub }) => pub),
    );
    return all
      .filter(({ pub }) => followed.has(pub))
      .map(({ title, t, story }) => ({ title, text: '', at: new Date(t), gold: story }));
  });
}

export function byStoryIndex(items: readonly Item[]): StoryId[] {
  const index = new StoryIndex();
  return items.map(({ title, text, at }, i) =>
    index.add({ id: (i + 1) as ArticleId, title, text, publishedAt: at }),
  );
}

/** The simple method: one pass, TF-IDF cosine with the story's sum, no names, no time. */
export function byOnePass(items: readonly Item[], threshold: number): number[] {
  const frequency = new Map<string, number>();
  const sums: Map<string, number>[] = [];
  return items.map(({ title, text }, i) => {
    const stems = contentStems(`${title} ${text}`);
    const vector = new Map<string, number>();
    for (const stem of stems) {
      const idf = Math.log(1 + (i + 50) / ((frequency.get(stem) ?? 0) + 1));
      vector.set(stem, (vector.get(stem) ?? 0) + idf);
    }
    for (const stem of new Set(stems)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
    const scores = sums.map((sum) => cosine(vector, sum));
    const best = scores.indexOf(Math.max(...scores));
    const story = best >= 0 && (scores[best] ?? 0) >= threshold ? best : sums.length;
    const sum = sums[story] ?? new Map<string, number>();
    for (const [stem, weight] of vector) sum.set(stem, (sum.get(stem) ?? 0) + weight);
    sums[story] = sum;
    return story;
  });
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [stem, weight] of a) {
    dot += weight * (b.get(stem) ?? 0);
    aa += weight * weight;
  }
  for (const weight of b.values()) bb += weight * weight;
  return dot === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

/** B-cubed F1 in percent (A. Bagga and B. Baldwin, 1998). */
export function bCubed(items: readonly Item[], got: readonly number[]): number {
  const golds = Map.groupBy(items.keys(), (i) => items[i]?.gold ?? '');
  const found = Map.groupBy(got.keys(), (i) => got[i] ?? -1);
  let precision = 0;
  let recall = 0;
  for (const [i, { gold }] of items.entries()) {
    const same = found.get(got[i] ?? -1) ?? [];
    const right = same.filter((j) => items[j]?.gold === gold).length;
    precision += right / same.length / items.length;
    recall += right / (golds.get(gold)?.length ?? 1) / items.length;
  }
  return (200 * precision * recall) / (precision + recall);
}
