import { contentStems } from '../../src/text/content-stems.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { seededRandom } from './corpora.ts';

export type Summarizer = (article: { title: string; text: string }, k: number) => string[];

/** The simple methods that summaries are measured against, each as its paper has it. */
export const BASELINES: Readonly<Record<string, Summarizer>> = {
  lead: ({ text }, k) => sentences(text).slice(0, k),
  random: ({ text }, k) => {
    const random = seededRandom(text.length);
    return top(sentences(text), k, () => random());
  },
  /** R. Mihalcea and P. Tarau, 2004: overlap over log lengths. */
  textrank: ({ text }, k) => {
    const all = sentences(text);
    const bags = all.map((sentence) => new Set(contentStems(sentence)));
    const ranks = pageRank(all.length, (i, j) => {
      const [a, b] = [bags[i] ?? new Set(), bags[j] ?? new Set()];
      const length = Math.log(a.size + 1) + Math.log(b.size + 1);
      return length === 0 ? 0 : a.intersection(b).size / length;
    });
    return top(all, k, (i) => ranks[i] ?? 0);
  },
  /** G. Erkan and D. Radev, 2004, continuous. */
  lexrank: ({ text }, k) => {
    const all = sentences(text);
    const vectors = tfIdf(all);
    const ranks = pageRank(all.length, (i, j) => cosine(vectors[i], vectors[j]));
    return top(all, k, (i) => ranks[i] ?? 0);
  },
  /** A. Nenkova and L. Vanderwende, 2005. */
  sumbasic: ({ text }, k) => {
    const all = sentences(text);
    const bags = all.map(contentStems);
    const chance = new Map<string, number>();
    const total = bags.flat().length;
    for (const stem of bags.flat()) chance.set(stem, (chance.get(stem) ?? 0) + 1 / total);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, all.length)) {
      const mean = (i: number) =>
        (bags[i] ?? []).reduce((sum, stem) => sum + (chance.get(stem) ?? 0), 0) /
        Math.max(1, bags[i]?.length ?? 0);
      const next = all
        .map((_, i) => i)
        .filter((i) => !chosen.includes(i))
        .toSorted((a, b) => mean(b) - mean(a))[0];
      if (next === undefined) break;
      chosen.push(next);
      for (const stem of bags[next] ?? []) chance.set(stem, (chance.get(stem) ?? 0) ** 2);
    }
    return chosen.toSorted((a, b) => a - b).map((i) => all[i] ?? '');
  },
  /** D. Radev and others, 2004, without the other features. */
  centroid: ({ text }, k) => {
    const all = sentences(text);
    const vectors = tfIdf(all);
    const centroid = summed(vectors);
    return top(all, k, (i) => cosine(vectors[i], centroid));
  },
  'centroid+position+mmr': ({ text }, k) => {
    const all = sentences(text);
    const vectors = tfIdf(all);
    const centroid = summed(vectors);
    const chosen: number[] = [];
    while (chosen.length < Math.min(k, all.length)) {
      const score = (i: number) =>
        cosine(vectors[i], centroid) +
        1 / (1 + i) -
        0.5 * Math.max(0, ...chosen.map((other) => cosine(vectors[i], vectors[other])));
      const next = all
        .map((_, i) => i)
        .filter((i) => !chosen.includes(i))
        .toSorted((a, b) => score(b) - score(a))[0];
      if (next === undefined) break;
      chosen.push(next);
    }
    return chosen.toSorted((a, b) => a - b).map((i) => all[i] ?? '');
  },
};

type Vector = ReadonlyMap<string, number>;

function sentences(text: string): string[] {
  return splitSentences(text).map((sentence) => sentence.text);
}

function top(all: readonly string[], k: number, score: (i: number) => number): string[] {
  return all
    .map((text, i) => ({ text, i, score: score(i) }))
    .toSorted((a, b) => b.score - a.score || a.i - b.i)
    .slice(0, k)
    .toSorted((a, b) => a.i - b.i)
    .map(({ text }) => text);
}

function tfIdf(all: readonly string[]): Vector[] {
  const bags = all.map(contentStems);
  const frequency = new Map<string, number>();
  for (const bag of bags) {
    for (const stem of new Set(bag)) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  }
  return bags.map((bag) => {
    const vector = new Map<string, number>();
    for (const stem of bag) {
      const idf = Math.log(1 + all.length / (frequency.get(stem) ?? 1));
      vector.set(stem, (vector.get(stem) ?? 0) + idf);
    }
    return vector;
  });
}

function summed(vectors: readonly Vector[]): Vector {
  const sum = new Map<string, number>();
  for (const vector of vectors) {
    for (const [stem, weight] of vector) sum.set(stem, (sum.get(stem) ?? 0) + weight);
  }
  return sum;
}

function cosine(a: Vector = new Map(), b: Vector = new Map()): number {
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

function pageRank(size: number, edge: (i: number, j: number) => number): number[] {
  const edges = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? 0 : edge(i, j))),
  );
  const out = edges.map((row) => row.reduce((sum, weight) => sum + weight, 0));
  let ranks = new Array<number>(size).fill(1 / size);
  for (let round = 0; round < 30; round += 1) {
    ranks = ranks.map((_, i) => {
      let sum = 0;
      for (let j = 0; j < size; j += 1) {
        const from = out[j] ?? 0;
        if (from > 0) sum += ((edges[j]?.[i] ?? 0) / from) * (ranks[j] ?? 0);
      }
      return 0.15 / size + 0.85 * sum;
    });
  }
  return ranks;
}
