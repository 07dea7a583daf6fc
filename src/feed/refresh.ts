import { createHash } from 'node:crypto';
import type { Log } from '../log.ts';
import type { ArticleId, NewArticle } from '../model/article.ts';
import type { ClaimedFeed } from '../model/feed.ts';
import { type Database, inTransaction } from '../store/database.ts';
import {
  carryArticles,
  itemsByKey,
  itemsOfFeed,
  type StoredItem,
  saveItems,
} from '../store/feed-articles.ts';
import { releaseFeed } from '../store/feed-checks.ts';
import { titlesOf } from '../store/merged-feeds.ts';
import { type PlaceInStory, storeArticles } from '../store/store-articles.ts';
import { ClaimLost, endCheck } from './end-check.ts';
import type { LiveStories } from './live-stories.ts';
import type { Fetch, FetchOutcome } from './net/fetch-outcome.ts';
import type { CheckResult } from './next-check.ts';
import { type ItemDraft, type ReadPage, withPages } from './page-texts.ts';
import type { NotAFeed } from './parse/parsed-feed.ts';
import type { FeedReading, ReadFeed } from './read-feed.ts';
import type { Candidate } from './recognise.ts';

/** What the polling of feeds works with. */
export type FeedService = {
  readonly db: Database;
  readonly fetch: Fetch;
  readonly readFeed: ReadFeed;
  /** Reads an article's page where that is allowed; undefined where there is no more to be had. */
  readonly readPage?: ReadPage;
  readonly stories: LiveStories;
  readonly log: Log;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
};

export type RefreshOutcome =
  | { readonly kind: 'stored'; readonly added: number; readonly corrected: number }
  | { readonly kind: 'unchanged' | 'gone' | 'failed' }
  /** The claim ran out, or the process stops: somebody else will check it. */
  | { readonly kind: 'given up' };

/** Stored in one transaction: whoever writes meanwhile waits for its end. */
const BATCH = 25;

/**
 * Checks one feed: asks for it, reads what is new, stores it, and settles when to look again. What
 * the server gave to be sent back is stored in the transaction of the last articles, so that a
 * crash at any point costs a second request and nothing else.
 */
export async function refreshFeed(
  service: FeedService,
  held: ClaimedFeed,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { db } = service;
  const now = service.now();
  const found = await unlessAborted(signal, async () => {
    const { url, validators, firstReadAt } = held;
    const outcome = await service.fetch(url, { signal, ...(firstReadAt && { validators }) });
    return readOutcome(service, held, outcome, { now, signal });
  });
  if (found === undefined || signal.aborted) {
    await releaseFeed(db, held);
    return { kind: 'given up' };
  }
  if (found.kind !== 'feed') {
    return finishAlone(service, held, found);
  }

  const { feed, read } = found;
  const drafts = await withPages(service, await recalled(db, held, feed.candidates), signal);
  if (signal.aborted) {
    await releaseFeed(db, held);
    return { kind: 'given up' };
  }
  const outcome = await unlessAborted(signal, () => store(service, held, { drafts, read }, signal));
  if (outcome !== undefined) return outcome;
  await releaseFeed(db, held);
  return { kind: 'given up' };
}

/** What a feed shows for years is known, too: else the excerpt would take the place of the page's text. */
async function recalled(
  db: Database,
  { id }: ClaimedFeed,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const unknown = candidates.filter(({ known }) => known === undefined);
  const found = await itemsByKey(
    db,
    id,
    unknown.map(({ article }) => article.key),
  );
  return candidates.map((candidate) => ({
    ...candidate,
    known: candidate.known ?? found.get(candidate.article.key),
  }));
}

async function finishAlone(
  service: FeedService,
  held: ClaimedFeed,
  result: Exclude<CheckResult, Read>,
): Promise<RefreshOutcome> {
  try {
    await inTransaction(service.db, (tx) => endCheck(service, tx, held, result));
    return { kind: result.kind };
  } catch (error) {
    if (error instanceof ClaimLost) return { kind: 'given up' };
    throw error;
  }
}

/** Undefined where it was called off. */
async function unlessAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

type Read = Extract<CheckResult, { kind: 'read' }>;
/** Whether there is news in it is not known yet. */
type Answered = Omit<Read, 'hasNews'>;

