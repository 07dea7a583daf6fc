import { Parser } from 'htmlparser2';
import type { BackfillStep, StepKind } from '../../model/backfill.ts';
import type { Fetch, FetchOptions, FetchOutcome } from '../net/fetch-outcome.ts';
import type { Robots } from '../net/robots.ts';
import { decode } from '../parse/decode.ts';
import { addressIn, type TypedAddress } from '../typed-address.ts';
import { parseListing } from './parse-listing.ts';
import { MAX_SITEMAP_BYTES, parseSitemap } from './parse-sitemap.ts';
import {
  categoriesUrl,
  parsePosts,
  parseSiteName,
  parseTerm,
  parseTermNames,
  postsUrl,
  probeUrl,
  siteUrl,
  slugOf,
  type Term,
  termsUrl,
} from './word-press.ts';

/** How a site gives its back archive, and where to begin. */
export type Way = {
  readonly kind: 'WordPress' | 'sitemaps' | 'listing pages';
  /** Its name, for articles that name no other source. */
  readonly siteName: string;
  readonly steps: readonly BackfillStep[];
  /** The steps lead to other topics, too: what is read has to be looked at. */
  readonly needsTopicCheck: boolean;
};

export type Wanted = {
  /** The site, or a page of it that lists articles. */
  readonly site: string;
  readonly topic: string | undefined;
  readonly since: Date | undefined;
};

/**
 * Finds the way with the fewest requests: WordPress' own interface, a hundred articles at a time;
 * for a topic the pages that list it; the sitemaps; and what the site's front page lists, as the
 * last resort. Throws, with what was tried, when there is none.
 */
export async function findWay(
  { site, topic, since }: Wanted,
  fetchPage: Fetch,
  robots: Robots,
): Promise<Way> {
  const front = await readFront(site, fetchPage);
  const siteName = front.name ?? front.url.hostname.replace(/^www\./, '');

  const wordPress = await tryWordPress(front, { topic, since }, fetchPage);
  if (wordPress?.kind === 'posts') {
    const steps = wordPress.urls.map((url) => step('posts', url));
    return { kind: 'WordPress', siteName: wordPress.name, steps, needsTopicCheck: false };
  }

  if (topic !== undefined) {
    const listing = await tryTopicPages(front.url, topic, fetchPage);
    if (listing)
      return { kind: 'listing pages', siteName, steps: [listing], needsTopicCheck: false };
  }
  if (wordPress?.kind === 'no such topic') {
    throw new Error(
      wordPress.known.length === 0
        ? `${site} files nothing under "${topic}", nor under any other topic; leave --topic out`
        : `${site} files nothing under "${topic}"; expected a category or tag of it such as ${wordPress.known.join(', ')}`,
    );
  }
  if (front.isWholeSite) {
    const sitemaps = await trySitemaps(front.url, fetchPage, robots);
    if (sitemaps.length > 0) {
      return { kind: 'sitemaps', siteName, steps: sitemaps, needsTopicCheck: topic !== undefined };
    }
  }
  if (parseListing(front.html, front.url.href).articles.length > 0) {
    const steps = [step('listing', front.url.href)];
    return { kind: 'listing pages', siteName, steps, needsTopicCheck: topic !== undefined };
  }
  throw new Error(
    `${site} has no back archive that can be read: no WordPress interface${topic === undefined ? '' : ` with the topic "${topic}"`}, no sitemap, and no list of articles`,
  );
}

type Front = {
  readonly url: URL;
  readonly html: string;
  readonly name: string | undefined;
  /** Where its head says that WordPress' interface is. */
  readonly apiRoot: string | undefined;
  /** The page is that of one term. */
  readonly term: Term | undefined;
  /** It is the site's front page, not one of its parts. */
  readonly isWholeSite: boolean;
};

async function readFront(site: string, fetchPage: Fetch): Promise<Front> {
  const typed = addressIn(site);
  if (!typed) throw new Error(`"${site}" is no web address; expected one such as timesca.com`);
  const outcome = await fetchFirst(typed, fetchPage);
  if (outcome.kind !== 'fetched') {
    const reason = outcome.kind === 'failed' ? outcome.reason : 'there is nothing at this address';
    throw new Error(`${site} cannot be read: ${reason}`);
  }
  const html = decode(outcome.body, outcome);
  const url = new URL(outcome.url);
  const { name, apiRoot, term } = readHead(html, url);
  const isApiRoot =
    apiRoot !== undefined && new URL('.', url).pathname === new URL('..', apiRoot).pathname;
  return { url, html, name, apiRoot, term, isWholeSite: url.pathname === '/' || isApiRoot };
}

async function fetchFirst(
  { address, byHttp }: TypedAddress,
  fetchPage: Fetch,
): Promise<FetchOutcome> {
  const outcome = await fetchPage(address);
  if (byHttp === undefined || !isUnanswered(outcome)) return outcome;
  const plain = await fetchPage(byHttp);
  return isUnanswered(plain) ? outcome : plain;
}

function isUnanswered(outcome: FetchOutcome): boolean {
  return outcome.kind === 'failed' && outcome.code === 'no-connection';
}

