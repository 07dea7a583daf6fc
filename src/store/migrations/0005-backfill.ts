import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** What is left to ask of a site for its back archive, and what was asked: it goes on where it stopped. */
export function backfill(dialect: DialectName): Migration {
  const sqlite = dialect === 'sqlite';
  const big = sqlite ? 'integer' : 'bigint';
  const statements = [
    `create table backfill_step (
      task text not null,
      url text not null,
      kind text not null check (kind in ('posts', 'sitemap', 'listing', 'page')),
      position ${big} not null,
      changed_at ${big},
      state text not null check (state in ('waiting', 'changed', 'done', 'failed')),
      tries integer not null default 0,
      expected ${big},
      handled integer not null default 0,
      note text,
      primary key (task, url)${sqlite ? ') strict' : ')'}`,
    'create index backfill_step_state on backfill_step (task, state, kind)',
  ];
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
