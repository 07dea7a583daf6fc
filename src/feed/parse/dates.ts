import { monthNumber } from './months.ts';

/**
 * The instant that a feed's date means; undefined where it means none (30 February, "yesterday",
 * the year 0, the first day of 1970). Reads RFC 822 and 3339, ISO 8601, W3CDTF, what `asctime`, MS
 * SQL and Java print, Unix time in seconds or milliseconds, and dates in words of many languages; a
 * time without a zone is UTC.
 */
export function parseDate(text: string): Date | undefined {
  if (text.length > 200 || text.length < 4) return undefined;
  const words = tidy(text);
  for (const read of [mailDate, isoDate, unixTime, namedMonthDate, eastAsianDate, slashDate]) {
    const found = read(words);
    if (found) return found;
  }
  return undefined;
}

/** Nearly all RSS feeds write it so, byte for byte: Sun, 22 Nov 2026 08:00:00 +0500. */
const MAIL =
  /^[A-Z][a-z]{2}, (?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2}) (?<zone>GMT|UTC|[+-]\d{4})$/;

function mailDate(text: string): Date | undefined {
  const found = MAIL.exec(text)?.groups;
  const month = ENGLISH_MONTHS.indexOf(found?.month ?? '') / 3 + 1;
  if (found === undefined || month < 1 || !Number.isInteger(month)) return undefined;
  return instant(Number(found.year), month, Number(found.day), found);
}

