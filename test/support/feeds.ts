import type { FeedWeb } from '../../src/feed/find-feed.ts';
import { liveStories } from '../../src/feed/live-stories.ts';
import type { Fetch, FetchOptions, FetchOutcome } from '../../src/feed/net/fetch-outcome.ts';
import { readOpml } from '../../src/feed/opml.ts';
import { decode } from '../../src/feed/parse/decode.ts';
import { parseFeed } from '../../src/feed/parse/parse-feed.ts';
import type { FeedItem, ParsedFeed, ParseFeed } from '../../src/feed/parse/parsed-feed.ts';
import { readFeed } from '../../src/feed/read-feed.ts';
import type { FeedService } from '../../src/feed/refresh.ts';
import { SILENT } from '../../src/log.ts';
import type { Database } from '../../src/store/database.ts';

/** A feed as its server has it; what the server is asked is kept. */
export type FakeFeed = {
  feed: Partial<ParsedFeed>;
  /** Instead of the feed. */
  outcome?: FetchOutcome | undefined;
  readonly asked: { readonly at: Date; readonly options: FetchOptions }[];
  etag: string | undefined;
  maxAgeMs?: number | undefined;
  retryAfterMs?: number | undefined;
  movedTo?: string | undefined;
};

export type FakeWeb = {
  readonly feeds: Map<string, FakeFeed>;
  readonly fetch: Fetch;
  /** Of the stand-in server alone: bodies are JSON of what is parsed from them. */
  readonly parseFeed: ParseFeed;
  readonly put: (url: string, items: readonly Partial<FeedItem>[]) => FakeFeed;
};

export function fakeWeb(now: () => Date): FakeWeb {
  const feeds = new Map<string, FakeFeed>();
  return {
    feeds,
    put: (url, items) => {
      const feed: FakeFeed = { feed: { items: items.map(anItem) }, asked: [], etag: undefined };
      feeds.set(url, feed);
      return feed;
    },
    fetch: async (url, options = {}) => {
      const feed = feeds.get(url);
      if (!feed) return failure('not-found', 404);
      feed.asked.push({ at: now(), options });
      if (feed.outcome) return feed.outcome;
      const { etag, maxAgeMs, retryAfterMs } = feed;
      const validators = { etag, lastModified: undefined };
      const freshness = { maxAgeMs, retryAfterMs };
      if (etag !== undefined && options.validators?.etag === etag) {
        return { kind: 'not-modified', ...freshness, movedTo: feed.movedTo, validators };
      }
      return {
        kind: 'fetched',
        ...freshness,
        url,
        movedTo: feed.movedTo,
        contentType: 'application/rss+xml',
        robotsTag: '',
        validators,
        body: Buffer.from(JSON.stringify(feed.feed)),
      };
    },
    parseFeed: (bytes) => {
      const text = Buffer.from(bytes).toString();
      if (!text.startsWith('{')) return { kind: 'not-a-feed', looksLike: 'page' };
      const feed = JSON.parse(text) as Partial<ParsedFeed>;
      return {
        kind: 'feed',
        title: 'Example News',
        siteUrl: undefined,
        language: 'en',
        ttlMs: undefined,
        damaged: false,
        ...feed,
        items: (feed.items ?? []).map((item) => ({
          ...anItem(item),
          publishedAt: item.publishedAt && new Date(item.publishedAt),
        })),
      };
    },
  };
}

export function failure(
  code: Extract<FetchOutcome, { kind: 'failed' }>['code'],
  status?: number,
  retryAfterMs?: number,
): FetchOutcome {
  return {
    kind: 'failed',
    code,
    reason: `it is ${code}`,
    status,
    maxAgeMs: undefined,
    retryAfterMs,
  };
}

export function page(url: string): FetchOutcome {
  return {
    kind: 'fetched',
    url,
    movedTo: undefined,
    contentType: 'text/html',
    robotsTag: '',
    validators: { etag: '"page"', lastModified: undefined },
    body: Buffer.from('<html>Please log in</html>'),
    maxAgeMs: undefined,
    retryAfterMs: undefined,
  };
}

export function anItem(change: Partial<FeedItem>): FeedItem {
  return {
    id: undefined,
    url: undefined,
    title: 'River commission meets in Almaty',
    text: 'The commission met on Monday. It will meet again in spring.',
    isExcerpt: false,
    publishedAt: undefined,
    topics: [],
    source: undefined,
    author: undefined,
    language: undefined,
    image: undefined,
    ...change,
  };
}

/** The real reading, without its thread, of what a stand-in web holds. */
export function webOf(fetch: Fetch): FeedWeb {
  return {
    fetch,
    parseFeed,
    readOpml: async (bytes, served) => readOpml(decode(bytes, served)),
  };
}

/** The polling over a stand-in web, with nothing left to chance. */
export function feedService(
  db: Database,
  web: Pick<FakeWeb, 'fetch' | 'parseFeed'>,
  now: () => Date,
  change: Partial<FeedService> = {},
): FeedService {
  const { fetch, parseFeed } = web;
  return {
    db,
    fetch,
    readFeed: async (bytes, served, about) => readFeed(parseFeed, bytes, served, about),
    stories: liveStories(now),
    log: SILENT,
    now,
    random: () => 0,
    ...change,
  };
}
