import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** A feed that turned out to be another one. */
export function mergedFeeds(dialect: DialectName): Migration {
  const big = dialect === 'sqlite' ? 'integer' : 'bigint';
  const statements = [
    `alter table feed_check add column merged_into ${big} references feed (id) on delete set null`,
    'create index feed_check_merged on feed_check (merged_into) where merged_into is not null',
  ];
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
