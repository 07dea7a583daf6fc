import { changedTerms, withTerms } from '../digest/change.ts';
import { nextRuns } from '../digest/next-runs.ts';
import { latestDueSlot } from '../digest/slots.ts';
import { settledBefore } from '../digest/window.ts';
import type { SubscriptionVerb } from '../message/action.ts';
import { subscriptionCard } from '../message/subscription-card.ts';
import {
  changed,
  moved,
  notSubscribed,
  paused,
  restored,
  resumed,
  unsubscribed,
} from '../message/subscription-messages.ts';
import type { Subscription, SubscriptionId, SubscriptionTerms } from '../model/subscription.ts';
import { type Database, holdName, inTransaction } from '../store/database.ts';
import { enterDeliveries } from '../store/deliveries.ts';
import { deliveryChain } from '../store/delivery-chain.ts';
import {
  findSubscription,
  holdSubscription,
  previousTerms,
  removeSubscription,
  restoreSubscription,
  resumeSubscription,
  saveSubscription,
} from '../store/subscriptions.ts';
import type { Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { MANAGERS_ONLY } from './managers-only.ts';
import { MAY_NOT_POST } from './may-not-post.ts';
import { mayChange } from './pick-subscription.ts';
import { privately, refusal } from './reply.ts';
import { previewOf, sendNow } from './send-now.ts';
import { pace } from './subscribe.ts';

/** Does with a digest what a verb, typed or pressed, says. Looking is for everyone. */
export async function runOnSubscription(
  verb: SubscriptionVerb,
  id: SubscriptionId,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const { channel, person, now } = invocation;
  if (verb === 'restore') return restore(id, invocation, desk);
  const subscription = await findSubscription(desk.db, channel, id);
  if (!subscription) return privately(notSubscribed(id));
  if (verb === 'preview') return previewOf(desk, subscription, now);
  if (!mayChange(person, subscription)) return privately(MANAGERS_ONLY);
  switch (verb) {
    case 'manage':
      return card(subscription, invocation, desk);
    case 'send':
      return sendNow(desk, subscription, now);
    case 'unsubscribe': {
      await removeSubscription(desk.db, channel, id, now);
      // Asked afterwards: no other post can have begun since.
      const { isPosting } = await deliveryChain(desk.db, id, now);
      return privately(unsubscribed(subscription, { isPosting }));
    }
    case 'pause':
      await holdSubscription(desk.db, id, now);
      return privately(paused(subscription, await deliveryChain(desk.db, id, now)));
    case 'resume':
      await resumeSubscription(desk.db, id, now);
      return privately(resumed(subscription, { runs: await runsOf(desk, subscription, now), now }));
    case 'move':
      return change(desk, subscription, { ...subscription, channel }, invocation);
    case 'undo': {
      const terms = await previousTerms(desk.db, channel, id);
      return terms ? change(desk, subscription, terms, invocation, 'undo') : UNDONE;
    }
  }
}

/**
 * Puts a subscription under other terms and says what comes of it. What has come by the old
 * terms is entered first, so that a change at the very minute of a digest does not lose it.
 */
export async function change(
  desk: Desk,
  seen: Subscription,
  terms: SubscriptionTerms,
  { channel: here, now, mayPost }: Invocation,
  as: 'change' | 'undo' = 'change',
): Promise<Reply> {
  const isUndo = as === 'undo';
  const isHere = terms.channel.id === here.id;
  const isMoved = terms.channel.id !== seen.channel.id;
  if (isMoved && isHere && mayPost === false) return privately(MAY_NOT_POST);
  const done = await inTransaction(desk.db, async (tx) => {
    await holdName(tx, `change ${seen.id}`);
    const before = await findSubscription(tx, seen.channel, seen.id);
    if (!before) return undefined;
    await enterWhatHasCome(tx, before, now);
    const after = withTerms(before, { ...before, ...changedTerms(seen, terms) }, now);
    await saveSubscription(tx, after, isUndo ? undefined : before);
    return { before, after };
  });
  if (!done) return privately(notSubscribed(seen.id));
  const { before, after } = done;
  const runs = await runsOf(desk, after, now);
  return privately(
    isMoved
      ? moved({ subscription: after, isHere, isUndo, runs, now })
      : changed({ before, after, isUndo, runs, now }),
  );
}

async function enterWhatHasCome(tx: Database, before: Subscription, now: Date): Promise<void> {
  const due = before.paused || before.asNow ? undefined : latestDueSlot(before, now);
  if (!due || now.getTime() - due.plannedAt.getTime() >= A_TICK_MS) return;
  const windowUntil = settledBefore(now);
  const delivery = { subscription: before.id, ...due, windowUntil, skip: undefined };
  await enterDeliveries(tx, [delivery], now);
}

/** Slots that came earlier have been entered by the heartbeat. */
const A_TICK_MS = 2 * 60_000;

/** An undo that is pressed twice must not bring back what it undid. */
const UNDONE = refusal({
  what: 'There is nothing more to undo.',
  advice: 'The list shows how each digest comes now.',
  example: '/newsdesk list',
});

export async function runsOf(desk: Desk, subscription: Subscription, now: Date, count = 1) {
  const { spent } = await deliveryChain(desk.db, subscription.id, now);
  return nextRuns(subscription, { now, count, spent });
}

async function card(
  subscription: Subscription,
  { channel, now }: Invocation,
  desk: Desk,
): Promise<Reply> {
  const { perDay } = await pace(desk, subscription, now);
  return privately(
    subscriptionCard({
      subscription,
      isHere: subscription.channel.id === channel.id,
      runs: await runsOf(desk, subscription, now, 3),
      perDay,
      now,
    }),
  );
}

async function restore(
  id: SubscriptionId,
  { channel, person, now }: Invocation,
  desk: Desk,
): Promise<Reply> {
  if (!person.manages) return privately(MANAGERS_ONLY);
  const subscription = await restoreSubscription(desk.db, channel, id, now);
  if (!subscription) return privately(notSubscribed(id));
  return privately(restored(subscription, { runs: await runsOf(desk, subscription, now), now }));
}