const ENGLISH_MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** One space, one kind of digit and dash, no weekday in brackets. */
function tidy(text: string): string {
  const ascii = /^[\n\r\t -~]*$/.test(text);
  if (ascii) return text.replace(/\s+/g, ' ').trim();
  return text
    .normalize('NFKC')
    .replace(/[\u200e\u200f\u061c]/g, '')
    .replace(/[٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) - 0x660))
    .replace(/[‐‑–−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const TIME = String.raw`(?<hour>\d{1,2})(?::|h|\.(?=\d\d))(?<minute>\d{1,2})(?:(?::|\.)(?<second>\d{1,2})(?:[.,]\d+)?)?(?:\s?(?<half>[ap])\.?m\.?(?![a-z]))?`;
const ZONE = String.raw`(?<zone>z|(?:utc|gmt)?\s?[+-]\d{1,2}:?(?:\d{2})?(?::\d{2})?|[a-z]{1,5}(?:\/[a-z_]+)?)`;
const OPTIONAL_TIME = String.raw`(?:(?:\s*t\s*|[\s,]+(?:at |um |à |в |o'clock )?)${TIME}(?:\s*${ZONE}(?![\p{L}\d]))?)?`;

/** 2026-11-22T08:00:00Z, 20261122T080000Z, 2026-11-22, 2026-11, 2026, 2026-327, 2004-július-13T9:15. */
const ISO = new RegExp(
  String.raw`^(?<year>\d{4})(?:-(?<month>\d{1,2}|\p{L}+)(?:-(?<day>\d{1,2}))?)?${OPTIONAL_TIME}$`,
  'iu',
);
const COMPACT =
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?:t?(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?<zone>z|[+-]\d{2}:?\d{2})?)?$/i;
const ORDINAL = new RegExp(String.raw`^(?<year>\d{4})-(?<dayOfYear>\d{3})${OPTIONAL_TIME}$`, 'iu');

function isoDate(text: string): Date | undefined {
  const found = (ISO.exec(text) ?? COMPACT.exec(text) ?? ORDINAL.exec(text))?.groups;
  if (found?.year === undefined) return undefined;
  const { year, month = '1', day = '1', dayOfYear } = found;
  if (dayOfYear !== undefined) {
    const date = new Date(Date.UTC(Number(year), 0, Number(dayOfYear)));
    return instant(Number(year), date.getUTCMonth() + 1, date.getUTCDate(), found);
  }
  const number = /^\d/.test(month) ? Number(month) : monthNumber(month);
  return number === undefined ? undefined : instant(Number(year), number, Number(day), found);
}

/** 1795334400, 1795334400000. A number of fewer digits, before September 2001, may be anything. */
const UNIX = /^(?<seconds>[1-3]\d{9})(?:(?<milliseconds>\d{3})|\.\d+)?$/;

function unixTime(text: string): Date | undefined {
  const found = UNIX.exec(text)?.groups;
  if (found === undefined) return undefined;
  return new Date(Number(found.seconds) * 1000 + Number(found.milliseconds ?? 0));
}

/** Sun, 22 Nov 2026 08:00:00 +0500; Nov 22, 2026; 22. November 2026 um 8.00; Sun Nov 22 08:00:00 UTC 2026. */
const WEEKDAY = String.raw`^(?:\p{L}+[.']?(?:-feira)?(?:,|\s|,\s)\s*)?`;
const DAY_FIRST = new RegExp(
  String.raw`${WEEKDAY}(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|-?го)?(?:[\s-]|\sde\s|\sdel?\s|,\s)*(?<month>\p{L}{2,}[.']?\p{M}*)(?:[\s,./-]|\sde\s|\sdel\s)*'?(?<year>\d{4}|\d{2})(?:\s?(?:г|р|года|року|йил|ж)\.?)?,?${OPTIONAL_TIME}(?:\s?\([^)]*\))?$`,
  'iu',
);
const MONTH_FIRST = new RegExp(
  String.raw`${WEEKDAY}(?<month>\p{L}{2,}\.?)[\s-](?<day>\d{1,2})(?:st|nd|rd|th)?,?\s(?<year>\d{4})${OPTIONAL_TIME}$`,
  'iu',
);
const ASCTIME = new RegExp(
  String.raw`^\p{L}+,?\s(?<month>\p{L}+)\s(?<day>\d{1,2})\s${TIME}\s(?:${ZONE}\s)?(?<year>\d{4})$`,
  'iu',
);
/** Uzbek in Latin script: 2026-yil 22-noyabr. Hungarian and Kazakh: 2026. november 22. */
const YEAR_FIRST = new RegExp(
  String.raw`^(?<year>\d{4})(?:-?\s?(?:yil|йил|жыл\p{L}*|ж)\.?|\.)?,?\s(?:(?<before>\d{1,2})[\s-])?(?<month>\p{L}+)\.?(?:\s(?<after>\d{1,2})\.?)?,?${OPTIONAL_TIME}$`,
  'iu',
);

function namedMonthDate(text: string): Date | undefined {
  for (const pattern of [DAY_FIRST, MONTH_FIRST, ASCTIME, YEAR_FIRST]) {
    const found = pattern.exec(text)?.groups;
    if (found?.month === undefined) continue;
    const month = monthNumber(found.month);
    const day = found.day ?? found.before ?? found.after;
    if (month === undefined || day === undefined) continue;
    const date = instant(fullYear(found.year ?? ''), month, Number(day), found);
    if (date) return date;
  }
  return undefined;
}

/** 2004년 05월 28일 01:31:15; 2004-05-25 오후 11:23:17; 2026年11月22日 13時15分. */
const EAST_ASIAN =
  /^(?<year>\d{4})\s?(?:年|년|-|\.|\/)\s?(?<month>\d{1,2})\s?(?:月|월|-|\.|\/)\s?(?<day>\d{1,2})\s?(?:日|일|\.)?,?(?:\s?[(（]?\p{L}曜?[日일]?[)）]?)??(?:\s?(?<half>오전|오후|上午|下午|午前|午後))?(?:\s?(?<hour>\d{1,2})(?::|時|时|点|點|시)\s?(?<minute>\d{1,2})?(?:(?::|分|분)\s?(?<second>\d{1,2})?(?:秒|초)?)?)?$/u;

function eastAsianDate(text: string): Date | undefined {
  const found = EAST_ASIAN.exec(text)?.groups;
  if (found === undefined) return undefined;
  const half = found.half && (/오후|下午|午後/.test(found.half) ? 'p' : 'a');
  const zone =
    found.half || /[年년]/.test(text)
      ? /[년오]/.test(text) || /時|午[前後]/.test(text)
        ? '+0900'
        : '+0800'
      : undefined;
  return instant(Number(found.year), Number(found.month), Number(found.day), {
    ...found,
    half,
    zone,
  });
}

/** 2006/09/15 08:19:53 EDT; 22.11.2026 08:00; 22/11/2026; 11/22/2026 where 22 can be no month. */
const YEAR_SLASH = new RegExp(
  String.raw`${WEEKDAY}(?<year>\d{4})[/.](?<month>\d{1,2})[/.](?<day>\d{1,2})${OPTIONAL_TIME}$`,
  'iu',
);
const DAY_SLASH = new RegExp(
  String.raw`${WEEKDAY}(?<first>\d{1,2})(?<mark>[/.-])(?<second_>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})${OPTIONAL_TIME}$`,
  'iu',
);

function slashDate(text: string): Date | undefined {
  const byYear = YEAR_SLASH.exec(text)?.groups;
  if (byYear) return instant(Number(byYear.year), Number(byYear.month), Number(byYear.day), byYear);
  const found = DAY_SLASH.exec(text)?.groups;
  if (found === undefined) return undefined;
  const [first, second] = [Number(found.first), Number(found.second_)];
  const americans = second > 12 || (found.mark === '/' && found.half !== undefined && first <= 12);
  const [day, month] = americans ? [second, first] : [first, second];
  return instant(fullYear(found.year ?? ''), month, day, found);
}

/** RFC 2822 §4.3: 00–49 is this century, 50–99 the last. */
function fullYear(year: string): number {
  const number = Number(year);
  return year.length > 2 ? number : number + (number < 50 ? 2000 : 1900);
}

type Time = { readonly [part: string]: string | undefined };

/** Undefined where the calendar or the clock has no such instant, or no feed can have had it. */
function instant(year: number, month: number, day: number, time: Time): Date | undefined {
  const hour = hours(Number(time.hour ?? 0), time.half?.toLowerCase());
  const minute = Number(time.minute ?? 0);
  const second = Math.min(Number(time.second ?? 0), 59);
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined;
  const midnight = new Date(Date.UTC(year, month - 1, day));
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return undefined;
  // The first day of 1970 is what machines write where there is no date.
  if (year < 1970 || year > 9999 || midnight.getTime() === 0) return undefined;
  const offset = offsetMinutes(time.zone);
  return new Date(midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000);
}

function hours(hour: number, half: string | undefined): number {
  if (half === 'p') return hour < 12 ? hour + 12 : hour;
  return half === 'a' && hour === 12 ? 0 : hour;
}

/** Minutes east of Greenwich; 0 for a name that nobody can place. */
function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const numeric = /([+-])(\d{1,2}):?(\d{2})?/.exec(zone);
  if (numeric) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 15 * 60 ? 0 : numeric[1] === '-' ? -minutes : minutes;
  }
  return (ZONES.get(zone.toLowerCase()) ?? 0) * 60;
}

