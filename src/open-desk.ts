import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import type { Desk } from './commands/desk.ts';
import { COMMANDS } from './commands/index.ts';
import type { Config } from './config.ts';
import type { FeedWeb } from './feed/find-feed.ts';
import { liveStories } from './feed/live-stories.ts';
import { createFetcher, type Fetcher } from './feed/net/fetcher.ts';
import { userAgentOf } from './feed/net/user-agent.ts';
import { createReadPage } from './feed/read-page.ts';
import { openReadingThread, type ReadingThread } from './feed/reading-thread.ts';
import type { FeedService } from './feed/refresh.ts';
import { type Log, reasonOf } from './log.ts';
import { openFinder } from './search/finder.ts';
import { closeDatabase, type Database, openDatabase } from './store/database.ts';
import { acquireLock } from './store/sqlite.ts';
import { chooseWithModel } from './summary/choose-with-model.ts';
import { summarize } from './summary/summarize.ts';

export const VERSION: string = packageJson.version;

export type OpenDesk = Desk & {
  /** The only way out to feeds and their pages. */
  readonly fetcher: Fetcher;
  readonly reading: ReadingThread;
  readonly close: () => Promise<void>;
};

/** Where the search keeps its index. */
export const snapshotIn = ({ dataDir }: Pick<Config, 'dataDir'>): string =>
  join(dataDir, 'search.snapshot');

/** Keeps every other process off the data folder; gives what lets go of it again. */
export function holdData({ dataDir }: Pick<Config, 'dataDir'>): () => void {
  makeDataDir(dataDir);
  const lock = acquireLock(join(dataDir, 'newsdesk.lock'));
  if (!lock) {
    throw new Error(
      `Newsdesk is already running on ${dataDir}; stop that one first, or set NEWSDESK_DATA_DIR to another folder`,
    );
  }
  return lock.release;
}

/** The database alone; closed when the work is over. */
export async function withDatabase<T>(
  config: Pick<Config, 'database' | 'dataDir'>,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  const db = await openData(config);
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
  }
}

/** The database and the search over it, without any platform: what the command line needs. */
export async function openDesk(config: Config, log: Log): Promise<OpenDesk> {
  const db = await openData(config);
  const finder = await openFinder({
    db,
    log,
    snapshotFile: snapshotIn(config),
  });
  const { fetcher, reading, web } = openWeb(config);
  return {
    commands: COMMANDS,
    db,
    finder,
    web,
    fetcher,
    reading,
    log,
    outages: () => [],
    summarize: async (article) =>
      config.summarizer ? chooseWithModel(article, config.summarizer, { log }) : summarize(article),
    timezone: config.timezone,
    version: VERSION,
    close: async () => {
      await fetcher.close();
      await reading.close();
      await finder.close();
      await closeDatabase(db);
    },
  };
}

function openData({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): Promise<Database> {
  makeDataDir(dataDir);
  return openDatabase(database);
}

/** Makes the folder where it is not there; throws one plain line where it cannot be used. */
function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `NEWSDESK_DATA_DIR is "${dataDir}"; expected a folder that this user can write to (${reasonOf(error)})`,
      { cause: error },
    );
  }
}

/** The web as feeds are sought and read in it. */
export function openWeb({ allowPrivateNetworks, contact }: Config): {
  readonly fetcher: Fetcher;
  readonly reading: ReadingThread;
  readonly web: FeedWeb;
} {
  const userAgent = userAgentOf(VERSION, contact);
  const fetcher = createFetcher({ allowPrivateNetworks, userAgent });
  const reading = openReadingThread();
  const { fetch } = fetcher;
  const { parseFeed, readOpml } = reading;
  return { fetcher, reading, web: { fetch, parseFeed, readOpml } };
}

/** What reads the feeds of a desk. */
export function feedServiceOf(
  { db, fetcher, reading, log }: OpenDesk,
  now: () => Date,
): FeedService {
  const { fetch, fetchPage } = fetcher;
  const { readFeed, fillFromPage } = reading;
  const readPage = createReadPage({ fetchPage, fillFromPage });
  const stories = liveStories(now);
  return { db, fetch, readFeed, readPage, stories, log, now, random: Math.random };
}
