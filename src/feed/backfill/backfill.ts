import { setTimeout as sleepFor } from 'node:timers/promises';
import { z } from 'zod';
import { reasonOf } from '../../log.ts';
import type { NewArticle } from '../../model/article.ts';
import type { StepNote } from '../../model/backfill.ts';
import {
  addSteps,
  type BackfillProgress,
  countNotes,
  finishStep,
  latestNotes,
  nextStep,
  progressOf,
  retryStep,
  startOver,
  type WaitingStep,
} from '../../store/backfill-steps.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { knownUrls } from '../../store/feed-articles.ts';
import { ensureFeed } from '../../store/feeds.ts';
import { readMeta, writeMeta } from '../../store/meta.ts';
import { type Stored, storeArticles } from '../../store/store-articles.ts';
import type { LiveStories } from '../live-stories.ts';
import type { Fetch } from '../net/fetch-outcome.ts';
import type { Fetcher } from '../net/fetcher.ts';
import { findWay, type Wanted, type Way } from './find-way.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { done, runStep, type StepResult } from './run-step.ts';

export type BackfillOptions = Wanted & {
  readonly fetcher: Pick<Fetcher, 'fetchPage' | 'robots'>;
  readonly stories: LiveStories;
  readonly now: () => Date;
  /** Who does it, for whoever wants to at the same time; another one each time. */
  readonly holder: string;
  /** Breaks off what is under way; nothing of that is stored. Throws its reason where nothing was begun yet. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** A page that could not be read, after all tries. */
  readonly onProblem?: (problem: { readonly url: string; readonly reason: string }) => void;
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
};

export type BackfillReport = {
  readonly way: Way['kind'];
  /** Whether the end was reached; otherwise the same call goes on where this one stopped. */
  readonly finished: boolean;
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  /** Pages that gave no article, by why; of all runs together. */
  readonly passedOver: ReadonlyMap<StepNote | 'failed', number>;
};

/**
 * Brings in the back archive of a site, by the way with the fewest requests. What is left to do is
 * in the database, each step with the articles it gave in one transaction: stopped or killed at
 * any point, the same call goes on there and asks for nothing twice but the step under way. Once
 * finished, the next call looks for what is new. Throws where the site cannot be read or does not
 * answer any more; that, too, is gone on from; and where another process is at it.
 */
export function backfill(db: Database, options: BackfillOptions): Promise<BackfillReport> {
  return oneAtATime(db, options, (signal) => bringIn(db, { ...options, signal }));
}

async function bringIn(db: Database, options: BackfillOptions): Promise<BackfillReport> {
  const { signal } = options;
  const task = taskOf(options);
  const fetchPage: Fetch = (url, asked) => options.fetcher.fetchPage(url, { ...asked, signal });
  const plan = await openPlan(db, task, options, fetchPage);
  const run: Run = { db, task, plan, options, fetchPage, heads: new Set() };
  const totals = { added: 0, corrected: 0, unchanged: 0 };
  let failures = 0;

  for (;;) {
    options.onProgress?.(await progressOf(db, task));
    const step = await nextStep(db, task);
    if (step === undefined || signal.aborted) {
      const finished = step === undefined;
      if (finished) await writeMeta(db, task, JSON.stringify({ ...plan, finished }));
      return { ...totals, way: plan.kind, finished, passedOver: await countNotes(db, task) };
    }
    const result = await takeStep(run, step);
    if (result === undefined) continue;
    if (result.kind === 'done') {
      failures = 0;
      const stored = await storeStep(run, step, result);
      totals.added += stored?.added.length ?? 0;
      totals.corrected += stored?.corrected.length ?? 0;
      totals.unchanged += stored?.unchanged ?? 0;
    } else {
      // A list that is not there is an answer, too.
      if (step.kind === 'page' || result.again !== undefined) failures += 1;
      await afterFailure(run, step, result, failures);
    }
  }
}

type Run = {
  readonly db: Database;
  readonly task: string;
  readonly plan: Plan;
  readonly options: BackfillOptions;
  readonly fetchPage: Fetch;
  readonly heads: Set<string>;
};

/** Undefined where it was broken off. */
async function takeStep(
  { db, task, plan, options, fetchPage, heads }: Run,
  step: WaitingStep,
): Promise<StepResult | undefined> {
  try {
    if (step.kind === 'listing' && (await isRestTooOld(db, task))) return done({});
    return await runStep(step, {
      fetchPage,
      siteName: plan.siteName,
      topicToCheck: plan.needsTopicCheck ? options.topic : undefined,
      since: options.since,
      now: options.now(),
      isKnown: async (url) => (await knownUrls(db, [url])).size > 0,
      heads,
    });
  } catch (error) {
    if (options.signal.aborted) return undefined;
    if (step.kind !== 'page') throw error;
    // A page that we stumble over must not stop every run at the same place.
    return { kind: 'failed', reason: reasonOf(error), again: undefined };
  }
}

