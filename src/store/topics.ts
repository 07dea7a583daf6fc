import { createHash } from 'node:crypto';
import type { Topic, TopicKey } from '../model/topic.ts';
import type { Database } from './database.ts';

/** Most used first, then by name. */
export async function topicCounts(db: Database): Promise<Topic[]> {
  const rows = await db.query
    .selectFrom('article_topic')
    .select((row) => ['name', row.fn.countAll<number>().as('articles')])
    .groupBy('name')
    .execute();
  return rows
    .map(({ name, articles }) => ({ name, key: keyOf(name), articles }))
    .sort((a, b) => b.articles - a.articles || (a.name < b.name ? -1 : 1));
}

function keyOf(name: string): TopicKey {
  return createHash('sha256').update(name).digest('hex').slice(0, 12) as TopicKey;
}
