import type { FeedCheck } from '../model/feed.ts';
import type { Freshness, Validators } from './net/fetch-outcome.ts';

/** What a check found, as far as the next one depends on it. */
export type CheckResult =
  | (Partial<Freshness> & {
      readonly kind: 'read';
      readonly validators: Validators;
      readonly bodyHash: string;
      /** It held something that was not there before, or otherwise. */
      readonly hasNews: boolean;
      readonly ttlMs: number | undefined;
      readonly movedTo: string | undefined;
    })
  /** 304, or the same bytes as before. */
  | (Partial<Freshness> & {
      readonly kind: 'unchanged';
      readonly validators: Validators;
      readonly movedTo: string | undefined;
    })
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly reason: string;
      readonly retryAfterMs?: number | undefined;
    };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const SHORTEST_MS = 15 * MINUTE_MS;
const LONGEST_MS = HOUR_MS;
/** A quarter of the checks that find something hold the balance: about four for each change. */
const SHORTER = 1 / 2;
const LONGER = 1.25;

/** The same for all would have all ask at once: up to a tenth is added. */
const JITTER = 0.1;

/** A server that asks for a year of quiet means its images. */
const MAX_WISH_MS = DAY_MS;
const MAX_BACKOFF_MS = DAY_MS;
/** A feed that is not found for so long will not be found. */
const DISABLE_AFTER_MS = 14 * DAY_MS;
/** A redirect that lasts for so long is meant. */
const MOVE_AFTER_MS = 3 * DAY_MS;

/**
 * What to remember of a feed after a check, and when to look again: every 15 to 60 minutes by how
 * often it changes, later where it or its server asks for that, ever later while it fails, up to
 * a day. `random` is from 0 to 1.
 */
export function afterCheck(
  before: FeedCheck,
  result: CheckResult,
  { now, random }: { readonly now: Date; readonly random: number },
): FeedCheck {
  const inMs = (ms: number) => new Date(Math.round(now.getTime() + ms * (1 + JITTER * random)));
  switch (result.kind) {
    case 'gone':
      return {
        ...before,
        state: 'gone',
        checkedAt: now,
        ...failed(
          before,
          { code: 'gone', reason: 'its server says that it is gone for good' },
          now,
        ),
        nextCheckAt: inMs(MAX_BACKOFF_MS),
      };
    case 'failed': {
      const { code, reason, retryAfterMs = 0 } = result;
      const failure = failed(before, { code, reason }, now);
      const isMissing = code === 'not-found' || code === 'denied';
      const sinceMs = now.getTime() - failure.failingSince.getTime();
      const backoffMs = before.intervalMs * 2 ** Math.min(failure.failures, 10);
      return {
        ...before,
        ...failure,
        state: isMissing && sinceMs >= DISABLE_AFTER_MS ? 'disabled' : before.state,
        checkedAt: now,
        nextCheckAt: inMs(Math.max(Math.min(backoffMs, MAX_BACKOFF_MS), retryAfterMs)),
      };
    }
    case 'unchanged':
    case 'read': {
      const hasNews = result.kind === 'read' && result.hasNews;
      const isFirst = before.firstReadAt === undefined;
      const factor = isFirst ? 1 : hasNews ? SHORTER : LONGER;
      // Whole ones: no database stores half a millisecond.
      const intervalMs = Math.round(clamp(before.intervalMs * factor, SHORTEST_MS, LONGEST_MS));
      const ttlMs = result.kind === 'read' ? result.ttlMs : before.ttlMs;
      const wishMs = Math.min(Math.max(ttlMs ?? 0, result.maxAgeMs ?? 0), MAX_WISH_MS);
      return {
        state: before.state,
        validators: result.validators,
        bodyHash: result.kind === 'read' ? result.bodyHash : before.bodyHash,
        intervalMs,
        ttlMs,
        nextCheckAt: inMs(Math.max(intervalMs, wishMs, result.retryAfterMs ?? 0)),
        checkedAt: now,
        changedAt: hasNews ? now : before.changedAt,
        firstReadAt: before.firstReadAt ?? now,
        failures: 0,
        failingSince: undefined,
        lastError: undefined,
        move: moveOf(before, result, now),
      };
    }
  }
}

/** Where the feed has moved to, once it has been there for three days, or whenever it was read. */
export function addressAfter(
  { url, firstReadAt }: { readonly url: string } & Pick<FeedCheck, 'firstReadAt'>,
  move: FeedCheck['move'],
  now: Date,
): string {
  const isMeant =
    move && (firstReadAt === undefined || now.getTime() - move.since.getTime() >= MOVE_AFTER_MS);
  return isMeant ? move.to : url;
}

function moveOf(
  { move }: FeedCheck,
  { movedTo }: Extract<CheckResult, { kind: 'read' | 'unchanged' }>,
  now: Date,
): FeedCheck['move'] {
  if (movedTo === undefined) return undefined;
  return move?.to === movedTo ? move : { to: movedTo, since: now };
}

function failed(before: FeedCheck, lastError: { code: string; reason: string }, now: Date) {
  return {
    failures: before.failures + 1,
    failingSince: before.failingSince ?? now,
    lastError,
  };
}

function clamp(ms: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, ms));
}
