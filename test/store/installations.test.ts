import { createSecretKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import type { Tenant } from '../../src/model/channel.ts';
import { backUp } from '../../src/store/backup.ts';
import {
  closeDatabase,
  type Database,
  inTransaction,
  openDatabase,
} from '../../src/store/database.ts';
import {
  encryptTokens,
  findInstallation,
  removeInstallation,
  saveInstallation,
  storedTokens,
} from '../../src/store/installations.ts';
import { onEveryDatabase } from '../support/databases.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const OURS: Tenant = { platform: 'slack', workspace: 'T1' };
const THEIRS: Tenant = { platform: 'slack', workspace: 'T2' };
const TOKENS = { botToken: 'xoxb-1-canary', rotation: { refreshToken: 'xoxe-1-canary' } };

const [key, newKey] = ['k', 'n'].map((fill) => createSecretKey(Buffer.alloc(32, fill)));
if (!key || !newKey) throw new Error('there are two keys');

onEveryDatabase('installations', (db) => {
  const save = (keys: Parameters<typeof saveInstallation>[1], tenant = OURS) =>
    saveInstallation(db(), keys, tenant, TOKENS, NOW);

  test('with a key the tokens are unreadable in the database, never twice the same, and found again', async () => {
    await save([key]);
    const [first] = await stored(db());
    expect(first?.data).toMatch(/^v1:[\w+/]+=*$/);
    expect(Buffer.from(first?.data.slice(3) ?? '', 'base64').toString('latin1')).not.toContain(
      'xox',
    );
    expect(await findInstallation(db(), [key], OURS)).toEqual(TOKENS);

    await save([key]);
    const [second] = await stored(db());
    expect(second?.data).not.toBe(first?.data);
    expect(await findInstallation(db(), [key], THEIRS)).toBe(undefined);
  });

  test('tokens that were moved to another workspace, altered or cut off are not used', async () => {
    await save([key]);
    await save([key], THEIRS);
    const [ours, theirs] = await stored(db());
    const whole = theirs?.data ?? '';
    const bytes = Buffer.from(whole.slice(3), 'base64');
    const flipped = bytes.map((byte, index) => (index === 20 ? byte ^ 1 : byte));
    for (const data of [
      ours?.data ?? '',
      `v1:${Buffer.from(flipped).toString('base64')}`,
      `v1:${bytes.subarray(0, -4).toString('base64')}`,
      'v1:',
    ]) {
      await write(db(), THEIRS, data);
      await expect(findInstallation(db(), [key], THEIRS)).rejects.toThrow(
        'NEWSDESK_KEY does not decrypt the tokens of T2',
      );
    }
    await write(db(), THEIRS, whole);
    expect(await findInstallation(db(), [key], THEIRS)).toEqual(TOKENS);
  });

  test('what was stored before there was a key is encrypted once, and what was dropped stays dropped', async () => {
    await save([]);
    await save([], THEIRS);
    await removeInstallation(db(), THEIRS, NOW);
    expect(await storedTokens(db(), [key])).toEqual({ workspaces: 1, toEncrypt: 1, unreadable: 0 });

    expect(await encryptTokens(db(), [key])).toEqual({ encrypted: 1, unreadable: 0 });
    const after = await stored(db());
    expect(after.map(({ data }) => data.slice(0, 4))).toEqual([
      expect.stringMatching(/^v1:/),
      'null',
    ]);
    expect(await encryptTokens(db(), [key])).toEqual({ encrypted: 0, unreadable: 0 });
    expect(await stored(db())).toEqual(after);
    expect(await findInstallation(db(), [key], OURS)).toEqual(TOKENS);
    expect(await storedTokens(db(), [key])).toEqual({ workspaces: 1, toEncrypt: 0, unreadable: 0 });
  });

  test('a new key before the old one reads everything, and the next start needs it alone', async () => {
    await save([key]);
    await save([newKey], THEIRS);
    expect(await findInstallation(db(), [newKey, key], OURS)).toEqual(TOKENS);

    expect(await encryptTokens(db(), [newKey, key])).toEqual({ encrypted: 1, unreadable: 0 });
    for (const tenant of [OURS, THEIRS]) {
      expect(await findInstallation(db(), [newKey], tenant)).toEqual(TOKENS);
    }
    await expect(findInstallation(db(), [key], OURS)).rejects.toThrow('NEWSDESK_KEY');
  });

  test.each([
    ['without a key', []],
    ['with another key', [newKey]],
  ])('%s nothing is changed, and the right one still finds everything', async (_, keys) => {
    await save([key]);
    await save([], THEIRS);
    const before = await stored(db());

    expect(await encryptTokens(db(), keys)).toEqual({ encrypted: 0, unreadable: 1 });
    expect(await storedTokens(db(), keys)).toEqual({ workspaces: 2, toEncrypt: 1, unreadable: 1 });
    await expect(findInstallation(db(), keys, OURS)).rejects.toThrow('NEWSDESK_KEY');
    expect(await stored(db())).toEqual(before);
    expect(await encryptTokens(db(), [key])).toEqual({ encrypted: 1, unreadable: 0 });
    expect(await findInstallation(db(), [key], THEIRS)).toEqual(TOKENS);
  });

  test('processes that start together encrypt everything once', async () => {
    for (let n = 0; n < 20; n += 1) await save([], { ...OURS, workspace: `T${n}` });
    const starts = await Promise.all([1, 2, 3].map(() => encryptTokens(db(), [key])));
    expect(starts.map(({ encrypted }) => encrypted).sort()).toEqual([0, 0, 20]);
    expect(await storedTokens(db(), [key])).toEqual({
      workspaces: 20,
      toEncrypt: 0,
      unreadable: 0,
    });
  });

  test('tokens that another process renews meanwhile stay', async () => {
    await save([]);
    const renewed = JSON.stringify({ botToken: 'xoxb-2-renewed' });
    await inTransaction(db(), async (tx) => {
      const renew = afterReading(() => write(tx, OURS, renewed));
      const meanwhile = { ...tx, query: tx.query.withPlugin(renew) };
      expect(await encryptTokens(meanwhile, [key])).toEqual({ encrypted: 0, unreadable: 0 });
    });
    expect(await stored(db())).toMatchObject([{ data: renewed }]);
  });
});

test('neither the file of SQLite nor a backup has what was encrypted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-tokens-'));
  const file = join(folder, 'newsdesk.db');
  const db = await openDatabase({ kind: 'sqlite', file });
  const tenants = Array.from({ length: 30 }, (_, n) => ({ ...OURS, workspace: `T${n}` }));
  for (const tenant of tenants) await saveInstallation(db, [], tenant, TOKENS, NOW);
  const inFiles = (text: string) =>
    readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text));
  expect(inFiles('canary')).not.toEqual([]);

  expect(await encryptTokens(db, [key])).toEqual({ encrypted: 30, unreadable: 0 });
  backUp(file, join(folder, 'backup.db'));

  expect(inFiles('canary')).toEqual([]);
  expect(inFiles('T29')).toEqual(expect.arrayContaining(['backup.db', 'newsdesk.db']));
  await closeDatabase(db);
});

function stored({ query }: Database) {
  return query.selectFrom('installation').selectAll().orderBy('workspace').execute();
}

async function write({ query }: Database, { workspace }: Tenant, data: string): Promise<void> {
  await query
    .updateTable('installation')
    .set({ data })
    .where('workspace', '=', workspace)
    .execute();
}

/** Does something once the rows are read. */
function afterReading(work: () => Promise<void>): KyselyPlugin {
  let done = false;
  return {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!done && result.rows.some((row) => 'data' in row)) {
        done = true;
        await work();
      }
      return result;
    },
  };
}
