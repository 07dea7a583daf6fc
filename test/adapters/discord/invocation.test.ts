import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  actionOf,
  commandRequest,
  type Origin,
  placeOf,
  typing,
} from '../../../adapters/discord/invocation.ts';
import { applicationCommands } from '../../../adapters/discord/register.ts';
import { COMMANDS } from '../../../src/commands/index.ts';
import { encodeAction } from '../../../src/message/action.ts';
import { FIXTURE_COMMANDS } from './fixture-commands.ts';

describe('a command', () => {
  test('has its words, its options by name, and only the flags that are set', () => {
    const input = {
      name: 'news',
      options: [
        {
          name: 'search',
          options: [
            { name: 'query', value: 'isis smugling' },
            { name: 'topic', value: 'security' },
            { name: 'page', value: 2 },
            { name: 'public', value: true },
          ],
        },
      ],
    };
    expect(commandRequest(input, FIXTURE_COMMANDS)).toEqual({
      kind: 'command',
      family: 'news',
      verb: 'search',
      words: 'isis smugling',
      options: { topic: 'security', page: '2', public: 'true' },
    });
    const off = [{ name: 'search', options: [{ name: 'public', value: false }] }];
    expect(commandRequest({ name: 'news', options: off }, FIXTURE_COMMANDS)).toMatchObject({
      words: '',
      options: {},
    });
  });

  test('that we no longer register still reaches the core, which knows near verbs', () => {
    const input = {
      name: 'news',
      options: [{ name: 'serch', options: [{ name: 'query', value: 'x' }] }],
    };
    expect(commandRequest(input, FIXTURE_COMMANDS)).toMatchObject({
      verb: 'serch',
      words: '',
      options: { query: 'x' },
    });
  });

  test('in a group has a verb of two words, with its options and what is typed into them', () => {
    const option = { name: 'digest', value: 'aral', focused: true };
    const input = {
      name: 'newsdesk',
      options: [{ name: 'digest', options: [{ name: 'next', options: [option] }] }],
    };
    expect(commandRequest(input, COMMANDS)).toEqual({
      kind: 'command',
      family: 'newsdesk',
      verb: 'digest next',
      words: 'aral',
      options: {},
    });
    expect(typing(input, COMMANDS)).toMatchObject({
      command: { verb: 'digest next' },
      option: { suggests: 'subscription' },
      typed: 'aral',
    });
  });

  test('of another name is not ours', () => {
    expect(commandRequest({ name: 'ban', options: [] }, FIXTURE_COMMANDS)).toBeUndefined();
  });

  test('has at most 200 characters of text, whatever a client sends', () => {
    const options = [{ name: 'search', options: [{ name: 'query', value: 'w'.repeat(6000) }] }];
    expect(commandRequest({ name: 'news', options }, FIXTURE_COMMANDS)?.words).toHaveLength(200);
  });

  test('has as much more as an option has room for', () => {
    const options = [{ name: 'share', options: [{ name: 'note', value: 'w'.repeat(6000) }] }];
    const request = commandRequest({ name: 'news', options }, COMMANDS);
    expect(request?.options.note).toHaveLength(500);
    const [news] = applicationCommands(COMMANDS);
    const share = news?.options.find(({ name }) => name === 'share');
    expect(share?.options).toMatchObject([
      { name: 'article', required: true, autocomplete: true, max_length: 200 },
      { name: 'note', required: false, max_length: 500 },
    ]);
  });
});

