import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Tenant } from '../model/channel.ts';
import { type Database, holdName, inTransaction } from './database.ts';
import { decrypt, encrypt, isEncrypted } from './encryption.ts';

/** The first encrypts the tokens of installations, all decrypt them. With none they are stored as they are. */
export type TokenKeys = readonly KeyObject[];

/** What a platform gave when a workspace installed the bot; its form is the adapter's business. */
export async function saveInstallation(
  db: Database,
  [key]: TokenKeys,
  tenant: Tenant,
  data: unknown,
  now: Date,
): Promise<void> {
  const { platform, workspace } = tenant;
  const text = JSON.stringify(data);
  const values = {
    data: key ? encrypt(text, key, contextOf(tenant)) : text,
    installed_at: now.getTime(),
    removed_at: null,
  };
  await db.query
    .insertInto('installation')
    .values({ platform, workspace, ...values })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet(values))
    .execute();
}

/** Throws where none of the keys decrypts it. */
export async function findInstallation(
  db: Database,
  keys: TokenKeys,
  { platform, workspace }: Tenant,
): Promise<unknown> {
  const row = await installed(db)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirst();
  if (!row) return undefined;
  const { text } = read(row, keys);
  if (text !== undefined) return JSON.parse(text);
  throw new Error(`NEWSDESK_KEY does not decrypt the tokens of ${workspace}`);
}

/** Drops the tokens at once and remembers when, so that the rest can be purged later. */
export async function removeInstallation(
  db: Database,
  { platform, workspace }: Owner,
  now: Date,
): Promise<void> {
  await db.query
    .updateTable('installation')
    .set({ data: 'null', removed_at: now.getTime() })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}

/** Of how many workspaces there are tokens, and how they are stored. */
export type StoredTokens = {
  readonly workspaces: number;
  /** Not encrypted, or with a key that is not the first. */
  readonly toEncrypt: number;
  /** No key decrypts them. */
  readonly unreadable: number;
};

export async function storedTokens(db: Database, keys: TokenKeys): Promise<StoredTokens> {
  return howStored(await readAll(db, keys));
}

/**
 * Encrypts with the first key what is not, and says of how many workspaces. Where there is no key,
 * or something that none decrypts, nothing is changed: the keys may be the wrong ones.
 */
export async function encryptTokens(
  db: Database,
  keys: TokenKeys,
): Promise<{ readonly encrypted: number; readonly unreadable: number }> {
  const [key] = keys;
  const done = await inTransaction(db, async (tx) => {
    await holdName(tx, 'tokens');
    const rows = await readAll(tx, keys);
    const { unreadable } = howStored(rows);
    let encrypted = 0;
    if (key === undefined || unreadable > 0) return { encrypted, unreadable };
    for (const { row, text, isCurrent } of rows) {
      if (text === undefined || isCurrent) continue;
      const { numUpdatedRows } = await tx.query
        .updateTable('installation')
        .set({ data: encrypt(text, key, contextOf(row)) })
        .where('platform', '=', row.platform)
        .where('workspace', '=', row.workspace)
        // What another process has renewed since it was read stays.
        .where('data', '=', row.data)
        .executeTakeFirstOrThrow();
      encrypted += Number(numUpdatedRows);
    }
    return { encrypted, unreadable };
  });
  // Until its log is written back, SQLite's file holds what was there before.
  if (done.encrypted > 0 && db.dialect === 'sqlite') {
    await sql`pragma wal_checkpoint(truncate)`.execute(db.query);
  }
  return done;
}

/** Drops the tokens that no key decrypts, as if the bot had been removed there; gives from where. */
export async function forgetUnreadable(
  db: Database,
  keys: TokenKeys,
  now: Date,
): Promise<string[]> {
  return inTransaction(db, async (tx) => {
    const unreadable = (await readAll(tx, keys)).filter(({ text }) => text === undefined);
    for (const { row } of unreadable) await removeInstallation(tx, row, now);
    return unreadable.map(({ row }) => row.workspace);
  });
}

type Owner = { readonly platform: string; readonly workspace: string };
type Row = Owner & { readonly data: string };

/** The text is undefined where no key decrypts it. */
type ReadRow = {
  readonly row: Row;
  readonly text: string | undefined;
  /** Encrypted with the first key. */
  readonly isCurrent: boolean;
};

async function readAll(db: Database, keys: TokenKeys): Promise<ReadRow[]> {
  return (await installed(db).execute()).map((row) => read(row, keys));
}

function installed({ query }: Database) {
  return query
    .selectFrom('installation')
    .select(['platform', 'workspace', 'data'])
    .where('removed_at', 'is', null);
}

function read(row: Row, keys: TokenKeys): ReadRow {
  if (!isEncrypted(row.data)) return { row, text: row.data, isCurrent: false };
  for (const [index, key] of keys.entries()) {
    const text = decrypt(row.data, key, contextOf(row));
    if (text !== undefined) return { row, text, isCurrent: index === 0 };
  }
  return { row, text: undefined, isCurrent: false };
}

/** Whose tokens they are: those of one workspace are good for nothing in the row of another. */
function contextOf({ platform, workspace }: Owner): string {
  return JSON.stringify(['installation', platform, workspace]);
}

function howStored(rows: readonly ReadRow[]): StoredTokens {
  return {
    workspaces: rows.length,
    toEncrypt: rows.filter(({ text, isCurrent }) => text !== undefined && !isCurrent).length,
    unreadable: rows.filter(({ text }) => text === undefined).length,
  };
}
