import { withOwnAddresses } from './own-addresses.ts';
import type { FeedItem } from './parsed-feed.ts';

/**
 * The items with ids and addresses that tell them apart. Some feeds give the same guid to several
 * articles; then it is nobody's, and the address decides. An item that is there twice is there once.
 */
export function withOwnIds(given: readonly FeedItem[], siteUrl: string | undefined): FeedItem[] {
  const items = withOwnAddresses(given, siteUrl);
  const addresses = new Map<string, Set<string | undefined>>();
  for (const { id, url } of items) {
    if (id === undefined) continue;
    const known = addresses.get(id) ?? new Set();
    addresses.set(id, known.add(url));
  }
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const isShared = (addresses.get(item.id ?? '')?.size ?? 0) > 1;
    const own = isShared ? { ...item, id: undefined } : item;
    const key = own.id ?? own.url;
    if (key === undefined) return [own];
    if (seen.has(key)) return [];
    seen.add(key);
    return [own];
  });
}
