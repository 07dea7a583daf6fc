import { expect, test } from 'vitest';
import { slotNumbers } from '../../src/digest/change.ts';
import type { TimeOfDay } from '../../src/model/subscription.ts';

const times = (text: string) => text.split(' ') as TimeOfDay[];

test.each([
  ['08:00', [1], '09:00', [1]],
  ['08:00', [1], '07:00 08:00', [2, 1]],
  ['08:00 12:00 17:30', [1, 2, 3], '17:30', [3]],
  ['08:00 17:30', [1, 2], '09:00 17:30', [1, 2]],
  ['17:30', [3], '17:30 20:00', [3, 1]],
  ['08:00 12:00', [1, 2], '09:00 13:00 18:00', [1, 2, 3]],
])('slots %s %j changed to %s are %j', (before, slots, after, expected) => {
  expect(slotNumbers({ at: times(before), slots }, times(after))).toEqual(expected);
});
