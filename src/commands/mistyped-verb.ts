import { code, type Message, text } from '../message/message.ts';
import { distance } from '../search/osa.ts';
import { parseQuery } from '../search/query.ts';
import type { Command, CommandRequest, Family, Reply } from './command.ts';
import { parseCommandText } from './command-text.ts';
import type { Desk } from './desk.ts';

/** A word of the archive is a verb mistyped where the verb is in so many times more articles. */
const FAR_RARER = 20;

/** In shorter words another letter makes another word (`fund`, `held`): only slips of the hand count. */
const LEAST_FOR_ANY_EDIT = 5;

export type MeantVerb = {
  /** With the verb that was meant. */
  readonly request: CommandRequest;
  readonly typed: string;
  /** All that was typed behind it. */
  readonly behind: string;
};

/**
 * The command that was meant where bare words begin with a verb mistyped once, `serch isis`.
 * Undefined where the first word is one that the archive knows: then it is sought.
 */
export async function mistypedVerb(
  { family, bare = '' }: CommandRequest,
  { commands, finder }: Pick<Desk, 'commands' | 'finder'>,
  now: Date,
): Promise<MeantVerb | undefined> {
  const [typed = ''] = bare.split(' ', 1);
  const verb = verbsOf(commands, family).find((known) => isSlip(typed.toLowerCase(), known));
  if (verb === undefined) return undefined;
  const behind = bare.slice(typed.length).trim();
  const request = parseCommandText(commands, family, `${verb} ${behind}`);
  if (request.bare !== undefined) return undefined;

  const articlesWith = async (word: string): Promise<number> =>
    (await finder.find(parseQuery(`exact:yes "${word}"`, now), { from: 1, limit: 1 })).total;
  const known = await articlesWith(typed);
  if (known > 0 && (await articlesWith(verb)) < FAR_RARER * known) return undefined;
  return { request, typed, behind };
}

/** The reply, with what was read differently and how to have it searched as typed. */
export function saidWith(reply: Reply, { request, typed, behind }: MeantVerb): Reply {
  if (reply.kind === 'remove') return reply;
  const [first, ...rest] = reply.message.blocks;
  const note: Message['blocks'][number] = {
    kind: 'note',
    spans: [
      text('Read '),
      code(typed),
      text(` as ${request.verb} · to search for the word: `),
      code(`/${request.family} search ${`${typed} ${behind}`.trim()}`),
    ],
  };
  const blocks =
    first?.kind === 'heading' ? [first, note, ...rest] : [note, ...reply.message.blocks];
  return { ...reply, message: { ...reply.message, blocks } };
}

/** Of the other family the verbs only, not their other names. */
function verbsOf(commands: readonly Command[], family: Family): string[] {
  return commands
    .flatMap((command) =>
      command.family === family ? [command.verb, ...command.aliases] : [command.verb],
    )
    .filter((verb) => verb.length > 3 && !verb.includes(' '));
}

function isSlip(typed: string, verb: string): boolean {
  if (typed.length < 3 || distance(typed, verb, 1) !== 1) return false;
  return (
    verb.length >= LEAST_FOR_ANY_EDIT || typed.length !== verb.length || sameLetters(typed, verb)
  );
}

function sameLetters(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}
