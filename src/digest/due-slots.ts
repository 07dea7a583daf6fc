import type { Subscription, SubscriptionId } from '../model/subscription.ts';
import { type DueDelivery, MISSED } from '../store/deliveries.ts';
import { latestDueSlot } from './slots.ts';
import { MAX_LATE_MS } from './too-late.ts';
import { settledBefore } from './window.ts';

/**
 * Finds the slot that has come and was not entered by this process yet. What it remembers
 * only saves statements: whether a slot is in the ledger, the ledger decides.
 */
export function createDueSlots(): {
  readonly find: (subscription: Subscription, now: Date) => DueDelivery | undefined;
  readonly entered: (slots: readonly DueDelivery[]) => void;
} {
  const known = new Map<SubscriptionId, string>();
  return {
    find: (subscription, now) => {
      const slot = latestDueSlot(subscription, now);
      if (!slot) return undefined;
      const isMissed = now.getTime() - slot.plannedAt.getTime() > MAX_LATE_MS;
      const due: DueDelivery = {
        subscription: subscription.id,
        ...slot,
        windowUntil: settledBefore(now),
        skip: isMissed ? MISSED : undefined,
      };
      return known.get(subscription.id) === nameOf(due) ? undefined : due;
    },
    entered: (slots) => {
      for (const due of slots) known.set(due.subscription, nameOf(due));
    },
  };
}

/** A slot that was missed by a clock that ran ahead is another one when it comes in time. */
function nameOf({ period, skip }: DueDelivery): string {
  return `${period} ${skip ?? ''}`;
}
