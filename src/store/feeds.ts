import type { Feed, FeedId } from '../model/feed.ts';
import type { Database } from './database.ts';

/** The feed with this key, made if there was none; a new title or address replaces the old. */
export async function ensureFeed(db: Database, feed: Omit<Feed, 'id'>, now: Date): Promise<FeedId> {
  const { id } = await db.query
    .insertInto('feed')
    .values({ key: feed.key, title: feed.title, url: feed.url ?? null, created_at: now.getTime() })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ title: feed.title, url: feed.url ?? null }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id as FeedId;
}

export async function feedByKey(db: Database, key: string): Promise<Feed | undefined> {
  const row = await db.query
    .selectFrom('feed')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
  return row && { id: row.id as FeedId, key: row.key, title: row.title, url: row.url ?? undefined };
}

/** The oldest first. */
export async function feedsByTitle(db: Database, title: string): Promise<Feed[]> {
  const rows = await db.query
    .selectFrom('feed')
    .selectAll()
    .where('title', '=', title)
    .orderBy('id')
    .execute();
  return rows.map(({ id, key, url }) => ({ id: id as FeedId, key, title, url: url ?? undefined }));
}

/** Those of which there are articles, or will be. */
export async function countFeeds(db: Database): Promise<number> {
  const { n } = await db.query
    .selectFrom('feed')
    .select((row) => row.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}
