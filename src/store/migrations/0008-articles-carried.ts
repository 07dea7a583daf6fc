import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a feed carries that another one brought is counted without reading the whole archive. */
export function articlesCarried(): Migration {
  return {
    up: async (db: Kysely<unknown>) => {
      await sql
        .raw('create index article_carried on article (id) where also_in is not null')
        .execute(db);
    },
  };
}