function readHead(html: string, base: URL): Pick<Front, 'name' | 'apiRoot' | 'term'> {
  let name: string | undefined;
  let apiRoot: string | undefined;
  let term: Term | undefined;
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'meta' && attributes.property === 'og:site_name') {
        name = attributes.content?.trim() || undefined;
      }
      if (tag !== 'link') return;
      const href = URL.parse(attributes.href ?? '', base.href)?.href;
      if (attributes.rel === 'https://api.w.org/') apiRoot = href;
      const [, taxonomy, id] = /wp\/v2\/(categories|tags)\/(\d+)$/.exec(href ?? '') ?? [];
      if (taxonomy === 'categories' || taxonomy === 'tags') term = { taxonomy, id: Number(id) };
    },
  });
  parser.end(html.slice(0, 300_000));
  return { name, apiRoot, term };
}

type WordPress =
  | { readonly kind: 'posts'; readonly name: string; readonly urls: readonly string[] }
  | { readonly kind: 'no such topic'; readonly known: readonly string[] };

/** Undefined where the interface is not there, is closed, or knows nothing of the page asked for. */
async function tryWordPress(
  { apiRoot, term, isWholeSite, url }: Front,
  { topic, since }: Omit<Wanted, 'site'>,
  fetchPage: Fetch,
): Promise<WordPress | undefined> {
  if (!isWholeSite && term === undefined) return undefined;
  const roots = apiRoot
    ? [apiRoot]
    : [new URL('/wp-json/', url).href, new URL('/?rest_route=/', url).href];
  for (const root of roots) {
    const name = parseSiteName(bodyOf(await fetchPage(siteUrl(root), JSON_ANSWER)));
    if (name === undefined) continue;
    // Many sites leave their name open and close the rest.
    const probe = await fetchPage(probeUrl({ root, term, since: undefined }), JSON_ANSWER);
    if (parsePosts(bodyOf(probe)) === undefined) return undefined;
    const terms = topic === undefined ? [term] : await findTerms(root, topic, fetchPage);
    if (terms.length === 0) {
      const names = parseTermNames(bodyOf(await fetchPage(categoriesUrl(root), JSON_ANSWER)));
      return { kind: 'no such topic', known: names };
    }
    return {
      kind: 'posts',
      name,
      urls: terms.map((each) => postsUrl({ root, term: each, since })),
    };
  }
  return undefined;
}

async function findTerms(root: string, topic: string, fetchPage: Fetch): Promise<Term[]> {
  const found: Term[] = [];
  for (const taxonomy of ['categories', 'tags'] as const) {
    for (const by of [{ slug: slugOf(topic) }, { search: topic }]) {
      const body = bodyOf(await fetchPage(termsUrl(root, taxonomy, by), JSON_ANSWER));
      const term = parseTerm(body, taxonomy, topic);
      if (term === undefined) continue;
      found.push(term);
      break;
    }
  }
  return found;
}

/** Where sites keep the pages of a topic. */
const TOPIC_PATHS = ['topic', 'topics', 'tag', 'tags', 'category'];

async function tryTopicPages(
  site: URL,
  topic: string,
  fetchPage: Fetch,
): Promise<BackfillStep | undefined> {
  const slug = encodeURIComponent(slugOf(topic));
  for (const path of TOPIC_PATHS) {
    const outcome = await fetchPage(new URL(`/${path}/${slug}/`, site).href);
    if (outcome.kind !== 'fetched' || !outcome.url.includes(slug)) continue;
    const { articles } = parseListing(decode(outcome.body, outcome), outcome.url);
    if (articles.length > 0) return step('listing', outcome.url);
  }
  return undefined;
}

const SITEMAP_PATHS = [
  '/sitemap.xml',
  '/sitemap_index.xml',
  '/wp-sitemap.xml',
  '/news-sitemap.xml',
];

/** One that can be read speaks for those named after it: each would be read twice, a second apart. */
async function trySitemaps(site: URL, fetchPage: Fetch, robots: Robots): Promise<BackfillStep[]> {
  const named = (await robots.sitemapsOf(site)).flatMap(
    (address) => URL.parse(address, site.href)?.href ?? [],
  );
  const likely = SITEMAP_PATHS.map((path) => new URL(path, site).href);
  for (const [index, address] of named.entries()) {
    if (!(await isSitemap(address, fetchPage))) continue;
    return named.slice(index).map((each) => step('sitemap', each));
  }
  for (const address of likely) {
    if (await isSitemap(address, fetchPage)) return [step('sitemap', address)];
  }
  return [];
}

async function isSitemap(address: string, fetchPage: Fetch): Promise<boolean> {
  const outcome = await fetchPage(address, { maxBytes: MAX_SITEMAP_BYTES });
  if (outcome.kind !== 'fetched') return false;
  return (parseSitemap(outcome.body, outcome)?.entries.length ?? 0) > 0;
}

const JSON_ANSWER: FetchOptions = { accept: 'application/json' };

function bodyOf(outcome: FetchOutcome): Uint8Array {
  return outcome.kind === 'fetched' ? outcome.body : new Uint8Array();
}

function step(kind: StepKind, url: string): BackfillStep {
  return { kind, url, changedAt: undefined };
}
