import type { Command, CommandOption, CommandRequest, Family } from '../../src/commands/command.ts';
import type { Action } from '../../src/message/action.ts';
import { parseAction } from '../../src/message/action.ts';
import { type Channel, type Person, workspaceOfPerson } from '../../src/model/channel.ts';
import { actionOfId } from './components.ts';
import { LIMITS } from './limits.ts';

/** `data.options` of an interaction, as it comes over the wire. */
export type OptionInput = {
  readonly name: string;
  readonly value?: string | number | boolean | undefined;
  readonly focused?: boolean | undefined;
  readonly options?: readonly OptionInput[] | undefined;
};

export type CommandInput = { readonly name: string; readonly options: readonly OptionInput[] };

/** Where an interaction comes from. */
export type Origin = {
  readonly guildId: string | null;
  /** The bot itself is in that server; false where a person brought it along (user install). */
  readonly inGuild: boolean;
  readonly channelId: string;
  readonly userId: string;
  readonly userName: string;
  /** The person's permissions in that channel. */
  readonly permissions: bigint | undefined;
  /** The bot's own there. */
  readonly ownPermissions: bigint;
  /** A direct conversation with the bot itself. */
  readonly isWithBot: boolean;
};

const ADMINISTRATOR = 1n << 3n;
const MANAGE_GUILD = 1n << 5n;
const VIEW_CHANNEL = 1n << 10n;
const SEND_MESSAGES = 1n << 11n;
const EMBED_LINKS = 1n << 14n;
const SEND_MESSAGES_IN_THREADS = 1n << 38n;

/**
 * The channel and the person. A server that has the bot is one tenant. Everywhere else (a direct
 * message, a group, a server where only the person has it) the tenant is the person, who manages
 * what is their own: nothing kept for one is shown to the other people of that place.
 */
export function placeOf(origin: Origin): { channel: Channel; person: Person; mayPost: boolean } {
  const { guildId, inGuild, channelId, userId, userName, permissions = 0n } = origin;
  const server = inGuild ? guildId : null;
  return {
    channel: { platform: 'discord', workspace: server ?? workspaceOfPerson(userId), id: channelId },
    person: {
      id: userId,
      name: userName,
      // Asked anew each time: a server's owner may have opened /newsdesk to others.
      manages: server === null || (permissions & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n,
    },
    mayPost: mayPost(origin),
  };
}

/** Whether a workspace is a server, and not what belongs to one person. */
export function isServer(workspace: string): boolean {
  return !workspace.startsWith(workspaceOfPerson(''));
}

/** As the bot itself, which is not there where a person brought it along. */
function mayPost({ inGuild, isWithBot, ownPermissions: own }: Origin): boolean {
  if (!inGuild) return isWithBot;
  if ((own & ADMINISTRATOR) !== 0n) return true;
  const needed = VIEW_CHANNEL | EMBED_LINKS;
  return (own & needed) === needed && (own & (SEND_MESSAGES | SEND_MESSAGES_IN_THREADS)) !== 0n;
}

/** What was typed; undefined for a command that is not ours. A flag that is set is `true`. */
export function commandRequest(
  { name, options }: CommandInput,
  commands: readonly Command[],
): CommandRequest | undefined {
  if (!isFamily(name)) return undefined;
  const { verb, given } = subcommandOf(name, options, commands);
  const command = commandOf(commands, name, verb);
  let words = '';
  const named: Record<string, string> = {};
  for (const { name: option, value } of given) {
    if (value === undefined || value === false) continue;
    const known = optionOf(command, option);
    // Discord asks its own clients to keep to the length; others need not.
    const text = String(value).slice(0, known?.maxLength ?? LIMITS.typedText);
    if (known?.words) words = text;
    else named[option] = text;
  }
  return { kind: 'command', family: name, verb, words, options: named };
}

/** What is being typed and for which option; undefined where there is nothing to offer. */
export function typing(
  { name, options }: CommandInput,
  commands: readonly Command[],
): { command: Command; option: CommandOption; typed: string } | undefined {
  if (!isFamily(name)) return undefined;
  const { verb, given } = subcommandOf(name, options, commands);
  const focused = given.find((option) => option.focused);
  if (!focused) return undefined;
  const command = commandOf(commands, name, verb);
  const option = optionOf(command, focused.name);
  if (!command || !option) return undefined;
  return { command, option, typed: String(focused.value ?? '').slice(0, LIMITS.typedText) };
}

/** What a pressed button or a chosen option does; undefined for one that we no longer know. */
export function actionOf(customId: string, values: readonly string[] = []): Action | undefined {
  return parseAction(values[0] ?? actionOfId(customId));
}

/** The verb, of two words where the subcommand is in a group, and the options given with it. */
function subcommandOf(
  family: Family,
  [first]: readonly OptionInput[],
  commands: readonly Command[],
): { verb: string; given: readonly OptionInput[] } {
  const [second] = first?.options ?? [];
  const two = `${first?.name} ${second?.name}`;
  return second !== undefined && commandOf(commands, family, two)
    ? { verb: two, given: second.options ?? [] }
    : { verb: first?.name ?? '', given: first?.options ?? [] };
}

function commandOf(commands: readonly Command[], family: Family, verb: string) {
  return commands.find((command) => command.family === family && command.verb === verb);
}

function optionOf(command: Command | undefined, name: string): CommandOption | undefined {
  return command?.options.find((option) => option.name === name);
}

function isFamily(name: string): name is Family {
  return name === 'news' || name === 'newsdesk';
}
