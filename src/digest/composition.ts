import { createHash } from 'node:crypto';
import type { Message } from '../message/message.ts';
import { type ClaimedDelivery, isSlot } from '../model/delivery.ts';
import type { Digest } from '../model/digest.ts';
import type { Subscription } from '../model/subscription.ts';
import type { DeliveredStory } from '../store/held-delivery.ts';
import { composeDigest, type DigestRequest } from './compose.ts';
import { messageFor, requestFor, withManageButton } from './for-subscription.ts';
import type { DigestService } from './service.ts';
import { shared } from './shared.ts';
import { makesUpForMissed, windowFor } from './window.ts';

/** Later than this, a digest says so. */
const LATE_MS = 10 * 60_000;

export type Composition = {
  /** The message as JSON. */
  readonly payload: string;
  readonly contentHash: string;
  readonly windowSince: Date;
  readonly stories: readonly DeliveredStory[];
};

export type Compose = (
  subscription: Subscription,
  held: ClaimedDelivery,
) => Promise<Composition | 'nothing new'>;

/**
 * Composes what a delivery posts. Subscriptions to the same thing, with the same past, are due
 * together: for them it is done once.
 */
export function createCompose(service: DigestService): Compose {
  const digests = shared<Digest>(64);
  const messages = shared<Message>(64);

  return async (subscription, held) => {
    const { db, now } = service;
    const { id, timezone, empty, asNow } = subscription;
    const { plannedAt, windowUntil: until } = held;
    const window = await windowFor(db, subscription, { until, asked: !isSlot(held.period) });
    const request = await requestFor(db, subscription, window);
    const asked = keyOf(request);
    const digest = await digests(asked, () => composeDigest(service, request));
    if (digest.stories.length === 0 && (empty === 'skip' || asNow)) return 'nothing new';

    const isLate = now().getTime() - plannedAt.getTime() > LATE_MS;
    const lateAt = isLate ? { lateAt: now() } : {};
    const isMakingUp = makesUpForMissed(subscription, window, plannedAt);
    const key = [asked, plannedAt, timezone, minuteOf(lateAt.lateAt), isMakingUp, !!asNow];
    const message = await messages(JSON.stringify(key), async () =>
      messageFor(subscription, digest, { plannedAt, ...lateAt }),
    );
    const payload = JSON.stringify(withManageButton(message, id));
    const contentHash = hashOf(payload);
    return { payload, contentHash, stories: shownIn(digest), windowSince: window.since };
  };
}

function keyOf({ queries, window, top, also, shown, onlyNews }: DigestRequest): string {
  return JSON.stringify([queries, top, also, onlyNews, window, [...shown.values()]]);
}

export function hashOf(payload: string): string {
  return createHash('sha256').update(payload).digest('hex');
}

function shownIn({ stories, also }: Digest): DeliveredStory[] {
  return [...stories, ...also].map(({ id, lead, sources }) => ({
    story: id,
    sources: sources.length,
    lead: lead.id,
  }));
}

function minuteOf(instant: Date | undefined): number | undefined {
  return instant && Math.floor(instant.getTime() / 60_000);
}