/** Lists have the newest first: when all that they gave of late was too old, so is the rest. */
async function isRestTooOld(db: Database, task: string): Promise<boolean> {
  const notes = await latestNotes(db, task, 6);
  return notes.length >= 3 && notes.every((note) => note === 'too old');
}

async function storeStep(
  { db, task, plan, options }: Run,
  step: WaitingStep,
  { articles, found, next, handled, expected, note }: Extract<StepResult, { kind: 'done' }>,
): Promise<Stored | undefined> {
  return options.stories.inTurn(db, async (tx, placeInStory) => {
    let stored: Stored | undefined;
    if (articles.length > 0) {
      const now = options.now();
      const feed = { key: `site:${plan.origin}`, title: plan.siteName, url: undefined };
      const feedId = await ensureFeed(tx, feed, now);
      // It is old, however new to us: no digest brings it as news.
      const seenAt = ({ publishedAt }: NewArticle) => (publishedAt < now ? publishedAt : now);
      stored = await storeArticles(tx, feedId, articles, {
        now,
        placeInStory,
        backlog: { seenAt },
      });
    }
    const added = await addSteps(tx, task, found);
    if (added > 0) await addSteps(tx, task, next);
    await finishStep(tx, task, step.url, { state: 'done', handled, expected, note });
    return stored;
  });
}

/**
 * Tries again what may go better later, and leaves out what will not. Throws where it is the site
 * that fails: the posts, a list that does not answer, several pages in a row.
 */
async function afterFailure(
  { db, task, options }: Run,
  { kind, url, tries }: WaitingStep,
  { reason, again }: Extract<StepResult, { kind: 'failed' }>,
  failures: number,
): Promise<void> {
  const { signal, sleep = (ms, stop) => sleepFor(ms, undefined, { signal: stop }) } = options;
  if (again !== undefined && tries + 1 < MAX_TRIES) {
    const waitMs = again.afterMs ?? FIRST_WAIT_MS * 4 ** tries;
    if (waitMs > MAX_WAIT_MS) throw stopped(url, reason);
    await retryStep(db, task, url);
    await sleep(waitMs, signal).catch(() => undefined);
    return;
  }
  const isSite = kind === 'posts' || (kind !== 'page' && again !== undefined);
  if (isSite || failures >= MAX_FAILURES) throw stopped(url, reason);
  await finishStep(db, task, url, { state: 'failed', handled: 1 });
  options.onProblem?.({ url, reason });
}

const MAX_TRIES = 3;
const FIRST_WAIT_MS = 5_000;

/** A site that asks for more is better gone back to another time. */
const MAX_WAIT_MS = 5 * 60_000;

/** In a row, tries counted, after which it is the site that does not answer. */
const MAX_FAILURES = 12;

function stopped(url: string, reason: string): Error {
  return new Error(`${url} stopped: ${reason}; the same command goes on from there`);
}

type Plan = z.output<typeof Plan>;
const Plan = z.object({
  kind: z.enum(['WordPress', 'sitemaps', 'listing pages']),
  siteName: z.string(),
  needsTopicCheck: z.boolean(),
  origin: z.string(),
  finished: z.boolean(),
});

/** The plan of a run that was stopped, or a new one. */
async function openPlan(
  db: Database,
  task: string,
  options: BackfillOptions,
  fetchPage: Fetch,
): Promise<Plan> {
  const written = await readMeta(db, task);
  const known = Plan.safeParse(written === undefined ? undefined : JSON.parse(written)).data;
  if (known && !known.finished) return known;
  const { kind, siteName, needsTopicCheck, steps } = await findWay(
    options,
    fetchPage,
    options.fetcher.robots,
  );
  const [first] = steps;
  const origin = new URL(first?.url ?? options.site).host.replace(/^www\./, '');
  const plan: Plan = { kind, siteName, needsTopicCheck, origin, finished: false };
  await inTransaction(db, async (tx) => {
    await startOver(tx, task);
    await addSteps(tx, task, steps);
    await writeMeta(tx, task, JSON.stringify(plan));
  });
  return plan;
}

function taskOf({ site, topic, since }: Wanted): string {
  const place = site.replace(/^https?:\/\//i, '').replace(/\/$/, '');
  return `backfill:${JSON.stringify([place, topic?.toLowerCase() ?? null, since?.toISOString() ?? null])}`;
}
