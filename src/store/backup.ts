import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { closeDatabase, type Database, inTransaction, openDatabase } from './database.ts';

/**
 * Copies a SQLite database, as it is at this moment, into a new file for its owner alone. Whoever
 * writes to it meanwhile goes on; nothing is brought to the schema of this version. Throws where
 * the file is damaged: every page is read.
 */
export function backUp(file: string, to: string): void {
  const written = openSync(to, 'wx', 0o600);
  try {
    const database = new DatabaseSync(file, { timeout: 5_000 });
    try {
      database.prepare('vacuum into ?').run(to);
    } finally {
      database.close();
    }
    fsyncSync(written);
  } catch (error) {
    rmSync(to);
    throw error;
  } finally {
    closeSync(written);
  }
}

/**
 * Puts a backup in the place of the SQLite database `file`, which must not be in use; what was
 * there is kept beside it, and its name given. Throws, with nothing changed, where the backup is
 * damaged, none of ours, or written by a newer version.
 */
export async function restoreBackup(
  backup: string,
  file: string,
  now: Date,
): Promise<{ readonly kept: string | undefined }> {
  const draft = `${file}.restoring`;
  removeAll(draft);
  try {
    backUp(backup, draft);
    if (!isOurs(draft)) throw new Error('it is no backup of Newsdesk');
    const db = await openDatabase({ kind: 'sqlite', file: draft });
    try {
      await forgetWhatIsDue(db, now);
    } finally {
      await closeDatabase(db);
    }
  } catch (error) {
    removeAll(draft);
    throw error;
  }
  const kept = existsSync(file) ? `${file}.replaced` : undefined;
  if (kept) keepAside(file, kept);
  renameSync(draft, file);
  return { kept };
}

function isOurs(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where name in ('article', 'delivery', 'meta')")
      .all();
    return tables.length === 3;
  } finally {
    database.close();
  }
}

/**
 * What was on its way when the backup was made, or came due since, may have been posted: nobody
 * here can know. The first is for a person to send again, the second is not entered any more.
 */
async function forgetWhatIsDue(db: Database, now: Date): Promise<void> {
  const at = now.getTime();
  await inTransaction(db, async (tx) => {
    await tx.query
      .updateTable('subscription')
      .set({ active_since: at })
      .where('active_since', '<', at)
      .execute();
    await tx.query
      .updateTable('delivery')
      .set({
        state: 'unknown',
        reason: 'the archive was restored from a backup',
        post_open: 0,
        finished_at: at,
      })
      .where('state', 'in', ['due', 'claimed'])
      .execute();
  });
}

/** With its log, which may hold the last of it, and must not be taken for the log of another. */
function keepAside(file: string, kept: string): void {
  removeAll(kept);
  copyFileSync(file, kept);
  for (const ending of ['-wal', '-shm']) {
    if (existsSync(file + ending)) renameSync(file + ending, kept + ending);
  }
}

function removeAll(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
}
