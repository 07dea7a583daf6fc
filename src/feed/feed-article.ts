import type { RawArticle } from './normalize.ts';
import type { FeedItem } from './parse/parsed-feed.ts';

/** What an item gives an archive; undefined for one that has nothing to be read, only an address. */
export function articleOfItem(item: FeedItem): RawArticle | undefined {
  const { id, title, text, url, source, publishedAt, topics, language, image } = item;
  if (!/[^\s\p{C}]/u.test(title)) return undefined;
  return { id, title, text, url, source, publishedAt, topics, language, image };
}
