import type { Brand } from './brand.ts';
import type { Channel } from './channel.ts';

export type SubscriptionId = number & Brand<'SubscriptionId'>;

/** A local time of day, `HH:MM`, 24 hours. */
export type TimeOfDay = string & Brand<'TimeOfDay'>;

/** ISO 8601: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Local hours, the first included, the last not; over midnight where `from` is the later one. */
export type QuietHours = { readonly from: TimeOfDay; readonly to: TimeOfDay };

/** Articles as they come in. What comes in between two messages, or in quiet hours, is in the next. */
export type AsNow = {
  /** Most messages in any 60 minutes. */
  readonly maxPerHour: number;
  readonly quiet?: QuietHours | undefined;
};

/** What was agreed, and can be changed. */
export type SubscriptionTerms = {
  readonly channel: Channel;
  /** The search text; empty means everything. */
  readonly query: string;
  /** Ascending, at least one. */
  readonly at: readonly TimeOfDay[];
  /** Ascending, at least one. */
  readonly days: readonly Weekday[];
  /** An IANA zone. */
  readonly timezone: string;
  /** Most stories in one digest. */
  readonly top: number;
  /** What to do when there is nothing new. */
  readonly empty: 'skip' | 'say';
  /** Instead of a digest at `at`. */
  readonly asNow?: AsNow | undefined;
};

export type Subscription = SubscriptionTerms & {
  readonly id: SubscriptionId;
  /** The number of each slot, in the order of `at`; a slot keeps its number when its time is changed. */
  readonly slots: readonly number[];
  readonly paused: boolean;
  readonly pausedBecause: PauseReason | undefined;
  /** Undefined where that person was forgotten. */
  readonly createdBy: string | undefined;
  /** As the platform showed it when it was made; empty where that is not known. */
  readonly creatorName: string;
  readonly createdAt: Date;
  /** Made, changed or resumed then: slots before it are not due. */
  readonly activeSince: Date;
};

export type PauseReason = 'asked' | 'channel closed';

export type NewSubscription = SubscriptionTerms & {
  readonly createdBy: string;
  readonly creatorName?: string;
};

export function parseSubscriptionId(text: string): SubscriptionId | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? (Number(text) as SubscriptionId) : undefined;
}
