import type { FeedId } from '../model/feed.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { Database } from './database.ts';

/** The headlines of a feed's articles with these keys, by key. */
export async function headlinesByKey(
  db: Database,
  feedId: FeedId,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const chunk of chunksOf(keys, CHUNK)) {
    const rows = await db.query
      .selectFrom('article')
      .select(['key', 'title'])
      .where('feed_id', '=', feedId)
      .where(
        'key',
        'in',
        chunk.map(({ row }) => row),
      )
      .execute();
    for (const { key, title } of rows) found.set(key, title);
  }
  return found;
}
