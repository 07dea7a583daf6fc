import { foldedWords } from '../text/tokens.ts';

const DAY_MS = 86_400_000;

/** Folded first letters of month names in English, Russian and Uzbek. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'yanv'],
  ['feb', 'fev'],
  ['mar'],
  ['apr'],
  ['may', 'maya'],
  ['jun', 'iyun'],
  ['jul', 'iyul'],
  ['aug', 'avg'],
  ['sep', 'sent'],
  ['oct', 'okt'],
  ['nov', 'noya'],
  ['dec', 'dek'],
];

const RELATIVE: Readonly<Record<string, number>> = {
  ...{ today: 0, segodnya: 0, bugun: 0 },
  ...{ yesterday: 1, vchera: 1, kecha: 1 },
};

const UNIT_DAYS: Readonly<Record<string, number>> = {
  d: 1,
  day: 1,
  days: 1,
  w: 7,
  week: 7,
  weeks: 7,
};

/**
 * The instant at which a day, month or year as people write it begins, in UTC: `2024`,
 * `2024-06`, `2024-06-11`, `11.06.2024`, `11 June 2024`, `June 2024`, `yesterday`, `вчера`,
 * `kecha`, `7d`, `24h`, `last week`. Undefined where the text is no date, 31 June included.
 */
export function parseDate(text: string, now: Date): Date | undefined {
  return numericDate(text.trim()) ?? writtenDate(foldedWords(text), now);
}

function numericDate(text: string): Date | undefined {
  const [, year, month = '1', day = '1'] =
    /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(text) ?? [];
  if (year !== undefined) return utcDay(Number(year), Number(month), Number(day));
  const [first, second, ofYear] = dayMonthYear(text);
  if (first === undefined || second === undefined || ofYear === undefined) return undefined;
  const monthFirst = text.includes('.') ? undefined : utcDay(ofYear, first, second);
  return utcDay(ofYear, second, first) ?? monthFirst;
}

/**
 * The other day that `06/01/2024`, read day first, may stand for. Undefined where there is no
 * doubt: `13/01/2024`, `01/01/2024`, and with dots, which only those write who put the day first.
 */
export function otherDay(text: string): Date | undefined {
  const [first, second, year] = dayMonthYear(text.trim());
  if (first === undefined || second === undefined || year === undefined) return undefined;
  if (text.includes('.') || first === second || second > 12) return undefined;
  return utcDay(year, first, second);
}

function dayMonthYear(text: string): number[] {
  const [, ...numbers] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? [];
  return numbers.map(Number);
}

function writtenDate(words: readonly string[], now: Date): Date | undefined {
  const [first = '', second = '', third] = words;
  if (words.length === 1) {
    const daysAgo = RELATIVE[first];
    if (daysAgo !== undefined) return startOfDay(now, daysAgo);
  }
  const ago = words.length <= 3 ? timeAgo(words.join(' '), now) : undefined;
  if (ago) return ago;
  if (words.length === 2) return monthOfYear(first, second);
  if (words.length !== 3 || third === undefined) return undefined;
  const year = Number(third);
  const dayFirst = Number.parseInt(first, 10);
  const [day, month] = Number.isNaN(dayFirst)
    ? [Number.parseInt(second, 10), monthNumber(first)]
    : [dayFirst, monthNumber(second)];
  return month === undefined || Number.isNaN(day) ? undefined : utcDay(year, month, day);
}

/** `7d`, `2 weeks ago`, `24h`, `last month`. */
function timeAgo(text: string, now: Date): Date | undefined {
  const [, unit] = /^(?:last|past|this) (week|month|year)$/.exec(text) ?? [];
  if (unit !== undefined) return startOfSpan(unit, text.startsWith('this') ? 0 : 1, now);
  const [, count, step = ''] = /^(\d{1,4}) ?([a-z]+)(?: ago)?$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  if (/^h(ours?)?$/.test(step)) return new Date(now.getTime() - (Number(count) * DAY_MS) / 24);
  const days = UNIT_DAYS[step];
  if (days !== undefined) return startOfDay(now, Number(count) * days);
  if (/^m(onths?)?$/.test(step)) return monthsBack(now, Number(count));
  if (/^y(ears?)?$/.test(step)) return monthsBack(now, 12 * Number(count));
  return undefined;
}

function startOfSpan(unit: string, spansBack: number, now: Date): Date {
  if (unit === 'week') return startOfDay(now, ((now.getUTCDay() + 6) % 7) + 7 * spansBack);
  const month = unit === 'month' ? now.getUTCMonth() - spansBack : 0;
  const year = unit === 'year' ? now.getUTCFullYear() - spansBack : now.getUTCFullYear();
  return new Date(Date.UTC(year, month, 1));
}

function startOfDay(now: Date, daysBack: number): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - daysBack * DAY_MS);
}

function monthsBack(now: Date, months: number): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, now.getUTCDate()));
}

function monthOfYear(name: string, year: string): Date | undefined {
  const month = monthNumber(name);
  return month !== undefined && /^\d{4}$/.test(year) ? utcDay(Number(year), month, 1) : undefined;
}

function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((names) => names.some((start) => name.startsWith(start)));
  return index === -1 ? undefined : index + 1;
}

/** Undefined for a day that the calendar does not have. */
function utcDay(year: number, month: number, day: number): Date | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const exists =
    at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return exists && year >= 1000 && year <= 9999 ? at : undefined;
}
