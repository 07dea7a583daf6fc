import type { NewArticle } from '../model/article.ts';
import type { FeedId } from '../model/feed.ts';
import type { Database } from '../store/database.ts';
import { ensureFeed, feedByKey } from '../store/feeds.ts';
import { storeArticles } from '../store/store-articles.ts';
import { liveStories } from './live-stories.ts';
import { normalizeArticle, type RawArticle } from './normalize.ts';

export type ImportReport = {
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly bad: readonly BadLine[];
};

/** `line` counts from 1. */
export type BadLine = { readonly line: number; readonly problem: string };

/** Where an article of an exported archive was: its feed there, and when it was first seen. */
export type Home = {
  readonly feed?: { readonly key: string; readonly title: string } | undefined;
  readonly firstSeenAt?: Date | undefined;
};

/** `line` counts from 1; where a file has no lines of articles, it counts the articles. */
export type ImportedItem = { readonly line: number } & (
  | { readonly kind: 'article'; readonly article: RawArticle; readonly home?: Home | undefined }
  | { readonly kind: 'bad'; readonly problem: string }
);

export type FeedIdentity = { readonly key: string; readonly title: string };

type Options = {
  readonly now: Date;
  readonly fallbackSource: string;
  /** What is dated before then counts as seen at its date, in no digest; a week before `now`. */
  readonly newsSince?: Date | undefined;
  /** The feed of what names none, asked once, with the first articles. */
  readonly feedOf: (first: readonly NewArticle[]) => Promise<FeedIdentity>;
};

/**
 * Articles stored in one transaction: few, for whoever writes meanwhile waits for its end, and on
 * SQLite the whole bot waits with it (measured beside an import: 2.5 s at worst with 500).
 */
const BATCH = 100;
/** A digest reaches no further back. */
const WEEK_MS = 7 * 86_400_000;

/** Stores what a file has, in its order but for batches of one feed. */
export async function importItems(
  db: Database,
  items: AsyncIterable<ImportedItem>,
  { now, fallbackSource, newsSince = new Date(now.getTime() - WEEK_MS), feedOf }: Options,
): Promise<ImportReport> {
  const totals = { added: 0, corrected: 0, unchanged: 0 };
  const bad: BadLine[] = [];
  const lines = new Map<string, number>();
  /** Of articles that are known by something else. */
  const addresses = new Map<string, number>();
  /** Of what is no news here. */
  const seenAt = new Map<NewArticle, Date>();
  const batches = new Map<string | undefined, Batch>();

  const stories = liveStories();
  const store = async (batch: Batch) => {
    const { articles } = batch;
    if (articles.length === 0) return;
    const id =
      batch.id ?? (await openFeed(db, batch.feed ?? (await feedOf(articles)), batch.feed, now));
    batch.id = id;
    const stored = await stories.inTurn(db, (tx, placeInStory) =>
      storeArticles(tx, id, articles, {
        now,
        placeInStory,
        backlog: { seenAt: (article) => seenAt.get(article) },
      }),
    );
    totals.added += stored.added.length;
    totals.corrected += stored.corrected.length;
    totals.unchanged += stored.unchanged;
    for (const article of articles) seenAt.delete(article);
    batch.articles = [];
  };

  for await (const { line, ...item } of items) {
    if (item.kind === 'bad') {
      bad.push({ line, problem: item.problem });
      continue;
    }
    const { feed, firstSeenAt } = item.home ?? {};
    const article = normalizeArticle(item.article, {
      now,
      fallbackSource: feed?.title ?? fallbackSource,
    });
    const { id, url } = item.article;
    const identity = `${feed?.key ?? ''} ${article.key}`;
    const before = lines.get(identity);
    if (before !== undefined) {
      bad.push({ line, problem: `the same article as in line ${before}, which was kept` });
      continue;
    }
    lines.set(identity, line);
    if (id !== undefined && url !== undefined && id !== url) {
      const there = addresses.get(url);
      if (there !== undefined) {
        const problem = `its url is that of line ${there}, which was kept; expected one of its own, or none`;
        bad.push({ line, problem });
        continue;
      }
      addresses.set(url, line);
    }
    const seen = firstSeenAt ?? (article.publishedAt < newsSince ? article.publishedAt : undefined);
    if (seen) seenAt.set(article, seen);
    const batch = batches.get(feed?.key) ?? { feed, articles: [], id: undefined };
    batches.set(feed?.key, batch);
    batch.articles.push(article);
    if (batch.articles.length >= BATCH) await store(batch);
  }
  for (const batch of batches.values()) await store(batch);
  return { ...totals, bad };
}

type Batch = {
  readonly feed: FeedIdentity | undefined;
  articles: NewArticle[];
  /** Known when the first article is there: a file that cannot be read leaves no feed behind. */
  id: FeedId | undefined;
};

/** A feed that a file names keeps the title and the address that it has here. */
async function openFeed(
  db: Database,
  feed: FeedIdentity,
  named: FeedIdentity | undefined,
  now: Date,
): Promise<FeedId> {
  const known = await feedByKey(db, feed.key);
  if (known && (named || known.title === feed.title)) return known.id;
  return ensureFeed(db, { ...feed, url: known?.url }, now);
}
