import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { dropDatabase, emptyDatabase } from '../support/databases.ts';

const server = process.env.TEST_DATABASE_URL;

afterAll(() => (server === undefined ? undefined : dropDatabase()));

test.skipIf(server === undefined)(
  'a start waits for another that migrates, for longer than any statement may take (TEST_DATABASE_URL)',
  async () => {
    const url = await emptyDatabase();
    await closeDatabase(await openDatabase({ kind: 'postgres', url }));
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin; lock table kysely_migration in access exclusive mode');

    const opening = openDatabase({ kind: 'postgres', url });
    await sleep(6_000);
    await other.query('commit');
    await other.end();

    const db = await opening;
    const timeout = await sql`show statement_timeout`.execute(db.query);
    expect(timeout.rows).toEqual([{ statement_timeout: '5s' }]);
    await closeDatabase(db);
  },
  20_000,
);

test.skipIf(server === undefined)(
  'a connection that breaks in a query fails that query and nothing else (TEST_DATABASE_URL)',
  async () => {
    const direct = new URL(await emptyDatabase());
    const sockets: Socket[] = [];
    const proxy = createServer((near) => {
      const far = connect(Number(direct.port || 5432), direct.hostname);
      for (const socket of [near, far]) {
        socket.on('error', () => undefined);
        sockets.push(socket);
      }
      near.pipe(far).pipe(near);
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const url = new URL(direct);
    url.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const db = await openDatabase({ kind: 'postgres', url: url.href });

    const asking = sql`select pg_sleep(4)`.execute(db.query).then(
      () => 'answered',
      () => 'failed',
    );
    setImmediate(() => {
      for (const socket of sockets) socket.destroy();
    });

    expect(await asking).toBe('failed');
    await expect
      .poll(() => sql`select 1 as one`.execute(db.query).then(({ rows }) => rows))
      .toEqual([{ one: 1 }]);
    await closeDatabase(db);
    proxy.close();
  },
);