/** A feed to be stored, or what came of the check without one. */
async function readOutcome(
  { db, readFeed }: FeedService,
  held: ClaimedFeed,
  outcome: FetchOutcome,
  { now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<
  | { readonly kind: 'feed'; readonly feed: FeedReading; readonly read: Answered }
  | Exclude<CheckResult, Read>
> {
  switch (outcome.kind) {
    case 'not-modified':
      return { ...outcome, kind: 'unchanged' };
    case 'gone':
      return { kind: 'gone' };
    case 'failed':
      return outcome;
    case 'fetched': {
      const { url, contentType, body, maxAgeMs, retryAfterMs, validators, movedTo } = outcome;
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const answered = { maxAgeMs, retryAfterMs, validators, movedTo };
      if (bodyHash === held.bodyHash) return { kind: 'unchanged', ...answered };
      const about = { title: held.title, known: await itemsOfFeed(db, held.id), now };
      const feed = await readFeed(body, { url, contentType }, about, signal);
      if (feed.kind === 'not-a-feed') {
        return { kind: 'failed', code: 'not-a-feed', reason: notAFeed(feed), retryAfterMs };
      }
      const { ttlMs } = feed;
      return { kind: 'feed', feed, read: { ...answered, kind: 'read', bodyHash, ttlMs } };
    }
  }
}

export function notAFeed({ looksLike }: NotAFeed): string {
  switch (looksLike) {
    case 'page':
      return 'there is a web page where the feed was';
    case 'json':
      return 'there is JSON that is no feed';
    case 'empty':
      return 'there is nothing in it';
    case 'unknown':
      return 'what is there is no feed';
    case 'too hard':
      return 'it takes more time or memory to read than a feed should';
  }
}

/** The seven days to which a digest reaches back at most, and one more. */
const LONG_AGO_MS = 8 * 86_400_000;

async function store(
  service: FeedService,
  held: ClaimedFeed,
  { drafts, read }: { readonly drafts: readonly ItemDraft[]; readonly read: Answered },
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const { db, stories } = service;
  const byKey = new Map(drafts.map((draft) => [draft.article.key, draft]));
  const isBacklog = held.firstReadAt === undefined;
  const old = isBacklog ? new Set<string>() : oldOnes(drafts, service.now());
  const seenAtFirst = ({ key, publishedAt }: NewArticle, now: Date) =>
    byKey.get(key)?.isDated === false
      ? new Date(now.getTime() - LONG_AGO_MS)
      : new Date(Math.min(publishedAt.getTime(), now.getTime()));
  const titles = await titlesOf(db, held);
  let added = 0;
  let corrected = 0;
  // The oldest get the lowest numbers.
  const left = drafts.toReversed();
  try {
    do {
      const batch = left.splice(0, BATCH);
      const isLast = left.length === 0;
      const work = async (tx: Database, placeInStory: PlaceInStory) => {
        const articles = batch.map(({ article }) => named(article, titles));
        // Not when the check began: a digest that ended its window meanwhile would never tell it.
        const now = service.now();
        const stored = await storeArticles(tx, held.id, articles, {
          now,
          placeInStory,
          backlog: {
            seenAt: (article) =>
              isBacklog || old.has(article.key) ? seenAtFirst(article, now) : undefined,
          },
        });
        await saveItems(tx, itemsToSave(batch, stored.ids));
        await carryArticles(tx, { id: held.id, titles }, urlsElsewhere(articles, stored.ids));
        added += stored.added.length;
        corrected += stored.corrected.length;
        if (isLast) await endCheck(service, tx, held, { ...read, hasNews: added > 0 });
      };
      await stories.inTurn(db, work, signal);
    } while (left.length > 0);
  } catch (error) {
    if (error instanceof ClaimLost) return { kind: 'given up' };
    throw error;
  }
  return { kind: 'stored', added, corrected };
}

/** More articles from long ago at once than that: the site has an archive now, or new addresses. */
const FLOOD = 20;

/**
 * The keys of articles that are new to us and so old and so many that they are no news. Without
 * dates nothing tells an archive from the new issue of a journal, or from what came while the bot was
 * down: those are news.
 */
function oldOnes(drafts: readonly ItemDraft[], now: Date): ReadonlySet<string> {
  const longAgo = new Date(now.getTime() - LONG_AGO_MS);
  const old = drafts.filter(
    ({ known, isDated, article }) => !known && isDated && article.publishedAt < longAgo,
  );
  return new Set(old.length > FLOOD ? old.map(({ article }) => article.key) : []);
}

/** By all titles of its feed, but for the one that is its source. */
function named(article: NewArticle, titles: readonly string[]): NewArticle {
  const alsoIn = titles.filter((title) => title !== article.source);
  return alsoIn.length > 0 ? { ...article, alsoIn } : article;
}

/** Of articles that another feed brought. */
function urlsElsewhere(
  articles: readonly NewArticle[],
  ids: ReadonlyMap<string, ArticleId>,
): string[] {
  return articles.flatMap(({ key, url }) => (url === undefined || ids.has(key) ? [] : [url]));
}

function itemsToSave(
  batch: readonly ItemDraft[],
  ids: ReadonlyMap<string, ArticleId>,
): StoredItem[] {
  return batch.flatMap(({ known, hash, isFromPage, article: { key } }) => {
    const id = ids.get(key);
    const isSaved = known?.hash === hash && known.isFromPage === isFromPage;
    return id === undefined || isSaved ? [] : [{ article: id, hash, isFromPage }];
  });
}
