import type { RawArticle } from './normalize.ts';
import type { PageArticle } from './parse/extract-page.ts';

/** What a page gives an archive; undefined for one without a headline. */
export function articleOfPage(page: PageArticle): RawArticle | undefined {
  const { title, text, canonicalUrl, source, publishedAt, topics, language, image } = page;
  if (!/[^\s\p{C}]/u.test(title)) return undefined;
  const url = /^https?:/.test(canonicalUrl) ? canonicalUrl : undefined;
  return { title, text, url, source, publishedAt, topics, language, image };
}
