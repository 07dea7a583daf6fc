import { sql } from 'kysely';
import type { Database } from './database.ts';

export type Clock = {
  readonly now: () => Date;
  /** Asks the database what time it is; without an answer the clock goes on as it was. */
  readonly sync: () => Promise<void>;
};

/**
 * The clock of the ledger. Processes that share a PostgreSQL take its time, however wrong their
 * machine's is: a lease that ends earlier for one than for another would not be one. Between two
 * syncs the clock goes by the time that passes, and no change of the machine's clock moves it.
 * A database of our own has the machine's clock.
 */
export async function ledgerClock(db: Database, machine: () => Date): Promise<Clock> {
  if (db.dialect === 'sqlite') return { now: machine, sync: async () => undefined };
  let offsetMs = 0;
  const sync = async () => {
    const asked = performance.now();
    const { rows } = await sql<{
      now: number;
    }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db.query);
    const [row] = rows;
    if (row) offsetMs = row.now - (asked + performance.now()) / 2;
  };
  await sync();
  return {
    now: () => new Date(Math.round(offsetMs + performance.now())),
    sync: () => sync().catch(() => undefined),
  };
}
