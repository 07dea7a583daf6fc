import type { ArticleImage } from '../../model/article.ts';

/** A feed of any kind, once read. Addresses are absolute http(s), texts are plain. */
export type ParsedFeed = {
  readonly kind: 'feed';
  readonly title: string;
  /** The page that the feed belongs to. */
  readonly siteUrl: string | undefined;
  /** BCP 47, where the feed says it. */
  readonly language: string | undefined;
  /** How long the feed asks not to be read again. */
  readonly ttlMs: number | undefined;
  /** Something in it was not well-formed; what could be read is here. */
  readonly damaged: boolean;
  /** In the order of the feed. */
  readonly items: readonly FeedItem[];
};

export type FeedItem = {
  /** What the feed calls it by: guid, id; undefined where there is none. */
  readonly id: string | undefined;
  readonly url: string | undefined;
  /** The beginning of the text where the feed names none; empty where there is no text either. */
  readonly title: string;
  /** Plain text with paragraphs on lines of their own; the longest text that the feed has. */
  readonly text: string;
  /** Whether `text` is what the feed calls a summary or description, not the content. */
  readonly isExcerpt: boolean;
  readonly publishedAt: Date | undefined;
  readonly topics: readonly string[];
  /** The outlet, where the feed names one for the item. */
  readonly source: string | undefined;
  readonly author: string | undefined;
  readonly language: string | undefined;
  readonly image: ArticleImage | undefined;
};

/**
 * Why bytes are not a feed. `page` is an HTML page, perhaps with feeds of its own; what is
 * `too hard` takes more time or memory to read than any feed should.
 */
export type NotAFeed = {
  readonly kind: 'not-a-feed';
  readonly looksLike: 'page' | 'json' | 'empty' | 'unknown' | 'too hard';
};

/** Where bytes came from, and what was said of them. */
export type Served = { readonly url: string; readonly contentType: string | undefined };

export type ParseFeed = (bytes: Uint8Array, served: Served) => ParsedFeed | NotAFeed;
