import type { QuietHours, TimeOfDay, Weekday } from '../model/subscription.ts';

/**
 * Reads times of day as people type them: `08:00`, `8`, `8am`, `5:30 pm`, `17.30`, `noon`,
 * several separated by commas or `and`. Ascending, each once; undefined where any of them is no time.
 */
export function parseTimes(text: string): TimeOfDay[] | undefined {
  const times = text.split(/,| and /).map(parseTime);
  const known = times.filter((time) => time !== undefined);
  return known.length === times.length ? [...new Set(known)].sort() : undefined;
}

function parseTime(text: string): TimeOfDay | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'noon') return '12:00' as TimeOfDay;
  if (word === 'midnight') return '00:00' as TimeOfDay;
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/.exec(word);
  if (!match) return undefined;
  const [, hourText = '', minuteText = '0', half] = match;
  const minute = Number(minuteText);
  const hour = half === undefined ? Number(hourText) : hourOf(Number(hourText), half);
  if (hour === undefined || hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` as TimeOfDay;
}

/** On a clock of twelve hours: 12 am is midnight, 12 pm is noon. */
function hourOf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.startsWith('p') ? 12 : 0);
}

/** Reads hours of the day from one time to another: `22-7`, `10pm-07:30`. Undefined for anything else. */
export function parseHoursOfDay(text: string): QuietHours | undefined {
  const [first, last, ...more] = text.split(/\s*(?:-|–|\bto\b)\s*/);
  const [from, to] = [parseTime(first ?? ''), parseTime(last ?? '')];
  return from === undefined || to === undefined || from === to || more.length > 0
    ? undefined
    : { from, to };
}

const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/**
 * Reads days of the week: `mon-fri`, `Monday to Friday`, `sat,sun`, `tuesdays and fridays`,
 * `weekdays`, `on weekends`, `every day`. Ascending, each once; undefined where any is no day.
 */
export function parseDays(text: string): Weekday[] | undefined {
  const days = new Set<Weekday>();
  for (const part of dayParts(text)) {
    const some = parseDayRange(part);
    if (some === undefined) return undefined;
    for (const day of some) days.add(day);
  }
  return days.size === 0 ? undefined : EVERY_DAY.filter((day) => days.has(day));
}

/** `Mon to Fri and Sun` is `mon-fri`, `sun`. */
function dayParts(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\bevery day\b/g, 'daily')
    .replace(/ ?(-|–|\.\.|\bto\b) ?/g, '-')
    .split(/[ ,&]/)
    .filter((part) => part !== '' && part !== 'and' && part !== 'on');
}

function parseDayRange(text: string): readonly Weekday[] | undefined {
  if (/^(daily|everyday|all)$/.test(text)) return EVERY_DAY;
  if (/^weekdays?$/.test(text)) return [1, 2, 3, 4, 5];
  if (/^weekends?$/.test(text)) return [6, 7];
  const ends = text.split('-');
  const [first, last] = [dayOf(ends[0] ?? ''), dayOf(ends.at(-1) ?? '')];
  if (first === undefined || last === undefined || ends.length > 2) return undefined;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => (((first - 1 + step) % 7) + 1) as Weekday);
}

function dayOf(text: string): Weekday | undefined {
  const index = NAMES.findIndex((name) => text.startsWith(name));
  const isName = /^(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?s?$/.test(text);
  return isName ? ((index + 1) as Weekday) : undefined;
}

/** `every day`, `on weekdays`, `on Mon, Wed`. */
export function describeDays(days: readonly Weekday[]): string {
  const key = days.join('');
  if (key === '1234567') return 'every day';
  if (key === '12345') return 'on weekdays';
  if (key === '67') return 'on weekends';
  const names = days.map((day) => NAMES[day - 1] ?? '');
  return `on ${names.map((name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`).join(', ')}`;
}
