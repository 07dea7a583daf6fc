import { AFTER_NAME, BEFORE_NUMBER, namesFollow, STARTERS } from './abbreviations.ts';
import { gluedHead } from './glued-head.ts';

/** `text` is exactly what stands at `start` to `end`, without the white space around it. */
export type Sentence = { readonly text: string; readonly start: number; readonly end: number };

/**
 * The sentences of a news text, in order. Nothing but white space lies between them, and none
 * of them is changed by a byte.
 *
 * `Intl.Segmenter` proposes the boundaries, for every script; rules for what it cannot know
 * about news (ranks, initials, "U.S.", quotations with their speaker, lost paragraph breaks,
 * lists) take some away and add some. The language is a BCP 47 tag.
 */
export function splitSentences(text: string, language = 'en'): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [start, end] of paragraphs(text)) {
    const paragraph = text.slice(start, end);
    let from = 0;
    for (const to of boundaries(paragraph, language)) {
      const sentence = trimmed(text, start + from, start + to);
      if (sentence !== undefined) sentences.push(sentence);
      from = to;
    }
  }
  return sentences;
}

/**
 * Lines, and parts set off by three or more spaces, which is what is left of a paragraph break
 * when a page was flattened. A line break inside a wrapped sentence is only white space.
 */
function* paragraphs(text: string): Generator<[start: number, end: number]> {
  let start = 0;
  for (const gap of text.matchAll(/[^\S\r\n]*(?:\r\n|[\n\r\u2028\u2029])\s*|[^\S\r\n]{3,}/gu)) {
    const before = text[gap.index - 1] ?? '';
    const after = text.slice(gap.index + gap[0].length, gap.index + gap[0].length + 2);
    const blankLine = (gap[0].match(/\r\n|[\n\r\u2028\u2029]/gu)?.length ?? 0) > 1;
    if (!blankLine && /[\p{Ll},;\d]/u.test(before) && /^[\p{Ll}\d(]/u.test(after)) continue;
    yield [start, gap.index];
    start = gap.index + gap[0].length;
  }
  yield [start, text.length];
}

function trimmed(text: string, from: number, to: number): Sentence | undefined {
  const raw = text.slice(from, to);
  const start = from + raw.length - raw.trimStart().length;
  const inner = raw.trim();
  return inner === '' ? undefined : { text: inner, start, end: start + inner.length };
}

/** Ends of sentences within a paragraph, ascending; the last is its length. */
function boundaries(paragraph: string, language: string): number[] {
  const quotes = quotations(paragraph).filter(({ speaks }) => speaks);
  const head = gluedHead(paragraph);
  const items = new Set([...(head === undefined ? [] : [head]), ...listItems(paragraph)]);
  const ends: number[] = [];
  let start = 0;
  let passed = 0;
  for (const end of [...proposals(paragraph, language).union(items)].toSorted((a, b) => a - b)) {
    while ((quotes[passed]?.end ?? Infinity) <= end) passed += 1;
    const inQuote = (quotes[passed]?.start ?? Infinity) < end;
    if (items.has(end) || (!inQuote && endsSentence(paragraph, start, end, language))) {
      ends.push(end);
      start = end;
    }
  }
  return [...ends, paragraph.length];
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known !== undefined) return known;
  const locale = Intl.Segmenter.supportedLocalesOf(tagOr(language, 'en'))[0] ?? 'en';
  const made = new Intl.Segmenter(locale, { granularity: 'sentence' });
  segmenters.set(language, made);
  return made;
}

function tagOr(language: string, fallback: string): string {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : fallback;
}

