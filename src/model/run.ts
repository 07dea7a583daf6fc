import type { TimeOfDay } from './subscription.ts';

/** A coming digest, with what a change of the clocks does to it. */
export type Run = {
  readonly plannedAt: Date;
  /** Its time of day does not exist that day: it comes later. */
  readonly gap: Gap | undefined;
  /** Its time comes twice that day; it is the first of them. */
  readonly twice: boolean;
  /** How far the clocks have moved since the run before it, or since now, in minutes; mostly 0. */
  readonly shiftMinutes: number;
};

/** A time that clocks leap over, and when it comes instead. */
export type Gap = { readonly wanted: TimeOfDay; readonly at: TimeOfDay };
