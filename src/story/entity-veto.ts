import type { Weights } from './vector-pool.ts';

/** How many names make an article's cast: the heaviest are whom it is about. */
const CAST = 4;

/** The share of members that must name somebody for the story to be about them. */
const SHARED_BY = 0.75;

/** A name is new to a story where fewer of its members have it. */
const KNOWN_BY = 0.2;

/** From here on, by weight, article and story are about other people and places. */
const VETO = 0.3;

/** Only the latest members of a long story speak for it. */
const MEMBERS_READ = 20;

/**
 * Two fights of one champion, two elections of one country: texts may be alike and the events
 * different. The veto falls where the article's main names are new to the story and the story's
 * are missing from the article. One of both is ordinary: outlets differ in detail.
 */
export function areDifferentEvents(article: Weights, story: readonly Weights[]): boolean {
  const members = story.slice(-MEMBERS_READ);
  const cast = article.names.slice(0, CAST);
  const news = cast.filter((name) => shareOf(members, name) < KNOWN_BY);
  if (news.length === 0) return false;
  const core = coreOf(members);
  const missing = core.filter(([name]) => !article.has(name));
  const newShare =
    sumOfSquares(news.map((name) => article.get(name) ?? 0)) /
    (sumOfSquares(cast.map((name) => article.get(name) ?? 0)) || 1);
  const missingShare =
    sumOfSquares(missing.map(([, weight]) => weight)) /
    (sumOfSquares(core.map(([, weight]) => weight)) || 1);
  return Math.min(newShare, missingShare) > VETO;
}

function shareOf(members: readonly Weights[], name: string): number {
  let having = 0;
  for (const member of members) if (member.has(name)) having += 1;
  return having / Math.max(1, members.length);
}

/** The names that most members have, the heaviest first: the first few members have them all. */
function coreOf(members: readonly Weights[]): (readonly [name: string, weight: number])[] {
  return [...new Set(members.slice(0, 3).flatMap(({ names }) => names))]
    .filter((name) => shareOf(members, name) >= SHARED_BY)
    .map((name) => [name, weightOf(members, name)] as const)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, CAST);
}

function weightOf(members: readonly Weights[], name: string): number {
  return members.reduce((sum, member) => sum + (member.get(name) ?? 0), 0);
}

function sumOfSquares(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight * weight, 0);
}
