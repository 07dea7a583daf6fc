import type { Revision } from '../model/article.ts';
import type { Database } from './database.ts';

/**
 * Takes the next `count` revisions and gives the first of them. Call it inside the transaction
 * that uses them: the counter's row stays locked until the commit, so that on PostgreSQL, too,
 * revisions become visible in their order and a reader who has seen one has seen all before it.
 */
export async function takeRevisions(tx: Database, count: number): Promise<number> {
  const { value } = await tx.query
    .updateTable('counter')
    .set((row) => ({ value: row('value', '+', count) }))
    .where('name', '=', 'revision')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count + 1;
}

export async function currentRevision(db: Database): Promise<Revision> {
  const { value } = await db.query
    .selectFrom('counter')
    .select('value')
    .where('name', '=', 'revision')
    .executeTakeFirstOrThrow();
  return value as Revision;
}
