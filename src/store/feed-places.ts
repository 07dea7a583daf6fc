import { sql } from 'kysely';
import type { Channel, Platform, Tenant } from '../model/channel.ts';
import type { FeedId, FeedPlace } from '../model/feed.ts';
import type { Database } from './database.ts';

/** Where a feed was asked for: one channel of each workspace. */
export async function placesOf(db: Database, id: FeedId): Promise<FeedPlace[]> {
  const rows = await db.query
    .selectFrom('feed_place')
    .selectAll()
    .where('feed_id', '=', id)
    .where('left_at', 'is', null)
    .orderBy('added_at')
    .execute();
  return rows.map(({ platform, workspace, channel, person }) => ({
    channel: { platform: platform as Platform, workspace, id: channel } satisfies Channel,
    person,
  }));
}

/** The workspace wants the feed, or from `leftAt` on no more. */
export async function savePlace(
  db: Database,
  id: FeedId,
  { channel, person }: FeedPlace,
  { now, leftAt }: { readonly now: Date; readonly leftAt?: Date },
): Promise<void> {
  const left_at = leftAt?.getTime() ?? null;
  const values = { channel: channel.id, person, added_at: now.getTime(), left_at };
  const { platform, workspace } = channel;
  await db.query
    .insertInto('feed_place')
    .values({ feed_id: id, platform, workspace, ...values })
    .onConflict((conflict) =>
      conflict.columns(['feed_id', 'platform', 'workspace']).doUpdateSet(values),
    )
    .execute();
}

/** Whether the workspace had the feed and removed it. */
export async function hasLeft(db: Database, id: FeedId, tenant: Tenant): Promise<boolean> {
  const row = await db.query
    .selectFrom('feed_place')
    .select('left_at')
    .where('feed_id', '=', id)
    .where('platform', '=', tenant.platform)
    .where('workspace', '=', tenant.workspace)
    .executeTakeFirst();
  return row?.left_at != null;
}

/** Whether anybody but this workspace uses the bot. */
export async function servesOthers(db: Database, tenant: Tenant): Promise<boolean> {
  const isOther = <T extends 'subscription' | 'feed_place'>(table: T) =>
    sql<{ found: number }>`select 1 as found from ${sql.table(table)}
      where platform <> 'web' and not (platform = ${tenant.platform} and workspace = ${tenant.workspace})
      limit 1`.execute(db.query);
  const found = await Promise.all([isOther('subscription'), isOther('feed_place')]);
  return found.some(({ rows }) => rows.length > 0);
}

/** Those that were asked for in chat only, and that nobody there wants any more. */
export async function dropUnwantedFeeds(tx: Database): Promise<void> {
  await tx.query
    .updateTable('feed_check')
    .set({ state: 'dropped' })
    .where('origin', '=', 'chat')
    .where('state', 'not in', ['removed', 'dropped'])
    .where('feed_id', 'not in', (query) =>
      query.selectFrom('feed_place').select('feed_id').where('left_at', 'is', null),
    )
    .execute();
}
