import type { Freshness } from './fetch-outcome.ts';

/**
 * When a server would like to be asked again, by Cache-Control, Expires and Retry-After
 * (RFC 9111 §4.2, RFC 9110 §10.2.3). `header` gives a header's value by its lower-case name. What
 * is no number and no date says nothing.
 */
export function freshnessOf(header: (name: string) => string | undefined, now: Date): Freshness {
  return {
    maxAgeMs: maxAgeMs(header, now),
    retryAfterMs: retryAfterMs(header('retry-after'), now),
  };
}

const SECOND_MS = 1_000;
const MAX_RETRY_AFTER_MS = 7 * 24 * 60 * 60 * SECOND_MS;

/** RFC 9111 §1.2.2 takes larger numbers for this one. */
const MAX_DELTA_SECONDS = 2 ** 31;

function maxAgeMs(header: (name: string) => string | undefined, now: Date): number | undefined {
  const control = (header('cache-control') ?? '').toLowerCase();
  if (/(^|[\s,])(no-cache|no-store)($|[\s,=])/.test(control)) return 0;
  const [, maxAge] = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(control) ?? [];
  const age = seconds(header('age')) ?? 0;
  if (maxAge !== undefined) return Math.max(0, (seconds(maxAge) ?? 0) - age) * SECOND_MS;
  const expires = header('expires');
  if (expires === undefined) return undefined;
  // "Expires: 0" and other words that are no date mean: already expired (RFC 9111 §5.3).
  const expiresAt = httpDate(expires);
  const sentAt = httpDate(header('date') ?? '') ?? now;
  return expiresAt === undefined ? 0 : Math.max(0, expiresAt.getTime() - sentAt.getTime());
}

function retryAfterMs(value: string | undefined, now: Date): number | undefined {
  if (value === undefined) return undefined;
  const delta = seconds(value);
  const at = httpDate(value);
  const ms = delta !== undefined ? delta * SECOND_MS : at && at.getTime() - now.getTime();
  return ms === undefined || ms <= 0 ? undefined : Math.min(ms, MAX_RETRY_AFTER_MS);
}

function seconds(value: string | undefined): number | undefined {
  const text = value?.trim() ?? '';
  return /^\d+$/.test(text) ? Math.min(Number(text), MAX_DELTA_SECONDS) : undefined;
}

/** All three forms of RFC 9110 §5.6.7, in UTC whether or not they say so. */
function httpDate(value: string): Date | undefined {
  const text = value.trim();
  if (!/^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i.test(text)) return undefined;
  const time = Date.parse(/(GMT|UTC|[+-]\d{4})$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : new Date(time);
}
