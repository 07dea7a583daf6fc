import type { Article } from '../model/article.ts';
import { featuresOf } from './features.ts';

/** Below this two articles have only everyday words in common. */
const SIMILAR = 0.08;

/**
 * Articles to read after this one, among candidates that the caller found (its story, and what
 * a search for its words gave): first the rest of its story, newest first, then others by how
 * alike they are. Never the article itself; at most `limit`.
 */
export function relatedTo(
  article: Article,
  candidates: readonly Article[],
  limit: number,
): { sameStory: Article[]; similar: Article[] } {
  const others = [...new Map(candidates.map((other) => [other.id, other])).values()].filter(
    ({ id }) => id !== article.id,
  );
  const sameStory = others
    .filter(({ storyId }) => storyId === article.storyId)
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.id - a.id)
    .slice(0, limit);
  const rarity = rarityIn([article, ...others]);
  const own = rarity(article);
  const similar = others
    .filter(({ storyId }) => storyId !== article.storyId)
    .map((other) => ({ other, similarity: dot(own, rarity(other)) }))
    .filter(({ similarity }) => similarity >= SIMILAR)
    .toSorted((a, b) => b.similarity - a.similarity || b.other.id - a.other.id)
    .map(({ other }) => other)
    .slice(0, limit - sameStory.length);
  return { sameStory, similar };
}

/** Unit vectors of the articles, words weighted by how rare they are among them. */
function rarityIn(articles: readonly Article[]): (article: Article) => Map<string, number> {
  const weights = new Map(articles.map((a) => [a.id, featuresOf(a.title, a.text).weights]));
  const counts = new Map<string, number>();
  for (const stems of weights.values()) {
    for (const stem of stems.keys()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return ({ id }) => {
    const vector = new Map<string, number>();
    let squared = 0;
    for (const [stem, weight] of weights.get(id) ?? []) {
      const rare = weight * Math.log(1 + (articles.length + 10) / (counts.get(stem) ?? 1));
      vector.set(stem, rare);
      squared += rare * rare;
    }
    const norm = Math.sqrt(squared) || 1;
    for (const [stem, weight] of vector) vector.set(stem, weight / norm);
    return vector;
  };
}

function dot(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [stem, weight] of a) sum += weight * (b.get(stem) ?? 0);
  return sum;
}
