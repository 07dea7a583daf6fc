import type { StoryId } from '../model/article.ts';
import type { Story } from '../model/story.ts';
import { featuresOf } from '../story/features.ts';

/**
 * From here on two stories of one digest look to a reader like the same one told twice. Chosen
 * on half of the draws of `bench/digest-quality.ts`, measured on the other half.
 */
const ALIKE = 0.1;

/**
 * Tells which of these stories have headlines that are alike: what grouping took for two events
 * is often one. Words count the more the fewer of the stories have them.
 */
export function likenessOf(stories: readonly Story[]): (a: Story, b: Story) => boolean {
  const counts = new Map<string, number>();
  const words = stories.map((story) => {
    const weights = new Map<string, number>();
    for (const { title } of [story.lead, ...story.others]) {
      for (const [word, weight] of featuresOf(title, '').weights) {
        weights.set(word, (weights.get(word) ?? 0) + weight);
      }
    }
    for (const word of weights.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [story.id, weights] as const;
  });
  const vectors = new Map<StoryId, ReadonlyMap<string, number>>(
    words.map(([id, weights]) => [id, unit(weights, (word) => rarity(counts.get(word) ?? 1))]),
  );
  return (a, b) => dot(vectors.get(a.id), vectors.get(b.id)) >= ALIKE;

  function rarity(count: number): number {
    return Math.log(1 + stories.length / count);
  }
}

function unit(
  weights: ReadonlyMap<string, number>,
  rarity: (word: string) => number,
): Map<string, number> {
  const rare = [...weights].map(([word, weight]) => [word, weight * rarity(word)] as const);
  const norm = Math.sqrt(rare.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(rare.map(([word, weight]) => [word, weight / norm]));
}

function dot(a: ReadonlyMap<string, number> = new Map(), b?: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b?.get(word) ?? 0);
  return sum;
}
