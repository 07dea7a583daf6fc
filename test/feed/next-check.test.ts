import { describe, expect, test } from 'vitest';
import { addressAfter, afterCheck, type CheckResult } from '../../src/feed/next-check.ts';
import type { FeedCheck } from '../../src/model/feed.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const FRESH: FeedCheck = {
  state: 'active',
  validators: { etag: undefined, lastModified: undefined },
  bodyHash: undefined,
  intervalMs: HOUR_MS,
  ttlMs: undefined,
  nextCheckAt: NOW,
  checkedAt: undefined,
  changedAt: undefined,
  firstReadAt: undefined,
  failures: 0,
  failingSince: undefined,
  lastError: undefined,
  move: undefined,
};
const KNOWN: FeedCheck = { ...FRESH, firstReadAt: NOW };

const read = (change: Partial<Extract<CheckResult, { kind: 'read' }>> = {}): CheckResult => ({
  kind: 'read',
  validators: { etag: '"1"', lastModified: undefined },
  bodyHash: 'x',
  hasNews: true,
  ttlMs: undefined,
  movedTo: undefined,
  ...change,
});
const unchanged = {
  kind: 'unchanged' as const,
  validators: { etag: '"1"', lastModified: undefined },
  movedTo: undefined,
};
const failed = (code = 'no-connection', retryAfterMs?: number): CheckResult => ({
  kind: 'failed',
  code,
  reason: code,
  retryAfterMs,
});
const waitMs = (check: FeedCheck, now = NOW) => check.nextCheckAt.getTime() - now.getTime();
const checked = (before: FeedCheck, result: CheckResult, now = NOW, random = 0) =>
  afterCheck(before, result, { now, random });

test('a feed that always has news is read every 15 minutes, one that never has every hour', () => {
  let busy = KNOWN;
  let still: FeedCheck = { ...KNOWN, intervalMs: 15 * MINUTE_MS };
  for (let n = 0; n < 10; n += 1) {
    busy = checked(busy, read());
    still = checked(still, unchanged);
  }
  expect(waitMs(busy)).toBe(15 * MINUTE_MS);
  expect(waitMs(still)).toBe(HOUR_MS);
});

test('that a feed holds anything when it is first read says nothing of how often it changes', () => {
  expect(waitMs(checked(FRESH, read()))).toBe(HOUR_MS);
});

test('what the feed or its server asks for is kept to, for a day at most', () => {
  expect(waitMs(checked(KNOWN, read({ ttlMs: 3 * HOUR_MS, maxAgeMs: 2 * HOUR_MS })))).toBe(
    3 * HOUR_MS,
  );
  expect(waitMs(checked(KNOWN, read({ maxAgeMs: 5 * HOUR_MS })))).toBe(5 * HOUR_MS);
  expect(waitMs(checked(KNOWN, read({ maxAgeMs: 365 * DAY_MS })))).toBe(DAY_MS);
  expect(waitMs(checked(KNOWN, read({ retryAfterMs: 3 * DAY_MS })))).toBe(3 * DAY_MS);
});

test('a ttl counts also when the feed is not sent again', () => {
  const before = checked(KNOWN, read({ ttlMs: 3 * HOUR_MS }));
  expect(waitMs(checked(before, unchanged))).toBe(3 * HOUR_MS);
});

test('jitter makes a wait longer by up to a tenth, never shorter', () => {
  expect(waitMs(checked(KNOWN, unchanged, NOW, 1))).toBe(66 * MINUTE_MS);
});

describe('a feed that fails', () => {
  test('is asked half as often each time, once a day at least', () => {
    let check: FeedCheck = { ...KNOWN, intervalMs: 15 * MINUTE_MS };
    const waits: number[] = [];
    for (let n = 0; n < 9; n += 1) {
      check = checked(check, failed());
      waits.push(waitMs(check) / HOUR_MS);
    }
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 16, 24, 24, 24]);
    expect(check).toMatchObject({ failures: 9, failingSince: NOW, state: 'active' });
  });

  test('waits as long as its server says, where that is longer', () => {
    expect(waitMs(checked(KNOWN, failed('too-many-requests', 7 * DAY_MS)))).toBe(7 * DAY_MS);
    expect(waitMs(checked(KNOWN, failed('too-many-requests', 1_000)))).toBe(2 * HOUR_MS);
  });

  test('keeps what its server gave, and is as good as new once it answers', () => {
    const before = checked(KNOWN, read());
    const failing = checked(before, failed());
    expect(failing).toMatchObject({ validators: { etag: '"1"' }, bodyHash: 'x' });
    expect(checked(failing, unchanged)).toMatchObject({
      failures: 0,
      failingSince: undefined,
      lastError: undefined,
      bodyHash: 'x',
    });
  });

  test.each([
    ['not-found', 14, 'disabled'],
    ['denied', 14, 'disabled'],
    ['not-found', 13.9, 'active'],
    ['no-such-host', 30, 'active'],
  ])('with %s for %s days is %s', (code, days, state) => {
    const since = checked(KNOWN, failed(code));
    const now = new Date(NOW.getTime() + days * DAY_MS);
    expect(checked(since, failed(code), now).state).toBe(state);
  });

  test('for good, as its server says, is not asked again', () => {
    expect(checked(KNOWN, { kind: 'gone' })).toMatchObject({ state: 'gone', failingSince: NOW });
  });
});

describe('a feed with a permanent redirect', () => {
  const url = 'https://old.test/';
  const to = 'https://new.test/';
  const days = (n: number) => new Date(NOW.getTime() + n * DAY_MS);
  const address = ({ move }: FeedCheck, now: Date) =>
    addressAfter({ url, firstReadAt: NOW }, move, now);

  test('moves when it has been there for three days', () => {
    const first = checked(KNOWN, read({ movedTo: to }));
    expect(address(first, NOW)).toBe(url);
    const still = checked(
      checked(first, { ...unchanged, movedTo: to }, days(1)),
      failed(),
      days(2),
    );
    expect(address(checked(still, read({ movedTo: to }), days(2.9)), days(2.9))).toBe(url);
    expect(address(checked(still, read({ movedTo: to }), days(3)), days(3))).toBe(to);
  });

  test('moves at once when it is read for the first time', () => {
    const { move } = checked({ ...KNOWN, firstReadAt: undefined }, read({ movedTo: to }));
    expect(addressAfter({ url, firstReadAt: undefined }, move, NOW)).toBe(to);
  });

  test('stays where it is when it comes back, and counts anew when it moves elsewhere', () => {
    const first = checked(KNOWN, read({ movedTo: to }));
    expect(checked(first, read(), days(1)).move).toBeUndefined();
    const other = checked(first, read({ movedTo: 'https://third.test/' }), days(3));
    expect(address(other, days(3))).toBe(url);
  });
});
