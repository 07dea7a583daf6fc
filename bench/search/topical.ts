import { join } from 'node:path';
import { articleOf, type BenchQuery, type Doc, readLines } from './corpus.ts';
import type { Engine } from './engines.ts';
import { ndcg } from './quality.ts';
import { randomFrom } from './random.ts';

const COLLECTIONS = ['time', 'cranfield'];

/** nDCG@10 on questions about a topic, as they are and with half of the long words mistyped. */
export function ndcgOfTopics(
  folder: string,
  open: () => Engine | undefined,
): Record<string, number> {
  const scores: Record<string, number> = {};
  for (const collection of COLLECTIONS) {
    const docs = readLines<Doc>(join(folder, collection, 'docs.jsonl'));
    const queries = readLines<BenchQuery>(join(folder, collection, 'queries.jsonl'));
    const engine = open();
    if (!engine) return scores;
    engine.add(docs.map(articleOf));
    engine.finish();
    const mean = (typed: (query: BenchQuery, at: number) => string): number => {
      const all = queries.map((query, at) => {
        const found = engine
          .find(typed(query, at))
          .map((id) => query.rel?.[docs[id - 1]?.id ?? ''] ?? 0);
        return ndcg(found, Object.values(query.rel ?? {}));
      });
      return all.reduce((sum, score) => sum + score, 0) / all.length;
    };
    scores[collection] = mean(({ q }) => q);
    scores[`${collection} typo`] = mean(({ q }, at) => mistyped(q, at + 1));
  }
  return scores;
}

/** One slip in every second word of five letters and more, the first letter kept: left out, doubled, another, swapped. */
function mistyped(text: string, seed: number): string {
  const random = randomFrom(seed);
  return text
    .split(' ')
    .map((word) => {
      if (!/^[a-z]{5,}$/.test(word) || random() < 0.5) return word;
      const at = 1 + Math.floor(random() * (word.length - 2));
      const [before, letter, after] = [word.slice(0, at), word.charAt(at), word.slice(at + 1)];
      const slip = random();
      if (slip < 0.34) return before + after;
      if (slip < 0.61) return before + letter + letter + after;
      if (slip < 0.85) return before + 'etaoinshr'.charAt(Math.floor(random() * 9)) + after;
      return before + after.charAt(0) + letter + after.slice(1);
    })
    .join(' ');
}
