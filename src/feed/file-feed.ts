import { basename, extname } from 'node:path';
import type { NewArticle } from '../model/article.ts';
import type { Database } from '../store/database.ts';
import { feedByKey, feedsByTitle } from '../store/feeds.ts';
import { headlinesByKey } from '../store/headlines.ts';
import type { FeedIdentity } from './import-items.ts';

export type FileFeed = FeedIdentity;

/** The outlet that an article comes from where neither it nor its address says: "dushanbe-times.csv". */
export function nameOfFile(path: string): string {
  return basename(path, extname(path));
}

/**
 * The feed that a file is, by its first articles. A file is known by its path; one that was moved
 * or copied is known by its name and its articles: a feed of a file with this name goes on where it
 * knows some of them, most of those under these headlines. Another file of the name is another feed.
 */
export async function feedOfFile(
  db: Database,
  file: FileFeed,
  first: readonly NewArticle[],
): Promise<FeedIdentity> {
  if (await feedByKey(db, file.key)) return file;
  const alike = await feedsByTitle(db, file.title);
  for (const feed of alike.filter(({ key }) => key.startsWith('file:'))) {
    const headlines = await headlinesByKey(
      db,
      feed.id,
      first.map(({ key }) => key),
    );
    const same = first.filter(({ key, title }) => headlines.get(key) === title);
    if (same.length > 0 && same.length >= headlines.size / 2) return feed;
  }
  return file;
}
