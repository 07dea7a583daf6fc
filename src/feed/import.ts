import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { NewArticle } from '../model/article.ts';
import type { FeedId } from '../model/feed.ts';
import type { Database } from '../store/database.ts';
import { ensureFeed } from '../store/feeds.ts';
import { type PlaceInStory, storeArticles } from '../store/store-articles.ts';
import { normalizeArticle, type RawArticle } from './normalize.ts';
import { parseJsonLine } from './parse-jsonl.ts';
import { isResultsPage, parseResultsPage } from './parse-results-page.ts';
import { openStoryIndex } from './story-index.ts';

export type ImportReport = {
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly bad: readonly BadLine[];
};

/** `line` counts from 1. */
export type BadLine = { readonly line: number; readonly problem: string };

export type ImportOptions = {
  readonly now: Date;
  /** What makes the file the same feed when it is imported again; its name unless said otherwise. */
  readonly feed?: { readonly key: string; readonly title: string };
  /** Bytes read so far; the last call has them all. */
  readonly onProgress?: (bytes: number) => void;
};

/**
 * Articles stored in one transaction: few, for whoever writes meanwhile waits for its end, and on
 * SQLite the whole bot waits with it (measured beside an import: 2.5 s at worst with 500).
 */
const BATCH = 100;

/**
 * Imports a file of articles, JSON Lines or the text of a results page. Importing it again
 * changes nothing but what has changed in it. A bad line is reported and skipped, and so is the
 * second of two lines that name the same article; the lines around it are not. Throws when the
 * file cannot be read or is neither.
 */
export async function importFile(
  db: Database,
  path: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const name = basename(path, extname(path));
  const feed = options.feed ?? { key: `file:${name}`, title: name };
  const totals = { added: 0, corrected: 0, unchanged: 0 };
  const bad: BadLine[] = [];
  const lines = new Map<string, number>();

  let target: Target | undefined;
  let batch: NewArticle[] = [];
  const store = async () => {
    target ??= await openTarget(db, feed, options.now);
    const { feedId, placeInStory } = target;
    const { now } = options;
    const stored = await storeArticles(db, feedId, batch, { now, placeInStory });
    totals.added += stored.added.length;
    totals.corrected += stored.corrected.length;
    totals.unchanged += stored.unchanged;
    batch = [];
  };

  for await (const { line, ...item } of itemsOf(path, options.onProgress)) {
    if (item.kind === 'bad') {
      bad.push({ line, problem: item.problem });
      continue;
    }
    const { now } = options;
    const article = normalizeArticle(item.article, { now, fallbackSource: feed.title });
    const before = lines.get(article.key);
    if (before !== undefined) {
      bad.push({ line, problem: `the same article as in line ${before}, which was kept` });
      continue;
    }
    lines.set(article.key, line);
    batch.push(article);
    if (batch.length === BATCH) await store();
  }
  if (batch.length > 0) await store();
  return { ...totals, bad };
}

type Target = { readonly feedId: FeedId; readonly placeInStory: PlaceInStory };

/** Made when the first article is there: a file that cannot be read leaves no feed behind. */
async function openTarget(
  db: Database,
  feed: { readonly key: string; readonly title: string },
  now: Date,
): Promise<Target> {
  const feedId = await ensureFeed(db, { ...feed, url: undefined }, now);
  const { place } = await openStoryIndex(db);
  return { feedId, placeInStory: place };
}

/** `line` counts from 1; in a results page it counts the articles. */
type Item = { readonly line: number } & (
  | { readonly kind: 'article'; readonly article: RawArticle }
  | { readonly kind: 'bad'; readonly problem: string }
);

async function* itemsOf(
  path: string,
  onProgress: (bytes: number) => void = () => undefined,
): AsyncGenerator<Item> {
  const start = (await readStart(path)).replace(/^\ufeff/, '').trimStart();
  if (start === '') throw new Error(`${path} is empty; expected JSON Lines or a results page`);
  if (isResultsPage(start)) {
    const text = await readFile(path, 'utf8');
    const articles = parseResultsPage(text.replace(/^\ufeff/, ''));
    for (const [index, article] of articles.entries()) {
      yield { kind: 'article', article, line: index + 1 };
    }
    onProgress(Buffer.byteLength(text));
    return;
  }
  if (!start.startsWith('{')) {
    throw new Error(
      `${path} starts with "${start.slice(0, 40).split('\n')[0]}"; expected JSON Lines, each line {"title": …, "text": …}, or a results page, "Viewing results 1 - 6 of 123"`,
    );
  }
  yield* jsonLines(path, onProgress);
}

async function* jsonLines(path: string, onProgress: (bytes: number) => void): AsyncGenerator<Item> {
  const input = createReadStream(path, 'utf8');
  let number = 0;
  for await (const line of linesOf(input)) {
    number += 1;
    const text = line.replace(/^\ufeff/, '').trim();
    if (text !== '') yield { ...parseJsonLine(text), line: number };
    onProgress(input.bytesRead);
  }
}

/** Lines end with `\n` alone: node:readline would also cut at U+2028, which JSON has inside its strings. */
async function* linesOf(input: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input) {
    rest += chunk;
    if (!chunk.includes('\n')) continue;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

async function readStart(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 4_095 })) {
    return String(chunk);
  }
  return '';
}
