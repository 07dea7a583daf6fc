import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VectorPool } from '../../src/story/vector-pool.ts';

const CAPACITY = 4;
const NAMES = new Set(['sea', 'island']);
const vectors = fc.array(
  fc
    .uniqueArray(fc.constantFrom('ferry', 'rudder', 'sea', 'island', 'vote', 'tax'), {
      minLength: 1,
    })
    .chain((words) =>
      fc
        .array(fc.integer({ min: 1, max: 64 }), { minLength: words.length })
        .map((weights) => new Map(words.map((word, at) => [word, (weights[at] ?? 1) / 64]))),
    ),
  { minLength: 1, maxLength: 20 },
);

/** So many vectors put one after the other, each into the slot of the oldest. */
function filled(all: readonly Map<string, number>[]) {
  const pool = new VectorPool(CAPACITY);
  const slots: Map<string, number>[] = [];
  for (const [at, vector] of all.entries()) {
    const slot = at % CAPACITY;
    if (slots[slot]) pool.clear(slot);
    pool.put(slot, vector, NAMES);
    slots[slot] = vector;
  }
  return { pool, slots };
}

test('the vectors of the last articles are there, and nothing of those before them', () => {
  fc.assert(
    fc.property(vectors, vectors, (all, [asked = new Map()]) => {
      const { pool, slots } = filled(all);
      expect(slots.map((_, slot) => pool.vectorAt(slot))).toEqual(slots);
      expect(slots.map((_, slot) => pool.namesAt(slot))).toEqual(
        slots.map((vector) => [...vector.keys()].filter((word) => NAMES.has(word))),
      );
      for (const word of ['ferry', 'tax']) {
        expect(pool.count(word)).toBe(slots.filter((vector) => vector.has(word)).length);
        expect(slots.map((_, slot) => pool.weight(slot, word))).toEqual(
          slots.map((vector) => vector.get(word)),
        );
      }

      const dots = slots.map((vector) => dotOf(asked, vector));
      const sums = new Float64Array(CAPACITY);
      const touched = pool.accumulate([...asked], sums, Number.POSITIVE_INFINITY);
      expect([...sums].slice(0, slots.length)).toEqual(dots);
      expect(touched.toSorted()).toEqual([...slots.keys()].filter((slot) => dots[slot] !== 0));
    }),
  );
});

test('likeness to a group is that to the sum of its vectors, with and without standing words', () => {
  fc.assert(
    fc.property(vectors, vectors, (all, [asked = new Map()]) => {
      const { pool, slots } = filled(all);
      const groups = [[], [...slots.keys()]];
      const specific = new Map(asked);
      specific.delete('sea');
      const sumOf = (query: Map<string, number>) =>
        slots.reduce((sum, vector) => sum + dotOf(query, vector), 0);
      for (let time = 0; time < 2; time += 1) {
        expect(pool.likeness(asked, new Set(['sea']), groups)).toEqual([
          { dot: 0, specific: 0 },
          { dot: sumOf(asked), specific: sumOf(specific) },
        ]);
      }
    }),
  );
});

test('words that too many articles use are passed over', () => {
  const { pool } = filled([
    new Map([['sea', 0.5]]),
    new Map([
      ['sea', 0.5],
      ['tax', 0.5],
    ]),
  ]);
  const sums = new Float64Array(CAPACITY);
  expect(
    pool.accumulate(
      [
        ['sea', 1],
        ['tax', 1],
      ],
      sums,
      1,
    ),
  ).toEqual([1]);
});

/** Exact: all weights are parts of 64. */
function dotOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return [...a].reduce((sum, [word, weight]) => sum + weight * (b.get(word) ?? 0), 0);
}
