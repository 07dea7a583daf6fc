import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../store/database.ts';
import { takeFeedsOfFile } from '../store/polled-feeds.ts';
import { readOpml } from './opml.ts';
import { decode } from './parse/decode.ts';

/** The feeds of the first beat, to be edited by whoever runs the bot. */
const BUNDLED = join(import.meta.dirname, '..', '..', 'data', 'feeds.opml');

/**
 * Brings in the feeds of an OPML file, and lets go of those that have left it. The bundled one is
 * for a bot that is connected to a platform: the playground reads what is named to it. Throws where
 * the file cannot be read.
 */
export async function loadFeedsFile(
  db: Database,
  options: {
    readonly feedsFile: string | 'none' | undefined;
    readonly isConnected: boolean;
    readonly now: Date;
  },
): Promise<{ readonly added: number; readonly dropped: number }> {
  const { feedsFile, isConnected, now } = options;
  if (feedsFile === 'none' || (feedsFile === undefined && !isConnected)) {
    return { added: 0, dropped: 0 };
  }
  const path = feedsFile ?? BUNDLED;
  const bytes = await readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`FEEDS_FILE is "${path}", which cannot be read: ${reason}`, { cause: error });
  });
  const opml = readOpml(decode(bytes, { contentType: undefined }));
  if (!opml) {
    throw new Error(`FEEDS_FILE is "${path}", which is no OPML; expected what feed readers export`);
  }
  return takeFeedsOfFile(db, opml.feeds, now);
}
