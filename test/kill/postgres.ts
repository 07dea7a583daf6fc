import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export type Server = {
  readonly kind: string;
  readonly url: string;
  /** Ends every connection at once, as a crash would. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * A PostgreSQL server of our own, to be crashed at will, where its programs are installed; else
 * a database of our own on the server of `url`, whose connections can be cut.
 */
export async function openServer(url: string): Promise<Server> {
  return (await ownServer()) ?? sharedServer(url);
}

async function ownServer(): Promise<Server | undefined> {
  const home = '/usr/lib/postgresql';
  const [version] = installed(home).sort((a, b) => Number(b) - Number(a));
  if (version === undefined) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'newsdesk-postgres-'));
  chmodSync(dir, 0o777);
  const data = join(dir, 'data');
  const port = await freePort();
  // The server refuses to run as root.
  const asOther = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  const run = (program: string, ...args: readonly string[]) => {
    const [command = '', ...rest] = [...asOther, join(home, version, 'bin', program), ...args];
    return spawnSync(command, rest, { stdio: 'ignore', cwd: dir }).status === 0;
  };
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${data}`;
  const start = () => run('pg_ctl', '-D', data, '-o', options, '-w', '-t', '30', 'start');
  const made = run('initdb', '-D', data, '-A', 'trust', '-U', 'newsdesk') && start();
  if (!made) {
    rmSync(dir, { recursive: true, force: true });
    return undefined;
  }
  return {
    kind: `PostgreSQL ${version}, a server of its own`,
    url: `postgres://newsdesk@127.0.0.1:${port}/postgres`,
    restart: async () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      start();
    },
    stop: async () => {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function sharedServer(url: string): Promise<Server> {
  const name = `newsdesk_kill_${process.pid}`;
  const query = async (text: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    kind: 'PostgreSQL, the server of TEST_DATABASE_URL',
    url: own.href,
    restart: () =>
      query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`),
    stop: () => query(`drop database if exists ${name} with (force)`),
  };
}

function installed(home: string): string[] {
  try {
    return readdirSync(home);
  } catch {
    return [];
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
