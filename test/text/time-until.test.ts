import { expect, test } from 'vitest';
import { timeUntil } from '../../src/text/time-until.ts';

const NOW = new Date('2026-11-22T08:00:00Z');

test.each([
  [25, 'in 25 minutes'],
  [-25, '25 minutes ago'],
  [19 * 60, 'in 19 hours'],
  [47 * 60, 'in 47 hours'],
  [3 * 24 * 60 + 10, 'in 3 days'],
])('%d minutes from now is %s', (minutes, words) => {
  expect(timeUntil(new Date(NOW.getTime() + minutes * 60_000), NOW)).toBe(words);
});
