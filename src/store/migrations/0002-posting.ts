import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** What posting at the pace of the platforms needs, and what is known of workspaces that shut us out. */
export function posting(dialect: DialectName): Migration {
  const sqlite = dialect === 'sqlite';
  const instant = sqlite ? 'integer' : 'bigint';
  const end = sqlite ? ') strict' : ')';

  const statements = [
    // A held delivery is claimable again when its lease runs out, an open one when its wait is
    // over: one column says both, so that one index finds all that is claimable.
    `update delivery set next_try_at = lease_until where state = 'claimed'`,
    'alter table delivery drop column lease_until',
    `alter table delivery add column turn_at ${instant}`,
    'alter table delivery add column plain integer not null default 0',

    `create table pace (
      lane text primary key,
      free_at ${instant} not null${end}`,

    `create table closed_workspace (
      platform text not null,
      workspace text not null,
      code text not null,
      closed_at ${instant} not null,
      primary key (platform, workspace)${end}`,
  ];

  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
