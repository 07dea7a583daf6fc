import { schedule } from 'node-cron';
import { reasonOf } from '../log.ts';
import type { Clock } from '../store/clock.ts';
import { tidy } from '../store/tidy.ts';
import { createDigestRunner } from './run.ts';
import type { DigestService } from './service.ts';
import { tellOfFeeds } from './tell-of-feeds.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** While posts are under way, what becomes free by their end is looked for so often. */
const WHILE_POSTING_MS = 1_000;
const SOONEST_MS = 20;
/** After an outage of the database. */
const AFTER_OUTAGE_MS = 3_000;

export type Digests = {
  /** Whether the heartbeat goes on: not while the database takes nothing, or a beat hangs. */
  readonly health: () => { readonly ok: boolean; readonly detail: string };
  readonly stop: () => Promise<void>;
};

/** Without a beat for so long, something hangs. */
const MISSED_BEATS_MS = 3 * MINUTE_MS;

/**
 * The heartbeat: at every minute it enters what is due and sends it, and between the minutes it
 * sends what has waited for its turn or for a retry. node-cron only wakes it; what is due is
 * decided from the ledger, so that a tick that is missed costs a minute and nothing else. `stop`
 * ends claiming at once and waits for what is being sent.
 */
export function startDigests(service: DigestService, clock: Pick<Clock, 'sync'>): Digests {
  const { db, log, now } = service;
  const runner = createDigestRunner(service);
  const stopping = new AbortController();
  let wake: NodeJS.Timeout | undefined;
  let latest = Promise.resolve();
  let telling = Promise.resolve();
  let tidiedAt: Date | undefined;
  let beatMs = performance.now();
  let failure: string | undefined;

  const enter = oneAtATime(async () => {
    await clock.sync();
    await runner.enter();
    await tidyDaily();
  });
  const send = oneAtATime(async () => {
    clearTimeout(wake);
    const next = await runner.send(stopping.signal);
    const waitMs = next ? Math.max(SOONEST_MS, next.getTime() - now().getTime()) : MINUTE_MS;
    wakeIn(Math.min(waitMs, runner.underWay() > 0 ? WHILE_POSTING_MS : MINUTE_MS), send);
  });
  const tell = oneAtATime(() =>
    tellOfFeeds(service).catch((error: unknown) =>
      log.error({ reason: reasonOf(error) }, 'nobody could be told of a feed'),
    ),
  );
  const tick = async () => {
    await enter();
    telling = tell();
    await send();
    beatMs = performance.now();
    failure = undefined;
  };

  const task = schedule('* * * * *', () => attempt(tick));
  attempt(tick);
  return {
    health: () => {
      const hangs = performance.now() - beatMs > MISSED_BEATS_MS;
      const trouble = failure ?? (hangs ? 'no answer for minutes' : undefined);
      return { ok: trouble === undefined, detail: trouble ?? 'looked for every minute' };
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(wake);
      await task.destroy();
      await latest;
      await telling;
      await runner.settled();
    },
  };

  function attempt(work: () => Promise<void>): void {
    if (stopping.signal.aborted) return;
    latest = work().catch((error: unknown) => {
      failure = reasonOf(error);
      log.error({ reason: failure }, 'digests could not be run');
      wakeIn(AFTER_OUTAGE_MS, tick);
    });
  }

  function wakeIn(ms: number, work: () => Promise<void>): void {
    clearTimeout(wake);
    if (!stopping.signal.aborted) wake = setTimeout(() => attempt(work), ms);
  }

  async function tidyDaily(): Promise<void> {
    const at = now();
    if (tidiedAt && at.getTime() - tidiedAt.getTime() < DAY_MS) return;
    tidiedAt = at;
    for (const gone of await tidy(db, at)) log.info(gone, 'workspace purged');
  }
}

/** Whoever asks while the work is being done waits for its end. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
