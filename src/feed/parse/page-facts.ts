import type { ArticleImage } from '../../model/article.ts';
import { toAddress } from './addresses.ts';
import { parseDate } from './dates.ts';
import { languageTag, oneLine } from './feed-item.ts';
import { articleNode, isNode, type Node, textsIn } from './json-ld.ts';
import type { PageDocument } from './page-document.ts';
import { fieldToLine } from './plain-text.ts';

export type PageFacts = {
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly publishedAt: Date | undefined;
  readonly image: ArticleImage | undefined;
  readonly language: string | undefined;
  readonly source: string | undefined;
  readonly author: string | undefined;
  readonly topics: readonly string[];
  readonly canonicalUrl: string;
  /** JSON-LD's articleBody: plain text. */
  readonly body: string | undefined;
  readonly mustNotBeKept: boolean;
  readonly paywalled: boolean;
};

/**
 * What a page says about itself in JSON-LD, OpenGraph and meta elements, in that order. `base` is
 * what its relative addresses mean, `address` where it was.
 */
export function readPageFacts(document: PageDocument, base: string, address: string): PageFacts {
  const node = articleNode(
    [...document.querySelectorAll('script[type*="ld+json"]')].map(
      ({ textContent }) => textContent ?? '',
    ),
  );
  const meta = metaOf(document);
  const source = meta('og:site_name') ?? textsIn(node?.publisher)[0] ?? meta('application-name');
  const title =
    textsIn(node?.headline)[0] ?? meta('og:title', 'twitter:title', 'parsely-title', 'dc.title');
  return {
    title: title && withoutSite(fieldToLine(title), source),
    description: line(
      meta('og:description', 'description', 'twitter:description') ?? textsIn(node?.description)[0],
    ),
    publishedAt: firstDate([
      ...textsIn(node?.datePublished),
      meta(
        'article:published_time',
        'og:article:published_time',
        'parsely-pub-date',
        'datepublished',
        'date',
        'pubdate',
        'publishdate',
        'dc.date',
        'dc.date.issued',
        'dcterms.created',
        'sailthru.date',
        'cxenseparse:recs:publishtime',
      ),
      ...textsIn(node?.dateCreated),
      ...[
        ...document.querySelectorAll(
          'article time[datetime], time[pubdate], [itemprop=datePublished]',
        ),
      ]
        .slice(0, 5)
        .map(
          (element) =>
            element.getAttribute('datetime') ?? element.getAttribute('content') ?? undefined,
        ),
    ]),
    image:
      imageIn(node?.image, base) ??
      imageAt(
        meta('og:image', 'og:image:url', 'twitter:image'),
        meta('og:image:alt', 'twitter:image:alt'),
        base,
      ),
    language: [
      textsIn(node?.inLanguage)[0],
      document.documentElement?.getAttribute('lang') ?? undefined,
      meta('content-language', 'og:locale'),
    ]
      .map(languageTag)
      .find((tag) => tag),
    source: line(source)?.slice(0, 200),
    author: line(
      textsIn(node?.author).join(', ') ||
        personIn(meta('author', 'parsely-author', 'article:author', 'dc.creator')),
    )?.slice(0, 200),
    topics: topicsOf(node, document, meta),
    canonicalUrl: canonicalAddress(document, meta('og:url'), base, address),
    body: textsIn(node?.articleBody)[0],
    mustNotBeKept: forbids(meta('robots', 'newsdesk') ?? ''),
    paywalled: isPaywalled(node, document, meta('article:content_tier', 'article:access')),
  };
}

/** Whether directives for robots (RFC-less, as search engines define them) forbid to keep the text. */
export function forbids(directives: string): boolean {
  return /(?:^|[\s,:])(?:noarchive|nosnippet|none|max-snippet:\s*0)(?=[\s,;]|$)/i.test(directives);
}

type Meta = (...names: string[]) => string | undefined;

/** The first that says something, by the order of the names. */
function metaOf(document: PageDocument): Meta {
  const values = new Map<string, string>();
  for (const element of [...document.querySelectorAll('meta')].slice(0, 500)) {
    const content = element.getAttribute('content')?.trim() ?? '';
    const keys = ['property', 'name', 'itemprop', 'http-equiv'].flatMap(
      (attribute) => element.getAttribute(attribute)?.toLowerCase().split(/\s+/) ?? [],
    );
    for (const key of keys) if (content !== '' && !values.has(key)) values.set(key, content);
  }
  return (...names) => names.map((name) => values.get(name)).find((value) => value !== undefined);
}

