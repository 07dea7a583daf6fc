import type { Database } from '../store/database.ts';
import { articleOfItem } from './feed-article.ts';
import { type ImportedItem, type ImportReport, importItems } from './import-items.ts';
import type { Fetch } from './net/fetch-outcome.ts';
import type { RawArticle } from './normalize.ts';
import { articleOfPage } from './page-article.ts';
import { extractArticle } from './parse/extract-page.ts';
import { parseFeed } from './parse/parse-feed.ts';

/** Pages that were brought in one by one. */
const PAGES = { key: 'pages', title: 'Single pages' };

/**
 * Imports the article of a web page, or what a feed shows just now. Throws, with the reason, where
 * the page cannot be fetched, robots.txt or the page itself forbids it, or there is no article in it.
 */
export async function importAddress(
  db: Database,
  address: string,
  { now, fetchPage }: { readonly now: Date; readonly fetchPage: Fetch },
): Promise<ImportReport> {
  const outcome = await fetchPage(address);
  if (outcome.kind === 'failed') throw new Error(`${address}: ${outcome.reason}`);
  if (outcome.kind !== 'fetched') throw new Error(`${address} is there no more`);
  const { url, body } = outcome;
  const feed = parseFeed(body, outcome);
  if (feed.kind === 'feed') {
    return importItems(db, itemsOf(feed.items.flatMap((item) => articleOfItem(item) ?? [])), {
      now,
      fallbackSource: feed.title || new URL(url).hostname,
      feedOf: async () => ({ key: `import:${address}`, title: feed.title || address }),
    });
  }
  const page = extractArticle(body, outcome);
  if (page?.noArchive) throw new Error(`${address} asks not to be kept (noarchive)`);
  const article = page && articleOfPage(page);
  if (article === undefined) throw new Error(`${address} holds no article that can be read`);
  return importItems(db, itemsOf([article]), {
    now,
    fallbackSource: new URL(url).hostname,
    feedOf: async () => PAGES,
  });
}

async function* itemsOf(articles: readonly RawArticle[]): AsyncGenerator<ImportedItem> {
  for (const [index, article] of articles.entries()) {
    yield { kind: 'article', article, line: index + 1 };
  }
}
