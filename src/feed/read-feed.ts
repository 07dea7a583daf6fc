import type { KnownItem } from '../store/feed-articles.ts';
import type { FeedItem, NotAFeed, ParsedFeed, ParseFeed, Served } from './parse/parsed-feed.ts';
import { type Candidate, recogniseItems } from './recognise.ts';

/** What is known of a feed before it is read. */
export type AboutFeed = {
  readonly title: string;
  /** The articles that it brought last. */
  readonly known: readonly KnownItem[];
  readonly now: Date;
};

/** A feed in the form in which it is stored. */
export type FeedReading = Pick<ParsedFeed, 'kind' | 'ttlMs'> & {
  readonly candidates: readonly Candidate[];
};

/** Ends with the signal's reason once that is aborted. */
export type ReadFeed = (
  bytes: Uint8Array,
  served: Served,
  about: AboutFeed,
  signal: AbortSignal,
) => Promise<FeedReading | NotAFeed>;

/** All that is done with the bytes of a feed before the database: seconds of work where it is large. */
export function readFeed(
  parseFeed: ParseFeed,
  bytes: Uint8Array,
  served: Served,
  { title, known, now }: AboutFeed,
): FeedReading | NotAFeed {
  const feed = parseFeed(bytes, served);
  if (feed.kind === 'not-a-feed') return feed;
  const { kind, ttlMs, language } = feed;
  const candidates = recogniseItems(newest(feed.items), known, { title, language, now });
  return { kind, ttlMs, candidates };
}

/** The newest are kept: more in one feed is an archive, or an attack. */
const MAX_ITEMS = 500;

/** Those without a date stay where they are: at the head of a feed they are its newest. */
function newest(items: readonly FeedItem[]): readonly FeedItem[] {
  if (items.length <= MAX_ITEMS) return items;
  const dated = items.filter(({ publishedAt }) => publishedAt !== undefined);
  if (dated.length < items.length) return items.slice(0, MAX_ITEMS);
  return dated
    .toSorted((a, b) => Number(b.publishedAt) - Number(a.publishedAt))
    .slice(0, MAX_ITEMS);
}
