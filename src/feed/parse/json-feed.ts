import { parseJsonFeed } from 'feedsmith';
import { toAddress } from './addresses.ts';
import { parseDate } from './dates.ts';
import { languageTag } from './feed-item.ts';
import { NewestItems } from './newest-items.ts';
import { withOwnIds } from './own-ids.ts';
import type { FeedItem, ParsedFeed } from './parsed-feed.ts';
import { fieldToLine, fieldToText } from './plain-text.ts';

/** Reads JSON Feed 1.0 and 1.1; undefined for JSON that is none. */
export function readJsonFeed(text: string, address: string): ParsedFeed | undefined {
  let feed: JsonFeed;
  try {
    feed = parseJsonFeed(text);
  } catch {
    return undefined;
  }
  const siteUrl = toAddress(feed.home_page_url, address);
  const language = languageTag(feed.language);
  const context = { base: siteUrl ?? address, language };
  const newest = new NewestItems<JsonItem>();
  for (const item of feed.items ?? []) newest.add(item, dateOf(item));
  return {
    kind: 'feed',
    title: fieldToLine(feed.title ?? ''),
    siteUrl,
    language,
    ttlMs: undefined,
    damaged: false,
    items: withOwnIds(
      newest.finish().map((item) => toItem(item, context)),
      siteUrl,
    ),
  };
}

type JsonFeed = ReturnType<typeof parseJsonFeed<string>>;
type JsonItem = NonNullable<JsonFeed['items']>[number];

function toItem(
  item: JsonItem,
  { base, language }: { readonly base: string; readonly language: string | undefined },
): FeedItem {
  const html = fieldToText(item.content_html ?? '', base);
  const content = html.text === '' ? (item.content_text ?? '').trim() : html.text;
  const text = content === '' ? fieldToText(item.summary ?? '', base).text : content;
  const [firstLine = ''] = text.split('\n', 1);
  const title = fieldToLine(item.title ?? '') || firstLine.slice(0, 100);
  const picture =
    item.image ??
    item.banner_image ??
    item.attachments?.find(({ mime_type }) => mime_type?.startsWith('image/'))?.url;
  const url = toAddress(picture, base);
  return {
    id: item.id,
    url: toAddress(item.url, base) ?? toAddress(item.external_url, base),
    title,
    text,
    isExcerpt: content === '',
    publishedAt: dateOf(item),
    topics: (item.tags ?? [])
      .map(fieldToLine)
      .filter((tag) => tag !== '')
      .slice(0, 30),
    source: undefined,
    author: item.authors?.[0]?.name,
    language: languageTag(item.language) ?? language,
    image: url === undefined ? html.images[0] : { url, caption: undefined, credit: undefined },
  };
}

function dateOf({ date_published, date_modified }: JsonItem): Date | undefined {
  return parseDate(date_published ?? date_modified ?? '');
}
