import { type SqlBool, sql } from 'kysely';
import type { ArticleId } from '../model/article.ts';
import type { FeedId, PolledFeed } from '../model/feed.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { Database } from './database.ts';
import { takeRevisions } from './revisions.ts';

/** An article as far as it takes to recognise it when its feed shows it again. */
export type KnownItem = {
  readonly id: ArticleId;
  readonly key: string;
  readonly url: string | undefined;
  readonly title: string;
  readonly publishedAt: Date;
  /** Of what the feed said when that was last stored. */
  readonly hash: string | undefined;
  /** Its text was read from its page: the feed has an excerpt only. */
  readonly isFromPage: boolean;
};

/** More than any feed shows at once. */
const REMEMBERED = 1_000;

/** The articles that a feed brought last, newest first. */
export async function itemsOfFeed(db: Database, feed: FeedId): Promise<KnownItem[]> {
  const rows = await itemsOf(db, feed).orderBy('id', 'desc').limit(REMEMBERED).execute();
  return rows.map(knownItemOf);
}

/** Articles that a feed brought at any time, by their keys. */
export async function itemsByKey(
  db: Database,
  feed: FeedId,
  keys: readonly string[],
): Promise<Map<string, KnownItem>> {
  const found = new Map<string, KnownItem>();
  for (const chunk of chunksOf(keys, CHUNK)) {
    const some = chunk.map(({ row }) => row);
    const rows = await itemsOf(db, feed).where('key', 'in', some).execute();
    for (const row of rows) found.set(row.key, knownItemOf(row));
  }
  return found;
}

function itemsOf(db: Database, feed: FeedId) {
  return db.query
    .selectFrom('article')
    .leftJoin('feed_item', 'feed_item.article_id', 'article.id')
    .select(['id', 'key', 'url', 'title', 'published_at', 'hash', 'from_page'])
    .where('feed_id', '=', feed);
}

type ItemRow = Awaited<ReturnType<ReturnType<typeof itemsOf>['execute']>>[number];

function knownItemOf(row: ItemRow): KnownItem {
  return {
    id: row.id as ArticleId,
    key: row.key,
    url: row.url ?? undefined,
    title: row.title,
    publishedAt: new Date(row.published_at),
    hash: row.hash ?? undefined,
    isFromPage: row.from_page === 1,
  };
}

/** Which of the addresses belong to articles of the archive, from whatever feed. */
export async function knownUrls(db: Database, urls: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (const chunk of chunksOf(urls, CHUNK)) {
    const rows = await db.query
      .selectFrom('article')
      .select('url')
      .where(
        'url',
        'in',
        chunk.map(({ row }) => row),
      )
      .execute();
    for (const { url } of rows) if (url !== null) known.add(url);
  }
  return known;
}

export type StoredItem = {
  readonly article: ArticleId;
  readonly hash: string;
  readonly isFromPage: boolean;
};

/** Remembers what the feed said of articles just stored. */
export async function saveItems(tx: Database, items: readonly StoredItem[]): Promise<void> {
  for (const chunk of chunksOf(items, CHUNK)) {
    await tx.query
      .insertInto('feed_item')
      .values(
        chunk.map(({ row: { article, hash, isFromPage } }) => ({
          article_id: article,
          hash,
          from_page: isFromPage ? 1 : 0,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('article_id').doUpdateSet((row) => ({
          hash: row.ref('excluded.hash'),
          from_page: row.ref('excluded.from_page'),
        })),
      )
      .execute();
  }
}

/** An article that more feeds carry than this is in all of them. */
const MAX_CARRIERS = 10;

/**
 * Notes that a feed carries articles, too, that another one brought: they are found by its titles as
 * by their source. For whoever follows the revisions they have changed.
 */
export async function carryArticles(
  tx: Database,
  { id, titles }: { readonly id: FeedId; readonly titles: readonly string[] },
  urls: readonly string[],
): Promise<void> {
  const carried: { readonly id: number; readonly alsoIn: string }[] = [];
  for (const chunk of chunksOf(urls, CHUNK)) {
    const rows = await tx.query
      .selectFrom('article')
      .select(['id', 'source', 'also_in'])
      .where(
        'url',
        'in',
        chunk.map(({ row }) => row),
      )
      .where('feed_id', '<>', id)
      .orderBy('id')
      .execute();
    for (const row of rows) {
      const before = row.also_in === null ? [] : (JSON.parse(row.also_in) as string[]);
      const others = titles.filter((title) => title !== row.source);
      const names = [...new Set([...before, ...others])].slice(0, MAX_CARRIERS);
      if (names.length > before.length) carried.push({ id: row.id, alsoIn: JSON.stringify(names) });
    }
  }
  if (carried.length === 0) return;
  const first = await takeRevisions(tx, carried.length);
  for (const [index, { id: article, alsoIn }] of carried.entries()) {
    await tx.query
      .updateTable('article')
      .set({ also_in: alsoIn, revision: first + index })
      .where('id', '=', article)
      .execute();
  }
}

/**
 * How much a feed has carried in all and of late, judged by the articles' own dates, and the newest
 * of it: what it brought, and what another feed had brought before.
 */
export async function articlesOfFeed(
  db: Database,
  { id, title }: Pick<PolledFeed, 'id' | 'title'>,
  { since, newest }: { readonly since: Date; readonly newest: number },
): Promise<{
  readonly articles: number;
  /** Since then. */
  readonly recent: number;
  readonly newest: readonly { readonly title: string; readonly url: string | undefined }[];
}> {
  const named = `%${JSON.stringify(title).replace(/[\\%_]/g, '\\$&')}%`;
  const carried = db.query
    .selectFrom('article')
    .select('id')
    .where('also_in', 'is not', null)
    .where(sql<SqlBool>`also_in like ${named} escape '\\'`);
  const own = db.query.selectFrom('article').select('id').where('feed_id', '=', id);
  const of = db.query.selectFrom('article').where('id', 'in', own.union(carried));
  const count = (row: { n: number } | undefined) => Number(row?.n ?? 0);
  const [all, recent, rows] = await Promise.all([
    of.select((row) => row.fn.countAll<number>().as('n')).executeTakeFirst(),
    of
      .select((row) => row.fn.countAll<number>().as('n'))
      .where('published_at', '>=', since.getTime())
      .executeTakeFirst(),
    of
      .select(['title', 'url'])
      .orderBy('published_at', 'desc')
      .orderBy('id', 'desc')
      .limit(newest)
      .execute(),
  ]);
  return {
    articles: count(all),
    recent: count(recent),
    newest: rows.map(({ title, url }) => ({ title, url: url ?? undefined })),
  };
}
