import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { removeInstallation, saveInstallation } from '../../src/store/installations.ts';
import { acquireLock } from '../../src/store/sqlite.ts';

test('what is stored is for its owner alone, in a folder that others may look into, too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-sqlite-'));
  const lock = acquireLock(join(folder, 'newsdesk.lock'));
  const db = await openDatabase({ kind: 'sqlite', file: join(folder, 'newsdesk.db') });

  const modes = readdirSync(folder).map(
    (name) => `${name} ${(statSync(join(folder, name)).mode & 0o777).toString(8)}`,
  );
  expect(modes).toEqual(
    expect.arrayContaining(['newsdesk.db 600', 'newsdesk.db-wal 600', 'newsdesk.lock 600']),
  );
  expect(modes.filter((mode) => !mode.endsWith(' 600'))).toEqual([]);
  await closeDatabase(db);
  lock?.release();
});

test('a damaged file is left as it is, and the way out is said', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-sqlite-')), 'newsdesk.db');
  await closeDatabase(await openDatabase({ kind: 'sqlite', file }));
  const whole = readFileSync(file);
  for (const bytes of [whole.subarray(0, 5_000), Buffer.alloc(whole.length, 'x')]) {
    writeFileSync(file, bytes);
    await expect(openDatabase({ kind: 'sqlite', file })).rejects.toThrow(
      `${file} is damaged; put a backup in its place`,
    );
    expect(readFileSync(file).subarray(0, bytes.length)).toEqual(bytes);
  }
});

test('the tokens of a workspace that removed the bot are in the file no more', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-sqlite-')), 'newsdesk.db');
  const db = await openDatabase({ kind: 'sqlite', file });
  const now = new Date('2026-11-22T12:00:00Z');
  const workspaces = Array.from({ length: 30 }, (_, n) => ({
    platform: 'slack' as const,
    workspace: `T${n}`,
  }));
  for (const tenant of workspaces) {
    const installation = { botToken: `xoxb-${tenant.workspace}`, scopes: 'x'.repeat(400) };
    await saveInstallation(db, [], tenant, installation, now);
  }
  for (const tenant of workspaces) await removeInstallation(db, tenant, now);
  await closeDatabase(db);

  expect(readFileSync(file).includes('T29')).toBe(true);
  expect(readFileSync(file).includes('xoxb-')).toBe(false);
});
