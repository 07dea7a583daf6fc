import type { Channel, Tenant } from '../model/channel.ts';
import type {
  NewSubscription,
  Subscription,
  SubscriptionId,
  SubscriptionTerms,
} from '../model/subscription.ts';
import { type Database, inTransaction } from './database.ts';
import {
  columnsOf,
  PAUSED_BY_ASKING,
  PAUSED_BY_US,
  subscriptionOf,
  termsOf,
} from './subscription-rows.ts';

export async function addSubscription(
  db: Database,
  subscription: NewSubscription,
  now: Date,
): Promise<Subscription> {
  const row = await db.query
    .insertInto('subscription')
    .values({
      ...columnsOf(subscription),
      platform: subscription.channel.platform,
      workspace: subscription.channel.workspace,
      paused: 0,
      created_by: subscription.createdBy,
      creator_name: subscription.creatorName ?? '',
      created_at: now.getTime(),
      active_since: now.getTime(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return subscriptionOf(row);
}

/** The subscription, if it is this tenant's. */
export async function findSubscription(
  db: Database,
  tenant: Tenant,
  id: SubscriptionId,
): Promise<Subscription | undefined> {
  const row = await ofTenant(db, tenant).where('id', '=', id).executeTakeFirst();
  return row && subscriptionOf(row);
}

export async function subscriptionsOfTenant(db: Database, tenant: Tenant): Promise<Subscription[]> {
  return (await ofTenant(db, tenant).orderBy('id').execute()).map(subscriptionOf);
}

export async function subscriptionsOfChannel(
  db: Database,
  channel: Channel,
): Promise<Subscription[]> {
  const rows = await ofTenant(db, channel)
    .where('channel', '=', channel.id)
    .orderBy('id')
    .execute();
  return rows.map(subscriptionOf);
}

/** Of every tenant: for the clock alone. */
export async function activeSubscriptions(db: Database): Promise<Subscription[]> {
  const rows = await kept(db).where('paused', '=', 0).orderBy('id').execute();
  return rows.map(subscriptionOf);
}

/** For whoever holds a delivery of it: no tenant asks here. */
export async function subscriptionById(
  db: Database,
  id: SubscriptionId,
): Promise<Subscription | undefined> {
  const row = await kept(db).where('id', '=', id).executeTakeFirst();
  return row && subscriptionOf(row);
}

/**
 * Writes a changed subscription and what an undo would bring back, nothing where this was the undo;
 * false when it was not there.
 */
export async function saveSubscription(
  db: Database,
  changed: Subscription,
  previous: SubscriptionTerms | undefined,
): Promise<boolean> {
  const { numUpdatedRows } = await db.query
    .updateTable('subscription')
    .set({
      ...columnsOf(changed),
      slots: JSON.stringify(changed.slots),
      active_since: changed.activeSince.getTime(),
      previous: previous ? JSON.stringify(termsOf(previous)) : null,
    })
    .where('id', '=', changed.id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** The terms before the last change; undefined where there was none, or it was undone. */
export async function previousTerms(
  db: Database,
  tenant: Tenant,
  id: SubscriptionId,
): Promise<SubscriptionTerms | undefined> {
  const row = await ofTenant(db, tenant).where('id', '=', id).executeTakeFirst();
  return row?.previous ? (JSON.parse(row.previous) as SubscriptionTerms) : undefined;
}

/** For as long a stopped subscription can be had back. */
const KEEP_REMOVED_MS = 24 * 3_600_000;

/** False when it was not there. Nothing more is sent; for a day it can be restored. */
export async function removeSubscription(
  db: Database,
  tenant: Tenant,
  id: SubscriptionId,
  now: Date,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { numUpdatedRows } = await tx.query
      .updateTable('subscription')
      .set({ removed_at: now.getTime() })
      .where('id', '=', id)
      .where('platform', '=', tenant.platform)
      .where('workspace', '=', tenant.workspace)
      .where('removed_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    await dropOpenDeliveries(tx, id, 'stopped', now);
    return true;
  });
}

/** Those that can no longer be had back, with their deliveries. */
export async function dropRemovedSubscriptions(db: Database, now: Date): Promise<void> {
  await db.query
    .deleteFrom('subscription')
    .where('removed_at', '<', now.getTime() - KEEP_REMOVED_MS)
    .execute();
}

/** Takes a removal back; undefined when there is nothing to restore any more. */
export async function restoreSubscription(
  db: Database,
  tenant: Tenant,
  id: SubscriptionId,
  now: Date,
): Promise<Subscription | undefined> {
  const row = await db.query
    .updateTable('subscription')
    .set({ removed_at: null, active_since: now.getTime() })
    .where('id', '=', id)
    .where('platform', '=', tenant.platform)
    .where('workspace', '=', tenant.workspace)
    .where('removed_at', '>=', now.getTime() - KEEP_REMOVED_MS)
    .returningAll()
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

/** Pauses what the channel is sent, because it does not take it, and gives what was paused now. */
export async function pauseClosedChannel(db: Database, channel: Channel): Promise<Subscription[]> {
  const rows = await db.query
    .updateTable('subscription')
    .set({ paused: PAUSED_BY_US })
    .where('platform', '=', channel.platform)
    .where('workspace', '=', channel.workspace)
    .where('channel', '=', channel.id)
    .where('paused', '=', 0)
    .where('removed_at', 'is', null)
    .returningAll()
    .execute();
  return rows.map(subscriptionOf);
}

/** The channel is open again: resumes what we paused in it, and gives how many those were. */
export async function resumeClosedChannel(
  db: Database,
  channel: Channel,
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await db.query
    .updateTable('subscription')
    .set({ paused: 0, active_since: now.getTime() })
    .where('platform', '=', channel.platform)
    .where('workspace', '=', channel.workspace)
    .where('channel', '=', channel.id)
    .where('paused', '=', PAUSED_BY_US)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Because somebody asked for it. What is due and not being posted is not sent any more. */
export async function holdSubscription(db: Database, id: SubscriptionId, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.query
      .updateTable('subscription')
      .set({ paused: PAUSED_BY_ASKING })
      .where('id', '=', id)
      .execute();
    await dropOpenDeliveries(tx, id, 'paused', now);
  });
}

/** Slots that came while it was paused are not made up for; what they would have told is in the next. */
export async function resumeSubscription(
  db: Database,
  id: SubscriptionId,
  now: Date,
): Promise<void> {
  await db.query
    .updateTable('subscription')
    .set({ paused: 0, active_since: now.getTime() })
    .where('id', '=', id)
    .execute();
}

/**
 * Whoever holds one loses it, unless its post has begun: that one can no longer be called back.
 * One that waits to be posted again, because its answer was lost, stays in doubt.
 */
async function dropOpenDeliveries(
  db: Database,
  id: SubscriptionId,
  reason: string,
  now: Date,
): Promise<void> {
  const open = db.query
    .updateTable('delivery')
    .set({ reason, finished_at: now.getTime() })
    .where('subscription_id', '=', id);
  await open
    .set({ state: 'skipped' })
    .where('state', 'in', ['due', 'claimed'])
    .where('post_open', '=', 0)
    .execute();
  await open.set({ state: 'unknown' }).where('state', '=', 'due').execute();
}

function kept(db: Database) {
  return db.query.selectFrom('subscription').selectAll().where('removed_at', 'is', null);
}

function ofTenant(db: Database, tenant: Tenant) {
  return kept(db).where('platform', '=', tenant.platform).where('workspace', '=', tenant.workspace);
}
