import { foldedWords } from '../text/tokens.ts';
import type { Fetch } from './net/fetch-outcome.ts';
import { normalizeArticle } from './normalize.ts';
import type { ReadPage } from './page-texts.ts';
import type { PageArticle, ServedPage } from './parse/extract-page.ts';

/** A page of an article is seldom a tenth of that. */
const MAX_BYTES = 3 * 1024 * 1024;

/** Of the excerpt's words, so many must be on its page: else what was read is a notice or a login. */
const SHARED = 0.5;
/** Shorter words are in every text. */
const TELLING = 4;

/**
 * Reads the article of an excerpt from its page: where robots.txt allows it, and where the page is
 * neither paid for nor asks not to be kept. Nothing where there is no more than the excerpt.
 */
export function createReadPage({
  fetchPage,
  extractArticle,
  now,
}: {
  /** Asks robots.txt first. */
  readonly fetchPage: Fetch;
  readonly extractArticle: (bytes: Uint8Array, served: ServedPage) => PageArticle | undefined;
  readonly now: () => Date;
}): ReadPage {
  return async (article, signal) => {
    const outcome = await fetchPage(article.url, { signal, maxBytes: MAX_BYTES });
    if (outcome.kind !== 'fetched') return undefined;
    const { body, url, contentType, robotsTag } = outcome;
    const page = extractArticle(body, { url, contentType, robotsTag });
    if (!page || page.isExcerpt || page.text.length <= article.text.length) return undefined;
    if (!isSameArticle(article.text, page.text)) return undefined;
    const whole = normalizeArticle(
      {
        ...article,
        id: article.key,
        text: page.text,
        image: article.image ?? page.image,
        topics: article.topics.length > 0 ? article.topics : page.topics,
        language: article.language === 'und' ? page.language : article.language,
      },
      { now: now(), fallbackSource: article.source },
    );
    return { ...whole, ...(article.alsoIn && { alsoIn: article.alsoIn }) };
  };
}

function isSameArticle(excerpt: string, text: string): boolean {
  const words = new Set(foldedWords(excerpt).filter((word) => word.length >= TELLING));
  const onPage = new Set(foldedWords(text));
  const shared = [...words].filter((word) => onPage.has(word)).length;
  return shared >= SHARED * words.size;
}
