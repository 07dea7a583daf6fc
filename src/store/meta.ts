import type { Database } from './database.ts';

/** Small facts that outlive the process, by name. */
export async function readMeta(db: Database, key: string): Promise<string | undefined> {
  const row = await db.query
    .selectFrom('meta')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
}

export async function writeMeta(db: Database, key: string, value: string): Promise<void> {
  await db.query
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
