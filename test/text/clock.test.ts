import { expect, test } from 'vitest';
import { describeDays, parseDays, parseHoursOfDay, parseTimes } from '../../src/text/clock.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

test.each([
  ['08:00', ['08:00']],
  ['8', ['08:00']],
  ['9am', ['09:00']],
  ['9:30 pm', ['21:30']],
  ['12am, 12pm', ['00:00', '12:00']],
  ['17.30', ['17:30']],
  ['noon', ['12:00']],
  ['17:30,08:00,8', ['08:00', '17:30']],
  ['08:00 and 17:30', ['08:00', '17:30']],
  ['24:00', undefined],
  ['8:60', undefined],
  ['13pm', undefined],
  ['0am', undefined],
  ['', undefined],
  ['8,', undefined],
  ['-8', undefined],
])('the time %j is %j', (text, times) => {
  expect(parseTimes(text)).toEqual(times);
});

test.each([
  ['mon-fri', [1, 2, 3, 4, 5]],
  ['weekdays', [1, 2, 3, 4, 5]],
  ['sat,sun', [6, 7]],
  ['sun, sat', [6, 7]],
  ['fri-mon', [1, 5, 6, 7]],
  ['Tuesdays', [2]],
  ['thurs', [4]],
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['every day', [1, 2, 3, 4, 5, 6, 7]],
  ['mon - fri', [1, 2, 3, 4, 5]],
  ['Monday to Friday', [1, 2, 3, 4, 5]],
  ['Tuesdays and Fridays', [2, 5]],
  ['on weekends', [6, 7]],
  ['and', undefined],
  ['mon-', undefined],
  ['monkey', undefined],
  ['mon-wed-fri', undefined],
  ['', undefined],
])('the days %j are %j', (text, days) => {
  expect(parseDays(text)).toEqual(days);
});

test('ten thousand characters are no time and no day at once', () => {
  const cpuMs = cpuMsOf(() => {
    for (const filler of [' ', ',', '-', 'x', 'mon-', ' to ']) {
      const long = `${filler.repeat(10_000)}x`;
      expect(parseTimes(long)).toBeUndefined();
      expect(parseDays(long)).toBeUndefined();
    }
  });
  expect(cpuMs).toBeLessThan(500);
});

test('days are said as people say them, and what is said is read back', () => {
  expect(describeDays([1, 2, 3, 4, 5])).toBe('on weekdays');
  expect(describeDays([1, 3])).toBe('on Mon, Wed');
  expect(describeDays([1, 2, 3, 4, 5, 6, 7])).toBe('every day');
  for (const days of [
    [1, 3],
    [6, 7],
    [1, 2, 3, 4, 5],
    [1, 2, 3, 4, 5, 6, 7],
  ] as const) {
    expect(parseDays(describeDays(days))).toEqual(days);
  }
});

test.each([
  ['22-7', { from: '22:00', to: '07:00' }],
  ['10pm – 7:30 am', { from: '22:00', to: '07:30' }],
  ['12:00 to 14:00', { from: '12:00', to: '14:00' }],
  ['22', undefined],
  ['22-22', undefined],
  ['22-7-9', undefined],
  ['night', undefined],
])('the hours of the day %s', (typed, hours) => {
  expect(parseHoursOfDay(typed)).toEqual(hours);
});
