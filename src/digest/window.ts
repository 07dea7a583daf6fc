import type { DigestWindow } from '../model/digest.ts';
import type { Subscription } from '../model/subscription.ts';
import type { Database } from '../store/database.ts';
import { toldUntil } from '../store/delivery-past.ts';
import { nextSlots } from './slots.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * A digest reaches up to the last quarter of a minute that is well past: what was first seen
 * before is stored by then, and all that is due in a minute shares one window.
 */
const WINDOW_STEP_MS = 15_000;

export function settledBefore(now: Date): Date {
  return new Date(Math.floor(now.getTime() / WINDOW_STEP_MS - 1) * WINDOW_STEP_MS);
}

/** How far back a digest reaches at most, after whatever outage. */
const MAX_WINDOW_MS = 7 * DAY_MS;

/**
 * What the next digest of a subscription covers: from where the last one ended. The first one
 * begins with the subscription, so that it posts no backlog; but one that a person asks for
 * before then shows the last 24 hours.
 */
export async function windowFor(
  db: Database,
  subscription: Subscription,
  { until, asked }: { readonly until: Date; readonly asked: boolean },
): Promise<DigestWindow> {
  const told = await toldUntil(db, subscription.id, until);
  const first =
    asked && !subscription.asNow ? new Date(until.getTime() - DAY_MS) : subscription.createdAt;
  const earliest = until.getTime() - MAX_WINDOW_MS;
  return { since: new Date(Math.max(earliest, (told ?? first).getTime())), until };
}

/**
 * Whether slots of this subscription passed since the window began that told nothing: the
 * service was down, or the channel closed, and this digest makes up for them.
 */
export function makesUpForMissed(
  subscription: Subscription,
  { since }: DigestWindow,
  plannedAt: Date,
): boolean {
  // The slot at which the window before this one ended was told of.
  const told = since.getTime() + 2 * WINDOW_STEP_MS;
  const from = new Date(Math.max(told, subscription.activeSince.getTime()));
  const [first] = nextSlots(subscription, from, 1);
  return first !== undefined && first.plannedAt < plannedAt;
}
