import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { closeDatabase, inTransaction, openDatabase } from '../../src/store/database.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';

test('a write for which there is no room says so, leaves nothing half done, and the next goes well', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  await writeMeta(db, 'before', 'is there');
  await sql`pragma max_page_count = 1`.execute(db.query);
  const large = inTransaction(db, async (tx) => {
    await writeMeta(tx, 'small', 'x');
    await writeMeta(tx, 'large', 'x'.repeat(10_000_000));
  });

  await expect(large).rejects.toThrow('database or disk is full');
  expect(await readMeta(db, 'small')).toBeUndefined();
  expect(await readMeta(db, 'before')).toBe('is there');

  await sql`pragma max_page_count = 1000000`.execute(db.query);
  await inTransaction(db, (tx) => writeMeta(tx, 'after', 'goes well'));
  expect(await readMeta(db, 'after')).toBe('goes well');
  await closeDatabase(db);
});
