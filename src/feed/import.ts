import { resolve } from 'node:path';
import type { Database } from '../store/database.ts';
import { type FileFeed, feedOfFile, nameOfFile } from './file-feed.ts';
import { type ImportReport, importItems } from './import-items.ts';
import { itemsOfFile } from './read-file.ts';

export type ImportOptions = {
  readonly now: Date;
  /** What the file is to be known by; its path unless said otherwise. */
  readonly feed?: { readonly key: string; readonly title: string };
  /** What is dated before then is in no digest; a week before `now` unless said otherwise. */
  readonly newsSince?: Date;
  /** Bytes read so far; the last call has them all. */
  readonly onProgress?: (bytes: number) => void;
};

/**
 * Imports a file of articles: JSON Lines, CSV, the text of a results page, a saved feed or a saved
 * page. Importing it again changes nothing but what has changed in it. A bad line is reported and
 * skipped, and so is the second of two lines that name the same article; the lines around it are
 * not. Throws when the file cannot be read or is none of these.
 */
export function importFile(
  db: Database,
  path: string,
  { now, feed, newsSince, onProgress = () => undefined }: ImportOptions,
): Promise<ImportReport> {
  const named: FileFeed = { key: `file:${resolve(path)}`, title: nameOfFile(path) };
  return importItems(db, itemsOfFile(path, onProgress), {
    now,
    newsSince,
    fallbackSource: feed?.title ?? named.title,
    feedOf: async (first) => feed ?? feedOfFile(db, named, first),
  });
}
