import type { CommandRequest, Family, Invocation } from '../../src/commands/command.ts';
import { parseAction } from '../../src/message/action.ts';
import type { Person } from '../../src/model/channel.ts';
import { typedText } from './escape.ts';

/** What the two commands are called here, with the slash: another app may own `/news`. */
export type CommandNames = Readonly<Record<Family, string>>;

export type InvocationRules = {
  readonly commands: CommandNames;
  /** Ids of the people who may manage; empty: every member of the workspace, and no guest of a shared channel. */
  readonly managers: readonly string[];
  readonly parse: (family: Family, text: string) => CommandRequest;
};

/** The part of a slash command's payload that says something. */
export type SlashPayload = {
  readonly command: string;
  readonly text: string;
  readonly team_id: string;
  readonly channel_id: string;
  readonly user_id: string;
  readonly user_name: string;
};

/** The part of a `block_actions` payload that says something. */
export type PressPayload = {
  readonly team: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly user: {
    readonly id: string;
    readonly name?: string;
    readonly username?: string;
    readonly team_id?: string;
  };
  readonly channel?: { readonly id: string };
  readonly actions: readonly object[];
};

/** Undefined for a command that is not one of ours. */
export function commandInvocation(
  payload: SlashPayload,
  rules: InvocationRules,
  now: Date,
): Invocation | undefined {
  const family = familyOf(payload.command, rules.commands);
  if (family === undefined) return undefined;
  return {
    channel: { platform: 'slack', workspace: payload.team_id, id: payload.channel_id },
    person: personOf(payload.user_id, payload.user_name, rules),
    request: rules.parse(family, typedText(payload.text ?? '')),
    now,
  };
}

/**
 * `nothing` for a press that asks nothing of us (a link button, a press outside a channel),
 * `expired` for one that no message of ours still offers.
 */
export function pressInvocation(
  payload: PressPayload,
  rules: InvocationRules,
  now: Date,
): Invocation | 'nothing' | 'expired' {
  const { user, enterprise } = payload;
  const workspace = payload.team?.id ?? user.team_id;
  const [pressed] = payload.actions;
  if (!workspace || !payload.channel || !pressed || 'url' in pressed) return 'nothing';
  const wire = wireOf(pressed);
  if (wire === undefined) return 'nothing';
  const action = parseAction(wire);
  if (action === undefined) return 'expired';
  // In a channel that two companies share, whoever is of the other one presses our buttons, too.
  const isMember = [undefined, workspace, enterprise?.id].includes(user.team_id);
  return {
    channel: { platform: 'slack', workspace, id: payload.channel.id },
    person: personOf(user.id, user.name ?? user.username, rules, isMember),
    request: { kind: 'action', action },
    now,
  };
}

function familyOf(command: string, commands: CommandNames): Family | undefined {
  if (command === commands.news) return 'news';
  return command === commands.newsdesk ? 'newsdesk' : undefined;
}

function personOf(
  id: string,
  name: string | undefined,
  { managers }: InvocationRules,
  isMember = true,
): Person {
  const manages = managers.length === 0 ? isMember : managers.includes(id);
  return { id, name: name || id, manages };
}

/** A button's value, or that of the chosen option; a link button has neither. */
function wireOf(element: object): string | undefined {
  if ('selected_option' in element) {
    const option = element.selected_option;
    const chosen = typeof option === 'object' && option !== null && 'value' in option;
    return chosen && typeof option.value === 'string' ? option.value : undefined;
  }
  return 'value' in element && typeof element.value === 'string' ? element.value : undefined;
}
