import { STARTERS } from './abbreviations.ts';

/**
 * The end of what a page or a feed put before the first sentence of a paragraph without a stop:
 * a date ("Monday, March 2, 2026 A ferry …"), a headline with or without the time it was
 * published, a legend of boxes. Undefined where the paragraph begins with a sentence.
 */
export function gluedHead(paragraph: string): number | undefined {
  const start = paragraph.slice(0, HEAD);
  const date = DATE_LINE.exec(start)?.[0].length ?? 0;
  const stamp = lastEnd(start, STAMP) ?? 0;
  const boxes = /^\s*[█■▇▆▉]/u.test(start.slice(date)) ? legendEnd(start) : 0;
  const agency = AGENCY.exec(start)?.[0].length ?? 0;
  const end = Math.max(date, stamp, boxes, agency, datelineStart(start) ?? 0);
  const headline = headlineEnd(start.slice(end));
  return headline === undefined && end === 0 ? undefined : end + (headline ?? 0);
}

/** UTF-16 units: a headline, its date and a legend are shorter. */
const HEAD = 500;

const MONTH = caseless(
  '(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)',
);
const WEEKDAY = `(?:${caseless('(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?')}[,.]?\\s+)?`;
const DATE = String.raw`(?:\d{4}\s?-\s?\d{2}\s?-\s?\d{2}|${MONTH}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}(?:st|nd|rd|th)?\s${MONTH},?\s\d{4}|\d{1,2}\s?/\s?\d{1,2}\s?/\s?(?:\d{2}){1,2})`;
const TIME = String.raw`\d{1,2}\s?:\s?\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s(?:hrs|[A-Z]{2,4}(?=\s)|GMT\s?[+-]\d+))?`;
const LABEL = String.raw`(?:(?:Last\s)?(?:[Uu]pdated|Published|Posted)(?:\s(?:on|at))?\s?:?\s+)`;

const DATE_LINE = new RegExp(
  String.raw`^\s*${LABEL}?${WEEKDAY}${DATE}(?=\s+["“]?[\p{Lu}█■▇▆▉])`,
  'u',
);

/**
 * Inside a paragraph a date without label and time of day must stand without a preposition, and
 * a sentence must begin behind it without a comma: "on May 5, 2010, Greece" is prose.
 */
const STAMP = new RegExp(
  String.raw`(?:${LABEL}${WEEKDAY}${DATE}(?:,?\s(?:at\s|\|\s)?${TIME})?|${DATE},?\s(?:at\s|\|\s)?${TIME}|${TIME}\s${DATE}|(?<!\b(?:on|in|of|by|to|for|from|until|till|since|after|before|and|or|the|dated|through)\s)${DATE})(?=\s+["“]?\p{Lu})`,
  'gu',
);

/** In capitals, too: "MARCH 4, 2009". */
function caseless(pattern: string): string {
  return pattern.replaceAll(/(?<!\\)[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** "(Reuters) - " without a place: who reports, and not what. */
const AGENCY =
  /^\s*\((?:Reuters|Xinhua|Interfax|Bloomberg|Интерфакс|Рейтер|[\p{Lu}]{2,5})\)\s*[-–—]{1,2}\s+(?=["“«]?\p{Lu})/u;

/** Where "WASHINGTON, April 27 - " or "PARIS (AP) — " begins behind a headline without a stop. */
function datelineStart(text: string): number | undefined {
  const place =
    /(?<=[\p{L}\p{N}] )(?=\p{Lu}{3,}(?:[ ,]+\p{Lu}[\p{L}.]+){0,3}(?:,? (?:[-–—] )?\p{Lu}\p{L}+\.? \d{1,2}(?:, \d{4})?| \([^()]{2,20}\)) [-–—]{1,2} )/u;
  return place.exec(text)?.index ?? MIXED_CASE_DATELINE.exec(text)?.index;
}

/** The same as "Mumbai, Nov 11 - ", where no preposition makes it part of a sentence. */
const MIXED_CASE_DATELINE = new RegExp(
  String.raw`(?<=[\p{Ll}\p{N}] )(?<!\b(?:in|at|from|to|of|near|for|on|and|or|by)\s)(?=(?:(?:New|San|Los|Saint|Abu|Kuala|Addis)\s)?\p{Lu}\p{Ll}+,\s${MONTH}\s\d{1,2}(?:,\s\d{4})?\s[-–—]{1,2}\s)`,
  'u',
);

function lastEnd(text: string, pattern: RegExp): number | undefined {
  const last = [...text.matchAll(pattern)].at(-1);
  return last === undefined ? undefined : last.index + last[0].length;
}

/** After the last entry of a legend a sentence begins with a word such as "On" or "The". */
function legendEnd(text: string): number {
  const last = Math.max(...['█', '■', '▇', '▆', '▉'].map((box) => text.lastIndexOf(box)));
  const next = [...text.slice(last).matchAll(/[^\s.!?,;:]\s+(?=(\p{Lu}\p{L}*)\s)/gu)].find(
    ([, word = '']) => STARTERS.has(word.toLowerCase()),
  );
  return next === undefined ? 0 : last + next.index + next[0].length;
}

/** Words of a Title Case headline, at least. */
const HEADLINE_WORDS = 6;

/**
 * The end of a headline in Title Case: six words and more, nearly all with a capital, then
 * without a mark between them a word like "The" or "Today" that a sentence begins with.
 */
function headlineEnd(text: string): number | undefined {
  const words = [...text.matchAll(/\S+/gu)];
  let long = 0;
  let capital = 0;
  for (const [i, { 0: word, index }] of words.entries()) {
    const bare = word.replace(/[^\p{L}]+$/u, '');
    const before = words[i - 1]?.[0] ?? '';
    const next = words[i + 1]?.[0] ?? '';
    if (
      long >= HEADLINE_WORDS &&
      /^\p{Lu}\p{Ll}*$/u.test(bare) &&
      STARTERS.has(bare.toLowerCase()) &&
      /[\p{L}\p{N}]$/u.test(before) &&
      (/^\p{Ll}/u.test(next) || /,$/u.test(word))
    ) {
      return index;
    }
    if (/^[“"‘']?\p{L}{4,}/u.test(word)) {
      long += 1;
      if (/^[“"‘']?\p{Lu}/u.test(word)) capital += 1;
    }
    if (/[.!?]["”’]?$/u.test(word) || (long > 2 && capital < 0.85 * long)) return undefined;
  }
  return undefined;
}
