import type { Selectable } from 'kysely';
import type { Platform } from '../model/channel.ts';
import type {
  AsNow,
  PauseReason,
  Subscription,
  SubscriptionId,
  SubscriptionTerms,
  TimeOfDay,
  Weekday,
} from '../model/subscription.ts';
import type { Schema } from './schema.ts';

export function subscriptionOf(row: Selectable<Schema['subscription']>): Subscription {
  const at = JSON.parse(row.at) as TimeOfDay[];
  return {
    id: row.id as SubscriptionId,
    channel: {
      platform: row.platform as Platform,
      workspace: row.workspace,
      id: row.channel,
    },
    query: row.query,
    at,
    slots: row.slots === null ? at.map((_, index) => index + 1) : JSON.parse(row.slots),
    days: JSON.parse(row.days) as Weekday[],
    timezone: row.timezone,
    top: row.top,
    empty: row.empty,
    asNow: row.as_now === null ? undefined : (JSON.parse(row.as_now) as AsNow),
    paused: row.paused !== 0,
    pausedBecause: pauseReasonOf(row.paused),
    createdBy: row.created_by || undefined,
    creatorName: row.creator_name,
    createdAt: new Date(row.created_at),
    activeSince: new Date(row.active_since),
  };
}

/** What `paused` holds: somebody asked for it, or the channel is closed to us. */
export const PAUSED_BY_ASKING = 1;
export const PAUSED_BY_US = 2;

function pauseReasonOf(paused: number): PauseReason | undefined {
  if (paused === 0) return undefined;
  return paused === PAUSED_BY_US ? 'channel closed' : 'asked';
}

export function columnsOf(terms: SubscriptionTerms) {
  return {
    channel: terms.channel.id,
    query: terms.query,
    at: JSON.stringify(terms.at),
    days: JSON.stringify(terms.days),
    timezone: terms.timezone,
    top: terms.top,
    empty: terms.empty,
    as_now: terms.asNow ? JSON.stringify(terms.asNow) : null,
  };
}

/** The terms alone, of what may have more to it. */
export function termsOf(terms: SubscriptionTerms): SubscriptionTerms {
  const { channel, query, at, days, timezone, top, empty, asNow } = terms;
  return { channel, query, at, days, timezone, top, empty, asNow };
}
