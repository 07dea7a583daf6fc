import { createHash } from 'node:crypto';
import type { NewArticle } from '../model/article.ts';
import type { KnownItem } from '../store/feed-articles.ts';
import { shortKey } from '../store/short-key.ts';
import { normalizeArticle } from './normalize.ts';
import type { FeedItem } from './parse/parsed-feed.ts';

/** An item of a feed in the form that is stored, and the article that it is, where that is known. */
export type Candidate = {
  readonly article: NewArticle;
  readonly known: KnownItem | undefined;
  /** The feed has no more of it than this. */
  readonly isExcerpt: boolean;
  /** Of what the feed says of it. */
  readonly hash: string;
  /** The feed gives it a date, one that can be. */
  readonly isDated: boolean;
};

/** An item without any words has nothing to be read, only an address. */
const HAS_SIGNS = /[^\s\p{C}]/u;

/** More new items than this with headlines of known ones: the feed was linked anew, not written. */
const FLOOD = 20;

/**
 * Finds out which items of a feed are articles that it brought before. Ids are not to be trusted:
 * some feeds make new ones each time, have one for all their items, or use it again for the next
 * story. An item that is known by whatever sign gets the key that its article has.
 */
export function recogniseItems(
  items: readonly FeedItem[],
  known: readonly KnownItem[],
  feed: { readonly title: string; readonly language: string | undefined; readonly now: Date },
): Candidate[] {
  const repeated = repeatedIds(items);
  const byKey = new Map(known.map((item) => [item.key, item]));
  const byUrl = new Map(known.map((item) => [item.url, item]));
  const byTitle = uniqueByTitle(known);

  const candidates = items
    .filter(({ title }) => HAS_SIGNS.test(title))
    .map((item) => candidateOf(item, { ...feed, repeated, byKey }));
  const taken = new Set<KnownItem>();
  for (const candidate of candidates) {
    const { key, url } = candidate.article;
    candidate.known = byKey.get(key) ?? (url === undefined ? undefined : byUrl.get(url));
    if (candidate.known) taken.add(candidate.known);
  }

  const alike = candidates.flatMap((candidate) => {
    const item = candidate.known ? undefined : byTitle.get(nameOf(candidate.article.title));
    return item && !taken.has(item) ? [{ candidate, item }] : [];
  });
  for (const { candidate, item } of alike) {
    const isSame =
      alike.length > FLOOD ||
      item.hash === candidate.hash ||
      (candidate.isDated && item.publishedAt.getTime() === candidate.article.publishedAt.getTime());
    if (isSame) candidate.known = item;
  }
  return candidates.map((candidate) => ({
    ...candidate,
    article: { ...candidate.article, key: candidate.known?.key ?? candidate.article.key },
  }));
}

type Draft = { -readonly [Key in keyof Candidate]: Candidate[Key] };

function candidateOf(
  item: FeedItem,
  feed: {
    readonly title: string;
    readonly language: string | undefined;
    readonly now: Date;
    readonly repeated: ReadonlySet<string>;
    readonly byKey: ReadonlyMap<string, KnownItem>;
  },
): Draft {
  const { title, now, repeated, byKey } = feed;
  const normal = normalizeArticle(
    {
      ...item,
      id: item.id !== undefined && repeated.has(item.id) ? undefined : item.id,
      source: item.source ?? title,
      language: item.language ?? feed.language,
    },
    { now, fallbackSource: title },
  );
  const isDated = item.publishedAt?.getTime() === normal.publishedAt.getTime();
  const before = byKey.get(normal.key);
  const isNextStory =
    before !== undefined &&
    isDated &&
    before.publishedAt.getTime() !== normal.publishedAt.getTime() &&
    before.url !== normal.url &&
    nameOf(before.title) !== nameOf(normal.title);
  const key = isNextStory ? shortKey(`${normal.key} ${normal.url}`) : normal.key;
  return {
    article: { ...normal, key },
    known: undefined,
    isExcerpt: item.isExcerpt,
    hash: hashOf(normal),
    isDated,
  };
}

/** Ids that stand for several addresses are no ids. */
function repeatedIds(items: readonly FeedItem[]): Set<string> {
  const urls = new Map<string, string | undefined>();
  const repeated = new Set<string>();
  for (const { id, url } of items) {
    if (id === undefined) continue;
    if (urls.has(id) && urls.get(id) !== url) repeated.add(id);
    urls.set(id, url);
  }
  return repeated;
}

/** Without the headlines that stand over several articles, such as those of a column. */
function uniqueByTitle(known: readonly KnownItem[]): Map<string, KnownItem> {
  const byTitle = Map.groupBy(known, ({ title }) => nameOf(title));
  return new Map(
    [...byTitle].flatMap(([name, [item, ...others]]) =>
      item && others.length === 0 ? [[name, item] as const] : [],
    ),
  );
}

function nameOf(title: string): string {
  return title.toLowerCase();
}

function hashOf({ title, text }: NewArticle): string {
  return createHash('sha256').update(`${title}\n${text}`).digest('hex').slice(0, 32);
}
