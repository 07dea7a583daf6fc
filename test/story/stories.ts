import type { Article, ArticleId, Revision, StoryId } from '../../src/model/article.ts';
import type { FeedId } from '../../src/model/feed.ts';

const NOON = new Date('2026-03-02T12:00:00Z');

/** An article with everything a story needs; `id` is its number, `hours` after noon. */
export function anArticle({
  id,
  story = id,
  hours = 0,
  ...rest
}: {
  id: number;
  story?: number;
  hours?: number;
} & Partial<Pick<Article, 'title' | 'text' | 'source'>>): Article {
  const publishedAt = new Date(NOON.getTime() + hours * 3_600_000);
  return {
    id: id as ArticleId,
    feedId: 1 as FeedId,
    source: `Source ${id}`,
    url: undefined,
    title: `Article ${id}`,
    text: '',
    truncated: false,
    image: undefined,
    publishedAt,
    firstSeenAt: publishedAt,
    firstRevision: id as Revision,
    revision: id as Revision,
    topics: [],
    countries: [],
    language: 'en',
    storyId: story as StoryId,
    ...rest,
  };
}

export const FERRY = {
  title: 'Ferry runs aground off Marwick island',
  text: 'A ferry with 212 people aboard ran aground off Marwick island on Monday, the coast guard said. Boats from Marwick took all passengers ashore. The operator, Northline, said the rudder had failed in heavy seas.',
};

export const FERRY_AGAIN = {
  title: 'All safe after Marwick ferry grounding',
  text: 'More than 200 passengers were brought ashore at Marwick after a Northline ferry hit rocks in heavy seas, according to the coast guard. The operator blamed a failed rudder.',
};

export const BUDGET = {
  title: 'Parliament passes budget after night of talks',
  text: 'Parliament in Talbury passed the budget on Monday by four votes. Finance minister Orla Venn said taxes on fuel would rise. The opposition called the plan reckless.',
};
