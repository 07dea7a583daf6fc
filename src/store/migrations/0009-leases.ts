import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** What one process does alone, and until when it is believed to. */
export function leases(dialect: DialectName): Migration {
  const sqlite = dialect === 'sqlite';
  return {
    up: async (db: Kysely<unknown>) => {
      await sql
        .raw(
          `create table lease (
            name text primary key,
            holder text not null,
            lease_until ${sqlite ? 'integer' : 'bigint'} not null${sqlite ? ') strict' : ')'}`,
        )
        .execute(db);
    },
  };
}
