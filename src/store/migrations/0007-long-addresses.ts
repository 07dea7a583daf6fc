import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/**
 * An ordinary index of PostgreSQL refuses what is longer than 2,704 bytes, and with one such
 * address all articles of its feed. Addresses are only ever compared.
 */
export function longAddresses(dialect: DialectName): Migration {
  const statements =
    dialect === 'sqlite'
      ? []
      : ['drop index article_url', 'create index article_url on article using hash (url)'];
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
