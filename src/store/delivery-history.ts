import type { Platform, Tenant } from '../model/channel.ts';
import type { DeliveryKey, DeliveryState, Period } from '../model/delivery.ts';
import type { SubscriptionId } from '../model/subscription.ts';
import type { Database } from './database.ts';

/** A delivery as people ask about it. */
export type DeliveryRecord = DeliveryKey & {
  readonly channel: Tenant & { readonly id: string };
  readonly query: string;
  readonly state: DeliveryState;
  readonly plannedAt: Date;
  readonly reason: string | undefined;
};

/** Newest first. Without a tenant: of all, for the operator alone. */
export async function recentDeliveries(
  db: Database,
  options: {
    readonly tenant?: Tenant;
    readonly states?: readonly DeliveryState[];
    readonly limit: number;
  },
): Promise<DeliveryRecord[]> {
  const { tenant, states } = options;
  const rows = await db.query
    .selectFrom('delivery')
    .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
    .select([
      'subscription_id',
      'period',
      'state',
      'planned_at',
      'reason',
      'platform',
      'workspace',
      'channel',
      'query',
    ])
    .$if(tenant !== undefined, (query) =>
      query
        .where('platform', '=', tenant?.platform ?? '')
        .where('workspace', '=', tenant?.workspace ?? ''),
    )
    .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
    .orderBy('planned_at', 'desc')
    .orderBy('subscription_id')
    .limit(options.limit)
    .execute();
  return rows.map((row) => ({
    subscription: row.subscription_id as SubscriptionId,
    period: row.period as Period,
    channel: {
      platform: row.platform as Platform,
      workspace: row.workspace,
      id: row.channel,
    },
    query: row.query,
    state: row.state,
    plannedAt: new Date(row.planned_at),
    reason: row.reason ?? undefined,
  }));
}

/**
 * Puts a delivery whose fate is unknown, or that failed, back into the queue, because a person
 * looked at the channel and asked for it. False when it is not this tenant's or not in such a state.
 */
export async function sendAgain(
  db: Database,
  tenant: Tenant,
  { subscription, period }: DeliveryKey,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db.query
    .updateTable('delivery')
    .set({
      state: 'due',
      post_open: 0,
      first_post_at: null,
      turn_at: null,
      finished_at: null,
      next_try_at: now.getTime(),
    })
    .where('subscription_id', '=', subscription)
    .where('period', '=', period)
    .where('state', 'in', ['unknown', 'failed'])
    .where('subscription_id', 'in', (query) =>
      query
        .selectFrom('subscription')
        .select('id')
        .where('platform', '=', tenant.platform)
        .where('workspace', '=', tenant.workspace)
        .where('removed_at', 'is', null),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
