import { foldedWords } from './tokens.ts';

/** A day of the calendar. */
export type Day = { readonly year: number; readonly month: number; readonly day: number };

export type Cited = {
  readonly id: number;
  readonly headline: string;
  /** The outlet; may be empty. */
  readonly source: string;
  readonly url: string | undefined;
  readonly published: Day | undefined;
  /** When it was read; said only where there is an address to read it at. */
  readonly accessed: Day;
};

export const CITATION_STYLES = ['chicago', 'apa', 'bibtex', 'markdown'] as const;
export type CitationStyle = (typeof CITATION_STYLES)[number];

/** How an article is cited, as plain text: on one line, but for BibTeX. */
export function citation(style: CitationStyle, cited: Cited): string {
  const clean = {
    ...cited,
    headline: inOneLine(cited.headline) || 'Untitled',
    source: inOneLine(cited.source),
    url: cited.url?.toWellFormed().replace(/[\s\p{Cc}]/gu, encodeURIComponent),
  };
  switch (style) {
    case 'chicago':
      return chicago(clean);
    case 'apa':
      return apa(clean);
    case 'bibtex':
      return bibtex(clean);
    case 'markdown':
      return markdown(clean);
  }
}

/** The Chicago Manual of Style, 17th edition: where no author is named, a newspaper is. */
function chicago({ headline, source, url, published, accessed }: Cited): string {
  const title = `“${endedWithin(quotesWithin(headline))}”`;
  const date = published === undefined ? 'n.d.' : monthFirst(published);
  return sentences([
    ended(source),
    title,
    ended(date),
    ...(url === undefined ? [] : [`Accessed ${monthFirst(accessed)}.`, ended(url)]),
  ]);
}

/**
 * The Publication Manual of the APA, 7th edition, 10.16: an outlet stands in the author's place, and
 * else the title. Asterisks stand for italics. A day of access belongs to what bears no date (9.16).
 */
function apa({ headline, source, url, published, accessed }: Cited): string {
  const title = ended(`*${headline}*`);
  const date = `(${published === undefined ? 'n.d.' : `${published.year}, ${monthAndDay(published)}`}).`;
  const from = published === undefined ? `Retrieved ${monthFirst(accessed)}, from ` : '';
  return sentences([
    ...(source === '' ? [title, date] : [ended(source), date, title]),
    ...(url === undefined ? [] : [`${from}${url}`]),
  ]);
}

/**
 * An entry for biblatex. Double braces keep an outlet one name and a headline its capitals. An
 * address is taken as it is (it is a verbatim field), so that only what would end it is encoded.
 */
function bibtex({ id, headline, source, url, published, accessed }: Cited): string {
  const [letters = ''] = /^[a-z0-9]+/.exec(foldedWords(source).join('')) ?? [];
  const fields = [
    ...(source === '' ? [] : [`author = {{${latex(source)}}}`]),
    `title = {{${latex(headline)}}}`,
    ...(published === undefined ? [] : [`date = {${iso(published)}}`]),
    ...(url === undefined
      ? []
      : [`url = {${url.replace(/[{}\\]/g, percentEncoded)}}`, `urldate = {${iso(accessed)}}`]),
  ];
  const key = `${letters || 'article'}${published?.year ?? ''}-${id}`;
  const kind = url === undefined ? 'misc' : 'online';
  return `@${kind}{${key},\n${fields.map((field) => `  ${field},\n`).join('')}}`;
}

/** As CommonMark reads it. */
function markdown({ headline, source, url, published, accessed }: Cited): string {
  const title = inMarkdown(headline);
  const parts = [
    url === undefined ? `“${title}”` : `[${title}](${linkTarget(url)})`,
    inMarkdown(source),
    published === undefined ? 'n.d.' : dayFirst(published),
  ];
  const read = url === undefined ? '' : ` (accessed ${dayFirst(accessed)})`;
  return `${parts.filter((part) => part !== '').join(', ')}${read}`;
}

/** Without control characters and those that turn the direction of what follows. */
function inOneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** With a full stop, unless it ends a sentence already. */
function ended(text: string): string {
  return text === '' || /[.!?…][*’”»"')\]]*$/.test(text) ? text : `${text}.`;
}

/** The same of what will stand in quotes: the full stop goes before closing ones (CMOS 6.9). */
function endedWithin(text: string): string {
  const isQuote = text.includes('‘') && text.endsWith('’');
  return isQuote && ended(text) !== text ? text.replace(/’+$/, '.$&') : ended(text);
}

/** Quotes in quotes are single ones (CMOS 13.30). */
function quotesWithin(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])["„“«]([^"„“”«»]+)["“”»](?![\p{L}\p{N}])/gu, '‘$1’');
}

/** A brace by a command of its own: BibTeX counts braces, those behind a backslash, too. */
const LATEX: Readonly<Record<string, string>> = {
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\\': '\\textbackslash{}',
};

function latex(text: string): string {
  return text.replace(/[&%$#_{}~^\\]/g, (sign) => LATEX[sign] ?? `\\${sign}`);
}

function inMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~]|&(?=#?\w+;)/g, '\\$&');
}

function linkTarget(url: string): string {
  return url.replace(/[()<>\\`]/g, percentEncoded).replace(/&(?=#?\w+;)/g, '\\&');
}

function percentEncoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

function monthAndDay({ month, day }: Day): string {
  return `${MONTHS[month - 1]} ${day}`;
}

function monthFirst(date: Day): string {
  return `${monthAndDay(date)}, ${date.year}`;
}

function dayFirst({ year, month, day }: Day): string {
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

function iso({ year, month, day }: Day): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
