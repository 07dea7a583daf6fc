import { createHash } from 'node:crypto';
import { type Tenant, workspaceOfPerson } from '../model/channel.ts';
import type { PersonData } from '../model/person-data.ts';
import type { PersonKey } from '../model/person-key.ts';
import { deleteWorkspace } from './closed-workspaces.ts';
import { type Database, inTransaction } from './database.ts';
import { dropLanesOf } from './pace.ts';

/** What is stored of a person in a workspace; another workspace's is not looked at. */
export async function personData(
  { query }: Database,
  { platform, workspace }: Tenant,
  person: string,
): Promise<PersonData & { readonly oldestListAt: Date | undefined }> {
  const lists = await query
    .selectFrom('list')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow();
  const subscriptions = await query
    .selectFrom('subscription')
    .where((row) => row.and({ platform, workspace, created_by: person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const shares = await query
    .selectFrom('share')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const feeds = await query
    .selectFrom('feed_place')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    lists: lists.count,
    oldestListAt: lists.oldest === null ? undefined : new Date(lists.oldest),
    subscriptions: subscriptions.count,
    shares: shares.count,
    feeds: feeds.count,
  };
}

/** Stands in the place of a person who was forgotten; no platform gives such an id. */
const NOBODY = '';

/**
 * Deletes what is the person's alone in a workspace, and takes them out of the rest, which stays for
 * the others there; a workspace that is the person's goes as a whole. Says how much it was: nothing
 * the second time. Deliveries are not touched where their subscription stays.
 */
export async function forgetPerson(
  db: Database,
  tenant: Tenant,
  person: string,
): Promise<PersonData> {
  const { platform, workspace } = tenant;
  return inTransaction(db, async (tx) => {
    const lists = await tx.query
      .deleteFrom('list')
      .where((row) => row.and({ platform, workspace, person }))
      .executeTakeFirstOrThrow();
    const subscriptions = await tx.query
      .updateTable('subscription')
      .set({ created_by: NOBODY, creator_name: '' })
      .where((row) => row.and({ platform, workspace, created_by: person }))
      .executeTakeFirstOrThrow();
    const shares = await tx.query
      .updateTable('share')
      .set({ person: NOBODY })
      .where((row) => row.and({ platform, workspace, person }))
      .executeTakeFirstOrThrow();
    const feeds = await tx.query
      .updateTable('feed_place')
      .set({ person: NOBODY })
      .where((row) => row.and({ platform, workspace, person }))
      .executeTakeFirstOrThrow();
    if (workspace === workspaceOfPerson(person)) {
      await deleteWorkspace(tx, tenant);
      await dropLanesOf(tx, tenant);
    }
    return {
      lists: Number(lists.numDeletedRows),
      subscriptions: Number(subscriptions.numUpdatedRows),
      shares: Number(shares.numUpdatedRows),
      feeds: Number(feeds.numUpdatedRows),
    };
  });
}

/** The same for the same person in the same workspace, and for nobody else. */
export function personKey({ platform, workspace }: Tenant, person: string): PersonKey {
  const name = JSON.stringify([platform, workspace, person]);
  return createHash('sha256').update(name).digest('hex').slice(0, 12) as PersonKey;
}
