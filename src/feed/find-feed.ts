import type { FailureCode, Fetch, FetchOutcome } from './net/fetch-outcome.ts';
import { feedTitle, type Opml, type OpmlFeed } from './opml.ts';
import { decode } from './parse/decode.ts';
import { discoverFeeds, type FeedLink, likelyFeedAddresses } from './parse/discover.ts';
import type { FeedItem, ParsedFeed, ParseFeed, Served } from './parse/parsed-feed.ts';
import type { TypedAddress } from './typed-address.ts';

/** The web, and what is read from it, to whoever looks for a feed. */
export type FeedWeb = {
  readonly fetch: Fetch;
  readonly parseFeed: (
    ...given: Parameters<ParseFeed>
  ) => ReturnType<ParseFeed> | Promise<ReturnType<ParseFeed>>;
  /** Undefined for what is no OPML. */
  readonly readOpml: (bytes: Uint8Array, served: Served) => Promise<Opml | 'too hard' | undefined>;
};

export type FoundFeed =
  | {
      readonly kind: 'feed';
      readonly feed: OpmlFeed;
      readonly content: ParsedFeed;
      /** Where else it is: at the end of a temporary redirect, and in other formats. */
      readonly alsoAt: readonly string[];
    }
  /** The page names several; what was looked at is not the same. */
  | { readonly kind: 'several'; readonly feeds: readonly OpmlFeed[] }
  /**
   * `reason` is for a person; `code` where the address itself could not be fetched, `page` where
   * there is a web page without a feed.
   */
  | {
      readonly kind: 'none';
      readonly address: string;
      readonly reason: string;
      readonly code?: FailureCode;
      readonly page?: string;
    };

/** Somebody waits. A host is asked once a second, so that guesses take a second each and more. */
const TIME_MS = 20_000;
const GUESSING_MS = 5_000;
/** One feed in all its formats is no more; so many are compared in the time for guesses. */
const MAX_COMPARED = 4;

/**
 * The feed at an address, or the one of the site at that address: what its page names, else what is
 * found where such feeds often are.
 */
export async function findFeed(web: FeedWeb, typed: TypedAddress): Promise<FoundFeed> {
  const { address } = typed;
  const signal = AbortSignal.timeout(TIME_MS);
  const first = await lookFirst(web, typed, signal);
  if (first.kind !== 'page') return first;
  const named = await namedBy(web, first, signal);
  const found = named ?? (await guessed(web, first, signal));
  return found.kind === 'none' ? { ...found, address, page: first.url } : found;
}

/** What a page names; where that is a page in its turn, what that one names. */
async function namedBy(
  web: FeedWeb,
  page: Page,
  signal: AbortSignal,
  before?: Page,
): Promise<FoundFeed | undefined> {
  const named = discoverFeeds(page.html, page.url).feeds.filter(
    ({ url }) => url !== page.url && url !== before?.url,
  );
  const [only, ...others] = named;
  if (!only) return undefined;
  if (others.length > 0) return oneOrSeveral(web, page, named, signal);
  const found = await look(web, only.url, signal);
  if (found.kind === 'feed') return found;
  const further =
    found.kind === 'page' && !before ? await namedBy(web, found, signal, page) : undefined;
  const reason = `the feed that the page names, ${only.url}, cannot be read`;
  return further ?? { kind: 'none', address: page.url, reason };
}

/** What they all are, where that is one feed in several formats; else those to choose from. */
async function oneOrSeveral(
  web: FeedWeb,
  page: Page,
  named: readonly FeedLink[],
  signal: AbortSignal,
): Promise<FoundFeed> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(GUESSING_MS)]);
  const compared = named.length > MAX_COMPARED ? [] : named;
  const looks = await Promise.all(compared.map(({ url }) => look(web, url, inTime)));
  const different = named.filter(
    (_, at) => !looks.slice(0, at).some((before) => isSameFeed(before, looks[at])),
  );
  const [first] = looks;
  if (first?.kind === 'feed' && different.length === 1) {
    const alsoAt = looks.flatMap((one) => ('feed' in one ? [one.feed.url, ...one.alsoAt] : []));
    return { ...first, alsoAt };
  }
  const feeds = different.map(({ url, title }) => ({
    url,
    title: feedTitle(title, url),
    siteUrl: page.url,
  }));
  return { kind: 'several', feeds };
}

