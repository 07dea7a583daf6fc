import type { NewArticle, StoryId } from '../../src/model/article.ts';
import type { PlaceInStory } from '../../src/store/store-articles.ts';

/** An article with nothing remarkable about it, but for what the test says. */
export function aNewArticle(change: Partial<NewArticle> = {}): NewArticle {
  const title = change.title ?? 'River commission meets in Almaty';
  return {
    key: title,
    source: 'Example News',
    url: undefined,
    title,
    text: 'The commission met on Monday. It will meet again in spring.',
    truncated: false,
    image: undefined,
    publishedAt: new Date('2026-11-20T06:00:00Z'),
    topics: [],
    countries: [],
    language: 'en',
    ...change,
  };
}

/** Every article is a story of its own. */
export const apart: PlaceInStory = ({ id }) => id as number as StoryId;
