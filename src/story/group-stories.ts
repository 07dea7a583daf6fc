import type { Article, StoryId } from '../model/article.ts';
import type { Story } from '../model/story.ts';
import { featuresOf } from './features.ts';
import { areNearDuplicates, shinglesOf } from './shingles.ts';

/**
 * The stories of these articles, in the order in which the articles first touch them. The lead
 * is the article most like the rest of its story; among equals the longest, then the earliest.
 */
export function groupStories(articles: readonly Article[]): Story[] {
  const byStory = new Map<StoryId, Article[]>();
  for (const article of articles) {
    byStory.set(article.storyId, [...(byStory.get(article.storyId) ?? []), article]);
  }
  return [...byStory].map(([id, members]) => storyOf(id, members));
}

function storyOf(id: StoryId, articles: readonly Article[]): Story {
  const [only, ...more] = articles;
  // Most stories: nothing to compare, and comparing is what costs.
  if (only !== undefined && more.length === 0) {
    return { id, lead: only, others: [], sources: [only.source] };
  }
  const members = articles.map((article) => {
    const { weights, words } = featuresOf(article.title, article.text);
    return { article, weights, shingles: shinglesOf(words) };
  });
  const lead = chooseLead(members);
  const others = articles
    .filter((article) => article !== lead)
    .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.id - a.id);
  return { id, lead, others, sources: independentSources(members, lead) };
}

type Member = {
  readonly article: Article;
  readonly weights: ReadonlyMap<string, number>;
  readonly shingles: Uint16Array;
};

function chooseLead(members: readonly Member[]): Article {
  const centroid = new Map<string, number>();
  for (const { weights } of members) {
    const length = norm(weights);
    for (const [stem, weight] of weights) {
      centroid.set(stem, (centroid.get(stem) ?? 0) + weight / length);
    }
  }
  const ranked = members
    .map(({ article, weights }) => ({ article, closeness: closeness(weights, centroid) }))
    .toSorted(
      (a, b) =>
        b.closeness - a.closeness ||
        b.article.text.length - a.article.text.length ||
        a.article.publishedAt.getTime() - b.article.publishedAt.getTime() ||
        a.article.id - b.article.id,
    );
  const [first] = ranked;
  if (first === undefined) throw new Error('a story needs at least one article');
  return first.article;
}

/** Cosine in steps of 0.05, so that a longer text wins over an insignificant difference. */
function closeness(
  weights: ReadonlyMap<string, number>,
  centroid: ReadonlyMap<string, number>,
): number {
  let dot = 0;
  for (const [stem, weight] of weights) dot += weight * (centroid.get(stem) ?? 0);
  return Math.round((20 * dot) / (norm(weights) * norm(centroid))) / 20;
}

function norm(weights: ReadonlyMap<string, number>): number {
  return Math.sqrt(weights.values().reduce((sum, weight) => sum + weight * weight, 0)) || 1;
}

/**
 * One name for every text of its own: outlets that carry the same agency report count once, by
 * the one that had it first. The lead's comes first.
 */
function independentSources(members: readonly Member[], lead: Article): string[] {
  const origins: Member[] = [];
  const inOrder = members.toSorted(
    (a, b) =>
      Number(b.article === lead) - Number(a.article === lead) ||
      a.article.publishedAt.getTime() - b.article.publishedAt.getTime() ||
      a.article.id - b.article.id,
  );
  for (const member of inOrder) {
    const copied = origins.some(({ shingles }) => areNearDuplicates(shingles, member.shingles));
    if (!copied) origins.push(member);
  }
  return [...new Set(origins.map(({ article }) => article.source))];
}
