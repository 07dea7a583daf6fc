import type { Selectable } from 'kysely';
import type {
  Article,
  ArticleId,
  ArticleImage,
  ArticleVersion,
  Revision,
  StoryId,
} from '../model/article.ts';
import type { FeedId } from '../model/feed.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** In the order of the ids; those that are not there are left out. */
export async function articlesByIds(db: Database, ids: readonly ArticleId[]): Promise<Article[]> {
  const byId = new Map<ArticleId, Article>();
  for (const chunk of chunksOf(ids, CHUNK)) {
    const rows = await db.query
      .selectFrom('article')
      .selectAll()
      .where(
        'id',
        'in',
        chunk.map(({ row }) => row),
      )
      .execute();
    for (const row of rows) byId.set(row.id as ArticleId, articleOf(row));
  }
  return ids.flatMap((id) => byId.get(id) ?? []);
}

export async function articleById(db: Database, id: ArticleId): Promise<Article | undefined> {
  const [article] = await articlesByIds(db, [id]);
  return article;
}

export async function articleByUrl(db: Database, url: string): Promise<Article | undefined> {
  const row = await db.query
    .selectFrom('article')
    .selectAll()
    .where('url', '=', url)
    .orderBy('id')
    .executeTakeFirst();
  return row && articleOf(row);
}

/**
 * First seen in the half-open window, in the order of their ids. `onlyNews` leaves out what was in
 * a feed when that was first read.
 */
export async function articlesSeenBetween(
  db: Database,
  { since, until }: { readonly since: Date; readonly until: Date },
  { onlyNews = false }: { readonly onlyNews?: boolean | undefined } = {},
): Promise<Article[]> {
  const rows = await db.query
    .selectFrom('article')
    .selectAll()
    .where('first_seen_at', '>=', since.getTime())
    .where('first_seen_at', '<', until.getTime())
    .$if(onlyNews, (query) => query.where('backlog', '=', 0))
    .orderBy('id')
    .execute();
  return rows.map(articleOf);
}

export async function articlesOfStory(db: Database, story: StoryId): Promise<Article[]> {
  const rows = await db.query
    .selectFrom('article')
    .selectAll()
    .where('story_id', '=', story)
    .orderBy('id')
    .execute();
  return rows.map(articleOf);
}

export type ArticleChange =
  | { readonly kind: 'stored'; readonly article: Article; readonly revision: Revision }
  | { readonly kind: 'deleted'; readonly id: ArticleId; readonly revision: Revision };

/** What has been stored, corrected or deleted since a revision, in the order of revisions. */
export async function changesAfter(
  db: Database,
  revision: number,
  limit: number,
): Promise<ArticleChange[]> {
  const [rows, deletions] = await Promise.all([
    db.query
      .selectFrom('article')
      .selectAll()
      .where('revision', '>', revision)
      .orderBy('revision')
      .limit(limit)
      .execute(),
    db.query
      .selectFrom('deletion')
      .selectAll()
      .where('revision', '>', revision)
      .orderBy('revision')
      .limit(limit)
      .execute(),
  ]);
  const changes: ArticleChange[] = [
    ...rows.map((row) => ({
      kind: 'stored' as const,
      article: articleOf(row),
      revision: row.revision as Revision,
    })),
    ...deletions.map((row) => ({
      kind: 'deleted' as const,
      id: row.article_id as ArticleId,
      revision: row.revision as Revision,
    })),
  ];
  return changes.sort((a, b) => a.revision - b.revision).slice(0, limit);
}

/** What an article said before, the oldest first; of very many the first and the last. */
export async function versionsOf(
  db: Database,
  { id, revision, firstRevision }: Pick<Article, 'id' | 'revision' | 'firstRevision'>,
): Promise<ArticleVersion[]> {
  if (revision === firstRevision) return [];
  const rows = await db.query
    .selectFrom('article_version')
    .select(['title', 'text', 'replaced_at'])
    .where('article_id', '=', id)
    .orderBy('revision')
    .execute();
  return rows.map(({ title, text, replaced_at }) => ({
    title,
    text,
    replacedAt: new Date(replaced_at),
  }));
}

export async function countArticles(db: Database): Promise<number> {
  const { n } = await db.query
    .selectFrom('article')
    .select((row) => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** For the rooms of the store alone: a row as the rest of the house knows it. */
export function articleOf(row: Selectable<Schema['article']>): Article {
  return {
    id: row.id as ArticleId,
    feedId: row.feed_id as FeedId,
    source: row.source,
    ...(row.also_in === null ? {} : { alsoIn: JSON.parse(row.also_in) as string[] }),
    url: row.url ?? undefined,
    title: row.title,
    text: row.text,
    truncated: row.truncated === 1,
    image: row.image === null ? undefined : (JSON.parse(row.image) as ArticleImage),
    publishedAt: new Date(row.published_at),
    ...(row.undated === 1 ? { undated: true } : {}),
    firstSeenAt: new Date(row.first_seen_at),
    firstRevision: row.id as number as Revision,
    revision: row.revision as Revision,
    topics: JSON.parse(row.topics) as string[],
    countries: JSON.parse(row.countries) as string[],
    language: row.language,
    storyId: row.story_id as StoryId,
  };
}
