import type { Article, StoryId } from './article.ts';

/** The same event told by one or more articles. */
export type Story = {
  readonly id: StoryId;
  readonly lead: Article;
  /** The other articles, newest first. */
  readonly others: readonly Article[];
  /** Names of independent sources, the lead's first. */
  readonly sources: readonly string[];
};
