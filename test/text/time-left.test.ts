import { expect, test } from 'vitest';
import { timeLeft } from '../../src/text/time-left.ts';

test.each([
  [{ done: 0, total: 100, elapsedMs: 0 }, 'reckoning…'],
  [{ done: 0, total: 100, elapsedMs: 5_000 }, 'reckoning…'],
  [{ done: 50, total: 100, elapsedMs: 10_000 }, '10 s left'],
  [{ done: 10, total: 100, elapsedMs: 60_000 }, '9 min left'],
  [{ done: 1, total: 1_000, elapsedMs: 60_000 }, '17 h left'],
  [{ done: 100, total: 100, elapsedMs: 10_000 }, 'almost done'],
  // Resumed: the pace is that of this run.
  [{ from: 80, done: 90, total: 100, elapsedMs: 10_000 }, '10 s left'],
  [{ from: 80, done: 80, total: 100, elapsedMs: 10_000 }, 'reckoning…'],
])('the time that is left of %o is %s', (work, said) => {
  expect(timeLeft(work)).toBe(said);
});
