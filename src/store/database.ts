import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, type Dialect as KyselyDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';

export type DialectName = 'sqlite' | 'postgres';

/** The one thing that queries run on; inside a transaction, the transaction's own. */
export type Database = {
  readonly query: Kysely<Schema>;
  readonly dialect: DialectName;
};

export type DatabaseLocation =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** Opens the database and brings its schema up to date. `:memory:` is a SQLite file of its own kind. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  if (location.kind === 'postgres') {
    return openWith(postgresDialect(location.url), 'postgres').catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`the database of DATABASE_URL cannot be used: ${reason}`, { cause: error });
    });
  }
  if (location.file !== ':memory:')
    mkdirSync(dirname(location.file), { recursive: true, mode: 0o700 });
  try {
    return await openWith(openSqlite(location.file), 'sqlite');
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Error(
      `${location.file} is damaged; put a backup in its place: npm run -s newsdesk -- restore FILE`,
      { cause: error },
    );
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB, here or further down. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isIt = 'errcode' in error && (error.errcode === 11 || error.errcode === 26);
  return isIt || isDamage(error.cause);
}

/** For a dialect made elsewhere: the tests run PostgreSQL's dialect on PGlite. */
export async function openWith(dialect: KyselyDialect, name: DialectName): Promise<Database> {
  const db: Database = { query: new Kysely<Schema>({ dialect }), dialect: name };
  try {
    await migrate(db);
  } catch (error) {
    await db.query.destroy();
    throw error;
  }
  return db;
}

export async function closeDatabase(db: Database): Promise<void> {
  await db.query.destroy();
}

/**
 * Runs `work` in one transaction. Inside, use the database it is given: a query on the outer
 * one would wait for ever on SQLite, which has a single connection. Await nothing but queries.
 */
export async function inTransaction<T>(
  db: Database,
  work: (tx: Database) => Promise<T>,
): Promise<T> {
  if (db.query.isTransaction) return work(db);
  return db.query.transaction().execute((query) => work({ query, dialect: db.dialect }));
}

/**
 * Until this transaction ends, no other holds the same name: what was looked up stays true until
 * it is acted upon. SQLite has one writer at a time anyway.
 */
export async function holdName(tx: Database, name: string): Promise<void> {
  if (tx.dialect === 'sqlite') return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.query);
}

function postgresDialect(url: string): PostgresDialect {
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: 8,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  });
  // A connection that dies ends its query with an error and is replaced at the next one. It says so
  // by an event besides, idle or in use, which would end the process if nobody listened.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}
