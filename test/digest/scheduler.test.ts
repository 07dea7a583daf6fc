import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { startDigests } from '../../src/digest/scheduler.ts';
import { SILENT } from '../../src/log.ts';
import { openFinder } from '../../src/search/finder.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';

test('a database that takes no writes is seen in the health of the digests, and so is that it does again', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  const finder = await openFinder({ db, log: SILENT });
  await sql`pragma query_only = on`.execute(db.query);
  const now = () => new Date();
  const service = { db, finder, posters: {}, log: SILENT, leaseMs: 60_000, now };
  const digests = startDigests(service, { sync: async () => undefined });
  onTestFinished(async () => {
    await digests.stop();
    await finder.close();
    await closeDatabase(db);
  });

  await expect
    .poll(digests.health)
    .toEqual({ ok: false, detail: expect.stringContaining('readonly') });
  await sql`pragma query_only = off`.execute(db.query);
  await expect.poll(() => digests.health().ok, { timeout: 10_000 }).toBe(true);
}, 20_000);
