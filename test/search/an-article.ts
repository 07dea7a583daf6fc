import type { Article, ArticleId, Revision, StoryId } from '../../src/model/article.ts';
import type { FeedId } from '../../src/model/feed.ts';

/** An article as the store gives it; its revision is its number. */
export function anArticle(id: number, title: string, change: Partial<Article> = {}): Article {
  return {
    id: id as ArticleId,
    feedId: 1 as FeedId,
    source: 'Example News',
    url: undefined,
    title,
    text: '',
    truncated: false,
    image: undefined,
    publishedAt: new Date(Date.UTC(2026, 0, id)),
    firstSeenAt: new Date(0),
    firstRevision: id as Revision,
    revision: id as Revision,
    topics: [],
    countries: [],
    language: 'en',
    storyId: id as StoryId,
    ...change,
  };
}
