import { digestMessage } from '../message/digest-message.ts';
import type { Button, Message } from '../message/message.ts';
import { newsMessage } from '../message/news-message.ts';
import type { Digest, DigestWindow } from '../model/digest.ts';
import type { Subscription, SubscriptionId } from '../model/subscription.ts';
import type { Database } from '../store/database.ts';
import { lastShown } from '../store/delivery-past.ts';
import type { DigestRequest } from './compose.ts';
import { makesUpForMissed } from './window.ts';

/** Articles as they come in: so many in full, the others as one line each. */
const NOW_TOP = 3;
const NOW_ALSO = 25;

/** What a subscription's digest is composed from: the same for a post, a preview and one sent on demand. */
export async function requestFor(
  db: Database,
  { id, query, top, asNow }: Subscription,
  window: DigestWindow,
): Promise<DigestRequest> {
  const shown = await lastShown(db, id);
  return asNow
    ? { queries: [query], window, top: NOW_TOP, also: NOW_ALSO, shown, onlyNews: true }
    : { queries: [query], window, top, shown };
}

/** The digest as the subscription's channel gets to see it, but for the button of its own. */
export function messageFor(
  subscription: Subscription,
  digest: Digest,
  { plannedAt, lateAt }: { readonly plannedAt: Date; readonly lateAt?: Date },
): Message {
  const { timezone, asNow } = subscription;
  if (asNow) return newsMessage(digest);
  return digestMessage({
    digest,
    plannedAt,
    timezone,
    ...(lateAt ? { lateAt } : {}),
    ...(makesUpForMissed(subscription, digest.window, plannedAt)
      ? { reachesBackTo: nearestMinute(digest.window.since) }
      : {}),
  });
}

/** A window begins a few seconds before the minute that people know of. */
function nearestMinute(at: Date): Date {
  return new Date(Math.round(at.getTime() / 60_000) * 60_000);
}

/** Apart from the message: that is the same for all who follow the same thing. */
export function withManageButton(message: Message, subscription: SubscriptionId): Message {
  const button: Button = {
    kind: 'action',
    label: 'Change or stop',
    description: 'Change or stop this; only its managers can',
    action: { kind: 'manage', subscription },
  };
  return { blocks: [...message.blocks, { kind: 'buttons', buttons: [button] }] };
}
