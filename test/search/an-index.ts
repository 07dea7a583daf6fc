import type { Article, Revision } from '../../src/model/article.ts';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { anArticle } from './an-article.ts';

export const now = new Date('2026-11-22T09:00:00Z');

export function indexOf(
  articles: readonly Article[],
  aliases: readonly (readonly string[])[] = [],
) {
  const index = new ArticleIndex(aliases);
  for (const article of articles) index.add(article);
  return index;
}

export function find(
  index: ArticleIndex,
  text: string,
  page: { from?: number; limit?: number; asOf?: number } = {},
) {
  return index.find(parseQuery(text, now), {
    from: page.from ?? 1,
    limit: page.limit ?? 50,
    asOf: page.asOf as Revision | undefined,
  });
}

/** Numbers of the articles found, best first. */
export function ids(
  index: ArticleIndex,
  text: string,
  page: { from?: number; limit?: number; asOf?: number } = {},
): number[] {
  return find(index, text, page).hits.map(({ id }) => id);
}

/** Enough articles about nothing in particular that rarity means something. */
export const BACKGROUND = [
  'Parliament debates the new budget',
  'Cotton harvest ends early this year',
  'Railway link to the port is tested',
  'Central bank keeps its rate unchanged',
  'Schools reopen after the winter break',
  'Gas deliveries resume after repairs',
  'Border crossing opens for trade',
  'Museum shows carpets of the nomads',
  'Wheat prices rise for a third month',
  'Airline adds flights to the capital',
  'Farmers ask for water in spring',
  'Minister visits the flooded villages',
].map((title, at) => anArticle(100 + at, title, { text: `${title}, officials said on Monday.` }));
