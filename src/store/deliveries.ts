import { type Selectable, sql } from 'kysely';
import type { ClaimedDelivery, DeliveryKey, Period } from '../model/delivery.ts';
import type { SubscriptionId } from '../model/subscription.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/**
 * The delivery ledger: one row for each slot of each subscription, and the queue at once.
 * The primary key makes a slot exist once, the lease makes one worker hold it, the fence
 * refuses a worker that was thought dead and comes back.
 */
export type DueDelivery = DeliveryKey & {
  readonly plannedAt: Date;
  readonly windowUntil: Date;
  /** Missed by so much that it is not sent any more. */
  readonly skip: string | undefined;
};

/** The reason of a slot that was skipped because nobody was there for hours. */
export const MISSED = 'missed by more than 6 hours';

/** Rows in one statement: SQLite binds at most 32,766 values. */
const ENTRIES_AT_ONCE = 500;

/**
 * Enters slots and gives those that were new. One that was skipped as missed is due after all
 * when it comes again in time: the clock had been wrong.
 */
export async function enterDeliveries(
  db: Database,
  slots: readonly DueDelivery[],
  now: Date,
): Promise<DeliveryKey[]> {
  const entered: DeliveryKey[] = [];
  for (let from = 0; from < slots.length; from += ENTRIES_AT_ONCE) {
    const rows = await db.query
      .insertInto('delivery')
      .values(slots.slice(from, from + ENTRIES_AT_ONCE).map((due) => rowOf(due, now)))
      .onConflict((conflict) =>
        conflict
          .columns(['subscription_id', 'period'])
          .doUpdateSet((row) => ({
            state: 'due',
            reason: null,
            finished_at: null,
            window_until: row.ref('excluded.window_until'),
            next_try_at: row.ref('excluded.next_try_at'),
          }))
          .where('delivery.state', '=', 'skipped')
          .where('delivery.reason', '=', MISSED)
          .where('excluded.state', '=', 'due'),
      )
      .returning(['subscription_id', 'period'])
      .execute();
    entered.push(...rows.map(keyOf));
  }
  return entered;
}

function rowOf(due: DueDelivery, now: Date) {
  const isSkipped = due.skip !== undefined;
  return {
    subscription_id: due.subscription,
    period: due.period,
    state: isSkipped ? ('skipped' as const) : ('due' as const),
    planned_at: due.plannedAt.getTime(),
    window_until: due.windowUntil.getTime(),
    fence: 0,
    attempts: 0,
    post_open: 0,
    next_try_at: now.getTime(),
    reason: due.skip ?? null,
    finished_at: isSkipped ? now.getTime() : null,
  };
}

/**
 * Claims up to `limit` deliveries that are due, or whose holder let the lease run out, longest due
 * first. One statement: on PostgreSQL several processes share the rows without waiting for
 * each other.
 */
export async function claimDeliveries(
  db: Database,
  { now, leaseMs, limit }: { readonly now: Date; readonly leaseMs: number; readonly limit: number },
): Promise<ClaimedDelivery[]> {
  const rows = await db.query
    .updateTable('delivery')
    .set((row) => ({
      state: 'claimed' as const,
      next_try_at: now.getTime() + leaseMs,
      fence: row('fence', '+', 1),
    }))
    .where((row) =>
      row(
        row.refTuple('subscription_id', 'period'),
        'in',
        row
          .selectFrom('delivery')
          .select(['subscription_id', 'period'])
          .where('state', 'in', OPEN)
          .where('next_try_at', '<=', now.getTime())
          .orderBy('next_try_at')
          .orderBy('subscription_id')
          .limit(limit)
          .$if(db.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
          .$asTuple('subscription_id', 'period'),
      ),
    )
    .returningAll()
    .execute();
  return rows.map(claimedOf);
}

/**
 * When the next delivery can be claimed; undefined when none is open. No wait is longer than
 * `maxWaitMs`, so what seems to wait longer was put off by a clock that ran ahead: it is put right.
 */
export async function nextClaimAt(
  db: Database,
  { now, maxWaitMs }: { readonly now: Date; readonly maxWaitMs: number },
): Promise<Date | undefined> {
  await db.query
    .updateTable('delivery')
    .set({ next_try_at: now.getTime() })
    .where('state', 'in', OPEN)
    .where('next_try_at', '>', now.getTime() + maxWaitMs)
    .execute();
  const row = await db.query
    .selectFrom('delivery')
    .select('next_try_at')
    .where('state', 'in', OPEN)
    .orderBy('next_try_at')
    .limit(1)
    .executeTakeFirst();
  return row && new Date(row.next_try_at);
}

/**
 * When to look again while the digest before this one is open: the next begins where it ends. At
 * once (an instant long past) where somebody is at work on it, whose lease says nothing of how
 * soon it will be over.
 * Asked of each that is claimed; a condition of the claim makes PostgreSQL compare all with all
 * as long as it has no statistics of a ledger that has just been filled.
 */
export async function earlierOpenUntil(
  db: Database,
  { subscription, plannedAt }: ClaimedDelivery,
): Promise<Date | undefined> {
  const row = await db.query
    .selectFrom('delivery')
    .select(['state', 'next_try_at'])
    .where('subscription_id', '=', subscription)
    .where('planned_at', '<', plannedAt.getTime())
    .where('state', 'in', OPEN)
    .orderBy('planned_at')
    .limit(1)
    .executeTakeFirst();
  return row && new Date(row.state === 'claimed' ? 0 : row.next_try_at);
}

/** As it stands in the condition of the index, so that both databases use that. */
const OPEN = sql<'due' | 'claimed'>`('due', 'claimed')`;

function keyOf(row: { subscription_id: number; period: string }): DeliveryKey {
  return { subscription: row.subscription_id as SubscriptionId, period: row.period as Period };
}

function claimedOf(row: Selectable<Schema['delivery']>): ClaimedDelivery {
  return {
    ...keyOf(row),
    plannedAt: new Date(row.planned_at),
    windowUntil: new Date(row.window_until),
    payload: row.payload ?? undefined,
    fence: row.fence,
    attempts: row.attempts,
    firstPostAt: row.first_post_at === null ? undefined : new Date(row.first_post_at),
    inDoubt: row.post_open === 1,
    turnAt: row.turn_at === null ? undefined : new Date(row.turn_at),
    plain: row.plain === 1,
  };
}
