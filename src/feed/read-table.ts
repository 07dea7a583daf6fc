import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { textOf } from './file-text.ts';
import type { ImportedItem } from './import-items.ts';
import { parseDate } from './parse/dates.ts';
import { parseArticle } from './parse-jsonl.ts';

/** The columns that say something, as in JSON Lines; of an object its fields have columns. */
const COLUMNS = [
  'id',
  'title',
  'text',
  'body',
  'url',
  'source',
  'publishedAt',
  'date',
  'undated',
  'topics',
  'tags',
  'language',
  'imageUrl',
  'imageCaption',
  'imageCredit',
  'feedKey',
  'feedTitle',
  'firstSeenAt',
] as const;

const BY_NAME = new Map(COLUMNS.map((name) => [name.toLowerCase(), name]));

/** Whether lines that end with `\n` begin with the header row of a table of articles: two names, one of ours. */
export function isTable(start: string): boolean {
  const header = start.replace(/^sep=.\n/i, '').split('\n', 1)[0] ?? '';
  const names = header.split(delimiterOf(start)).map(columnNamed);
  return names.length > 1 && names.some((name) => name !== undefined);
}

/**
 * The rows of a table with a header: commas, semicolons or tabs between its cells, in any charset.
 * Throws where a column is missing that every article needs.
 */
export async function* rowsOf(
  path: string,
  onProgress: (bytes: number) => void,
): AsyncGenerator<ImportedItem> {
  const input = createReadStream(path, { highWaterMark: 262_144 });
  const text = withLineFeeds(textOf(input));
  const first = await text.next();
  const start = first.done ? '' : first.value;
  const headerLine = /^sep=/i.test(start) ? 2 : 1;
  // Counted where the parser is: it is ahead of the loop below.
  let nextLine = headerLine + 1;
  let end: ImportedItem | undefined;
  const parser = parse({
    delimiter: delimiterOf(start),
    fromLine: headerLine,
    columns: (header: string[]) => header.map((name) => columnNamed(name) ?? false),
    info: true,
    bom: true,
    relaxQuotes: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    skipRecordsWithError: true,
    maxRecordSize: MAX_ROW,
    onRecord: ({ record, info }: { record: Row['record']; info: { lines: number } }): Row => {
      const line = nextLine;
      nextLine = info.lines + 1;
      return { record, line };
    },
    onSkip: (error) => {
      end ??= { kind: 'bad', line: nextLine, problem: endlessRow(error?.code) };
      return undefined;
    },
  });
  checkHeader(start, path);
  // What follows a row that does not end would be taken for a part of it.
  const pieces = joined(start, text, () => end === undefined);
  const reading = pipeline(Readable.from(pieces), parser);
  // Told by the loop below; unheard it would end the process.
  reading.catch(() => undefined);
  for await (const { record, line } of parser as AsyncIterable<Row>) {
    yield { ...parseArticle(articleOfRow(record)), line };
    onProgress(input.bytesRead);
  }
  if (end) yield end;
  onProgress(input.bytesRead);
}

type Row = {
  readonly record: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;
  /** The first that it takes. */
  readonly line: number;
};

const MAX_ROW = 4_000_000;

function endlessRow(code: string | undefined): string {
  const what =
    code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quotation mark is opened and never closed'
      : 'longer than 4,000,000 bytes, as where a quotation mark is never closed';
  return `${what}; nothing from here on could be read`;
}

function checkHeader(start: string, path: string): void {
  const [header = ''] = start.replace(/^\ufeff?(?:sep=.\n)?/i, '').split('\n', 1);
  const given = header.split(delimiterOf(start)).map(unquoted);
  const known = new Set(given.map(columnNamed));
  const missing = !known.has('title')
    ? 'title'
    : known.has('text') || known.has('body')
      ? undefined
      : 'text';
  if (missing === undefined) return;
  throw new Error(
    `${path} has no column "${missing}", but ${given
      .slice(0, 20)
      .map((name) => `"${name}"`)
      .join(
        ', ',
      )}; expected a header row with title and text, such as title,text,url,source,publishedAt,topics,language`,
  );
}

function columnNamed(written: string): (typeof COLUMNS)[number] | undefined {
  return BY_NAME.get(
    unquoted(written)
      .toLowerCase()
      .replace(/[\s_.-]+/g, ''),
  );
}

function unquoted(cell: string): string {
  return cell
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

/** Of those that a table may have, the commonest in its first line; Excel may say it itself. */
function delimiterOf(start: string): string {
  const said = /^\ufeff?sep=(.)\n/i.exec(start)?.[1];
  if (said !== undefined) return said;
  const [header = ''] = start.split('\n', 1);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((a, b) => (b.count > a.count ? b : a)).mark;
}

function articleOfRow(row: Row['record']): unknown {
  const {
    imageUrl,
    imageCaption,
    imageCredit,
    feedKey,
    feedTitle,
    publishedAt,
    date,
    undated,
    firstSeenAt,
    topics,
    tags,
    ...rest
  } = Object.fromEntries(
    Object.entries(row).flatMap(([name, cell]) =>
      cell === undefined || cell.trim() === '' ? [] : [[name, withoutGuard(cell)]],
    ),
  ) as Row['record'];
  const hasImage = imageUrl ?? imageCaption ?? imageCredit;
  return {
    ...rest,
    text: rest.text ?? rest.body ?? '',
    publishedAt: instantOf(publishedAt),
    date: instantOf(date),
    undated: undated?.toLowerCase() === 'true',
    firstSeenAt: instantOf(firstSeenAt),
    topics: namesOf(topics),
    tags: namesOf(tags),
    image:
      hasImage === undefined
        ? undefined
        : { url: imageUrl, caption: imageCaption, credit: imageCredit },
    feed: feedKey === undefined ? undefined : { key: feedKey, title: feedTitle ?? feedKey },
  };
}

/** Our own export keeps spreadsheets from taking a headline for a formula: see `guarded`. */
function withoutGuard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** Spreadsheets write dates in their own way; what is none goes on, to be reported as it is. */
function instantOf(cell: string | undefined): string | undefined {
  if (cell === undefined || /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(cell)) return cell;
  return parseDate(cell)?.toISOString() ?? cell;
}

/** A list of names in a cell: JSON, or with semicolons or bars between them, else with commas. */
function namesOf(cell: string | undefined): unknown {
  if (cell === undefined) return undefined;
  if (cell.trimStart().startsWith('[')) {
    try {
      return JSON.parse(cell);
    } catch {
      // Then it is a name with a bracket.
    }
  }
  return cell.split(/[;|]/.test(cell) ? /[;|]/ : ',').map((name) => name.trim());
}

/** Spreadsheets end a line with `\r\n`, which the parser counts as two within a cell; old ones with `\r`. */
async function* withLineFeeds(text: AsyncIterable<string>): AsyncGenerator<string, void> {
  let cut = '';
  for await (const piece of text) {
    const whole = cut + piece;
    cut = whole.endsWith('\r') ? '\r' : '';
    yield whole.slice(0, whole.length - cut.length).replace(/\r\n?/g, '\n');
  }
  yield cut && '\n';
}

async function* joined(
  start: string,
  rest: AsyncIterable<string>,
  goesOn: () => boolean,
): AsyncGenerator<string> {
  yield start;
  for await (const piece of rest) {
    if (!goesOn()) return;
    yield piece;
  }
}
