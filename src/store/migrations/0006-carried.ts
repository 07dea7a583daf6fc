import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Feeds that carry an article besides the one that brought it, by title. */
export function carried(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql.raw('alter table article add column also_in text').execute(db);
    },
  };
}
