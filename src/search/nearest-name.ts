import { distance } from './osa.ts';

const LEAST_FOR_START = 3;

/**
 * What was meant by a mistyped one of a few known names, each with what it stands for: the only
 * one that begins so, else the nearest within one edit, or two from eight letters. Undefined
 * where none is near, or names as near stand for different things.
 */
export function nearestName<T>(
  typed: string,
  names: Iterable<readonly [name: string, meaning: T]>,
): T | undefined {
  if (typed.length < LEAST_FOR_START) return undefined;
  const known = [...names];
  const starting = new Set(
    known.flatMap(([name, meaning]) => (name.startsWith(typed) ? [meaning] : [])),
  );
  if (starting.size === 1) return [...starting][0];
  const most = typed.length < 8 ? 1 : 2;
  const near = known.map(([name, meaning]) => ({ meaning, edits: distance(typed, name, most) }));
  const least = Math.min(...near.map(({ edits }) => edits));
  const nearest = new Set(near.flatMap(({ meaning, edits }) => (edits === least ? [meaning] : [])));
  return least <= most && nearest.size === 1 ? [...nearest][0] : undefined;
}
