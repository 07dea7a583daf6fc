import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeEach, describe } from 'vitest';
import { closeDatabase, type Database, openDatabase, openWith } from '../../src/store/database.ts';

/** Runs one suite on every database that is there; the PostgreSQL server is skipped, by name, where there is none. */
export function onEveryDatabase(name: string, suite: (db: () => Database) => void): void {
  describe(`${name} on SQLite`, () => {
    suite(freshDatabase(() => openDatabase({ kind: 'sqlite', file: ':memory:' })));
  });

  describe(`${name} on PGlite`, () => {
    let pglite: PGlite | undefined;
    suite(
      freshDatabase(async () => {
        pglite ??= await PGlite.create({ parsers: { [pg.types.builtins.INT8]: Number } });
        await pglite.exec('drop schema public cascade; create schema public;');
        return openWith(new PGliteDialect({ pglite: keptOpen(pglite) }), 'postgres');
      }),
    );
    afterAll(() => pglite?.close());
  });

  const server = process.env.TEST_DATABASE_URL;
  describe.skipIf(server === undefined)(
    `${name} on a PostgreSQL server (TEST_DATABASE_URL)`,
    () => {
      suite(
        freshDatabase(async () => openDatabase({ kind: 'postgres', url: await emptyDatabase() })),
      );
      afterAll(dropDatabase);
    },
  );
}

/**
 * The address of an empty database of this test process's own on the server of
 * TEST_DATABASE_URL; whatever an earlier call left in it is gone.
 */
export async function emptyDatabase(): Promise<string> {
  await onServer(DROP, `create database ${NAME}`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${NAME}`;
  return url.href;
}

export const dropDatabase = (): Promise<void> => onServer(DROP);

const NAME = `newsdesk_test_${process.pid}`;
const DROP = `drop database if exists ${NAME} with (force)`;

async function onServer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

function freshDatabase(open: () => Promise<Database>): () => Database {
  let db: Database | undefined;
  beforeEach(async () => {
    db = await open();
  });
  afterEach(async () => {
    if (db) await closeDatabase(db);
    db = undefined;
  });
  return () => {
    if (!db) throw new Error('the database is open only inside a test');
    return db;
  };
}

/** Starting PGlite takes seconds, so the tests of a file share one: closing a Kysely must not close it. */
function keptOpen(pglite: PGlite): PGlite {
  return new Proxy(pglite, {
    get(target, property) {
      if (property === 'close') return async () => undefined;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
