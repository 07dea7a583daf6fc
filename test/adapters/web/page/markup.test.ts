import { expect, test } from 'vitest';
import { formatRelative } from '../../../../adapters/web/page/markup.js';

const NOW = new Date('2026-11-22T19:39:00Z');

test.each([
  ['2026-11-24T08:00:00Z', 'in 1 day'], // the day after tomorrow: "tomorrow" would be a wrong day
  ['2026-11-21T06:00:00Z', '1 day ago'],
  ['2026-11-23T03:39:00Z', 'in 8 hours'],
  ['2026-11-22T19:39:00Z', 'now'],
])('%s is %s', (at, words) => {
  expect(formatRelative(new Date(at), NOW)).toBe(words);
});
