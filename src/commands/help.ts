import { helpGroup, helpScreen, helpTopic } from '../message/help.ts';
import type { Message } from '../message/message.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { findCommand, nearestCommands } from './find-command.ts';
import { privately, refusal } from './reply.ts';

const GROUPS: readonly { readonly title: string; readonly verbs: readonly string[] }[] = [
  { title: 'Search', verbs: ['search', 'latest', 'topics'] },
  { title: 'Read', verbs: ['open', 'share', 'cite', 'digest'] },
  { title: 'Subscribe', verbs: ['subscribe', 'list'] },
  { title: 'Look after it', verbs: ['feed list'] },
];

/** One command of that name in each family: whichever is typed, the same screen comes. */
function helpFor(family: Command['family']): Command {
  return {
    family,
    verb: 'help',
    aliases: ['h', '?', 'commands'],
    description: 'What you can type here, or how one command works',
    usage: `/${family} help [command]`,
    example: `/${family} help subscribe`,
    options: [{ name: 'command', description: 'One command', kind: 'text', words: true }],
    run: async ({ words }, _, desk) => {
      if (words === '') return privately(help(desk));
      const name = words.replace(/^\/\w+\s+/, '').toLowerCase();
      const group = desk.commands.filter((command) => command.verb.startsWith(`${name} `));
      const own = desk.commands.some(
        (command) => command.family === family && command.verb === name,
      );
      if (group.length > 0 && !own) return privately(helpGroup(group));
      const command = findCommand(desk.commands, family, name);
      if (command) return privately(helpTopic(command));
      const near = nearestCommands(desk.commands, family, words);
      return refusal({
        what: `There is no command "${words}".`,
        advice:
          near.length > 0
            ? `Did you mean ${near.map(({ verb }) => verb).join(' or ')}?`
            : 'Help shows all there are.',
        example: near[0] ? `/${family} help ${near[0].verb}` : `/${family} help`,
      });
    },
  };
}

export const newsHelpCommand = helpFor('news');
export const newsdeskHelpCommand = helpFor('newsdesk');

/** Everything at a glance. */
export function help({ commands, version }: Desk): Message {
  const shown = new Set(['help', ...GROUPS.flatMap(({ verbs }) => verbs.map(firstWord))]);
  const verbs = new Set(commands.map(({ verb }) => firstWord(verb)));
  return helpScreen({
    version,
    others: [...verbs.difference(shown)],
    groups: GROUPS.map(({ title, verbs }) => ({
      title,
      lines: verbs.flatMap((verb) => commands.find((command) => command.verb === verb) ?? []),
    })),
  });
}

/** `feed add` and its like are explained together, by `help feed`. */
function firstWord(verb: string): string {
  return verb.split(' ', 1)[0] ?? verb;
}
