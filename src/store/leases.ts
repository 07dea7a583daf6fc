import { type SqlBool, sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Takes what one process does at a time, or renews it for its holder, and gives who holds it now. A
 * holder that is not heard of for `leaseMs` has lost it; a lease that seems to last longer was taken
 * by a clock that ran ahead.
 */
export async function takeLease(
  db: Database,
  lease: {
    readonly name: string;
    readonly holder: string;
    readonly now: Date;
    readonly leaseMs: number;
  },
): Promise<string> {
  const { name, holder, leaseMs } = lease;
  const at = lease.now.getTime();
  const isFree = sql<SqlBool>`lease.holder = excluded.holder
    or lease.lease_until not between ${at + 1} and ${at + leaseMs}`;
  const row = await db.query
    .insertInto('lease')
    .values({ name, holder, lease_until: at + leaseMs })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({
        holder: sql<string>`case when ${isFree} then excluded.holder else lease.holder end`,
        lease_until: sql<number>`case when ${isFree} then excluded.lease_until
          else lease.lease_until end`,
      }),
    )
    .returning('holder')
    .executeTakeFirstOrThrow();
  return row.holder;
}

export async function endLease(
  db: Database,
  { name, holder }: { readonly name: string; readonly holder: string },
): Promise<void> {
  await db.query
    .deleteFrom('lease')
    .where('name', '=', name)
    .where('holder', '=', holder)
    .execute();
}
