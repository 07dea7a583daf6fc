import { z } from 'zod';
import type { Home } from './import-items.ts';
import type { RawArticle } from './normalize.ts';
import { fieldToLine, fieldToText } from './parse/plain-text.ts';

export type ParsedLine =
  | { readonly kind: 'article'; readonly article: RawArticle; readonly home?: Home }
  | { readonly kind: 'bad'; readonly problem: string };

/**
 * Reads one line of JSON as an article:
 *
 *     {"title": "…", "text": "…", "id": "…", "url": "https://…", "source": "…",
 *      "publishedAt": "2026-11-22T08:00:00Z", "topics": ["…"], "language": "en"}
 *
 * Only `title` and `text` are needed. `body`, `date` and `tags` are read as `text`,
 * `publishedAt` and `topics`; a date may be a day alone, and is UTC where it names no zone. A
 * field that is null counts as missing. Other fields are passed over, but for `feed`,
 * `firstSeenAt` and `undated`, which an export has: they say where the article was in the archive it
 * comes from, and that its date is not its own.
 */
export function parseJsonLine(line: string): ParsedLine {
  let json: unknown;
  try {
    json = JSON.parse(line, (_, value: unknown) => value ?? undefined);
  } catch {
    return { kind: 'bad', problem: `not JSON: ${excerpt(line)}` };
  }
  return parseArticle(json);
}

/** Reads what has been a line of JSON, or a row of a table. */
export function parseArticle(json: unknown): ParsedLine {
  const parsed = LINE.safeParse(json, { reportInput: true });
  if (!parsed.success) {
    return { kind: 'bad', problem: parsed.error.issues.map(describeIssue).join('; ') };
  }
  const { text, body, publishedAt, date, topics, tags, image, feed, firstSeenAt, ...rest } =
    parsed.data;
  const content = text ?? body;
  if (content === undefined) {
    return { kind: 'bad', problem: 'text is missing; expected the article (or body)' };
  }
  const article = {
    ...rest,
    text: content,
    publishedAt: publishedAt ?? date,
    topics: topics ?? tags,
    image: image && {
      url: image.url,
      caption: image.caption,
      credit: image.credit,
    },
  };
  return feed || firstSeenAt
    ? { kind: 'article', article, home: { feed, firstSeenAt } }
    : { kind: 'article', article: withoutHtml(article) };
}

function withoutHtml(article: RawArticle): RawArticle {
  const { title, text, url, source, topics, image } = article;
  const read = HTML.test(text) ? fieldToText(text, url) : { text, images: [] };
  return {
    ...article,
    title: lineOf(title),
    text: read.text,
    source: source && lineOf(source),
    topics: topics?.map(lineOf),
    image: image ?? read.images[0],
  };
}

function lineOf(field: string): string {
  return (HTML.test(field) && fieldToLine(field)) || field;
}

/** Tags that end or that stand for a line, and entities. "a < b", "AT&T" and a lone "<b>" are text. */
const HTML =
  /<\/[a-z][a-z\d]*>|<(?:p|br|hr|img|div)(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{2,6}|#x[\da-f]{2,5});/i;

const MAX_TITLE = 1_000;
const MAX_TEXT = 1_000_000;

const webAddress = z
  .string('an http or https address')
  .max(3_000, 'an address of at most 3,000 characters')
  .refine(
    (value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''),
    'an http or https address',
  );

const A_DATE = 'a date that exists, such as 2026-11-22 or 2026-11-22T08:00:00Z';
const instant = z
  .string(A_DATE)
  .transform(inUtc)
  .refine(isDate, A_DATE)
  .transform((value) => new Date(value));

const body = z.string('the text of the article').max(MAX_TEXT, `at most ${MAX_TEXT} characters`);
const names = z.array(z.string('names'), 'a list of names').max(100, 'at most 100 names');

const LINE = z.object(
  {
    id: z
      .union(
        [z.string().min(1).max(500), z.number().transform(String)],
        'a text of at most 500 characters, or a number',
      )
      .optional(),
    title: z
      .string('a headline')
      .max(MAX_TITLE, `at most ${MAX_TITLE} characters`)
      .refine((title) => /[^\s\p{C}]/u.test(title), 'a headline that is not empty'),
    text: body.optional(),
    body: body.optional(),
    url: webAddress.optional(),
    source: z.string('a name').max(200, 'at most 200 characters').optional(),
    publishedAt: instant.optional(),
    date: instant.optional(),
    undated: z.boolean('true or false').optional(),
    topics: names.optional(),
    tags: names.optional(),
    language: z
      .string('a language such as "en"')
      .regex(/^[A-Za-z]{2,3}(-[\w-]+)?$/, 'a language such as "en"')
      .optional(),
    image: z
      .object(
        {
          url: webAddress.optional(),
          caption: z.string('a text').max(2_000, 'at most 2,000 characters').optional(),
          credit: z.string('a text').max(500, 'at most 500 characters').optional(),
        },
        'an object with a url, a caption or a credit',
      )
      .optional(),
    feed: z
      .object(
        {
          key: z.string('a text').min(1, 'a text').max(3_000, 'at most 3,000 characters'),
          title: z.string('a name').max(200, 'at most 200 characters'),
        },
        'an object with a key and a title',
      )
      .optional(),
    firstSeenAt: instant.optional(),
  },
  'an object with a title and a text',
);

/** A time without a zone would be read in the zone of whatever machine imports it. */
function inUtc(text: string): string {
  return /T[\d:.]+$/.test(text) ? `${text}Z` : text;
}

/** A day, or a day and a time, of the calendar: `new Date` would take 30 February for 2 March. */
function isDate(text: string): boolean {
  const [, day] = /^(\d{4}-\d{2}-\d{2})(T.*)?$/.exec(text) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (day === undefined || Number.isNaN(midnight) || Number.isNaN(Date.parse(text))) return false;
  return new Date(midnight).toISOString().startsWith(day);
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const name = issue.path.join('.');
  const value = issue.input === undefined ? 'missing' : excerpt(JSON.stringify(issue.input));
  return name === ''
    ? `expected ${issue.message}`
    : `${name} is ${value}; expected ${issue.message}`;
}

/** Without what a terminal would obey. */
function excerpt(text: string): string {
  const shown = text.slice(0, 61).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
  return shown.length <= 60 ? shown : `${shown.slice(0, 59)}…`;
}
