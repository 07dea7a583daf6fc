import { type Selectable, sql } from 'kysely';
import type { Article, ArticleId, NewArticle, Revision, StoryId } from '../model/article.ts';
import type { FeedId } from '../model/feed.ts';
import { articleOf } from './articles.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import { type Database, inTransaction } from './database.ts';
import { takeRevisions } from './revisions.ts';
import type { Schema } from './schema.ts';

export type Stored = {
  readonly added: readonly Article[];
  /** Anything but the date changed; the title and text before are kept. */
  readonly corrected: readonly Article[];
  /** Known already, from this feed or, by its address, from another. */
  readonly unchanged: number;
  /** By key, of those that are this feed's. */
  readonly ids: ReadonlyMap<string, ArticleId>;
};

/** Finds the story of an article that is about to be stored; its own id where it opens one. */
export type PlaceInStory = (article: Omit<Article, 'storyId'>) => StoryId;

export type StoreOptions = {
  readonly now: Date;
  readonly placeInStory: PlaceInStory;
  /**
   * What is new to us may be no news: it was there before we began to read its feed, and counts as
   * first seen then. Channels that get articles as they come in do not get it. Undefined for news.
   */
  readonly backlog?: { readonly seenAt: (article: NewArticle) => Date | undefined } | undefined;
};

/**
 * Stores what is new and corrects what has changed, in one transaction, the caller's where it
 * has one.
 *
 * An article's id is the revision at which it was first stored, so that the order of ids is
 * the order in which articles became visible. A change of date alone is nothing. Whoever stores
 * at the same time waits for the counter first: else two imports of one file on PostgreSQL would
 * both find an article new.
 */
export async function storeArticles(
  db: Database,
  feedId: FeedId,
  articles: readonly NewArticle[],
  options: StoreOptions,
): Promise<Stored> {
  return inTransaction(db, async (tx) => {
    await takeRevisions(tx, 0);
    const known = await knownArticles(tx, feedId, articles);
    const fresh: NewArticle[] = [];
    const changed: { id: number; article: NewArticle }[] = [];
    const seen = new Set<string>();
    for (const article of articles) {
      if (seen.has(article.key)) continue;
      seen.add(article.key);
      const row = known.byKey.get(article.key);
      if (row) {
        if (hasChanged(row, article)) changed.push({ id: row.id, article });
      } else if (article.url === undefined || !known.urls.has(article.url)) {
        fresh.push(article);
        if (article.url !== undefined) known.urls.add(article.url);
      }
    }

    const first = await takeRevisions(tx, fresh.length + changed.length);
    const sources = fresh.map((article) => {
      const seenAt = options.backlog?.seenAt(article);
      return { article, firstSeenAt: seenAt ?? options.now, isBacklog: seenAt !== undefined };
    });
    const added = sources.map((source, index) =>
      asStored(source, feedId, first + index, options.placeInStory),
    );
    await insertArticles(tx, added, sources);
    const corrected: Article[] = [];
    for (const [index, { id, article }] of changed.entries()) {
      corrected.push(
        await correctArticle(tx, id, article, first + fresh.length + index, options.now),
      );
    }
    return {
      added,
      corrected,
      unchanged: articles.length - added.length - corrected.length,
      ids: new Map([
        ...[...known.byKey].map(([key, { id }]) => [key, id as ArticleId] as const),
        ...fresh.map(({ key }, index) => [key, (first + index) as ArticleId] as const),
      ]),
    };
  });
}

/** Deletes a feed and its articles, leaving a trace for whoever follows the revisions. */
export async function deleteFeed(db: Database, feedId: FeedId): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx.query
      .selectFrom('article')
      .select('id')
      .where('feed_id', '=', feedId)
      .orderBy('id')
      .execute();
    const first = await takeRevisions(tx, rows.length);
    for (const chunk of chunksOf(rows, CHUNK)) {
      await tx.query
        .insertInto('deletion')
        .values(
          chunk.map(({ row: { id }, index }) => ({ article_id: id, revision: first + index })),
        )
        .execute();
    }
    await tx.query.deleteFrom('feed').where('id', '=', feedId).execute();
    return rows.length;
  });
}

type Fresh = {
  readonly article: NewArticle;
  readonly firstSeenAt: Date;
  readonly isBacklog: boolean;
};

type KnownArticle = Selectable<Pick<Schema['article'], 'id' | 'key' | (typeof COMPARED)[number]>>;

type KnownArticles = {
  readonly byKey: ReadonlyMap<string, KnownArticle>;
  readonly urls: Set<string>;
};

/** Countries are left out: they are read from the text, by rules that get better. */
const COMPARED = [
  'source',
  'url',
  'title',
  'text',
  'truncated',
  'image',
  'topics',
  'language',
] as const;

