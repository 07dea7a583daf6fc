import { offSlot } from '../digest/as-it-comes.ts';
import { composeDigest } from '../digest/compose.ts';
import { messageFor, requestFor, withManageButton } from '../digest/for-subscription.ts';
import { settledBefore, windowFor } from '../digest/window.ts';
import { digestOnItsWay, nothingToSend } from '../message/subscription-messages.ts';
import type { Digest } from '../model/digest.ts';
import type { Subscription } from '../model/subscription.ts';
import { enterDeliveries } from '../store/deliveries.ts';
import { deliveryChain } from '../store/delivery-chain.ts';
import type { Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately } from './reply.ts';

/** The next digest as it would be if it were sent now, for the person alone. */
export async function previewOf(
  desk: Pick<Desk, 'db' | 'finder'>,
  subscription: Subscription,
  now: Date,
): Promise<Reply> {
  const digest = await upToNow(desk, subscription, now);
  return privately(
    withManageButton(messageFor(subscription, digest, { plannedAt: now }), subscription.id),
  );
}

/**
 * Puts a digest of what came in since the last one into the queue, from which it is sent like
 * any other. The next one at its time then covers what comes after.
 */
export async function sendNow(
  desk: Pick<Desk, 'db' | 'finder'>,
  subscription: Subscription,
  now: Date,
): Promise<Reply> {
  const chain = await deliveryChain(desk.db, subscription.id, now);
  if (chain.isOpen) return privately(digestOnItsWay(subscription, { already: true }));
  const digest = await upToNow(desk, subscription, now);
  if (digest.stories.length === 0) return privately(nothingToSend(subscription));
  await enterDeliveries(desk.db, [offSlot(subscription, chain, now)], now);
  return privately(digestOnItsWay(subscription, { already: false }));
}

async function upToNow(
  { db, finder }: Pick<Desk, 'db' | 'finder'>,
  subscription: Subscription,
  now: Date,
): Promise<Digest> {
  const until = settledBefore(now);
  const window = await windowFor(db, subscription, { until, asked: true });
  return composeDigest({ db, finder }, await requestFor(db, subscription, window));
}
