import type { Command, CommandOption } from '../../../src/commands/command.ts';

const QUERY: CommandOption = {
  name: 'query',
  description: 'Words to look for',
  kind: 'text',
  words: true,
  suggests: 'article',
};

const PUBLIC: CommandOption = {
  name: 'public',
  description: 'Show it to the channel',
  kind: 'flag',
};

/** A command of the given name that takes words; it is never run here. */
export function aCommand(command: Partial<Command> & Pick<Command, 'verb'>): Command {
  return {
    family: 'news',
    aliases: [],
    description: `What ${command.verb} does`,
    usage: command.verb,
    example: command.verb,
    options: [QUERY],
    run: () => Promise.reject(new Error('fixture commands are not run')),
    ...command,
  };
}

/** One command for each thing that an adapter has to carry. */
export const FIXTURE_COMMANDS: readonly Command[] = [
  aCommand({
    verb: 'search',
    options: [
      QUERY,
      {
        name: 'topic',
        description: 'Only this topic',
        kind: 'text',
        suggests: 'topic',
        filter: true,
      },
      { name: 'sort', description: 'Order', kind: 'choice', choices: ['best', 'new'] },
      { name: 'page', description: 'Page', kind: 'number' },
      PUBLIC,
    ],
  }),
  aCommand({ verb: 'open', options: [{ ...QUERY, required: true }] }),
  aCommand({ verb: 'share', options: [PUBLIC] }),
  aCommand({ verb: 'slow', options: [] }),
  aCommand({ verb: 'fail', options: [] }),
  aCommand({ verb: 'big', options: [] }),
  aCommand({ verb: 'hostile', options: [] }),
  aCommand({ verb: 'health', options: [] }),
  aCommand({ verb: 'digest', options: [{ name: 'period', description: 'Slot', kind: 'text' }] }),
  aCommand({
    family: 'newsdesk',
    verb: 'subscribe',
    managed: true,
    options: [
      { name: 'at', description: 'Time of day', kind: 'text', required: true },
      { name: 'zone', description: 'Time zone', kind: 'text', suggests: 'zone' },
    ],
  }),
];
