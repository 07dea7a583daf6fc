import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { articleOfItem } from './feed-article.ts';
import { textOf } from './file-text.ts';
import type { ImportedItem } from './import-items.ts';
import type { RawArticle } from './normalize.ts';
import { articleOfPage } from './page-article.ts';
import { decode } from './parse/decode.ts';
import { extractArticle } from './parse/extract-page.ts';
import { parseFeed } from './parse/parse-feed.ts';
import { parseJsonLine } from './parse-jsonl.ts';
import { isResultsPage, parseResultsPage } from './parse-results-page.ts';
import { isTable, rowsOf } from './read-table.ts';

/** Of a feed or a page that is read as a whole. Tables and JSON Lines may have any size. */
const MAX_WHOLE = 200_000_000;

/** What is in a file, told by its beginning, whatever it is called. */
export async function* itemsOfFile(
  path: string,
  onProgress: (bytes: number) => void,
): AsyncGenerator<ImportedItem> {
  const bytes = await readStart(path);
  const signature = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  const packed = PACKED.find(({ mark }) => signature.startsWith(mark));
  if (packed) throw new Error(`${path} is ${packed.what}`);
  const start = decode(bytes, { contentType: undefined }).replace(/\r\n?/g, '\n').trimStart();
  if (start === '') throw new Error(`${path} is empty; expected ${EXPECTED}`);
  if (isResultsPage(start)) {
    const text = decode(await readWhole(path, onProgress), { contentType: undefined });
    yield* numbered(parseResultsPage(text));
  } else if (/<opml[\s>]/i.test(start)) {
    throw new Error(
      `${path} lists feeds and has no articles; to read those feeds: feed import ${path}`,
    );
  } else if (start.startsWith('<') || /jsonfeed\.org\/version\//.test(start)) {
    yield* numbered(articlesIn(await readWhole(path, onProgress), path));
  } else if (start.startsWith('{')) {
    yield* jsonLines(path, onProgress);
  } else if (isTable(start)) {
    yield* rowsOf(path, onProgress);
  } else {
    const [line = ''] = start.slice(0, 60).split('\n');
    throw new Error(`${path} starts with "${line.trim()}"; expected ${EXPECTED}`);
  }
}

/** What people keep articles in that is no text, by its first bytes, and what to do. */
const PACKED = [
  { mark: 'PK\x03\x04', what: 'an Excel, Word or zip file; save its table as CSV, or unpack it' },
  { mark: '\xd0\xcf\x11\xe0', what: 'an old Excel or Word file; save its table as CSV' },
  { mark: '\x1f\x8b', what: 'packed with gzip; unpack it first' },
];

const EXPECTED =
  'JSON Lines, each line {"title": …, "text": …}; CSV with a header row such as title,text,url,publishedAt; a saved feed or web page; or a results page, "Viewing results 1 - 6 of 123"';

/** A feed or a page: its bytes say which. */
function articlesIn(bytes: Uint8Array, path: string): readonly RawArticle[] {
  const saved = { url: savedFrom(bytes), contentType: undefined };
  const feed = parseFeed(bytes, saved);
  if (feed.kind === 'feed') {
    return feed.items.flatMap((item) => {
      const article = articleOfItem(item);
      return article ? [{ ...article, source: article.source ?? (feed.title || undefined) }] : [];
    });
  }
  const page = feed.looksLike === 'page' ? extractArticle(bytes, saved) : undefined;
  const article = page && articleOfPage(page);
  if (article === undefined) {
    throw new Error(`${path} holds no feed and no article; expected ${EXPECTED}`);
  }
  return [article];
}

/** Browsers write into a saved page where it was; without an address only absolute ones hold. */
function savedFrom(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
  const [, address] =
    /<!--\s*(?:saved from url=\(\d+\)|[^>]{0,200}?\burl:\s*)(https?:\/\/[^\s>]+)/i.exec(start) ??
    [];
  return address ?? 'about:blank';
}

function* numbered(articles: readonly RawArticle[]): Generator<ImportedItem> {
  for (const [index, article] of articles.entries()) {
    yield { kind: 'article', article, line: index + 1 };
  }
}

async function* jsonLines(
  path: string,
  onProgress: (bytes: number) => void,
): AsyncGenerator<ImportedItem> {
  const input = createReadStream(path);
  let number = 0;
  for await (const line of linesOf(textOf(input))) {
    number += 1;
    const text = line?.replace(/^\ufeff/, '').trim();
    if (text === undefined) yield { kind: 'bad', problem: TOO_LONG, line: number };
    else if (text !== '') yield { ...parseJsonLine(text), line: number };
    onProgress(input.bytesRead);
  }
}

/** More than the longest article takes, every letter of it escaped. */
const MAX_LINE = 10_000_000;
const TOO_LONG = 'longer than 10,000,000 characters; expected one article a line';

/**
 * Lines end with `\n` alone: node:readline would also cut at U+2028, which JSON has inside its
 * strings. Undefined for a line that is too long.
 */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string | undefined> {
  let line: string | undefined = '';
  for await (const chunk of input) {
    for (const [index, piece] of chunk.split('\n').entries()) {
      if (index > 0) {
        yield line;
        line = '';
      }
      if (line !== undefined)
        line = line.length + piece.length > MAX_LINE ? undefined : line + piece;
    }
  }
  yield line;
}

async function readStart(path: string): Promise<Uint8Array> {
  for await (const chunk of createReadStream(path, { end: 65_535 })) {
    if (chunk instanceof Uint8Array) return chunk;
  }
  return new Uint8Array();
}

async function readWhole(path: string, onProgress: (bytes: number) => void): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > MAX_WHOLE) {
    throw new Error(
      `${path} has ${size} bytes; expected at most ${MAX_WHOLE} for a feed or a page`,
    );
  }
  const bytes = await readFile(path);
  onProgress(bytes.length);
  return bytes;
}
