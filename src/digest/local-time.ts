import type { Weekday } from '../model/subscription.ts';

/** A day of the calendar, wherever it is: `2026-11-22`. */
export type LocalDate = { readonly year: number; readonly month: number; readonly day: number };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * The instant at which clocks in the zone show that time of that day. A time that a change of
 * clocks leaves out is moved forward by what they leap over; of a time that comes twice it is
 * the first (the rule "compatible" of Temporal and RFC 5545).
 */
export function instantOf(date: LocalDate, minuteOfDay: number, timezone: string): Date {
  const wall = Date.UTC(date.year, date.month - 1, date.day) + minuteOfDay * 60_000;
  const before = offsetAt(wall - DAY_MS, timezone);
  const after = offsetAt(wall + DAY_MS, timezone);
  const valid = [before, after]
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant, timezone) === wall);
  return new Date(valid.length > 0 ? Math.min(...valid) : wall - before);
}

export function localDateOf(instant: Date, timezone: string): LocalDate {
  const wall = new Date(instant.getTime() + offsetAt(instant.getTime(), timezone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** What clocks in the zone show at that instant, in minutes since midnight. */
export function localMinuteOf(instant: Date, timezone: string): number {
  const wallMs = instant.getTime() + offsetAt(instant.getTime(), timezone);
  return Math.floor((wallMs % DAY_MS) / 60_000);
}

export function addDays({ year, month, day }: LocalDate, days: number): LocalDate {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

export function weekdayOf({ year, month, day }: LocalDate): Weekday {
  const sundayIsZero = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return (sundayIsZero === 0 ? 7 : sundayIsZero) as Weekday;
}

export function isoDate({ year, month, day }: LocalDate): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/**
 * How far the zone's clocks are ahead of UTC at that instant, in milliseconds. Between two hours
 * with the same offset it is that one: no zone changes its clocks twice in an hour. To remember
 * the hours makes ten thousand schedules a matter of milliseconds.
 */
export function offsetAt(instantMs: number, timezone: string): number {
  const hour = Math.floor(instantMs / HOUR_MS);
  const offset = offsetAtHour(hour, timezone);
  return offsetAtHour(hour + 1, timezone) === offset ? offset : askOffset(instantMs, timezone);
}

/** By zone, then by hour since 1970. */
const hours = new Map<string, Map<number, number>>();
const MAX_HOURS = 50_000;

function offsetAtHour(hour: number, timezone: string): number {
  let known = hours.get(timezone);
  if (known === undefined || known.size > MAX_HOURS) {
    known = new Map();
    hours.set(timezone, known);
  }
  const before = known.get(hour);
  if (before !== undefined) return before;
  const offset = askOffset(hour * HOUR_MS, timezone);
  known.set(hour, offset);
  return offset;
}

function askOffset(instantMs: number, timezone: string): number {
  const parts = Object.fromEntries(
    formatOf(timezone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(instantMs / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timezone, made);
  return made;
}