/** What the segmenter proposes, and what it misses: a lost space ("attack.The"), a name behind a dash. */
function proposals(paragraph: string, language: string): Set<number> {
  const proposed = new Set<number>();
  for (const { index, segment } of segmenter(language).segment(paragraph)) {
    proposed.add(index + segment.length);
  }
  for (const lost of paragraph.matchAll(/\p{Ll}{2}[.!?]["”’)]*(?=\p{Lu}\p{Ll}+)/gu)) {
    const next = /^\p{L}+/u.exec(paragraph.slice(lost.index + lost[0].length))?.[0] ?? '';
    if (STARTERS.has(next.toLowerCase())) proposed.add(lost.index + lost[0].length);
  }
  for (const lost of paragraph.matchAll(LOST_STOP)) proposed.add(lost.index);
  for (const dash of paragraph.matchAll(/[.!?]["”’)]*\s+(?=[—–]\s?\p{Lu})/gu)) {
    proposed.add(dash.index + dash[0].length);
  }
  proposed.delete(paragraph.length);
  return proposed;
}

/** A stop that is missing: "passed the vessels The crew slept". A title has more capitals. */
const LOST_STOP =
  /(?<=\p{Ll}{2} )(?=(?:The|This|These|Those|It|He|She|They|An|In|On|At|Last|But|And) \p{Ll})/gu;

/** UTF-16 units around a proposed end that decide; of "A. A. A. …" the whole would be looked at each time. */
const NEAR = 200;

/** Whether a proposed end is one, by the word before it and the words after it. */
function endsSentence(paragraph: string, start: number, end: number, language: string): boolean {
  const before = paragraph.slice(Math.max(start, end - NEAR), end).trimEnd();
  const after = paragraph.slice(end, end + NEAR).trimStart();
  if (/^\p{Ll}(?!\p{Lu})/u.test(after)) return false;
  if (/^[)\]”’»…]|^\.(?:\s|$)|^\([^()]{1,40}\)[.!?]/u.test(after)) return false;
  if (BARE_MARKER.test(before)) return false;
  const last = before.slice(before.lastIndexOf(' ') + 1);
  if (/[?!]["”’»]$/u.test(last) && SPEAKER_CLAUSE.test(after)) return false;

  const stop = /(?<word>[^\s"“”«»()[\]]*)\.["”’»)\]]*$/u.exec(last);
  if (stop === null || /\.\.$|…$/u.test(last)) return true;
  const word = (stop.groups?.word ?? '').replace(/^['’‘\p{Pd}]+/u, '');
  return stopEndsSentence(word, before, after, language);
}

const SPEAKER_CLAUSE =
  /^(?:\p{Lu}[\p{L}.'’-]*\s+){1,5}(?:said|says|asked|wrote|writes|added|adds|told|tweeted|posted|replied|shouted|asks|exclaimed)\b/u;

function stopEndsSentence(word: string, before: string, after: string, language: string): boolean {
  const lower = word.toLowerCase();
  const next = /^["“‘«([]*(?<next>[\p{L}\p{N}'’-]+)/u.exec(after)?.groups?.next ?? '';
  const starts = STARTERS.has(next.toLowerCase());
  const opensQuote = /^["“«]/u.test(after);

  if (/^[гр]$/u.test(lower) && ONLY_YEAR.test(before)) return false;
  // A year or metres; without a number it is a town.
  if (/^\d*[гм]$/u.test(lower) && /\d\s*[гм]\.$/u.test(before)) return true;
  if (/^\p{L}$/u.test(word) && /^\p{L}{1,2}\./u.test(after)) return false; // "z. B.", "т. е."
  if (namesFollow(lower, language)) return false;
  if (isItemMarker(before)) return false;
  if (lower.endsWith('a') && /\b[uv]\.\s?a\.$/u.test(before)) return false; // "unter anderem", "vor allem"
  if (BEFORE_NUMBER.has(lower) && /^(?:\d|[IVX]+\b)/u.test(next)) return false;
  if (/^(?:\d+\.)?\d{1,2}$/u.test(word) && ORDINAL_STOP.test(language)) return starts;
  if (/^[ap]\.m$/iu.test(word)) return clockEndsSentence(before, after);
  if (AFTER_NAME.has(lower)) {
    return starts || opensQuote || /^[\p{L}'’]+ (?!and\b|of\b|&)\p{Ll}/u.test(after);
  }
  if (/^\p{Lu}$|^(?:\p{L}\.)+\p{L}$|^(?:\p{Lu}\p{Ll}?\.)+\p{Lu}$/u.test(word)) {
    return starts || (opensQuote && !/^\p{Lu}$/u.test(word));
  }
  return true;
}

const BARE_MARKER = /^\s*(?:[•⁃▪‣*]|\d{1,2}\.?\))\s*$/u;

/** A marker before its item: at the beginning, after a colon, or "and 2." where a "1." stands before it. */
function isItemMarker(before: string): boolean {
  if (/^(?:[•⁃▪‣*]\s?)?(?:\d{1,2}|[a-z])\.$|(?<!\d)[:;,]\s\d{1,2}\.$/u.test(before)) return true;
  const marker = /\b(?:and|or)\s(\d{1,2})\.$/u.exec(before)?.[1];
  return marker !== undefined && before.includes(` ${Number(marker) - 1}. `);
}

/** "В мае 1991 г." alone says nothing yet. */
const ONLY_YEAR =
  /^["«]?(?:В|Во|С|К|До|После|На|Летом|Осенью|Зимой|Весной|У|З|Із|Після|Влітку|Восени|Взимку|Навесні)\s+(?:\S+\s+){0,3}\d{4}\s*[гр]\.$/u;

/** "At 5 a.m. Mr. Smith left" goes on; "left at 5 a.m. Mr. Smith slept" does not. */
function clockEndsSentence(before: string, after: string): boolean {
  if (
    /^["“‘«[]*(?:\(|(?:[A-Z]{2,4}|Eastern|Central|Pacific|Mountain|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|\p{Lu}\p{L}+ [Tt]ime\b)/u.test(
      after,
    )
  ) {
    return false;
  }
  return !/^(?:at|by|around|about|before|after|until|since|from|shortly after|just after)\s+(?:about\s+)?[\d:.]+\s*[ap]\.m\.$/iu.test(
    before,
  );
}

/** Languages that write "3. Oktober"; what nobody could name may be one. */
const ORDINAL_STOP = /^(?:de|da|nb|nn|no|fi|cs|sk|hu|hr|sl|sr|bs|et|lv|is|tr|pl|und)\b/;

/** UTF-16 units of a quotation that is one sentence with its speaker: some 25 words. */
const MAX_SPOKEN = 160;

type Quotation = { readonly start: number; readonly end: number; readonly speaks: boolean };

/**
 * The double-quoted parts. A short one that closes with a comma, or before a small letter, is
 * part of a sentence that goes on to name its speaker: it is kept whole, so that no half of it
 * can be shown without that name. A longer one is a passage, and its sentences stand alone.
 */
function quotations(paragraph: string): Quotation[] {
  const found: Quotation[] = [];
  for (const { index, 0: quote } of paragraph.matchAll(
    /„[^„“”]+[“”]|“[^“”]+”|"[^"]+"|«[^«»]+»/gu,
  )) {
    const end = index + quote.length;
    const goesOn =
      /,.$/su.test(quote) || /^,?\s+(?:[—–-]\s+)?\p{Ll}/u.test(paragraph.slice(end, end + 6));
    const speaks = goesOn && quote.length <= MAX_SPOKEN;
    found.push({ start: index, end, speaks });
  }
  return found;
}

/**
 * A paragraph that begins with "1." or "•" is a list run together: each next marker begins an
 * item. Numbers inside a sentence ("two facts: 1. … 2. …") stay.
 */
function listItems(paragraph: string): number[] {
  const first = LIST_MARKER.exec(paragraph);
  if (first === null) return [];
  const starts: number[] = [];
  let marker: string = first[1] ?? '';
  let from = first[0].length;
  for (;;) {
    const next = nextMarker(marker);
    const at = paragraph.indexOf(` ${next}`, from);
    if (at < 0 || !/^\s/u.test(paragraph.slice(at + 1 + next.length))) return starts;
    starts.push(at + 1);
    marker = next;
    from = at + 1 + next.length;
  }
}

const LIST_MARKER = /^\s*([•⁃▪‣*]\s?(?:\d+[.)]+)?|\d{1,2}\.?\)|\d{1,2}\.|[a-z][.)])(?=\s)/u;

function nextMarker(marker: string): string {
  if (/\d/.test(marker)) return marker.replace(/\d+/, (digits) => String(Number(digits) + 1));
  return marker.replace(/^[a-y]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 1));
}
