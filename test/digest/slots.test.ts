import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantOf, localDateOf } from '../../src/digest/local-time.ts';
import { latestDueSlot, nextSlots } from '../../src/digest/slots.ts';
import type { TimeOfDay, Weekday } from '../../src/model/subscription.ts';

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

function schedule(timezone: string, at: string | readonly string[], days = everyDay) {
  return {
    timezone,
    at: [at].flat() as TimeOfDay[],
    days,
    activeSince: new Date('2020-01-01T00:00:00Z'),
  };
}

const at = (instant: string) => new Date(instant);

// The instants of a spring gap and an autumn overlap, zone by zone.
test.each([
  ['Europe/Berlin', '02:30', '2027-03-28', '2027-03-28T01:30:00Z'],
  ['America/New_York', '02:30', '2027-03-14', '2027-03-14T07:30:00Z'],
  ['Australia/Lord_Howe', '02:15', '2027-10-03', '2027-10-02T15:45:00Z'],
  ['Africa/Cairo', '00:00', '2027-04-30', '2027-04-29T22:00:00Z'],
  ['America/Santiago', '00:00', '2027-09-05', '2027-09-05T04:00:00Z'],
  ['Pacific/Chatham', '02:50', '2027-09-26', '2027-09-25T14:05:00Z'],
  ['Europe/Berlin', '02:30', '2027-10-31', '2027-10-31T00:30:00Z'],
  ['America/New_York', '01:30', '2027-11-07', '2027-11-07T05:30:00Z'],
  ['Australia/Lord_Howe', '01:45', '2027-04-04', '2027-04-03T14:45:00Z'],
  ['Asia/Tashkent', '09:00', '2027-07-01', '2027-07-01T04:00:00Z'],
  ['Asia/Kathmandu', '09:00', '2027-01-01', '2027-01-01T03:15:00Z'],
])('in %s the slot at %s on %s is at %s, once', (timezone, time, date, instant) => {
  const daily = schedule(timezone, time);

  const slot = latestDueSlot(daily, at(instant));
  expect(slot).toEqual({ period: `${date}/1`, plannedAt: at(instant) });
  expect(latestDueSlot(daily, new Date(at(instant).getTime() - 1))?.period).not.toBe(`${date}/1`);
  expect(latestDueSlot(daily, new Date(at(instant).getTime() + 3_600_000))?.period).toBe(
    `${date}/1`,
  );
});

test('local times become the instants that Temporal gives, hour by hour around every change of clocks', () => {
  const zones = [
    'Asia/Tashkent',
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Cairo',
    'America/Santiago',
    'Pacific/Chatham',
  ];
  for (const timezone of zones) {
    for (
      let day = Temporal.PlainDate.from('2026-01-01');
      day.year < 2028;
      day = day.add({ days: 1 })
    ) {
      for (const minute of [0, 105, 150, 170, 540]) {
        const expected = day
          .toPlainDateTime({ hour: Math.floor(minute / 60), minute: minute % 60 })
          .toZonedDateTime(timezone, { disambiguation: 'compatible' }).epochMilliseconds;
        const date = { year: day.year, month: day.month, day: day.day };
        if (instantOf(date, minute, timezone).getTime() !== expected) {
          expect.fail(`${timezone} ${day} minute ${minute}`);
        }
      }
    }
  }
});

describe('the slots of a schedule', () => {
  test('on a day that is not chosen there is none', () => {
    const weekdays = schedule('Europe/Berlin', '09:00', [1, 2, 3, 4, 5]);
    // 2026-11-22 is a Sunday.
    expect(latestDueSlot(weekdays, at('2026-11-22T12:00:00Z'))?.period).toBe('2026-11-20/1');
    expect(nextSlots(weekdays, at('2026-11-20T08:00:00Z'), 2).map(({ period }) => period)).toEqual([
      '2026-11-23/1',
      '2026-11-24/1',
    ]);
  });

  test('several times a day are several slots', () => {
    const twice = schedule('Asia/Tashkent', ['08:00', '17:30']);
    expect(nextSlots(twice, at('2026-11-22T03:00:00Z'), 3)).toEqual([
      { period: '2026-11-22/2', plannedAt: at('2026-11-22T12:30:00Z') },
      { period: '2026-11-23/1', plannedAt: at('2026-11-23T03:00:00Z') },
      { period: '2026-11-23/2', plannedAt: at('2026-11-23T12:30:00Z') },
    ]);
  });

  test('one that a change of clocks moves past midnight is sent behind an early one of the next day', () => {
    // In Nuuk, clocks go from 23:00 on Saturday to 00:00 on Sunday.
    const around = schedule('America/Nuuk', ['00:10', '23:30']);
    const due = [
      ['2027-03-28/1', '2027-03-28T01:10:00.000Z'],
      ['2027-03-27/2', '2027-03-28T01:30:00.000Z'],
      ['2027-03-28/2', '2027-03-29T00:30:00.000Z'],
    ];
    const next = nextSlots(around, at('2027-03-27T12:00:00Z'), 3);
    expect(next.map((slot) => [slot.period, slot.plannedAt.toISOString()])).toEqual(due);
    const found = next.map(({ plannedAt }) => latestDueSlot(around, plannedAt)?.period);
    expect(found).toEqual(due.map(([period]) => period));
  });

  test('what came before the subscription was made is not due', () => {
    const made = at('2026-11-22T10:00:00Z');
    const daily = { ...schedule('UTC', '09:00'), activeSince: made };
    expect(latestDueSlot(daily, at('2026-11-22T10:01:00Z'))).toBeUndefined();
    expect(latestDueSlot(daily, at('2026-11-23T09:00:00Z'))?.period).toBe('2026-11-23/1');
  });

  test('once a week is found from six days away', () => {
    const sundays = schedule('UTC', '09:00', [7]);
    expect(latestDueSlot(sundays, at('2026-11-22T08:59:59Z'))?.period).toBe('2026-11-15/1');
  });

  test('the local date is that of the zone', () => {
    expect(localDateOf(at('2026-11-22T20:00:00Z'), 'Asia/Tashkent')).toEqual({
      year: 2026,
      month: 11,
      day: 23,
    });
  });
});
