import type { Period } from '../model/delivery.ts';
import type { Subscription } from '../model/subscription.ts';
import {
  addDays,
  instantOf,
  isoDate,
  type LocalDate,
  localDateOf,
  weekdayOf,
} from './local-time.ts';

/** One time at which a subscription's digest is to be sent. */
export type Slot = { readonly period: Period; readonly plannedAt: Date };

export type Schedule = Pick<Subscription, 'at' | 'days' | 'timezone'> &
  Partial<Pick<Subscription, 'slots'>>;

/** A week and a day: every schedule has a slot within it. */
const REACH_DAYS = 8;

/**
 * The last slot that has come by `now`; undefined when none has since the subscription was
 * made, changed or resumed. Exactly one slot belongs to each chosen local day and time.
 */
export function latestDueSlot(
  subscription: Schedule & Pick<Subscription, 'activeSince'>,
  now: Date,
): Slot | undefined {
  const today = localDateOf(now, subscription.timezone);
  const dueOn = (back: number) =>
    slotsOfDay(subscription, addDays(today, -back)).filter(({ plannedAt }) => plannedAt <= now);
  for (let back = -1; back <= REACH_DAYS; back += 1) {
    const due = dueOn(back);
    if (due.length === 0) continue;
    // A gap of the clock before midnight moves one of the day before behind them.
    const last = [...dueOn(back + 1), ...due].sort(byTime).at(-1);
    return last && last.plannedAt > subscription.activeSince ? last : undefined;
  }
  return undefined;
}

/** The next slots after an instant, soonest first. */
export function nextSlots(schedule: Schedule, after: Date, count: number): Slot[] {
  const slots: Slot[] = [];
  let day = addDays(localDateOf(after, schedule.timezone), -1);
  for (let isEnough = false; !isEnough; day = addDays(day, 1)) {
    // And one day more: its first may come before the last of the day before.
    isEnough = slots.length >= count;
    slots.push(...slotsOfDay(schedule, day).filter(({ plannedAt }) => plannedAt > after));
  }
  return slots.sort(byTime).slice(0, count);
}

function byTime(a: Slot, b: Slot): number {
  return a.plannedAt.getTime() - b.plannedAt.getTime();
}

function slotsOfDay({ at, slots = [], days, timezone }: Schedule, date: LocalDate): Slot[] {
  if (!days.includes(weekdayOf(date))) return [];
  return at.map((time, index) => ({
    period: `${isoDate(date)}/${slots[index] ?? index + 1}` as Period,
    plannedAt: instantOf(date, minuteOfDay(time), timezone),
  }));
}

function minuteOfDay(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