/** Fewer, though they are the newest of the other feed, may be a section of it. */
const FEW = 5;

/** Whether both have the same articles, or the shorter one the newest of the longer. */
function isSameFeed(a: Look, b: Look | undefined): boolean {
  if (a.kind !== 'feed' || b?.kind !== 'feed') return false;
  const [ofA, ofB] = [a.content.items, b.content.items];
  const length = Math.min(ofA.length, ofB.length);
  const isTelling = length >= FEW || (length > 0 && ofA.length === ofB.length);
  const different = newest(ofA, length).symmetricDifference(newest(ofB, length));
  return isTelling && different.size === 0;
}

function newest(items: readonly FeedItem[], length: number): Set<string> {
  return new Set(items.slice(0, length).map(({ url, id, title }) => url ?? id ?? title));
}

/** What is where feeds often are, or on a page there that lists them. */
async function guessed(web: FeedWeb, page: Page, signal: AbortSignal): Promise<FoundFeed> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(GUESSING_MS)]);
  const tried: string[] = [];
  for (const url of likelyFeedAddresses(page.url)) {
    const found = await look(web, url, inTime);
    if (found.kind === 'feed') return found;
    if (found.kind === 'page' && found.url !== page.url) {
      const named = await namedBy(web, found, inTime, page);
      if (named && named.kind !== 'none') return named;
    }
    if (inTime.aborted) break;
    const { pathname, search } = new URL(url);
    tried.push(`${pathname}${search}`);
    if (found.kind === 'none' && found.code && GIVE_UP.has(found.code)) break;
  }
  const none = tried.length > 0 ? `, and none is at ${OR.format(tried)}` : '';
  return {
    kind: 'none',
    address: page.url,
    reason: `it is a web page that names no feed${none}`,
  };
}

/** A server that says so, or says nothing any more, is not asked further. */
const GIVE_UP: ReadonlySet<FailureCode> = new Set([
  'too-many-requests',
  'too-slow',
  'no-such-host',
  'no-connection',
]);

const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

async function lookFirst(
  web: FeedWeb,
  { address, byHttp }: TypedAddress,
  signal: AbortSignal,
): Promise<Look> {
  const found = await look(web, address, signal);
  if (!byHttp || found.kind !== 'none' || found.code !== 'no-connection') return found;
  const plain = await look(web, byHttp, signal);
  return plain.kind === 'none' && plain.code === 'no-connection' ? found : plain;
}

type Look = Exclude<FoundFeed, { kind: 'several' }> | Page;

type Page = { readonly kind: 'page'; readonly url: string; readonly html: string };

async function look(web: FeedWeb, address: string, signal: AbortSignal): Promise<Look> {
  const outcome = await fetchInTime(web, address, signal);
  if (outcome?.kind === 'failed') {
    return { kind: 'none', address, reason: outcome.reason, code: outcome.code };
  }
  if (outcome?.kind !== 'fetched') return { kind: 'none', address, reason: reasonIn(outcome) };
  const { body, contentType, movedTo = address } = outcome;
  const content = await web.parseFeed(body, { url: outcome.url, contentType });
  if (content.kind === 'feed') {
    const feed = {
      url: movedTo,
      title: feedTitle(content.title, movedTo),
      siteUrl: content.siteUrl,
    };
    return { kind: 'feed', feed, content, alsoAt: [outcome.url] };
  }
  if (content.looksLike === 'page') {
    return { kind: 'page', url: outcome.url, html: decode(body, { contentType }) };
  }
  return { kind: 'none', address, reason: NOT_A_FEED[content.looksLike] };
}

const NOT_A_FEED = {
  json: 'it is JSON, but no feed',
  empty: 'it is empty',
  'too hard': 'it takes more time or memory to read than a feed should',
  unknown: 'what is there is neither a feed nor a web page',
} as const;

/** Undefined when the time was over. */
async function fetchInTime(
  { fetch }: FeedWeb,
  address: string,
  signal: AbortSignal,
): Promise<FetchOutcome | undefined> {
  try {
    return await fetch(address, { signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

function reasonIn(outcome: Exclude<FetchOutcome, { kind: 'failed' }> | undefined): string {
  switch (outcome?.kind) {
    case undefined:
      return 'it takes too long';
    case 'gone':
      return 'the site says that it is gone for good';
    default:
      return 'the site sends nothing';
  }
}
