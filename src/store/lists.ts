import { randomInt } from 'node:crypto';
import type { Revision } from '../model/article.ts';
import type { Platform, Tenant } from '../model/channel.ts';
import type { FeedOffer, List, ListId, ListSpec } from '../model/list.ts';
import type { Database } from './database.ts';

/** How long the buttons of a result list keep working. */
const LIST_LIFE_MS = 90 * 24 * 60 * 60 * 1000;

export async function saveList(
  db: Database,
  list: {
    tenant: Tenant;
    person: string;
    spec: ListSpec | FeedOffer;
    revision: Revision;
    now: Date;
  },
): Promise<ListId> {
  const id = randomId() as ListId;
  await db.query
    .insertInto('list')
    .values({
      id,
      platform: list.tenant.platform,
      workspace: list.tenant.workspace,
      person: list.person,
      spec: JSON.stringify(list.spec),
      revision: list.revision,
      created_at: list.now.getTime(),
    })
    .execute();
  return id;
}

export function saveOffer(
  db: Database,
  offer: { tenant: Tenant; person: string; spec: FeedOffer; now: Date },
): Promise<ListId> {
  return saveList(db, { ...offer, revision: NO_REVISION });
}

/** An offer is of no time of the archive. */
const NO_REVISION = 0 as Revision;

/** The list, if it is this tenant's and has not expired. */
export async function findList(
  db: Database,
  tenant: Tenant,
  id: ListId,
  now: Date,
): Promise<List | undefined> {
  const row = await findRow(db, tenant, id, now);
  if (!row || row.spec.kind === 'feeds') return undefined;
  return {
    id: row.id as ListId,
    tenant: { platform: row.platform as Platform, workspace: row.workspace },
    person: row.person,
    spec: row.spec,
    revision: row.revision as Revision,
    createdAt: new Date(row.created_at),
  };
}

/** The offer, if it is this tenant's and has not expired. */
export async function findOffer(
  db: Database,
  tenant: Tenant,
  id: ListId,
  now: Date,
): Promise<FeedOffer | undefined> {
  const row = await findRow(db, tenant, id, now);
  return row?.spec.kind === 'feeds' ? row.spec : undefined;
}

async function findRow(db: Database, tenant: Tenant, id: ListId, now: Date) {
  const row = await db.query
    .selectFrom('list')
    .selectAll()
    .where('id', '=', id)
    .where('platform', '=', tenant.platform)
    .where('workspace', '=', tenant.workspace)
    .where('created_at', '>', now.getTime() - LIST_LIFE_MS)
    .executeTakeFirst();
  return row && { ...row, spec: JSON.parse(row.spec) as ListSpec | FeedOffer };
}

export async function deleteExpiredLists(db: Database, now: Date): Promise<void> {
  await db.query
    .deleteFrom('list')
    .where('created_at', '<=', now.getTime() - LIST_LIFE_MS)
    .execute();
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** 12 characters of base 36 from the system's random source: 62 bits, not to be guessed. */
export function randomId(): string {
  return Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
