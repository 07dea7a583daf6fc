import type { Article } from '../../src/model/article.ts';
import type { StoryIndex } from '../../src/story/story-index.ts';

/** An article of a corpus as it would be in the archive, in the story that the index finds for it. */
export function articleIn(
  index: StoryIndex,
  said: Pick<Article, 'id' | 'title' | 'text' | 'source' | 'publishedAt'>,
): Article {
  return {
    ...said,
    storyId: index.add(said),
    feedId: 1 as Article['feedId'],
    url: undefined,
    truncated: false,
    image: undefined,
    firstSeenAt: said.publishedAt,
    firstRevision: Number(said.id) as Article['firstRevision'],
    revision: Number(said.id) as Article['revision'],
    topics: [],
    countries: [],
    language: 'en',
  };
}
