import type { NewArticle } from '../model/article.ts';
import { foldedWords } from '../text/tokens.ts';
import type { Fetch } from './net/fetch-outcome.ts';
import { normalizeArticle } from './normalize.ts';
import type { ReadPage } from './page-texts.ts';
import { extractArticle, type ServedPage } from './parse/extract-page.ts';

/** A page of an article is seldom a tenth of that. */
const MAX_BYTES = 3 * 1024 * 1024;

/** Of the excerpt's words, so many must be on its page: else what was read is a notice or a login. */
const SHARED = 0.5;
/** Shorter words are in every text. */
const TELLING = 4;

/** The article with the text of its page; undefined where that is no better. */
export type FillFromPage = (
  article: NewArticle,
  bytes: Uint8Array,
  served: ServedPage,
  signal: AbortSignal,
) => Promise<NewArticle | undefined>;

/**
 * Reads the article of an excerpt from its page: where robots.txt allows it, and where the page is
 * neither paid for nor asks not to be kept. Nothing where there is no more than the excerpt.
 */
export function createReadPage({
  fetchPage,
  fillFromPage,
}: {
  /** Asks robots.txt first. */
  readonly fetchPage: Fetch;
  readonly fillFromPage: FillFromPage;
}): ReadPage {
  return async (article, signal) => {
    const outcome = await fetchPage(article.url, { signal, maxBytes: MAX_BYTES });
    if (outcome.kind !== 'fetched') return undefined;
    const { body, url, contentType, robotsTag } = outcome;
    return fillFromPage(article, body, { url, contentType, robotsTag }, signal);
  };
}

/** All that is done with the bytes of a page: seconds of work where it is large. */
export function filledFromPage(
  article: NewArticle,
  bytes: Uint8Array,
  served: ServedPage,
): NewArticle | undefined {
  const page = extractArticle(bytes, served);
  if (!page || page.isExcerpt || page.text.length <= article.text.length) return undefined;
  if (!isSameArticle(article.text, page.text)) return undefined;
  return normalizeArticle(
    {
      ...article,
      id: article.key,
      text: page.text,
      image: article.image ?? page.image,
      topics: article.topics.length > 0 ? article.topics : page.topics,
      language: article.language === 'und' ? page.language : article.language,
    },
    // Its date was settled when its feed was read.
    { now: article.publishedAt, fallbackSource: article.source },
  );
}

function isSameArticle(excerpt: string, text: string): boolean {
  const words = new Set(foldedWords(excerpt).filter((word) => word.length >= TELLING));
  const onPage = new Set(foldedWords(text));
  const shared = [...words].filter((word) => onPage.has(word)).length;
  return shared >= SHARED * words.size;
}
