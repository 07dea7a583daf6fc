import type { Brand } from './brand.ts';
import type { SubscriptionId } from './subscription.ts';

/**
 * A slot of a subscription: the local date in its zone and the number of the slot in that day,
 * `2026-11-22/1`. Changing 08:00 to 09:00 leaves the slot the same one, so that it never brings
 * a second digest on one day. What is sent at no slot, because it was asked for or because
 * articles came in, is named after the instant up to which the channel had been told before,
 * `2026-11-22T08:00:00.000Z`: whoever sees the same ledger gives it the same name.
 */
export type Period = string & Brand<'Period'>;

/** What makes a delivery the same one, however often it is tried. */
export type DeliveryKey = {
  readonly subscription: SubscriptionId;
  readonly period: Period;
};

/** What a platform that can recognise a repeated post is to recognise it by. */
export type PostKey = DeliveryKey | { readonly notice: string };

export type DeliveryState = 'due' | 'claimed' | 'sent' | 'unknown' | 'failed' | 'skipped';

/** One delivery as the person who does the work sees it. */
export type ClaimedDelivery = DeliveryKey & {
  readonly plannedAt: Date;
  /** What was first seen before this belongs to it. */
  readonly windowUntil: Date;
  /** The frozen message as JSON; undefined until it is composed. */
  readonly payload: string | undefined;
  /** Every write must carry it: whoever claimed later has a higher one, and wins. */
  readonly fence: number;
  /** Posts begun so far. */
  readonly attempts: number;
  readonly firstPostAt: Date | undefined;
  /** A post was begun and its answer never recorded: it may have arrived. */
  readonly inDoubt: boolean;
  /** When it may be posted, where it has waited for its turn. */
  readonly turnAt: Date | undefined;
  /** The message was refused; what is frozen now is its plain-text form. */
  readonly plain: boolean;
};

/** What can come of a post. All are ordinary; an outage of our own is thrown. */
export type PostOutcome =
  | { readonly kind: 'posted'; readonly messageId: string }
  /** Proof that it was not accepted: try again no sooner than this. */
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** The platform closed this channel to us. */
  | { readonly kind: 'channel-closed'; readonly code: string }
  /** The platform closed the whole workspace, or our token, to us. */
  | { readonly kind: 'workspace-closed'; readonly code: string }
  /** The platform says the message itself is wrong: trying again would not help. */
  | { readonly kind: 'refused'; readonly code: string }
  /** The answer was lost: it may have been posted. */
  | { readonly kind: 'unknown'; readonly reason: string };

export function parsePeriod(text: string): Period | undefined {
  return /^\d{4}-\d{2}-\d{2}(?:\/[1-9]\d?|T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/.test(text)
    ? (text as Period)
    : undefined;
}

/** Whether it was planned, and neither asked for nor sent because articles came in. */
export function isSlot(period: Period): boolean {
  return period.includes('/');
}
