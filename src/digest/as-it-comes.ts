import type { Period } from '../model/delivery.ts';
import type { DigestWindow } from '../model/digest.ts';
import type { AsNow, Subscription } from '../model/subscription.ts';
import type { Finder } from '../search/finder.ts';
import { parseQuery } from '../search/query.ts';
import { revisionsSeenBetween } from '../store/article-window.ts';
import type { Database } from '../store/database.ts';
import type { DueDelivery } from '../store/deliveries.ts';
import { type DeliveryChain, deliveryChain } from '../store/delivery-chain.ts';
import { localDateOf, localMinuteOf, weekdayOf } from './local-time.ts';
import { settledBefore, windowFor } from './window.ts';

const HOUR_MS = 3_600_000;

/**
 * The delivery of a subscription that gets articles as they come in: of all that came in since
 * the last. None while one is on its way, in quiet hours, or when an hour's messages are used up;
 * what comes in meanwhile is in the next, and nothing is lost.
 */
export async function dueNews(
  { db, finder }: { readonly db: Database; readonly finder: Finder },
  subscription: Subscription,
  now: Date,
): Promise<DueDelivery | undefined> {
  if (!subscription.asNow || isQuiet(subscription, subscription.asNow, now)) return undefined;
  const chain = await deliveryChain(db, subscription.id, now);
  if (chain.isOpen || !mayFollow(chain, subscription.asNow, now)) return undefined;
  const until = settledBefore(now);
  const window = await windowFor(db, subscription, { until, asked: false });
  return (await holdsMatch({ db, finder }, subscription.query, window))
    ? offSlot(subscription, chain, now)
    : undefined;
}

/**
 * A delivery at no slot. Its name is where the ledger ended before it, so that two processes
 * that see the same ledger enter the same one, and no window is told twice.
 */
export function offSlot(
  subscription: Subscription,
  { until }: Pick<DeliveryChain, 'until'>,
  now: Date,
): DueDelivery {
  return {
    subscription: subscription.id,
    period: (until ?? subscription.createdAt).toISOString() as Period,
    plannedAt: now,
    windowUntil: settledBefore(now),
    skip: undefined,
  };
}

function mayFollow({ sentAt }: DeliveryChain, { maxPerHour }: AsNow, now: Date): boolean {
  const hourAgo = now.getTime() - HOUR_MS;
  return sentAt.filter((at) => at.getTime() > hourAgo).length < maxPerHour;
}

/** Days that are not chosen are quiet as a whole. */
function isQuiet({ days, timezone }: Subscription, { quiet }: AsNow, now: Date): boolean {
  if (!days.includes(weekdayOf(localDateOf(now, timezone)))) return true;
  if (quiet === undefined) return false;
  const minute = localMinuteOf(now, timezone);
  const [from, to] = [minuteOfDay(quiet.from), minuteOfDay(quiet.to)];
  return from < to ? from <= minute && minute < to : from <= minute || minute < to;
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

async function holdsMatch(
  { db, finder }: { readonly db: Database; readonly finder: Finder },
  query: string,
  window: DigestWindow,
): Promise<boolean> {
  const seen = await revisionsSeenBetween(db, window);
  if (seen === undefined || query === '') return seen !== undefined;
  const { hits } = await finder.find(
    { ...parseQuery(query, window.until), sort: 'best' },
    { from: 1, limit: 1, notBefore: seen.first, asOf: seen.last },
  );
  return hits[0]?.partial === false;
}
