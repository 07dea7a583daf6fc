import Fuse from 'fuse.js';
import type { Command, Family } from './command.ts';

/** The command with that verb: of its own family first, then of the other, since people mix them up. */
export function findCommand(
  commands: readonly Command[],
  family: Family,
  verb: string,
): Command | undefined {
  const wanted = verb.toLowerCase();
  const named = commands.filter(({ verb: own, aliases }) => [own, ...aliases].includes(wanted));
  return named.find((command) => command.family === family) ?? named[0];
}

/** Longer than any verb; Fuse takes seconds for a text of thousands of characters. */
const MAX_VERB = 40;

/** The nearest two commands to a verb that is none, nearest first. */
export function nearestCommands(
  commands: readonly Command[],
  family: Family,
  verb: string,
): Command[] {
  const own = commands.filter((command) => command.family === family);
  return new Fuse(own, { keys: ['verb', 'aliases'], threshold: 0.4, ignoreLocation: true })
    .search(verb.slice(0, MAX_VERB), { limit: 2 })
    .map(({ item }) => item);
}
