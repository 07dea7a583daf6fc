import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { latestDueSlot, nextSlots } from '../../src/digest/slots.ts';
import type { TimeOfDay, Weekday } from '../../src/model/subscription.ts';
import { createRandom } from '../support/random.ts';

const ZONES = [
  'Asia/Tashkent',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'America/Santiago',
  'Pacific/Chatham',
  'America/Nuuk',
];
/** Most lie in the gap or the overlap of some zone's clocks. */
const TIMES = '00:00 00:30 01:30 01:45 02:00 02:15 02:30 02:50 03:30 08:00 12:00 23:59'.split(' ');
const SUBSCRIPTIONS = 1_000;
const FIRST = Temporal.PlainDate.from('2026-01-01');
const DAYS = FIRST.until('2031-01-01').days;
const START = new Date('2025-12-30T00:00:00Z');
const DAY_MS = 24 * 3_600_000;

const random = createRandom(20_260_101);
const schedules = Array.from({ length: SUBSCRIPTIONS }, (_, n) => ({
  timezone: ZONES[n % ZONES.length] ?? 'UTC',
  at: some(TIMES, random.between(1, 2)) as TimeOfDay[],
  days: random.between(0, 1) === 0 ? allDays() : some(allDays(), random.between(1, 6)),
  activeSince: START,
}));

test('1,000 subscriptions in 9 zones run once on each chosen local day and slot of 2026 to 2030, when Temporal says', () => {
  const days = calendar();
  let runs = 0;
  for (const schedule of schedules) {
    const expected = runsOf(schedule, days);
    const begin = days[0]?.starts.get(schedule.timezone) ?? Number.NaN;
    const slots = nextSlots(schedule, new Date(begin - 1), expected.length);
    for (const [n, { period, at }] of expected.entries()) {
      const slot = slots[n];
      if (slot?.period !== period || slot.plannedAt.getTime() !== at) {
        expect.fail(`${JSON.stringify(schedule)}: ${period} is ${slot?.period} ${slot?.plannedAt}`);
      }
    }
    runs += slots.length;

    // The rule that runs every minute finds it then and not before: where clocks change, and now and then.
    for (const [n, { period, at, isOdd }] of expected.entries()) {
      const before = expected[n - 1];
      if (before === undefined || before.at === at || expected[n + 1]?.at === at) continue;
      if (n % 97 !== 0 && !isOdd) continue;
      const found = [at, at - 1].map((ms) => String(latestDueSlot(schedule, new Date(ms))?.period));
      if (found[0] !== period || found[1] !== before.period) {
        expect.fail(`${JSON.stringify(schedule)}: ${period} is ${found}`);
      }
    }
  }
  expect(runs).toBeGreaterThan(1_000_000);
}, 120_000);

type Day = {
  readonly date: Temporal.PlainDate;
  readonly name: string;
  readonly weekday: Weekday;
  /** When it begins in each zone, by Temporal. */
  readonly starts: ReadonlyMap<string, number>;
};

function calendar(): Day[] {
  return Array.from({ length: DAYS + 1 }, (_, n) => {
    const date = FIRST.add({ days: n });
    const starts = ZONES.map(
      (zone) => [zone, date.toZonedDateTime({ timeZone: zone }).epochMilliseconds] as const,
    );
    const weekday = date.dayOfWeek as Weekday;
    return { date, name: date.toString(), weekday, starts: new Map(starts) };
  });
}

/** Odd is what falls on a day that is not 24 hours long. */
type Run = { readonly period: string; readonly at: number; readonly isOdd: boolean };

/** The first of two, a gap moved forward. Only a day that is not 24 hours long needs Temporal for its times. */
function instantOf(day: Day, next: Day, timezone: string, time: string): number {
  const start = day.starts.get(timezone) ?? Number.NaN;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  if (lengthOf(day, next, timezone) === DAY_MS) {
    return start + (hours * 60 + minutes) * 60_000;
  }
  return day.date
    .toPlainDateTime({ hour: hours, minute: minutes })
    .toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function lengthOf(day: Day, next: Day, timezone: string): number {
  return (next.starts.get(timezone) ?? Number.NaN) - (day.starts.get(timezone) ?? Number.NaN);
}

function runsOf(
  { timezone, at, days }: (typeof schedules)[number],
  calendar: readonly Day[],
): Run[] {
  const runs = calendar.slice(0, DAYS).flatMap((day, d) => {
    const next = calendar[d + 1];
    if (next === undefined || !days.includes(day.weekday)) return [];
    return at.map((time, n) => ({
      period: `${day.name}/${n + 1}`,
      at: instantOf(day, next, timezone, time),
      isOdd: lengthOf(day, next, timezone) !== DAY_MS,
    }));
  });
  return runs.sort((a, b) => a.at - b.at);
}

function some<T>(items: readonly T[], count: number): T[] {
  const left = [...items];
  while (left.length > count) left.splice(random.between(0, left.length - 1), 1);
  return left;
}

function allDays(): Weekday[] {
  return [1, 2, 3, 4, 5, 6, 7];
}
