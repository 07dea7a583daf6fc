import type { NewArticle } from '../../model/article.ts';
import type { BackfillStep, StepNote } from '../../model/backfill.ts';
import type { WaitingStep } from '../../store/backfill-steps.ts';
import type { FailureCode, Fetch, FetchOutcome } from '../net/fetch-outcome.ts';
import { normalizeArticle, type RawArticle } from '../normalize.ts';
import { toAddress } from '../parse/addresses.ts';
import { decode } from '../parse/decode.ts';
import { extractArticle, type PageArticle } from '../parse/extract-page.ts';
import {
  guessNext,
  isArticleAddress,
  isSameSite,
  pageNumber,
  parseListing,
} from './parse-listing.ts';
import { MAX_SITEMAP_BYTES, parseSitemap, type SitemapEntry } from './parse-sitemap.ts';
import {
  firstPostsUrl,
  nextPostsUrl,
  pageOf,
  parsePosts,
  sameTopic,
  smallerPostsUrl,
} from './word-press.ts';

export type StepContext = {
  readonly fetchPage: Fetch;
  readonly siteName: string;
  /** Articles about anything else are passed over; undefined where the steps lead to no others. */
  readonly topicToCheck: string | undefined;
  readonly since: Date | undefined;
  readonly now: Date;
  readonly isKnown: (url: string) => Promise<boolean>;
  /** Each list of posts with those that began a page of it in this run: begun so again, it goes round. */
  readonly heads: Set<string>;
};

/** What a step gave; nothing of it is stored yet. */
export type StepResult =
  | {
      readonly kind: 'done';
      readonly articles: readonly NewArticle[];
      /** Articles that were read or passed over. */
      readonly handled: number;
      /** What the step leads to. */
      readonly found: readonly BackfillStep[];
      /** To be gone on with only if any of `found` is new. */
      readonly next: readonly BackfillStep[];
      /** Articles that there are in all, where the site says it. */
      readonly expected: number | undefined;
      readonly note: StepNote | undefined;
    }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** It may go better later; undefined where it will not. */
      readonly again: { readonly afterMs: number | undefined } | undefined;
    };

export async function runStep(step: WaitingStep, context: StepContext): Promise<StepResult> {
  switch (step.kind) {
    case 'posts':
      return readPosts(step.url, context);
    case 'sitemap':
      return readSitemap(step.url, context);
    case 'listing':
      return readListing(step.url, context);
    case 'page':
      return readPage(step, context);
  }
}

async function readPosts(url: string, context: StepContext): Promise<StepResult> {
  const outcome = await context.fetchPage(url, {
    accept: 'application/json',
    headers: ['x-wp-total', 'x-wp-totalpages'],
  });
  if (outcome.kind !== 'fetched') {
    if (outcome.kind === 'failed' && TOO_MUCH.has(outcome.code)) {
      const smaller = smallerPostsUrl(url);
      if (smaller) return done({ found: [step('posts', smaller)] });
    }
    const { page } = pageOf(url);
    if (outcome.kind === 'failed' && outcome.status === 400 && page > 1) return done({});
    return failure(outcome);
  }
  const posts = parsePosts(outcome.body);
  if (posts === undefined) return { kind: 'failed', reason: 'it gives no posts', again: undefined };
  const { page } = pageOf(url);
  const [total = 0, pages = 0] = ['x-wp-total', 'x-wp-totalpages'].map((name) =>
    countIn(outcome.headers?.[name]),
  );
  const { addresses, articles } = posts;
  const head = `${firstPostsUrl(url)} ${addresses[0]}`;
  const isOver = addresses.length === 0 || context.heads.has(head);
  const isLast = pages > 0 && page >= pages;
  context.heads.add(head);
  return done({
    articles: articles.flatMap((article) => articleOf(article, context) ?? []),
    handled: articles.length,
    found: isOver || isLast ? [] : [step('posts', nextPostsUrl(url))],
    expected: page === 1 && total > 0 ? total : undefined,
  });
}

/** 0 for what is no count of articles: no database would store 1e308. */
function countIn(header: string | undefined): number {
  return /^\d{1,9}$/.test(header ?? '') ? Number(header) : 0;
}

async function readSitemap(url: string, context: StepContext): Promise<StepResult> {
  const outcome = await context.fetchPage(url, {
    accept: 'application/xml, text/xml, */*;q=0.5',
    maxBytes: MAX_SITEMAP_BYTES,
  });
  if (outcome.kind !== 'fetched') return failure(outcome);
  const sitemap = parseSitemap(outcome.body, outcome);
  if (sitemap === undefined) return done({});
  const here = new URL(outcome.url);
  const isRecent = ({ changedAt, publishedAt }: SitemapEntry) =>
    !isBefore(publishedAt ?? changedAt, context.since);
  const entries = sitemap.entries.filter(
    (entry) => isRecent(entry) && isSameSite(new URL(entry.url), here),
  );
  const found =
    sitemap.kind === 'index'
      ? entries
          .filter((entry) => !NO_ARTICLES.test(new URL(entry.url).pathname))
          .map((entry) => step('sitemap', entry.url))
      : entries
          .filter((entry) => isArticleAddress(entry.url, new URL('/', here)))
          .map((entry) => step('page', entry.url, entry.publishedAt ?? entry.changedAt));
  return done({ found });
}

