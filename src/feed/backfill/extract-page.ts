import type { ArticleImage } from '../../model/article.ts';
import type { Served } from '../parse/parsed-feed.ts';

/** The article of a page, without what surrounds it. */
export type ExtractedPage = {
  readonly title: string;
  /** Plain text with paragraphs on lines of their own. */
  readonly text: string;
  readonly publishedAt: Date | undefined;
  readonly image: ArticleImage | undefined;
  readonly language: string | undefined;
  readonly source: string | undefined;
  readonly topics: readonly string[];
  /** The page asks not to be kept. */
  readonly noArchive: boolean;
  readonly paywalled: boolean;
  readonly canonicalUrl: string | undefined;
};

/** Undefined where the page holds no article. */
export type ExtractPage = (bytes: Uint8Array, served: Served) => ExtractedPage | undefined;