/** Names as feeds use them, in hours; of an ambiguous one the meaning that RFC 822 or usage gives. */
const ZONES = new Map<string, number>(
  Object.entries({
    est: -5,
    edt: -4,
    cst: -6,
    cdt: -5,
    mst: -7,
    mdt: -6,
    pst: -8,
    pdt: -7,
    et: -5,
    ct: -6,
    mt: -7,
    pt: -8,
    akst: -9,
    akdt: -8,
    hst: -10,
    ast: -4,
    adt: -3,
    nst: -3.5,
    ndt: -2.5,
    brt: -3,
    brst: -2,
    art: -3,
    clt: -4,
    clst: -3,
    wet: 0,
    west: 1,
    bst: 1,
    ist: 5.5,
    cet: 1,
    cest: 2,
    met: 1,
    mest: 2,
    mez: 1,
    mesz: 2,
    eet: 2,
    eest: 3,
    msk: 3,
    msd: 4,
    trt: 3,
    eat: 3,
    cat: 2,
    wat: 1,
    sast: 2,
    gst: 4,
    azt: 4,
    amt: 4,
    get: 4,
    samt: 4,
    irst: 3.5,
    irdt: 4.5,
    aft: 4.5,
    pkt: 5,
    uzt: 5,
    tmt: 5,
    tjt: 5,
    yekt: 5,
    almt: 5,
    qyzt: 5,
    kgt: 6,
    omst: 6,
    npt: 5.75,
    bdt: 6,
    mmt: 6.5,
    ict: 7,
    wib: 7,
    novt: 7,
    krat: 7,
    hkt: 8,
    sgt: 8,
    myt: 8,
    pht: 8,
    awst: 8,
    irkt: 8,
    jst: 9,
    kst: 9,
    yakt: 9,
    acst: 9.5,
    acdt: 10.5,
    aest: 10,
    aedt: 11,
    vlat: 10,
    nzst: 12,
    nzdt: 13,
  }),
);
