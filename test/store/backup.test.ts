import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { latestDueSlot } from '../../src/digest/slots.ts';
import type { Period } from '../../src/model/delivery.ts';
import type { TimeOfDay } from '../../src/model/subscription.ts';
import { backUp, restoreBackup } from '../../src/store/backup.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { enterDeliveries } from '../../src/store/deliveries.ts';
import { recentDeliveries } from '../../src/store/delivery-history.ts';
import { readMeta, writeMeta } from '../../src/store/meta.ts';
import { activeSubscriptions, addSubscription } from '../../src/store/subscriptions.ts';
import { aNewSubscription } from '../support/digests.ts';

const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);

let folder: string;
let file: string;
let backup: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-backup-'));
  file = join(folder, 'newsdesk.db');
  backup = join(folder, 'backup.db');
});

const open = () => openDatabase({ kind: 'sqlite', file });

async function withOpen<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    await closeDatabase(db);
  }
}

const note = (value: string) => withOpen((db) => writeMeta(db, 'note', value));
const noted = () => withOpen((db) => readMeta(db, 'note'));

test('a backup has all that was written, also while the bot has the database open', async () => {
  await withOpen(async (db) => {
    await writeMeta(db, 'note', 'in the log, not yet in the file');
    backUp(file, backup);
    await writeMeta(db, 'note', 'after the backup');
  });
  expect(await noted()).toBe('after the backup');
  expect(statSync(backup).mode & 0o777).toBe(0o600);

  await restoreBackup(backup, file, at('12:00'));
  expect(await noted()).toBe('in the log, not yet in the file');
});

test('what was there is kept beside it, with what only its log held', async () => {
  await note('backed up');
  backUp(file, backup);
  const killed = await open();
  await writeMeta(killed, 'note', 'the last word');

  const { kept } = await restoreBackup(backup, file, at('12:00'));
  expect(kept).toBe(`${file}.replaced`);
  expect(await noted()).toBe('backed up');
  file = kept ?? '';
  expect(await noted()).toBe('the last word');
});

test('what is damaged, none of ours or newer is refused, and nothing is changed', async () => {
  await note('as it was');
  backUp(file, backup);
  const before = readdirSync(folder).sort();
  const refused = (bytes: Uint8Array | string) => {
    writeFileSync(backup, bytes);
    return restoreBackup(backup, file, at('12:00')).then(
      () => 'restored',
      (error: Error) => error.message,
    );
  };

  const whole = readFileSync(backup);
  expect(await refused(whole.subarray(0, whole.length / 2))).toMatch(/malformed/);
  expect(await refused('title,text\n')).toMatch(/not a database/);
  expect(await refused('')).toBe('it is no backup of Newsdesk');
  writeFileSync(backup, whole);
  const newer = await openDatabase({ kind: 'sqlite', file: backup });
  await newer.query
    .insertInto('kysely_migration' as never)
    .values({ name: '9999-later', timestamp: '' } as never)
    .execute();
  await closeDatabase(newer);
  expect(await refused(readFileSync(backup))).toMatch(/a newer version wrote it/);

  expect(readdirSync(folder).sort()).toEqual(before);
  expect(await noted()).toBe('as it was');
});

test('a file is never written over by a backup', async () => {
  await note('x');
  writeFileSync(backup, 'the only copy of something');
  expect(() => backUp(file, backup)).toThrow(/EEXIST/);
  expect(readFileSync(backup, 'utf8')).toBe('the only copy of something');
});

test('a digest that may have been posted since the backup is not posted again', async () => {
  const channel = { platform: 'slack' as const, workspace: 'T1', id: 'C1' };
  const twice = aNewSubscription(channel, { at: ['08:00', '10:00'] as TimeOfDay[] });
  await withOpen(async (db) => {
    const { id } = await addSubscription(db, twice, at('06:00'));
    const period = '2026-11-22/1' as Period;
    const slot = { subscription: id, period, plannedAt: at('08:00'), windowUntil: at('08:00') };
    await enterDeliveries(db, [{ ...slot, skip: undefined }], at('08:00'));
  });
  backUp(file, backup);
  await restoreBackup(backup, file, at('12:00'));

  await withOpen(async (db) => {
    const [subscription] = await activeSubscriptions(db);
    if (!subscription) throw new Error('the subscription is gone');
    expect(latestDueSlot(subscription, at('12:01'))).toBe(undefined);
    expect(await recentDeliveries(db, { limit: 5 })).toMatchObject([
      { state: 'unknown', reason: 'the archive was restored from a backup' },
    ]);
  });
});
