import { createHash } from 'node:crypto';
import type { Command, CommandOption, Family } from '../../src/commands/command.ts';
import { LIMITS } from './limits.ts';

/** https://docs.discord.com/developers/interactions/application-commands, in the parts that Newsdesk uses. */
export type ApplicationCommand = {
  readonly type: 1;
  readonly name: Family;
  readonly description: string;
  readonly default_member_permissions: string | null;
  /** 0: installed in a server, 1: by a person for themselves. */
  readonly integration_types: readonly (0 | 1)[];
  /** 0: in a server, 1: in a direct message with the bot, 2: in other direct messages. */
  readonly contexts: readonly (0 | 1 | 2)[];
  readonly options: readonly (Subcommand | SubcommandGroup)[];
};

/** Subcommands of two words: `/newsdesk digest next`. */
export type SubcommandGroup = {
  readonly type: 2;
  readonly name: string;
  readonly description: string;
  readonly options: readonly Subcommand[];
};

export type Subcommand = {
  readonly type: 1;
  readonly name: string;
  readonly description: string;
  readonly options: readonly SubcommandOption[];
};

export type SubcommandOption = {
  /** 3: text, 4: whole number, 5: yes or no, 7: a channel. */
  readonly type: 3 | 4 | 5 | 7;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly autocomplete?: true;
  readonly max_length?: number;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
  readonly channel_types?: readonly number[];
};

const MANAGE_GUILD = String(1n << 5n);

/** Where a person meets each of the two commands. */
const FAMILIES = [
  {
    name: 'news',
    description: 'Search the news and read summaries',
    default_member_permissions: null,
    integration_types: [0, 1],
    contexts: [0, 1, 2],
  },
  {
    name: 'newsdesk',
    description: 'Follow topics and manage digests',
    default_member_permissions: MANAGE_GUILD,
    integration_types: [0],
    contexts: [0],
  },
] as const;

/** `/news` and `/newsdesk` with a subcommand for each command; a family without commands is left out. */
export function applicationCommands(commands: readonly Command[]): ApplicationCommand[] {
  return FAMILIES.map((family): ApplicationCommand => {
    const own = commands.filter((command) => command.family === family.name);
    return { type: 1, ...family, options: subcommands(own) };
  }).filter(({ options }) => options.length > 0);
}

/** What a set of commands is remembered by: the same for the same commands in the same place. */
export function registrationHash(commands: readonly ApplicationCommand[], route: string): string {
  return createHash('sha256')
    .update(JSON.stringify([route, commands]))
    .digest('hex');
}

/**
 * Registers the whole set, unless it is the one registered last. Discord counts registrations
 * (200 a day and server), so a restart must not cost one. Gives whether it was sent.
 */
export async function register(
  commands: readonly Command[],
  route: `/${string}`,
  remembered: { get(): Promise<string | undefined>; set(hash: string): Promise<void> },
  put: (route: `/${string}`, body: readonly ApplicationCommand[]) => Promise<unknown>,
): Promise<boolean> {
  const body = applicationCommands(commands);
  const hash = registrationHash(body, route);
  if ((await remembered.get()) === hash) return false;
  await put(route, body);
  await remembered.set(hash);
  return true;
}

/** A verb of two words is a subcommand in the group of the first, where that group first stands. */
function subcommands(commands: readonly Command[]): (Subcommand | SubcommandGroup)[] {
  const byName = Map.groupBy(commands, ({ verb }) => verb.split(' ', 1)[0] ?? verb);
  return [...byName].flatMap(([name, own]): (Subcommand | SubcommandGroup)[] => {
    const grouped = own.filter(({ verb }) => verb.includes(' '));
    if (grouped.length === 0) return own.map((command) => subcommand(command, command.verb));
    const options = grouped.map((command) =>
      subcommand(command, command.verb.slice(name.length + 1)),
    );
    const description = `${name}: ${options.map((option) => option.name).join(', ')}`;
    return [{ type: 2, name, description, options }];
  });
}

function subcommand({ description, options }: Command, name: string): Subcommand {
  const requiredFirst = options.toSorted((a, b) => Number(!!b.required) - Number(!!a.required));
  return { type: 1, name, description, options: requiredFirst.map(subcommandOption) };
}

/** Text, announcements, and the threads of both: where a bot can post one message. */
const CHANNEL_TYPES = [0, 5, 10, 11, 12];

function subcommandOption(option: CommandOption): SubcommandOption {
  const common = {
    name: option.name,
    description: option.description,
    required: option.required ?? false,
  };
  switch (option.kind) {
    case 'number':
      return { type: 4, ...common };
    case 'flag':
      return { type: 5, ...common };
    case 'channel':
      return { type: 7, ...common, channel_types: CHANNEL_TYPES };
    case 'choice':
      return {
        type: 3,
        ...common,
        choices: (option.choices ?? []).map((choice) => ({ name: choice, value: choice })),
      };
    case 'text':
      return {
        type: 3,
        ...common,
        max_length: option.maxLength ?? LIMITS.typedText,
        ...(option.suggests ? { autocomplete: true } : {}),
      };
  }
}
