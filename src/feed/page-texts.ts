import type { Log } from '../log.ts';
import type { NewArticle } from '../model/article.ts';
import type { Database } from '../store/database.ts';
import { knownUrls } from '../store/feed-articles.ts';
import type { Candidate } from './recognise.ts';

export type ReadPage = (
  article: NewArticle & { readonly url: string },
  signal: AbortSignal,
) => Promise<NewArticle | undefined>;

/** Pages of articles read at one check, the newest: their site is asked for one a second at most. */
const MAX_PAGES = 8;
const PAGES_MS = 60_000;

export type ItemDraft = Candidate & { readonly isFromPage: boolean };

/**
 * The articles as they are to be stored: with the text of their page where the feed has an
 * excerpt only. One that was read so, and of which the feed says nothing else now, is left alone.
 */
export async function withPages(
  {
    db,
    readPage,
    log,
  }: { readonly db: Database; readonly readPage?: ReadPage | undefined; readonly log: Log },
  candidates: readonly Candidate[],
  signal: AbortSignal,
): Promise<ItemDraft[]> {
  const settled = candidates.filter(
    ({ known, hash }) => !(known?.isFromPage && known.hash === hash),
  );
  const wanted = settled.filter(
    ({ isExcerpt, known, article: { url } }) =>
      isExcerpt && url !== undefined && (known === undefined || known.isFromPage),
  );
  const elsewhere = await knownUrls(
    db,
    wanted.flatMap(({ known, article: { url } }) => (known || !url ? [] : [url])),
  );
  const pages = new Map<Candidate, NewArticle>();
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(PAGES_MS)]);
  const now = wanted
    .filter(({ article: { url = '' } }) => !elsewhere.has(url))
    .toSorted((a, b) => b.article.publishedAt.getTime() - a.article.publishedAt.getTime())
    .slice(0, readPage ? MAX_PAGES : 0);
  for (const candidate of now) {
    const { url } = candidate.article;
    if (!readPage || url === undefined || inTime.aborted) break;
    try {
      const page = await readPage({ ...candidate.article, url }, inTime);
      if (page) pages.set(candidate, page);
    } catch (error) {
      if (!inTime.aborted) throw error;
      log.info({ url }, 'pages take too long, the rest keep their excerpts');
    }
  }
  return settled.flatMap((candidate): ItemDraft[] => {
    const page = pages.get(candidate);
    if (page) return [{ ...candidate, article: page, isFromPage: true }];
    // Its text is the page's, and the page cannot be read now: better the old text than a stump.
    return candidate.known?.isFromPage ? [] : [{ ...candidate, isFromPage: false }];
  });
}
