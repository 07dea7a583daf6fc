import { PAGE_SIZE } from '../message/result-list.ts';
import type { Correction } from '../model/query.ts';
import type { Finder } from '../search/finder.ts';
import { parseQuery } from '../search/query.ts';
import { extract } from '../summary/extract.ts';

/** A page of results for programs: `newsdesk search --json` and `GET /api/search`. */
export type SearchJson = {
  readonly query: string;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly corrections: readonly Correction[];
  /** What could not be read in the query, and how it was searched. */
  readonly notes: readonly string[];
  readonly hits: readonly {
    readonly id: number;
    readonly title: string;
    readonly url: string | null;
    readonly source: string;
    /** ISO 8601, UTC. */
    readonly publishedAt: string;
    readonly score: number;
    readonly partial: boolean;
    /** Verbatim sentences. */
    readonly extract: string;
  }[];
};

const MAX_EXTRACT = 280;

/** Six articles a page, as in chat; pages count from 1. */
export async function searchJson(
  finder: Finder,
  text: string,
  { page, now }: { readonly page: number; readonly now: Date },
): Promise<SearchJson> {
  const result = await finder.find(parseQuery(text, now), {
    from: (page - 1) * PAGE_SIZE + 1,
    limit: PAGE_SIZE,
  });
  return {
    query: result.query.text,
    from: result.from,
    to: result.to,
    total: result.total,
    corrections: result.corrections,
    notes: result.query.notes,
    hits: result.hits.map(({ article, score, partial, matches }) => ({
      id: article.id,
      title: article.title,
      url: article.url ?? null,
      source: article.source,
      publishedAt: article.publishedAt.toISOString(),
      score,
      partial,
      extract: extract(article, matches, { maxChars: MAX_EXTRACT })?.text ?? '',
    })),
  };
}
