import { join } from 'node:path';
import { SAMPLE_FEED_KEY } from '../model/feed.ts';
import type { Database } from '../store/database.ts';
import { feedByKey } from '../store/feeds.ts';
import { deleteFeed } from '../store/store-articles.ts';
import { importFile } from './import.ts';
import type { ImportReport } from './import-items.ts';

const FILE = join(import.meta.dirname, '..', '..', 'data', 'sample-articles.jsonl');

/**
 * The sample archive is there as long as no platform is connected, and gone from the first
 * start with one: nobody wants it among the news. Undefined when nothing was imported.
 */
export async function keepSamples(
  db: Database,
  { wanted, now }: { readonly wanted: boolean; readonly now: Date },
): Promise<ImportReport | undefined> {
  const feed = await feedByKey(db, SAMPLE_FEED_KEY);
  if (wanted) {
    return importFile(db, FILE, {
      now,
      feed: { key: SAMPLE_FEED_KEY, title: 'Newsdesk samples' },
      // Old as they are: the playground shows a digest of them.
      newsSince: new Date(0),
    });
  }
  if (feed) await deleteFeed(db, feed.id);
  return undefined;
}
