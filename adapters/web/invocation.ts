import type {
  ActionRequest,
  CommandRequest,
  Family,
  Invocation,
} from '../../src/commands/command.ts';
import type { Channel, Person } from '../../src/model/channel.ts';
import { actionOf } from '../discord/invocation.ts';

export type ParseCommandText = (family: Family, text: string) => CommandRequest;

/** The one channel of the playground. */
export const PLAYGROUND: Channel = {
  platform: 'web',
  workspace: 'playground',
  id: 'playground',
};

/** Whoever opens the page: it is served to this machine only, so they manage it. */
export const YOU: Person = { id: 'you', name: 'you', manages: true };

/**
 * The command that a typed line stands for. A line without a slash is a search, as `/news` with
 * bare words is; undefined for a slash command of another app.
 */
export function commandOfLine(line: string, parse: ParseCommandText): CommandRequest | undefined {
  const [, name, text = ''] = /^\s*\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const family = name?.toLowerCase() ?? 'news';
  if (family !== 'news' && family !== 'newsdesk') return undefined;
  return parse(family, name === undefined ? line : text);
}

/**
 * What a pressed button or a chosen option asks for; undefined for anything we cannot have made.
 * A Slack value is the bare action; a Discord id may have a copy's number behind it.
 */
export function actionOfPress(id: string): ActionRequest | undefined {
  const action = actionOf(id);
  return action && { kind: 'action', action };
}

export function invocationOf(request: CommandRequest | ActionRequest, now: Date): Invocation {
  return { channel: PLAYGROUND, person: YOU, request, now };
}
