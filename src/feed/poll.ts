import { reasonOf } from '../log.ts';
import type { ClaimedFeed } from '../model/feed.ts';
import { claimFeeds, nextFeedAt, noteBrokenCheck } from '../store/feed-checks.ts';
import type { Fetch } from './net/fetch-outcome.ts';
import { type FeedService, type RefreshOutcome, refreshFeed } from './refresh.ts';

/** Checks at once that work, or that were begun this moment. */
const AT_ONCE = 32;
/** Places that are given away together: to find out who is next takes as long for one as for many. */
const ROOM = 8;
/** A server that has not answered in full by then is waited for beside them: it takes no work. */
const PATIENCE_MS = 1_500;
/** With those that wait. */
const AT_ONCE_AT_MOST = 256;
/** Longer than a check with all its pages may take. */
const LEASE_MS = 5 * 60_000;
/** A host that was asked this moment is asked again after a second. */
const SOON_MS = 1_000;
/** A feed that was added meanwhile is seen by then. */
const LATEST_MS = 10_000;

/** By our own fault, or our database's. */
const BROKEN = {
  code: 'internal',
  reason: 'what it holds could not be stored; the log of the bot says why',
};

export type Poller = {
  /** Starts the checks that are due, as many as may run, and gives when to look again. */
  readonly start: () => Promise<Date>;
  /** How many checks are under way. */
  readonly underWay: () => number;
  /** When one of the checks under way has ended, or makes room for another. */
  readonly next: () => Promise<unknown>;
  readonly settled: () => Promise<void>;
};

/** The checks of this process: which feed is whose is settled in the database. */
export function createPoller(service: FeedService, signal: AbortSignal): Poller {
  const { db, log, now } = service;
  const running = new Set<Promise<void>>();
  /** Of the checks whose server is slow. */
  const waiting = new Set<NodeJS.Timeout>();
  let change = Promise.withResolvers<void>();

  const roomChanged = () => {
    change.resolve();
    change = Promise.withResolvers();
  };

  return {
    async start() {
      const limit = Math.min(AT_ONCE + waiting.size, AT_ONCE_AT_MOST) - running.size;
      if (limit < ROOM) return new Date(now().getTime() + LATEST_MS);
      const first = await nextFeedAt(db, now());
      // A claim is a write, also where nothing is to be had.
      const isDue = first !== undefined && first <= now();
      const claimed = isDue ? await claimFeeds(db, { now: now(), leaseMs: LEASE_MS, limit }) : [];
      for (const held of claimed) {
        const check = refresh(held);
        running.add(check);
        void check.finally(() => {
          running.delete(check);
          roomChanged();
        });
      }
      const at = now().getTime();
      const next = claimed.length > 0 ? at : (first?.getTime() ?? Number.POSITIVE_INFINITY);
      return new Date(Math.min(Math.max(next, at + SOON_MS), at + LATEST_MS));
    },
    underWay: () => running.size,
    next: () => change.promise,
    settled: async () => {
      await Promise.all(running);
    },
  };

  async function refresh(held: ClaimedFeed): Promise<void> {
    const startedMs = performance.now();
    try {
      const outcome = await refreshFeed({ ...service, fetch: patiently }, held, signal);
      const ms = Math.round(performance.now() - startedMs);
      log[levelOf(outcome)]({ feed: held.id, ...outcome, ms }, 'feed checked');
    } catch (error) {
      log.error({ feed: held.id, reason: reasonOf(error) }, 'feed could not be checked');
      await noteBrokenCheck(db, held, BROKEN, now()).catch(() => undefined);
    }
  }

  /** Past its patience a check gives its place up, until the answer is there. */
  async function patiently(...asked: Parameters<Fetch>): ReturnType<Fetch> {
    const timer = setTimeout(() => {
      waiting.add(timer);
      roomChanged();
    }, PATIENCE_MS);
    try {
      return await service.fetch(...asked);
    } finally {
      clearTimeout(timer);
      waiting.delete(timer);
    }
  }
}

/** Reads the feeds as they come due, until it is stopped; a check under way is called off then. */
export function startPolling(service: FeedService): { readonly stop: () => Promise<void> } {
  const { log, now } = service;
  const stopping = new AbortController();
  const poller = createPoller(service, stopping.signal);
  let wake = () => {};
  const ended = run();
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await ended;
      await poller.settled();
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let waitMs = LATEST_MS;
      try {
        waitMs = (await poller.start()).getTime() - now().getTime();
      } catch (error) {
        log.error({ reason: reasonOf(error) }, 'feeds could not be looked at');
      }
      await pause(Math.max(SOON_MS, waitMs));
    }
  }

  /** Until then, until a check ends, or until it is stopped. */
  function pause(ms: number): Promise<void> {
    if (stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => wake(), ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (poller.underWay() > 0) void poller.next().then(() => wake());
    });
  }
}

function levelOf({ kind }: RefreshOutcome): 'info' | 'warn' | 'debug' {
  if (kind === 'stored') return 'info';
  return kind === 'unchanged' ? 'debug' : 'warn';
}