function line(text: string | undefined): string | undefined {
  return text === undefined ? undefined : fieldToLine(text) || undefined;
}

/** "Border opens | Daily News" is the headline and the site. */
export function withoutSite(title: string, site: string | undefined): string {
  const at = site === undefined ? -1 : title.toLowerCase().lastIndexOf(site.toLowerCase());
  if (at < 10 || at + (site?.length ?? 0) < title.length) return title;
  return (
    title
      .slice(0, at)
      .replace(/\s*[|–—·:»/-]\s*$/u, '')
      .trim() || title
  );
}

function firstDate(texts: readonly (string | undefined)[]): Date | undefined {
  for (const text of texts) {
    const date = text === undefined ? undefined : parseDate(text);
    if (date) return date;
  }
  return undefined;
}

function imageIn(value: unknown, base: string): ArticleImage | undefined {
  const [first] = Array.isArray(value) ? value : [value];
  if (!isNode(first))
    return typeof first === 'string' ? imageAt(first, undefined, base) : undefined;
  const [address] = textsIn(first.url ?? first.contentUrl);
  const image = imageAt(address, textsIn(first.caption ?? first.description)[0], base);
  const credit = textsIn(
    first.creditText ?? first.creator ?? first.author ?? first.copyrightHolder,
  )[0];
  return image && { ...image, credit: line(credit) };
}

function imageAt(
  address: string | undefined,
  caption: string | undefined,
  base: string,
): ArticleImage | undefined {
  const url = toAddress(address, base);
  return url === undefined
    ? undefined
    : { url, caption: line(caption)?.slice(0, 1_000), credit: undefined };
}

/** Facebook's article:author is often the address of a page. */
function personIn(text: string | undefined): string | undefined {
  return text === undefined || /^https?:\/\//.test(text) ? undefined : text;
}

const MAX_TOPICS = 30;

function topicsOf(node: Node | undefined, document: PageDocument, meta: Meta): string[] {
  const tags = [...document.querySelectorAll('meta[property="article:tag"]')].map(
    (element) => element.getAttribute('content') ?? '',
  );
  const listed = [
    ...textsIn(node?.keywords),
    meta('news_keywords', 'parsely-tags', 'keywords') ?? '',
  ].flatMap((text) => text.split(/[,;]/));
  const sections = [...textsIn(node?.articleSection), meta('article:section') ?? ''];
  const names = [...sections, ...(tags.length > 0 ? tags : listed)].map((name) => oneLine(name));
  return [...new Set(names.filter((name) => name !== '' && name.length <= 60))].slice(
    0,
    MAX_TOPICS,
  );
}

/** A canonical address at the root of a site is a template's mistake, unless the page was there. */
function canonicalAddress(
  document: PageDocument,
  ogUrl: string | undefined,
  base: string,
  address: string,
): string {
  const href = document.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? undefined;
  const own = toAddress(address) ?? address;
  for (const candidate of [href, ogUrl]) {
    const url = toAddress(candidate, base);
    if (url !== undefined && (new URL(url).pathname !== '/' || URL.parse(own)?.pathname === '/'))
      return url;
  }
  return own;
}

/** Ids and classes by which the common paywalls hide a text; a page that says it is free is believed. */
const WALLS =
  '.paywall, #paywall, .paywalled, .regwall, .subscriber-only, .subscribers-only, .subscription-required, .premium-paywall, .article-paywall, .paywall-content, .piano-offer, .tp-modal, .meteredContent, .locked-content, .article-locked';

function isPaywalled(
  node: Node | undefined,
  document: PageDocument,
  tier: string | undefined,
): boolean {
  const parts = [node, ...(Array.isArray(node?.hasPart) ? node.hasPart : [node?.hasPart])];
  const says = parts.flatMap((part) =>
    isNode(part) ? [String(part.isAccessibleForFree ?? '').toLowerCase()] : [],
  );
  if (says.includes('false') || says.includes('http://schema.org/false')) return true;
  if (/^(?:locked|paid|premium|subscri)/i.test(tier ?? '')) return true;
  return !says.includes('true') && document.querySelector(WALLS) !== null;
}
