import type { Period } from '../model/delivery.ts';
import type { Gap, Run } from '../model/run.ts';
import type { Subscription, TimeOfDay } from '../model/subscription.ts';
import { addDays, instantOf, localDateOf, localMinuteOf, offsetAt } from './local-time.ts';
import { nextSlots, type Schedule } from './slots.ts';

/** More than the slots of one day: so many at most may be spent. */
const SPENT_TODAY = 12;

/**
 * The next digests, soonest first. None where articles are sent as they come in. `spent` holds
 * the slots that are in the ledger: one that was sent today and moved to later does not come again.
 */
export function nextRuns(
  subscription: Schedule & Pick<Subscription, 'asNow'>,
  { now, count, spent }: { readonly now: Date; count: number; spent: ReadonlySet<Period> },
): Run[] {
  if (subscription.asNow) return [];
  const { timezone } = subscription;
  let offset = offsetAt(now.getTime(), timezone);
  return nextSlots(subscription, now, count + SPENT_TODAY)
    .filter(({ period }) => !spent.has(period))
    .slice(0, count)
    .map(({ plannedAt, period }) => {
      const here = offsetAt(plannedAt.getTime(), timezone);
      const shiftMinutes = (here - offset) / MINUTE_MS;
      offset = here;
      return {
        plannedAt,
        gap: gapAt(plannedAt, wantedTime(subscription, period), timezone),
        twice: comesTwice(plannedAt, timezone),
        shiftMinutes,
      };
    });
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_DAYS = 366;

/** The first time within a year that a slot falls where the clocks leap; undefined for most. */
export function firstGap(
  schedule: Schedule,
  now: Date,
): { readonly plannedAt: Date; readonly gap: Gap } | undefined {
  const { timezone } = schedule;
  for (let day = 0; day < YEAR_DAYS; day += 1) {
    const start = now.getTime() + day * DAY_MS;
    if (offsetAt(start + DAY_MS, timezone) <= offsetAt(start - DAY_MS, timezone)) continue;
    for (const { plannedAt, period } of nextSlots(schedule, new Date(start), schedule.at.length)) {
      const gap = gapAt(plannedAt, wantedTime(schedule, period), timezone);
      if (gap) return { plannedAt, gap };
    }
  }
  return undefined;
}

function gapAt(plannedAt: Date, wanted: TimeOfDay, timezone: string): Gap | undefined {
  const at = timeOfDay(localMinuteOf(plannedAt, timezone));
  return at === wanted ? undefined : { wanted, at };
}

function wantedTime({ at, slots = [] }: Schedule, period: Period): TimeOfDay {
  const slot = Number(period.split('/')[1]);
  const index = at.findIndex((_, i) => (slots[i] ?? i + 1) === slot);
  return at[index] ?? timeOfDay(0);
}

function comesTwice(plannedAt: Date, timezone: string): boolean {
  const date = localDateOf(plannedAt, timezone);
  const before = offsetAt(instantOf(addDays(date, -1), 0, timezone).getTime(), timezone);
  const after = offsetAt(instantOf(addDays(date, 2), 0, timezone).getTime(), timezone);
  const again = new Date(plannedAt.getTime() + before - after);
  return (
    before > after &&
    localMinuteOf(again, timezone) === localMinuteOf(plannedAt, timezone) &&
    offsetAt(again.getTime(), timezone) !== offsetAt(plannedAt.getTime(), timezone)
  );
}

function timeOfDay(minute: number): TimeOfDay {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` as TimeOfDay;
}
