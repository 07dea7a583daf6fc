import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Log, reasonOf } from '../log.ts';
import type { Query, SearchResult, Suggestion } from '../model/query.ts';
import { articlesByIds, changesAfter } from '../store/articles.ts';
import type { Database } from '../store/database.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import { currentRevision } from '../store/revisions.ts';
import { asWritten } from './as-written.ts';
import { matchesIn } from './highlight.ts';
import { startIndexThread, ThreadEnded } from './index-thread.ts';
import type { Page } from './page.ts';

/** Changes read from the store at a time: indexed in well under 100 ms, between two questions. */
const BATCH = 200;

/** How long an answer waits for what was stored a moment ago; adapters say meanwhile that they are at it. */
const FIND_WAITS_MS = 5000;
const SUGGEST_WAITS_MS = 150;

/** Between the second end of the thread and its next start; doubled each time. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/** What platforms show at most. */
const MOST_SUGGESTIONS = 25;

export type Finder = {
  readonly find: (query: Query, page: Page) => Promise<SearchResult>;
  /** Rows for what is being typed, at most 25, best first. */
  readonly suggest: (
    typed: string,
    kinds: readonly Suggestion['kind'][],
    limit: number,
  ) => Promise<readonly Suggestion[]>;
  /** Reads the store past the last revision that is known. */
  readonly refresh: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type FinderOptions = {
  readonly db: Database;
  /** Where the index is kept between starts; built anew at each start where undefined. */
  readonly snapshotFile?: string | undefined;
  readonly log: Log;
};

/**
 * Opens the search over everything in the database. It answers at once: what is not read yet is
 * waited for briefly at each search, and said where it takes longer.
 */
export async function openFinder({ db, snapshotFile, log }: FinderOptions): Promise<Finder> {
  const opening = { aliases: readAliases(), archive: await archiveName(db), snapshotFile };
  let closed = false;
  let revision = 0;
  let refreshing: Promise<void> | undefined;
  let thread = startIndexThread(opening, log, restart);
  let deaths = 0;

  /**
   * A thread that ended has lost its index; the next one takes up the kept one and reads on. One
   * that ends again and again is started ever later, so that it does not eat the machine.
   */
  function restart(): void {
    revision = 0;
    refreshing = undefined;
    const waitMs = deaths === 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** deaths);
    deaths += 1;
    if (waitMs === 0) startAgain();
    else delay(waitMs, undefined, { ref: false }).then(startAgain);
  }

  function startAgain(): void {
    if (closed) return;
    log.error({ deaths }, 'search thread started again');
    thread = startIndexThread(opening, log, restart);
    refreshQuietly();
  }

  const readChanges = async (): Promise<void> => {
    const worker = thread;
    if (revision === 0) {
      const opened = await worker.ask({ kind: 'open', revision: await currentRevision(db) });
      if (worker !== thread) return;
      revision = opened;
    }
    const first = revision;
    for (let more = true; more && !closed && worker === thread; ) {
      const changes = await changesAfter(db, revision, BATCH);
      if (worker !== thread) return;
      if (changes.length > 0) revision = await worker.ask({ kind: 'change', changes });
      more = changes.length === BATCH;
    }
    deaths = 0;
    if (revision - first >= BATCH)
      log.debug({ from: first, revision }, 'search has read the archive');
  };
  const refresh = (): Promise<void> => {
    const reading =
      refreshing ??
      readChanges().finally(() => {
        if (refreshing === reading) refreshing = undefined;
      });
    refreshing = reading;
    return reading;
  };
  function refreshQuietly(): void {
    refresh().catch((error: unknown) =>
      log.error({ reason: reasonOf(error) }, 'search cannot read the archive'),
    );
  }
  /** Gives the notes that the answer needs where the archive is not read to its end in time. */
  const catchUp = async (waitsMs: number): Promise<string[]> => {
    const newest = await currentRevision(db);
    if (newest <= revision) return [];
    const timer = new AbortController();
    const late = delay(waitsMs, 'late', { signal: timer.signal }).catch(() => 'late');
    const outcome = await Promise.race([refresh(), late]);
    timer.abort();
    if (outcome !== 'late') return [];
    return [
      `The archive is still being read (${Math.floor((100 * revision) / newest)} %): more will be found in a moment.`,
    ];
  };

  /** Asks once more where the thread ended meanwhile: the question is answered, only later. */
  const insist = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      if (error instanceof ThreadEnded && !closed) return question();
      throw error;
    }
  };

  refreshQuietly();
  return {
    find: async (query, page) => {
      const { found, late } = await insist(async () => ({
        late: await catchUp(FIND_WAITS_MS),
        found: await thread.ask({ kind: 'find', query, page }),
      }));
      const ids = found.hits.map(({ id }) => id);
      const articles = new Map(
        (await articlesByIds(db, ids)).map((article) => [article.id, article]),
      );
      const hits = found.hits.flatMap(({ id, score, partial }) => {
        const article = articles.get(id);
        const matches =
          article && !page.unmarked
            ? matchesIn(article, found.phrases, partial ? query.terms : [])
            : [];
        return article ? [{ article, score, partial, matches }] : [];
      });
      return {
        query: { ...query, notes: [...query.notes, ...found.notes, ...late] },
        hits,
        from: hits.length === 0 ? 0 : page.from,
        to: hits.length === 0 ? 0 : page.from + hits.length - 1,
        total: found.total,
        corrections: asWritten(
          found.corrections,
          query.text,
          hits.map(({ article }) => article),
        ),
      };
    },
    suggest: (typed, kinds, limit) =>
      insist(async () => {
        await catchUp(SUGGEST_WAITS_MS);
        return thread.ask({
          kind: 'suggest',
          typed,
          kinds,
          limit: Math.min(limit, MOST_SUGGESTIONS),
        });
      }),
    refresh,
    close: async () => {
      closed = true;
      await refreshing?.catch(() => undefined);
      await thread.close();
    },
  };
}

/** Made once for an archive, whatever file or server it lives in. */
async function archiveName(db: Database): Promise<string> {
  const key = 'search.archive';
  const known = await readMeta(db, key);
  if (known !== undefined) return known;
  await writeMeta(db, key, randomUUID());
  return (await readMeta(db, key)) ?? '';
}

/** `data/aliases.json`, beside the sources or beside what is compiled from them. */
function readAliases(): string[][] {
  const file = ['../..', '../../..']
    .map((up) => join(import.meta.dirname, up, 'data', 'aliases.json'))
    .find((path) => existsSync(path));
  return file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as string[][]);
}
