import { type ArchivedArticle, everyArticle } from '../store/archive.ts';
import type { Database } from '../store/database.ts';

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * The whole archive, a line or row for each article, oldest first, in pieces. Imported elsewhere it
 * is the same archive, feeds and first sights included; imported here again it changes nothing.
 * Versions before a correction are not in it.
 */
export async function* exportArchive(db: Database, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield `\ufeff${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  const write = format === 'csv' ? rowOf : lineOf;
  for await (const archived of everyArticle(db)) yield write(archived);
}

function lineOf({ article, key, feed }: ArchivedArticle): string {
  const { title, text, url, source, publishedAt, undated, firstSeenAt, topics, language, image } =
    article;
  return `${JSON.stringify({
    id: key,
    title,
    text,
    url,
    source,
    publishedAt,
    undated,
    topics,
    language,
    image,
    feed: { key: feed.key, title: feed.title },
    firstSeenAt,
  })}\n`;
}

const COLUMNS: readonly (readonly [string, (archived: ArchivedArticle) => string | undefined])[] = [
  ['id', ({ key }) => key],
  ['title', ({ article }) => article.title],
  ['text', ({ article }) => article.text],
  ['url', ({ article }) => article.url],
  ['source', ({ article }) => article.source],
  ['publishedAt', ({ article }) => article.publishedAt.toISOString()],
  ['undated', ({ article }) => (article.undated ? 'true' : '')],
  ['topics', ({ article: { topics } }) => (topics.length === 0 ? '' : JSON.stringify(topics))],
  ['language', ({ article }) => article.language],
  ['imageUrl', ({ article }) => article.image?.url],
  ['imageCaption', ({ article }) => article.image?.caption],
  ['imageCredit', ({ article }) => article.image?.credit],
  ['feedKey', ({ feed }) => feed.key],
  ['feedTitle', ({ feed }) => feed.title],
  ['firstSeenAt', ({ article }) => article.firstSeenAt.toISOString()],
];

/** RFC 4180. The mark of UTF-8 at the beginning is for Excel, which else garbles every Cyrillic letter. */
function rowOf(archived: ArchivedArticle): string {
  const cells = COLUMNS.map(([, read]) => guarded(read(archived) ?? ''));
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** A headline "=HYPERLINK(…)" would run in a spreadsheet; the import takes the mark away again. */
function guarded(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
