import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** Subscriptions that can be changed, paused, taken back, and sent as articles come in. */
export function subscriptionTerms(dialect: DialectName): Migration {
  const instant = dialect === 'sqlite' ? 'integer' : 'bigint';
  const columns = [
    'slots text',
    'as_now text',
    'previous text',
    `creator_name text not null default ''`,
    `removed_at ${instant}`,
  ];
  return {
    up: async (db: Kysely<unknown>) => {
      for (const column of columns) {
        await sql.raw(`alter table subscription add column ${column}`).execute(db);
      }
    },
  };
}
