import { toAddress } from './addresses.ts';
import { decode } from './decode.ts';
import { languageTag, lineOf, linksOf, toFeedItem } from './feed-item.ts';
import { readJsonFeed } from './json-feed.ts';
import { withOwnIds } from './own-ids.ts';
import type { NotAFeed, ParsedFeed, Served } from './parsed-feed.ts';
import { readXmlFeed, type XmlFeed } from './read-xml-feed.ts';
import { find, type XmlElement } from './xml-element.ts';

/**
 * Reads the bytes of a feed: RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, JSON Feed; in any charset, and
 * with what is wrong in it put right where it can be. Never throws, reads nothing else.
 */
export function parseFeed(bytes: Uint8Array, served: Served): ParsedFeed | NotAFeed {
  const text = decode(bytes, served);
  const start = text.slice(0, 1_000).trimStart();
  if (text.trim() === '') return { kind: 'not-a-feed', looksLike: 'empty' };
  if (/^[{[]/.test(start)) {
    return readJsonFeed(text, served.url) ?? { kind: 'not-a-feed', looksLike: 'json' };
  }
  const feed = readXmlFeed(text, served.url);
  if (feed) return toParsedFeed(feed, served.url);
  const isPage = /<(?:!doctype\s+html|html|head|body|title|meta|div|p)\b/i.test(
    text.slice(0, 20_000),
  );
  return { kind: 'not-a-feed', looksLike: isPage ? 'page' : 'unknown' };
}

function toParsedFeed({ feed, items, damaged }: XmlFeed, address: string): ParsedFeed {
  const siteUrl = siteAddress(feed, address);
  const language =
    languageTag(find(feed, 'language', 'dc:language')?.text) ?? languageTag(feed.language);
  const context = { base: siteUrl ?? address, language };
  const title = find(feed, 'title', 'dc:title');
  return {
    kind: 'feed',
    title: title ? lineOf(title) : '',
    siteUrl,
    language,
    ttlMs: timeToLive(feed),
    damaged,
    items: withOwnIds(
      items.map((item) => toFeedItem(item, context)),
      siteUrl,
    ),
  };
}

function siteAddress(feed: XmlElement, address: string): string | undefined {
  const links = linksOf(feed).filter(({ rel }) => rel === 'alternate');
  for (const { element } of links) {
    const found = toAddress(element.attributes.href ?? element.text, element.base);
    if (found) return found;
  }
  return toAddress(feed.attributes['rdf:about'] ?? feed.attributes.href, address);
}

const MINUTE_MS = 60_000;
const YEAR_MS = 365 * 24 * 60 * MINUTE_MS;
const PERIODS_MS = new Map([
  ['hourly', 60 * MINUTE_MS],
  ['daily', 24 * 60 * MINUTE_MS],
  ['weekly', 7 * 24 * 60 * MINUTE_MS],
  ['monthly', 30 * 24 * 60 * MINUTE_MS],
  ['yearly', YEAR_MS],
]);

/** RSS's ttl in minutes, else the syndication module's period and how often in it. */
function timeToLive(feed: XmlElement): number | undefined {
  const minutes = Number(find(feed, 'ttl')?.text.trim());
  // In whole milliseconds, and not of an age: a database stores it.
  if (minutes > 0) return Math.min(Math.round(minutes * MINUTE_MS), YEAR_MS);
  const period = PERIODS_MS.get(find(feed, 'sy:updateperiod')?.text.trim().toLowerCase() ?? '');
  const frequency = Number(find(feed, 'sy:updatefrequency')?.text.trim() ?? 1);
  return period === undefined ? undefined : Math.round(period / (frequency >= 1 ? frequency : 1));
}
