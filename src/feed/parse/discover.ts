import { Parser } from 'htmlparser2';
import { resolveBase, toAddress } from './addresses.ts';
import { oneLine } from './feed-item.ts';

export type FeedLink = { readonly url: string; readonly title: string };

export type Discovered = {
  /** The likeliest first: what the page declares, then what it merely links to; none of comments. */
  readonly feeds: readonly FeedLink[];
  /** Where WordPress answers (`…/wp-json/`), for its whole archive. */
  readonly wordPressApi: string | undefined;
};

/** The feeds that a page names. `address` is where the page was. */
export function discoverFeeds(html: string, address: string): Discovered {
  const declared: FeedLink[] = [];
  const linked: FeedLink[] = [];
  let wordPressApi: string | undefined;
  let base = address;
  let depth = 0;
  /** The link that is open, while it has no name but what stands in it. */
  let unnamed: { url: string; title: string } | undefined;
  const add = (feeds: FeedLink[], href: string | undefined, title: string | undefined) => {
    const url = toAddress(href, base);
    const isKnown = [...declared, ...linked].some((feed) => feed.url === url);
    if (url === undefined || isKnown || feeds.length >= MAX_FEEDS) return;
    const feed = { url, title: title ?? '' };
    feeds.push(feed);
    if (feeds === linked && feed.title.trim() === '') unnamed = feed;
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      const { href, type = '', title } = attributes;
      if (name === 'a') unnamed = undefined;
      const rel = attributes.rel?.toLowerCase().split(/\s+/) ?? [];
      if (name === 'base') base = resolveBase(href, base);
      else if (name === 'a' && FEED_ADDRESS.test(href ?? '')) add(linked, href, title);
      else if (name !== 'link') return;
      else if (rel.includes('https://api.w.org/')) wordPressApi ??= toAddress(href, base);
      else if (rel.includes('feed') || (rel.includes('alternate') && FEED_TYPE.test(type.trim()))) {
        add(declared, href, title);
      }
    },
    ontext(text) {
      if (unnamed && unnamed.title.length < MAX_TITLE) unnamed.title += text;
    },
    onclosetag(name) {
      depth -= 1;
      if (name === 'a') unnamed = undefined;
    },
  });
  // The parser looks through its whole stack at each closing tag.
  const length = Math.min(html.length, MAX_PAGE);
  for (let i = 0; i < length && depth < MAX_DEPTH; i += CHUNK) {
    parser.write(html.slice(i, Math.min(i + CHUNK, length)));
  }
  parser.end();
  return {
    feeds: [...declared, ...linked]
      .map(({ url, title }) => ({ url, title: oneLine(title).slice(0, MAX_TITLE) }))
      .filter(({ url, title }) => !COMMENTS.test(`${title} ${url}`)),
    wordPressApi,
  };
}

/**
 * Addresses at which a site's feed often is, the likeliest first: beside the page that was named,
 * then at the site's root. Few, for each takes a second: of 63 feeds of news sites 23 are at such an
 * address, 12 at /feed/, 10 at /rss, 1 at /rss.xml and none at another.
 */
export function likelyFeedAddresses(address: string): string[] {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return [];
  const folder = `${url.origin}${url.pathname.replace(/\/?$/, '/')}`;
  const root = `${url.origin}/`;
  return folder === root
    ? [`${root}feed/`, `${root}rss`, `${root}rss.xml`]
    : [`${folder}feed/`, `${folder}rss`, `${root}feed/`, `${root}rss`];
}

const FEED_TYPE =
  /^(?:application\/(?:(?:rss|atom|rdf)\+xml|feed\+json|x\.atom\+xml)|text\/rss(?:\+xml)?)(?:;|$)/i;
const FEED_ADDRESS =
  /(?:^|\/\/)feeds?\.|\/(?:rss|feed|atom)(?:\/|$|\?)|\.(?:rss|atom|rdf)(?:$|\?)|\/(?:rss|feed|atom|index)\.xml(?:$|\?)|\/feed\.json(?:$|\?)|[?&]feed=rss/i;
/** As WordPress says it in the languages of its sites. "Comment" alone is what outlets call opinion. */
const COMMENTS =
  /\bcomments\b|\bcomment[- ](?:feed|rss)|kommentar-feed|flux des commentaires|feed de (?:los )?coment[aá]rios|comentario .*del feed|feed dei commenti|комментари|коментар|yorum (?:akışı|beslemesi)/i;
const MAX_FEEDS = 50;
const MAX_TITLE = 200;
const MAX_PAGE = 2_000_000;
const MAX_DEPTH = 2_000;
const CHUNK = 16_384;
