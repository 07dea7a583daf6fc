import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** Which channels are told of a feed: a process that ends in the middle is gone on from. */
export function feedNotices(dialect: DialectName): Migration {
  const sqlite = dialect === 'sqlite';
  const big = sqlite ? 'integer' : 'bigint';
  const statements = [
    `create table feed_notice (
      name text not null,
      feed_id ${big} not null references feed (id) on delete cascade,
      platform text not null,
      workspace text not null,
      channel text not null,
      begun_at ${big} not null,
      answered integer not null default 0,
      primary key (name, platform, workspace, channel)${sqlite ? ') strict' : ')'}`,
    'create index feed_notice_feed on feed_notice (feed_id)',
  ];
  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
