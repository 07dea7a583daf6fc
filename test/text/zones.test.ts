import { expect, test } from 'vitest';
import { parseZone } from '../../src/text/zones.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

test.each([
  ['Asia/Tashkent', 'Asia/Tashkent'],
  ['asia/tashkent', 'Asia/Tashkent'],
  ['tashkent', 'Asia/Tashkent'],
  ['Berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['utc', 'UTC'],
  ['new_york', 'America/New_York'],
  ['Europe/Kiev', 'Europe/Kiev'],
  ['europe/kyiv', 'Europe/Kyiv'],
  ['Kyiv', 'Europe/Kyiv'],
  ['kolkata', 'Asia/Kolkata'],
  ['Astana', 'Asia/Almaty'],
  ['Washington', 'America/New_York'],
  ['GMT', 'UTC'],
])('%s is the zone %s', (text, zone) => {
  expect(parseZone(text)).toEqual({ kind: 'zone', zone });
});

test.each(['Tashkentt', 'Asia/Taskent', 'Berln'])('%s is no zone, but one is near', (text) => {
  const choice = parseZone(text);
  expect(choice.kind === 'unknown' && choice.nearest.length).toBeGreaterThan(0);
  expect(choice.kind === 'unknown' && choice.nearest.length).toBeLessThanOrEqual(3);
});

test('ten thousand characters are no zone, at once', () => {
  const cpuMs = cpuMsOf(() => {
    expect(parseZone('x'.repeat(10_000)).kind).toBe('unknown');
    expect(parseZone('(_ '.repeat(3_000)).kind).toBe('unknown');
  });
  expect(cpuMs).toBeLessThan(1_000);
});

test.each(['CET+1', '+05:00', 'zzzzzzzz'])('%s is no zone', (text) => {
  expect(parseZone(text).kind).toBe('unknown');
});
