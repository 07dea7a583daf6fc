import type { FeedItem } from './parsed-feed.ts';

/**
 * The items with addresses that tell them apart. In some feeds all lead to one page, as the episodes
 * of a podcast to that of the show: then each gets the place of its headline on that page
 * (https://wicg.github.io/scroll-to-text-fragment/), and there is no page with more of it.
 */
export function withOwnAddresses(
  items: readonly FeedItem[],
  siteUrl: string | undefined,
): FeedItem[] {
  const titles = new Map<string, Set<string>>();
  for (const { url, title } of items) {
    if (url !== undefined && title !== '') {
      titles.set(url, (titles.get(url) ?? new Set()).add(title));
    }
  }
  return items.map((item) => {
    const { url, title } = item;
    const { size = 0 } = titles.get(url ?? '') ?? {};
    const isShared = size >= (url === siteUrl ? 2 : SHARED);
    return url !== undefined && isShared && title !== ''
      ? { ...item, url: placeOf(title, url), isExcerpt: false }
      : item;
  });
}

/** Two headlines over one address may be one article, before and after it was changed. */
const SHARED = 3;
/** Letters, each up to nine characters of an address: Discord's buttons take 512 in all. */
const MAX_PLACE = 60;

function placeOf(title: string, url: string): string {
  const start = [...title].slice(0, MAX_PLACE).join('').toWellFormed();
  // A hyphen would set apart what stands before or after the text.
  const place = encodeURIComponent(start).replaceAll('-', '%2D');
  return `${url}${url.includes('#') ? '' : '#'}:~:text=${place}`;
}
