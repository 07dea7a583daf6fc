import type { Subscription, SubscriptionTerms, TimeOfDay } from '../model/subscription.ts';
import { termsOf } from '../store/subscription-rows.ts';

/** A subscription from 1 to so many times a day: the numbers of its slots have two digits. */
const MAX_SLOT = 99;

/**
 * The subscription under other terms. Where they move its times, it counts as active from now
 * on: a time that has passed today is not made up for. A slot whose time is changed stays the
 * same slot, so that one that was sent today does not come again at the new time.
 */
export function withTerms(
  subscription: Subscription,
  terms: SubscriptionTerms,
  now: Date,
): Subscription {
  return {
    ...subscription,
    ...termsOf(terms),
    slots: slotNumbers(subscription, terms.at),
    activeSince: isTimedAlike(subscription, terms) ? subscription.activeSince : now,
  };
}

/** Those of the terms that are other ones: what somebody else changed meanwhile stays as it is. */
export function changedTerms(
  before: SubscriptionTerms,
  terms: SubscriptionTerms,
): Partial<SubscriptionTerms> {
  const old = new Map(Object.entries(termsOf(before)));
  const isOther = ([name, value]: [string, unknown]) =>
    JSON.stringify(value) !== JSON.stringify(old.get(name));
  return Object.fromEntries(Object.entries(termsOf(terms)).filter(isOther));
}

/** A time that stays keeps its slot; a new one takes that of a time that goes, else an unused one. */
export function slotNumbers(
  before: Pick<Subscription, 'at' | 'slots'>,
  at: readonly TimeOfDay[],
): number[] {
  const kept = new Map(
    before.at.map((time, index) => [time, before.slots[index] ?? index + 1] as const),
  );
  const used = new Set(at.flatMap((time) => kept.get(time) ?? []));
  const left = [...kept].filter(([time]) => !at.includes(time)).map(([, slot]) => slot);
  const next = (): number => {
    const slot = left.shift() ?? unused(new Set([...used, ...kept.values()]));
    used.add(slot);
    return slot;
  };
  return at.map((time) => kept.get(time) ?? next());
}

function unused(used: ReadonlySet<number>): number {
  let slot = 1;
  while (used.has(slot) && slot < MAX_SLOT) slot += 1;
  return slot;
}

function isTimedAlike(a: SubscriptionTerms, b: SubscriptionTerms): boolean {
  return (
    a.timezone === b.timezone &&
    a.at.join() === b.at.join() &&
    a.days.join() === b.days.join() &&
    (a.asNow === undefined) === (b.asNow === undefined)
  );
}
