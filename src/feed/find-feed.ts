import type { FailureCode, Fetch, FetchOutcome } from './net/fetch-outcome.ts';
import { feedTitle, type Opml, type OpmlFeed } from './opml.ts';
import { decode } from './parse/decode.ts';
import type { ParsedFeed, ParseFeed, Served } from './parse/parsed-feed.ts';

/** The web, and what is read from it, to whoever looks for a feed. */
export type FeedWeb = {
  readonly fetch: Fetch;
  readonly parseFeed: (
    ...given: Parameters<ParseFeed>
  ) => ReturnType<ParseFeed> | Promise<ReturnType<ParseFeed>>;
  /** Undefined for what is no OPML. */
  readonly readOpml: (bytes: Uint8Array, served: Served) => Promise<Opml | 'too hard' | undefined>;
  /** The feeds that a page names, the likeliest first. */
  readonly discoverFeeds: (
    html: string,
    address: string,
  ) => { readonly feeds: readonly { readonly url: string; readonly title: string }[] };
  /** Where a site's feed often is, the likeliest first. */
  readonly likelyFeedAddresses: (address: string) => readonly string[];
};

export type FoundFeed =
  | { readonly kind: 'feed'; readonly feed: OpmlFeed; readonly content: ParsedFeed }
  /** The page names several; they have not been looked at. */
  | { readonly kind: 'several'; readonly feeds: readonly OpmlFeed[] }
  /** `reason` is for a person; `code` where the address itself could not be fetched. */
  | {
      readonly kind: 'none';
      readonly address: string;
      readonly reason: string;
      readonly code?: FailureCode;
    };

/** Likely addresses tried, one a second. */
const MAX_TRIES = 8;
const TIME_MS = 45_000;
const COMMENTS = /\bcomments?\b|комментари/i;

/**
 * The feed at an address, or the one of the site at that address: what its page names, else what is
 * found where such feeds often are. An address typed without a scheme is tried by http, too, where
 * no connection can be made by https.
 */
export async function findFeed(web: FeedWeb, typed: TypedAddress): Promise<FoundFeed> {
  const { address } = typed;
  const signal = AbortSignal.timeout(TIME_MS);
  const first = await lookFirst(web, typed, signal);
  if (first.kind !== 'page') return first;

  const named = web
    .discoverFeeds(first.html, first.url)
    .feeds.filter(({ url, title }) => !COMMENTS.test(`${title} ${url}`));
  const [only, ...others] = named;
  if (only && others.length > 0) {
    const feeds = named.map(({ url, title }) => ({
      url,
      title: feedTitle(title, url),
      siteUrl: first.url,
    }));
    return { kind: 'several', feeds };
  }
  const likely = only ? [only.url] : web.likelyFeedAddresses(first.url).slice(0, MAX_TRIES);
  for (const url of likely) {
    if (signal.aborted) break;
    const found = await look(web, url, signal);
    if (found.kind === 'feed') return found;
  }
  return {
    kind: 'none',
    address,
    reason: only
      ? `the feed that the page names, ${only.url}, cannot be read`
      : 'it is a web page that names no feed, and none is where feeds often are',
  };
}

export type TypedAddress = {
  readonly address: string;
  /** It came with its scheme, and can be nothing else than an address. */
  readonly isSure: boolean;
};

/** What somebody typed, as an address; undefined where it is none. */
export function addressIn(typed: string): TypedAddress | undefined {
  // Slack writes addresses as <https://x> and <http://x|x>.
  const plain = typed.trim().replace(/^<([^<>|]+)(?:\|[^<>]*)?>$/, '$1');
  if (/[\s"<>]/.test(plain)) return undefined;
  const isSure = /^https?:\/\//i.test(plain);
  if (!isSure && !BARE_ADDRESS.test(plain)) return undefined;
  const url = URL.parse(isSure ? plain : `https://${plain}`);
  if (!url?.hostname) return undefined;
  url.hash = '';
  return { address: url.href, isSure };
}

/** A host of dotted names, an IPv4 address or localhost, and what may follow. */
const BARE_ADDRESS =
  /^(?:(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}|(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d+)?(?:[/?].*)?$/iu;

async function lookFirst(
  web: FeedWeb,
  { address, isSure }: TypedAddress,
  signal: AbortSignal,
): Promise<Look> {
  const found = await look(web, address, signal);
  if (isSure || found.kind !== 'none' || found.code !== 'no-connection') return found;
  const plain = await look(web, address.replace(/^https:/, 'http:'), signal);
  return plain.kind === 'none' && plain.code === 'no-connection' ? found : plain;
}

type Look =
  | Exclude<FoundFeed, { kind: 'several' }>
  | { readonly kind: 'page'; readonly url: string; readonly html: string };

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
    return { kind: 'feed', feed, content };
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