describe('the place', () => {
  const origin: Origin = {
    guildId: '9',
    inGuild: true,
    channelId: '5',
    userId: '7',
    userName: 'Ann',
    permissions: 0n,
    ownPermissions: 274_877_926_400n,
    isWithBot: false,
  };

  test('is the server that has the bot', () => {
    expect(placeOf(origin)).toEqual({
      channel: { platform: 'discord', workspace: '9', id: '5' },
      person: { id: '7', name: 'Ann', manages: false },
      mayPost: true,
    });
  });

  test.each([
    ['ManageGuild', 32n, true],
    ['Administrator', 8n, true],
    ['neither', 1024n, false],
    ['nothing', undefined, false],
  ])('is managed by people with %s: %s', (_, permissions, manages) => {
    expect(placeOf({ ...origin, permissions }).person.manages).toBe(manages);
  });

  test.each([
    ['a direct message', { ...origin, guildId: null, inGuild: false }],
    ['a server where only the person has the bot', { ...origin, inGuild: false }],
  ])('is the person’s own in %s', (_, elsewhere) => {
    expect(placeOf(elsewhere)).toEqual({
      channel: { platform: 'discord', workspace: 'user:7', id: '5' },
      person: { id: '7', name: 'Ann', manages: true },
      mayPost: false,
    });
  });

  const [view, send, embed, sendInThreads] = [1n << 10n, 1n << 11n, 1n << 14n, 1n << 38n];
  const outside = { guildId: null, inGuild: false };
  test.each([
    ['where it has what the invitation asks for', {}, true],
    ['in a thread', { ownPermissions: view | embed | sendInThreads }, true],
    ['as an administrator', { ownPermissions: 8n }, true],
    ['where it may not send', { ownPermissions: view | embed }, false],
    ['where it may not embed links', { ownPermissions: view | send }, false],
    ['in a direct message to it', { ...outside, isWithBot: true }, true],
    ['in a direct message to somebody else', outside, false],
  ])('%s takes posts of the bot: %s', (_, change, mayPost) => {
    expect(placeOf({ ...origin, ...change }).mayPost).toBe(mayPost);
  });
});

describe('what is being typed', () => {
  const input = (verb: string, focused: object) => ({
    name: 'news',
    options: [
      {
        name: verb,
        options: [
          { name: 'page', value: 1 },
          { name: 'topic', focused: true, ...focused },
        ],
      },
    ],
  });

  test('is found with its command and option', () => {
    const found = typing(input('search', { value: 'secu' }), FIXTURE_COMMANDS);
    expect([found?.command.verb, found?.option.suggests, found?.typed]).toEqual([
      'search',
      'topic',
      'secu',
    ]);
    expect(typing(input('search', {}), FIXTURE_COMMANDS)?.typed).toBe('');
  });

  test('is nothing for a command or an option that is not ours', () => {
    expect(typing(input('serch', { value: 'x' }), FIXTURE_COMMANDS)).toBeUndefined();
    expect(typing(input('search', { name: 'other' }), FIXTURE_COMMANDS)).toBeUndefined();
    expect(typing({ name: 'news', options: [] }, FIXTURE_COMMANDS)).toBeUndefined();
  });
});

describe('a button or a menu', () => {
  test('does what its id says, also when the id is a second one', () => {
    const action = { kind: 'page', list: 'abcdefghijkl', page: 2 };
    expect(actionOf('v1:page:abcdefghijkl:2')).toEqual(action);
    expect(actionOf('v1:page:abcdefghijkl:2~2')).toEqual(action);
    expect(actionOf('v1:menu', ['v1:help'])).toEqual({ kind: 'help' });
  });

  test('of another version, cut short or made up does nothing', () => {
    for (const id of [
      '',
      'v1:menu',
      'v2:help',
      'v1:page:abcdefghijkl',
      'v1:help~',
      '~2',
      'x'.repeat(100),
    ])
      expect(actionOf(id), id).toBeUndefined();
  });

  test('is never anything but a known action', () => {
    const part = fc.constantFrom(
      'v1',
      'page',
      'open',
      'share',
      'help',
      'abcdefghijkl',
      '1',
      '-1',
      '~2',
      '\u0000',
      '../',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const action = actionOf(parts.join(':'));
        if (action) expect(actionOf(encodeAction(action))).toEqual(action);
      }),
      { numRuns: 10_000 },
    );
  });
});