/** Sitemaps of everything but articles, by the names that the usual systems give them. */
const NO_ARTICLES = /(?:categor|tag|author|users|taxonom|product|attachment|image|video)[^/]*$/i;

async function readListing(url: string, context: StepContext): Promise<StepResult> {
  const outcome = await context.fetchPage(url);
  if (outcome.kind !== 'fetched') {
    const isGuess = pageNumber(new URL(url)) > 1;
    const isOver =
      outcome.kind === 'gone' || (outcome.kind === 'failed' && outcome.code === 'not-found');
    return isGuess && isOver ? done({}) : failure(outcome);
  }
  const html = decode(outcome.body, outcome);
  const { articles, next, range } = parseListing(html, outcome.url);
  const isLast = range !== undefined && range.to >= range.of;
  const following = next ? [next] : guessNext(url);
  return done({
    found: articles.map((address) => step('page', address)),
    next: isLast ? [] : following.map((address) => step('listing', address)),
    expected: range?.from === 1 && pageNumber(new URL(url)) === 1 ? range.of : undefined,
  });
}

async function readPage(
  { url, changedAt, isChanged }: WaitingStep,
  context: StepContext,
): Promise<StepResult> {
  const passedOver = (note: StepNote) => done({ handled: 1, note });
  if (!isChanged && (await context.isKnown(url))) return passedOver('known already');
  const outcome = await context.fetchPage(url);
  if (outcome.kind === 'gone') return passedOver('not there');
  if (outcome.kind !== 'fetched') {
    const isNotThere = outcome.kind === 'failed' && NOT_THERE.has(outcome.code);
    return isNotThere ? passedOver('not there') : failure(outcome);
  }
  const page = extractArticle(outcome.body, outcome);
  if (page === undefined) return passedOver('no article');
  if (page.noArchive) return passedOver('not to be archived');
  const { topicToCheck: topic } = context;
  if (topic !== undefined && !isAbout(page, outcome.url, topic)) return passedOver('another topic');
  const publishedAt = page.publishedAt ?? changedAt;
  if (isBefore(publishedAt, context.since)) return passedOver('too old');
  const article = articleOf(rawOf(page, outcome.url, publishedAt), context);
  return article ? done({ articles: [article], handled: 1 }) : passedOver('no article');
}

function rawOf(page: PageArticle, url: string, publishedAt: Date | undefined): RawArticle {
  const { title, text, topics, language, image, source, canonicalUrl } = page;
  const canonical = new URL(canonicalUrl);
  const isOwn = isSameSite(canonical, new URL(url)) && canonical.pathname !== '/';
  const address = isOwn ? canonical.href : url;
  return { id: address, url: address, title, text, topics, language, image, source, publishedAt };
}

/** By what the page says it is filed under, or by a part of its address. */
function isAbout({ topics }: PageArticle, url: string, topic: string): boolean {
  const isTopic = sameTopic(topic);
  return topics.some(isTopic) || new URL(url).pathname.split('/').some(isTopic);
}

function articleOf(raw: RawArticle, { siteName, since, now }: StepContext): NewArticle | undefined {
  if (raw.text === '' || raw.title === '' || isBefore(raw.publishedAt, since)) return undefined;
  const source = raw.source ?? siteName;
  return normalizeArticle({ ...raw, source }, { now, fallbackSource: siteName });
}

function isBefore(date: Date | undefined, since: Date | undefined): boolean {
  return date !== undefined && since !== undefined && date < since;
}

/** Fewer at a time may go. */
const TOO_MUCH: ReadonlySet<FailureCode> = new Set(['too-large', 'too-slow', 'server-error']);

const NOT_THERE: ReadonlySet<FailureCode> = new Set([
  'not-found',
  'denied',
  'forbidden',
  'bad-address',
  'unexpected-status',
  'too-many-redirects',
  'too-large',
]);

const PASSING: ReadonlySet<FailureCode> = new Set([
  'too-many-requests',
  'server-error',
  'too-slow',
  'no-such-host',
  'no-connection',
  'broken-answer',
]);

function failure(outcome: Exclude<FetchOutcome, { kind: 'fetched' }>): StepResult {
  if (outcome.kind !== 'failed') {
    return { kind: 'failed', reason: 'there is nothing at this address', again: undefined };
  }
  const { code, reason, retryAfterMs } = outcome;
  return {
    kind: 'failed',
    reason,
    again: PASSING.has(code) ? { afterMs: retryAfterMs } : undefined,
  };
}

type Done = Extract<StepResult, { kind: 'done' }>;

/** What a step came to; nothing, but for what `result` says. */
export function done(result: Partial<Done>): Done {
  return {
    kind: 'done',
    articles: [],
    handled: 0,
    found: [],
    next: [],
    expected: undefined,
    note: undefined,
    ...result,
  };
}

/** Comments, places in a page and what is tracked are no pages of their own. */
function step(kind: BackfillStep['kind'], address: string, changedAt?: Date): BackfillStep {
  const url = new URL(toAddress(address) ?? address);
  url.hash = '';
  return { kind, url: url.href, changedAt };
}
