import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Articles of which nobody said when they were published; of those stored before nobody knows. */
export function undated(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql
        .raw('alter table article add column undated integer not null default 0')
        .execute(db);
    },
  };
}
