import type { Period } from '../model/delivery.ts';
import type { SubscriptionId } from '../model/subscription.ts';
import type { Database } from './database.ts';

/** Where the deliveries of one subscription have got to. */
export type DeliveryChain = {
  /** One is due or on its way: what it will have told is not known yet. */
  readonly isOpen: boolean;
  /** One is being posted at this moment, or was when its process died. */
  readonly isPosting: boolean;
  /** The end of the last window that was entered, whatever came of it. */
  readonly until: Date | undefined;
  /** When those were to be sent that were, or may have been, oldest first; of the last 24 hours. */
  readonly sentAt: readonly Date[];
  /** Slots that are entered and so will not come again, of the last days. */
  readonly spent: ReadonlySet<Period>;
};

const DAY_MS = 86_400_000;
/** A slot of the same local date is at most so old. */
const SPENT_MS = 3 * DAY_MS;

export async function deliveryChain(
  db: Database,
  subscription: SubscriptionId,
  now: Date,
): Promise<DeliveryChain> {
  const of = db.query.selectFrom('delivery').where('subscription_id', '=', subscription);
  const [last, rows] = await Promise.all([
    of.select((row) => row.fn.max('window_until').as('until')).executeTakeFirst(),
    of
      .select(['period', 'state', 'planned_at', 'post_open'])
      .where((row) =>
        row.or([
          row('state', 'in', ['due', 'claimed']),
          row('planned_at', '>=', now.getTime() - SPENT_MS),
        ]),
      )
      .orderBy('planned_at')
      .execute(),
  ]);
  return {
    isOpen: rows.some(({ state }) => state === 'due' || state === 'claimed'),
    isPosting: rows.some(({ state, post_open }) => state === 'claimed' && post_open === 1),
    until: last?.until == null ? undefined : new Date(Number(last.until)),
    sentAt: rows
      .filter(({ state }) => state === 'sent' || state === 'unknown')
      .map(({ planned_at }) => new Date(planned_at))
      .filter((at) => at.getTime() > now.getTime() - DAY_MS),
    spent: new Set(rows.map(({ period }) => period as Period)),
  };
}
