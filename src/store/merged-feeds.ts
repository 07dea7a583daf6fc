import type { FeedId, PolledFeed } from '../model/feed.ts';
import type { Database } from './database.ts';
import { placesOf, savePlace } from './feed-places.ts';

/**
 * A feed turned out to be another one: only that one is read from now on, for all who asked for
 * either. It carries what it brings under both names, so that whoever follows the one that is gone
 * gets the same as before. False where that was removed meanwhile.
 */
export async function mergeFeed(
  tx: Database,
  { id, origin }: Pick<PolledFeed, 'id' | 'origin'>,
  into: Pick<PolledFeed, 'id' | 'origin'>,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('feed_check')
    .set({ state: 'dropped', merged_into: into.id })
    .where('feed_id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  await tx.query
    .updateTable('feed_check')
    .set({ merged_into: into.id })
    .where('merged_into', '=', id)
    .execute();
  const has = new Set((await placesOf(tx, into.id)).map(({ channel }) => workspaceOf(channel)));
  for (const place of await placesOf(tx, id)) {
    if (!has.has(workspaceOf(place.channel))) await savePlace(tx, into.id, place, { now });
  }
  await tx.query.deleteFrom('feed_place').where('feed_id', '=', id).execute();
  if (into.origin === 'chat' && origin !== 'chat') {
    await tx.query
      .updateTable('feed_check')
      .set({ origin })
      .where('feed_id', '=', into.id)
      .execute();
  }
  return true;
}

/** What a feed is known by: its title, and those of the feeds that turned out to be it. */
export async function titlesOf(
  db: Database,
  { id, title }: { readonly id: FeedId; readonly title: string },
): Promise<string[]> {
  const rows = await db.query
    .selectFrom('feed')
    .innerJoin('feed_check', 'feed_check.feed_id', 'feed.id')
    .select('title')
    .where('merged_into', '=', id)
    .orderBy('feed.id')
    .execute();
  return [...new Set([title, ...rows.map((row) => row.title)])];
}

function workspaceOf({ platform, workspace }: { platform: string; workspace: string }): string {
  return `${platform} ${workspace}`;
}
