import { expect, test } from 'vitest';
import {
  applicationCommands,
  register,
  registrationHash,
} from '../../../adapters/discord/register.ts';
import { COMMANDS } from '../../../src/commands/index.ts';
import { problems } from './command-rules.ts';
import { aCommand, FIXTURE_COMMANDS } from './fixture-commands.ts';

test('each command is a subcommand of its family, with what Discord asks for first', () => {
  const commands = applicationCommands([
    aCommand({
      verb: 'search',
      description: 'Search the news',
      options: [
        { name: 'topic', description: 'Only this topic', kind: 'text', suggests: 'topic' },
        { name: 'query', description: 'Words', kind: 'text', words: true, required: true },
        { name: 'page', description: 'Page', kind: 'number' },
        { name: 'exact', description: 'No corrections', kind: 'flag' },
        { name: 'sort', description: 'Order', kind: 'choice', choices: ['best', 'new'] },
      ],
    }),
  ]);

  expect(commands).toEqual([
    {
      type: 1,
      name: 'news',
      description: 'Search the news and read summaries',
      default_member_permissions: null,
      integration_types: [0, 1],
      contexts: [0, 1, 2],
      options: [
        {
          type: 1,
          name: 'search',
          description: 'Search the news',
          options: [
            { type: 3, name: 'query', description: 'Words', required: true, max_length: 200 },
            {
              type: 3,
              name: 'topic',
              description: 'Only this topic',
              required: false,
              max_length: 200,
              autocomplete: true,
            },
            { type: 4, name: 'page', description: 'Page', required: false },
            { type: 5, name: 'exact', description: 'No corrections', required: false },
            {
              type: 3,
              name: 'sort',
              description: 'Order',
              required: false,
              choices: [
                { name: 'best', value: 'best' },
                { name: 'new', value: 'new' },
              ],
            },
          ],
        },
      ],
    },
  ]);
});

test('verbs of two words are subcommands of one group, and a channel is chosen from a list', () => {
  const [newsdesk] = applicationCommands([
    aCommand({
      family: 'newsdesk',
      verb: 'digest next',
      description: 'The next three',
      options: [],
    }),
    aCommand({ family: 'newsdesk', verb: 'status', description: 'How it is', options: [] }),
    aCommand({
      family: 'newsdesk',
      verb: 'digest send',
      description: 'Send one now',
      options: [{ name: 'channel', description: 'Where', kind: 'channel' }],
    }),
  ]);
  expect(newsdesk?.options).toEqual([
    {
      type: 2,
      name: 'digest',
      description: 'digest: next, send',
      options: [
        { type: 1, name: 'next', description: 'The next three', options: [] },
        {
          type: 1,
          name: 'send',
          description: 'Send one now',
          options: [
            {
              type: 7,
              name: 'channel',
              description: 'Where',
              required: false,
              channel_types: [0, 5, 10, 11, 12],
            },
          ],
        },
      ],
    },
    { type: 1, name: 'status', description: 'How it is', options: [] },
  ]);
});

test('/newsdesk is for managers of a server, in that server', () => {
  const newsdesk = applicationCommands(FIXTURE_COMMANDS).find(({ name }) => name === 'newsdesk');
  expect(newsdesk).toMatchObject({
    default_member_permissions: '32',
    integration_types: [0],
    contexts: [0],
  });
});

test.each([
  ['the fixtures', FIXTURE_COMMANDS],
  ['our commands', COMMANDS],
])('%s keep to the rules of Discord', (_, commands) => {
  expect(problems(applicationCommands(commands))).toEqual([]);
});

test('the set is sent once, and again only when it or its place has changed', async () => {
  let remembered: string | undefined;
  const sent: string[] = [];
  const start = (commands = FIXTURE_COMMANDS, route: `/${string}` = '/applications/1/commands') =>
    register(
      commands,
      route,
      {
        get: async () => remembered,
        set: async (hash) => {
          remembered = hash;
        },
      },
      async (to) => sent.push(to),
    );

  expect(await start()).toBe(true);
  expect(await start()).toBe(false);
  expect(await start(FIXTURE_COMMANDS.slice(1))).toBe(true);
  expect(await start(FIXTURE_COMMANDS.slice(1), '/applications/1/guilds/2/commands')).toBe(true);
  expect(sent).toEqual([
    '/applications/1/commands',
    '/applications/1/commands',
    '/applications/1/guilds/2/commands',
  ]);
});

test('a set that Discord refused is sent again at the next start', async () => {
  const remembered = { get: async () => undefined, set: () => Promise.reject(new Error('kept')) };
  const refuse = () => Promise.reject(new Error('30034'));
  await expect(register(FIXTURE_COMMANDS, '/x', remembered, refuse)).rejects.toThrow('30034');
});

test('the hash does not depend on when it is made', () => {
  const hash = () => registrationHash(applicationCommands(FIXTURE_COMMANDS), '/x');
  expect(hash()).toBe(hash());
});
