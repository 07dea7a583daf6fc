import { sql } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { posting } from './migrations/0002-posting.ts';
import { subscriptionTerms } from './migrations/0003-subscription-terms.ts';
import { feeds } from './migrations/0004-feeds.ts';
import { backfill } from './migrations/0005-backfill.ts';
import { carried } from './migrations/0006-carried.ts';
import { longAddresses } from './migrations/0007-long-addresses.ts';
import { articlesCarried } from './migrations/0008-articles-carried.ts';
import { leases } from './migrations/0009-leases.ts';
import { feedNotices } from './migrations/0010-feed-notices.ts';
import { mergedFeeds } from './migrations/0011-merged-feeds.ts';
import { undated } from './migrations/0012-undated.ts';

/**
 * Brings the schema up to date, or leaves it as it was and throws. A schema newer than this
 * version of Newsdesk is refused.
 *
 * PostgreSQL locks by itself. SQLite does not: two processes that start together would both
 * create the tables, hence one transaction around all of it.
 */
export async function migrate(db: Database): Promise<void> {
  const migrations: Record<string, Migration> = {
    '0001-first-schema': firstSchema(db.dialect),
    '0002-posting': posting(db.dialect),
    '0003-subscription-terms': subscriptionTerms(db.dialect),
    '0004-feeds': feeds(db.dialect),
    '0005-backfill': backfill(db.dialect),
    '0006-carried': carried(),
    '0007-long-addresses': longAddresses(db.dialect),
    '0008-articles-carried': articlesCarried(),
    '0009-leases': leases(db.dialect),
    '0010-feed-notices': feedNotices(db.dialect),
    '0011-merged-feeds': mergedFeeds(db.dialect),
    '0012-undated': undated(),
  };
  const provider: MigrationProvider = { getMigrations: async () => migrations };
  await db.query.connection().execute(async (connection) => {
    if (db.dialect === 'postgres') {
      // An index over a large archive takes longer than any other statement may.
      await sql`set statement_timeout = 0`.execute(connection);
      finish(await new Migrator({ db: connection, provider }).migrateToLatest());
      await sql`reset statement_timeout`.execute(connection);
      return;
    }
    await sql`begin immediate`.execute(connection);
    try {
      const migrator = new Migrator({ db: connection, provider, disableTransactions: true });
      finish(await migrator.migrateToLatest());
      await sql`commit`.execute(connection);
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

function finish({ error }: { readonly error?: unknown }): void {
  if (error === undefined) return;
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(
    `the database could not be brought to the schema of this version of Newsdesk (${reason}); if a newer version wrote it, start that one, or restore a backup`,
    { cause: error },
  );
}
