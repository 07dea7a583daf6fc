import { reasonOf } from '../log.ts';
import { outage, problem } from '../message/problem.ts';
import { randomId } from '../store/lists.ts';
import { runAction } from './actions.ts';
import type { Command, CommandRequest, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { findCommand, nearestCommands } from './find-command.ts';
import { help } from './help.ts';
import { MANAGERS_ONLY } from './managers-only.ts';
import { type MeantVerb, mistypedVerb, saidWith } from './mistyped-verb.ts';
import { privately } from './reply.ts';

/**
 * Answers what was typed or pressed. Never throws: what goes wrong on our side is logged once,
 * under a reference that the person gets to see.
 */
export async function dispatch(invocation: Invocation, desk: Desk): Promise<Reply> {
  const { request, channel } = invocation;
  try {
    return request.kind === 'action'
      ? await runAction(request.action, invocation, desk)
      : await runCommand(request, invocation, desk);
  } catch (error) {
    const reference = randomId().slice(0, 6).toUpperCase();
    const what =
      request.kind === 'action' ? request.action.kind : `${request.family} ${request.verb}`;
    const { platform, workspace } = channel;
    desk.log.error({ reference, what, platform, workspace, reason: reasonOf(error) }, 'no answer');
    return privately(outage(reference));
  }
}

async function runCommand(
  request: CommandRequest,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const meant = request.bare && (await mistypedVerb(request, desk, invocation.now));
  if (meant) return runMeant(meant, invocation, desk);
  const command = findCommand(desk.commands, request.family, request.verb);
  if (command === undefined) return privately(unknownVerb(request, desk));
  if (command.managed && !invocation.person.manages) return privately(MANAGERS_ONLY);
  return command.run(request, invocation, desk);
}

/** What changes what others get is not done on a guess: it is offered. */
async function runMeant(meant: MeantVerb, invocation: Invocation, desk: Desk): Promise<Reply> {
  const { request, typed, behind } = meant;
  const command = findCommand(desk.commands, request.family, request.verb);
  const isOwn = command?.family === request.family;
  if (command === undefined || command.managed || command.posts || !isOwn) {
    const asTyped = { ...request, verb: typed, words: behind };
    return privately(noSuchVerb(asTyped, command ? [command] : []));
  }
  return saidWith(await command.run(request, invocation, desk), meant);
}

function unknownVerb(request: CommandRequest, desk: Desk) {
  const { family, verb } = request;
  if (verb === '') return help(desk);
  return noSuchVerb(request, nearestCommands(desk.commands, family, verb));
}

function noSuchVerb({ family, verb, words }: CommandRequest, near: readonly Command[]) {
  return problem({
    what: `There is no command "${verb}".`,
    advice:
      near.length > 0
        ? `Did you mean ${near.map((command) => command.verb).join(' or ')}?`
        : 'Help shows all there are.',
    example: near[0] ? `/${family} ${[near[0].verb, words].join(' ').trim()}` : `/${family} help`,
    keep: `/${family} ${[verb, words].join(' ').trim()}`,
  });
}