function hasChanged(row: KnownArticle, article: NewArticle): boolean {
  const columns = changeableColumns(article);
  return COMPARED.some((name) => row[name] !== columns[name]);
}

async function knownArticles(
  tx: Database,
  feedId: FeedId,
  articles: readonly NewArticle[],
): Promise<KnownArticles> {
  const byKey = new Map<string, KnownArticle>();
  const urls = new Set<string>();
  for (const chunk of chunksOf(articles, CHUNK)) {
    const rows = await tx.query
      .selectFrom('article')
      .select(['id', 'key', ...COMPARED])
      .where('feed_id', '=', feedId)
      .where(
        'key',
        'in',
        chunk.map(({ row }) => row.key),
      )
      .execute();
    for (const row of rows) byKey.set(row.key, row);

    const addresses = chunk.flatMap(({ row }) => row.url ?? []);
    if (addresses.length === 0) continue;
    const same = await tx.query
      .selectFrom('article')
      .select('url')
      .where('url', 'in', addresses)
      .execute();
    for (const { url } of same) if (url !== null) urls.add(url);
  }
  return { byKey, urls };
}

function asStored(
  { article: fresh, firstSeenAt }: Fresh,
  feedId: FeedId,
  revision: number,
  placeInStory: PlaceInStory,
): Article {
  const { key: _, ...article } = fresh;
  const draft = {
    ...article,
    id: revision as ArticleId,
    feedId,
    firstSeenAt,
    firstRevision: revision as Revision,
    revision: revision as Revision,
  };
  return { ...draft, storyId: placeInStory(draft) };
}

async function insertArticles(
  tx: Database,
  articles: readonly Article[],
  sources: readonly Fresh[],
): Promise<void> {
  for (const chunk of chunksOf(articles, CHUNK)) {
    await tx.query
      .insertInto('article')
      .values(
        chunk.map(({ row: article, index }) => ({
          id: article.id,
          feed_id: article.feedId,
          key: sources[index]?.article.key ?? String(article.id),
          published_at: article.publishedAt.getTime(),
          undated: article.undated ? 1 : 0,
          first_seen_at: article.firstSeenAt.getTime(),
          story_id: article.storyId,
          backlog: sources[index]?.isBacklog ? 1 : 0,
          also_in: article.alsoIn ? JSON.stringify(article.alsoIn) : null,
          ...changeableColumns(article),
          revision: article.revision,
        })),
      )
      .execute();
    await insertTopics(
      tx,
      chunk.map(({ row }) => row),
    );
  }
}

async function correctArticle(
  tx: Database,
  id: number,
  article: NewArticle,
  revision: number,
  now: Date,
): Promise<Article> {
  const { query } = tx;
  await dropVersion(tx, id);
  await query
    .insertInto('article_version')
    .columns(['article_id', 'revision', 'title', 'text', 'replaced_at'])
    .expression(
      query
        .selectFrom('article')
        .where('id', '=', id)
        .select(['id', 'revision', 'title', 'text', sql.lit(now.getTime()).as('replaced_at')]),
    )
    .execute();
  const row = await query
    .updateTable('article')
    .set({ ...changeableColumns(article), revision })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const corrected = articleOf(row);
  await query.deleteFrom('article_topic').where('article_id', '=', id).execute();
  await insertTopics(tx, [corrected]);
  return corrected;
}

/** Kept of one article, the first and the last: some feeds write a new text each time they are asked. */
const MAX_VERSIONS = 20;

/** Makes room for one more. */
async function dropVersion(tx: Database, id: number): Promise<void> {
  const [, second, ...others] = await tx.query
    .selectFrom('article_version')
    .select('revision')
    .where('article_id', '=', id)
    .orderBy('revision')
    .execute();
  if (!second || others.length + 2 < MAX_VERSIONS) return;
  await tx.query
    .deleteFrom('article_version')
    .where('article_id', '=', id)
    .where('revision', '=', second.revision)
    .execute();
}

async function insertTopics(tx: Database, articles: readonly Article[]): Promise<void> {
  const rows = articles.flatMap(({ id, topics }) =>
    [...new Set(topics)].map((name) => ({ article_id: id, name })),
  );
  for (const chunk of chunksOf(rows, CHUNK)) {
    await tx.query
      .insertInto('article_topic')
      .values(chunk.map(({ row }) => row))
      .execute();
  }
}

function changeableColumns(article: Omit<NewArticle, 'key' | 'publishedAt'>) {
  return {
    source: article.source,
    url: article.url ?? null,
    title: article.title,
    text: article.text,
    truncated: article.truncated ? 1 : 0,
    image: article.image ? JSON.stringify(article.image) : null,
    topics: JSON.stringify(article.topics),
    countries: JSON.stringify(article.countries),
    language: article.language,
  };
}
