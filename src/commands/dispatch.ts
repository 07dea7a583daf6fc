import { reasonOf } from '../log.ts';
import { outage, problem } from '../message/problem.ts';
import { randomId } from '../store/lists.ts';
import { runAction } from './actions.ts';
import type { CommandRequest, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { findCommand, nearestCommands } from './find-command.ts';
import { help } from './help.ts';
import { MANAGERS_ONLY } from './managers-only.ts';
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
  const command = findCommand(desk.commands, request.family, request.verb);
  if (command === undefined) return privately(unknownVerb(request, desk));
  if (command.managed && !invocation.person.manages) return privately(MANAGERS_ONLY);
  return command.run(request, invocation, desk);
}

function unknownVerb({ family, verb, words }: CommandRequest, desk: Desk) {
  if (verb === '') return help(desk);
  const near = nearestCommands(desk.commands, family, verb);
  return problem({
    what: `There is no command "${verb}".`,
    advice:
      near.length > 0
        ? `Did you mean ${near.map((command) => command.verb).join(' or ')}?`
        : 'See what there is:',
    example: near[0] ? `/${family} ${[near[0].verb, words].join(' ').trim()}` : `/${family} help`,
    keep: `/${family} ${[verb, words].join(' ').trim()}`,
  });
}
