import type { Revision } from '../model/article.ts';
import type { Database } from './database.ts';

/**
 * The first and the last article that came in within the half-open window, by revision;
 * undefined where there is none. What a feed held when it was first read did not come in.
 */
export async function revisionsSeenBetween(
  db: Database,
  { since, until }: { readonly since: Date; readonly until: Date },
): Promise<{ readonly first: Revision; readonly last: Revision } | undefined> {
  // An article's id is the revision at which it was first stored.
  const row = await db.query
    .selectFrom('article')
    .select((article) => [article.fn.min('id').as('first'), article.fn.max('id').as('last')])
    .where('first_seen_at', '>=', since.getTime())
    .where('first_seen_at', '<', until.getTime())
    .where('backlog', '=', 0)
    .executeTakeFirst();
  if (row?.first == null || row.last == null) return undefined;
  return { first: Number(row.first) as Revision, last: Number(row.last) as Revision };
}
