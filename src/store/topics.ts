import type { Topic } from '../model/topic.ts';
import type { Database } from './database.ts';

/** Most used first, then by name. */
export async function topicCounts(db: Database): Promise<Topic[]> {
  const rows = await db.query
    .selectFrom('article_topic')
    .select((row) => ['name', row.fn.countAll<number>().as('articles')])
    .groupBy('name')
    .execute();
  return rows.sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}
