import { followedName } from '../message/query-words.ts';
import type { Article, ArticleId, Revision, StoryId } from '../model/article.ts';
import type { Digest, DigestWindow } from '../model/digest.ts';
import type { Story } from '../model/story.ts';
import type { Finder } from '../search/finder.ts';
import { parseQuery } from '../search/query.ts';
import { articlesOfStory, articlesSeenBetween } from '../store/articles.ts';
import type { Database } from '../store/database.ts';
import { groupStories } from '../story/group-stories.ts';
import { type Shown, selectStories } from './select-stories.ts';

export type DigestRequest = {
  /** Search texts: an article belongs where any of them finds it. None, or an empty one, means everything. */
  readonly queries: readonly string[];
  readonly window: DigestWindow;
  /** Most stories in full. */
  readonly top: number;
  /** Most stories as one line each; 5 where it is not said. */
  readonly also?: number | undefined;
  /** What the channel has seen before. */
  readonly shown: ReadonlyMap<StoryId, Shown>;
  /** Not what a feed held when it was first read. */
  readonly onlyNews?: boolean | undefined;
};

/**
 * Composes the digest of a window of first sight. An article's own date will not do: feeds
 * backdate, and a late article would fall between two digests.
 */
export async function composeDigest(
  { db, finder }: { readonly db: Database; readonly finder: Finder },
  { queries, window, top, also, shown, onlyNews }: DigestRequest,
): Promise<Digest> {
  const seen = await articlesSeenBetween(db, window, { onlyNews });
  const wantsAll = queries.length === 0 || queries.includes('');
  const articles = wantsAll ? seen : await matching(finder, queries, seen, window);
  const stories = await Promise.all(
    groupStories(articles).map((story) => (shown.has(story.id) ? wholeStory(db, story) : story)),
  );
  return {
    window,
    query: wantsAll ? '' : titleOf(queries),
    ...selectStories(stories, { top, also, shown, since: window.since }),
    articles: articles.length,
  };
}

/** The search itself, or what several follow, each once. */
function titleOf(queries: readonly string[]): string {
  const [first = '', ...others] = new Map(
    queries.map((query) => [followedName(query).toLowerCase(), query]),
  ).values();
  return others.length === 0 ? first : [first, ...others].map(followedName).join(' · ');
}

async function matching(
  finder: Finder,
  queries: readonly string[],
  candidates: readonly Article[],
  { until }: DigestWindow,
): Promise<readonly Article[]> {
  // A search answers within its time; a digest waits until all of its articles can be found.
  if (candidates.length > 0) await finder.refresh();
  const found = new Set<ArticleId>();
  for (const { first, last } of stretchesOf(candidates)) {
    for (const query of queries) {
      const { hits } = await finder.find(parseQuery(query, until), {
        from: 1,
        limit: last - first + 1,
        unmarked: true,
        notBefore: first,
        asOf: last,
      });
      for (const { article, partial } of hits) if (!partial) found.add(article.id);
    }
  }
  return candidates.filter(({ id }) => found.has(id));
}

/** Revisions without an article of the window, from which on it is searched in two parts. */
const WIDE_GAP = 500;

/**
 * The revisions of the articles, as few stretches. Mostly they are one; but what a feed held when
 * it was first read stands between them and was seen long before.
 */
function stretchesOf(articles: readonly Article[]): { first: Revision; last: Revision }[] {
  const stretches: { first: Revision; last: Revision }[] = [];
  for (const { firstRevision } of articles) {
    const stretch = stretches.at(-1);
    if (stretch && firstRevision - stretch.last < WIDE_GAP) stretch.last = firstRevision;
    else stretches.push({ first: firstRevision, last: firstRevision });
  }
  return stretches;
}

/** With the articles that came before the window: whether a story has grown shows only in the whole of it. */
async function wholeStory(db: Database, story: Story): Promise<Story> {
  const [whole = story] = groupStories(await articlesOfStory(db, story.id));
  return whole;
}
