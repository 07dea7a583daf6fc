import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DialectName } from '../database.ts';

/** Feeds that are read again and again: what is remembered of each, and who asked for it. */
export function feeds(dialect: DialectName): Migration {
  const sqlite = dialect === 'sqlite';
  const big = sqlite ? 'integer' : 'bigint';
  const instant = big;
  const end = sqlite ? ') strict' : ')';

  const statements = [
    `create table feed_check (
      feed_id ${big} primary key references feed (id) on delete cascade,
      host text not null,
      site_url text,
      origin text not null check (origin in ('file', 'operator', 'chat')),
      state text not null check (state in ('active', 'disabled', 'gone', 'removed', 'dropped')),
      etag text,
      last_modified text,
      body_hash text,
      interval_ms ${big} not null,
      ttl_ms ${big},
      next_check_at ${instant} not null,
      checked_at ${instant},
      changed_at ${instant},
      first_read_at ${instant},
      failures integer not null default 0,
      failing_since ${instant},
      error_code text,
      error_reason text,
      moved_to text,
      moved_since ${instant},
      told_at ${instant},
      lease_until ${instant} not null default 0,
      fence integer not null default 0,
      unfinished integer not null default 0${end}`,
    `create index feed_check_due on feed_check (next_check_at) where state = 'active'`,

    `create table feed_place (
      feed_id ${big} not null references feed (id) on delete cascade,
      platform text not null,
      workspace text not null,
      channel text not null,
      person text not null,
      added_at ${instant} not null,
      left_at ${instant},
      primary key (feed_id, platform, workspace)${end}`,

    // What a feed held when it was first read is no news.
    'alter table article add column backlog integer not null default 0',
    'create index article_feed on article (feed_id, id)',

    // What a feed said of an article, and whether the text was read from its page instead.
    `create table feed_item (
      article_id ${big} primary key references article (id) on delete cascade,
      hash text not null,
      from_page integer not null${end}`,

    // Whoever claims feeds holds this row: one host is not given to two processes at once.
    `insert into counter (name, value) values ('feed claims', 0)`,
  ];

  return {
    up: async (db: Kysely<unknown>) => {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
