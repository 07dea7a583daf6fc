/**
 * The Discord adapter without a core: it answers each command in one of the ways an adapter has
 * to carry, so that scenarios can look at every kind of reply.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscord } from '../../../adapters/discord/client.ts';
import type { Answer, Invocation, Reply, Suggest } from '../../../src/commands/command.ts';
import { createLog } from '../../../src/log.ts';
import { type Action, parseAction } from '../../../src/message/action.ts';
import { type Block, type Message, text, time } from '../../../src/message/message.ts';
import { parsePeriod } from '../../../src/model/delivery.ts';
import { parseSubscriptionId } from '../../../src/model/subscription.ts';
import { FIXTURE_COMMANDS } from '../../adapters/discord/fixture-commands.ts';

const { DISCORD_TOKEN = '', DISCORD_API_URL, DISCORD_CDN_URL, ECHO_HASH } = process.env;

const HOSTILE = [
  '@everyone <@80351110224678912> <@&1> <#1> </news:1> <id:customize> <t:0:R> <a:boom:1> :tada:',
  '[https://bank.example](https://evil.example) **b** _i_ ||s|| `c`',
  '# BIG\n-# small\n> quote\n- list\n1. one',
];

let hash = ECHO_HASH;
const discord = createDiscord({
  token: DISCORD_TOKEN,
  apiUrl: DISCORD_API_URL,
  cdnUrl: DISCORD_CDN_URL,
  commands: FIXTURE_COMMANDS,
  answer: (invocation) => answer(invocation),
  suggest: (request) => suggest(request),
  registeredHash: {
    get: async () => hash,
    set: async (value) => {
      hash = value;
      process.stdout.write(`hash ${value}\n`);
    },
  },
  onInstalled: async (workspaces) => {
    process.stdout.write(`in ${workspaces.join(' and ')}\n`);
  },
  onRemoved: async (workspace) => {
    process.stdout.write(`removed ${workspace}\n`);
  },
  onRefused: (reason) => {
    process.stderr.write(`${reason}\n`);
  },
  log: createLog('debug'),
});

const suggest: Suggest = async ({ source, typed }) => {
  if (typed === 'slow') await sleep(1_000);
  if (typed === 'broken') throw new Error('the index is away');
  return Array.from({ length: 40 }, (_, index) => ({
    kind: source === 'topic' ? 'topic' : 'article',
    label: `${typed} ${index} ${'long '.repeat(40)}`,
    value: String(index + 1),
  }));
};

const answer: Answer = async ({ channel, person, request, now }) => {
  if (request.kind === 'action') return onAction(request.action);
  switch (request.verb) {
    case 'search':
      return {
        kind: 'answer',
        message: list(`${request.words} in ${channel.workspace}`, 1),
        visibility:
          request.options.public === 'true' && request.words !== '' ? 'channel' : 'private',
      };
    case 'open':
      return says(`opened ${request.words}`);
    case 'share':
      return { ...says('a card for everyone'), visibility: 'channel' };
    case 'slow':
      await sleep(3_500);
      return says(`slow, asked at ${now.toISOString().slice(0, 4)}`);
    case 'fail':
      throw new Error('the core is broken');
    case 'big':
      return { kind: 'answer', message: bigList(), visibility: 'private' };
    case 'hostile':
      return { kind: 'answer', message: hostileList(), visibility: 'private' };
    case 'health': {
      const { ok, detail } = discord.health();
      return says(`${ok ? 'well' : 'ill'}: ${detail}`);
    }
    case 'digest':
      return post({ channel, person, request, now });
    default:
      return says(`${request.verb} ${person.manages ? 'by a manager' : 'by a member'}`);
  }
};

async function post({ channel, request }: Invocation): Promise<Reply> {
  const given = request.kind === 'command' ? request.options.period : undefined;
  const subscription = parseSubscriptionId('7');
  const period = parsePeriod(given ?? '2026-11-22/8');
  if (!subscription || !period) return says('no such period');
  const outcome = await discord.poster(channel, bigList(), { subscription, period });
  return says(`outcome ${JSON.stringify(outcome)}`);
}

function onAction(action: Action): Reply {
  switch (action.kind) {
    case 'page':
      return { kind: 'update', message: list('page', action.page) };
    case 'open':
      return says(`opened article ${action.article}`);
    case 'share':
      return { ...says(`article ${action.article} for everyone`), visibility: 'channel' };
    case 'unshare':
      return { kind: 'remove' };
    default:
      throw new Error(`nothing here does ${action.kind}`);
  }
}

function says(words: string): Reply & { kind: 'answer' } {
  const message: Message = { blocks: [{ kind: 'paragraph', spans: [text(words)] }] };
  return { kind: 'answer', message, visibility: 'private' };
}

function list(words: string, page: number): Message {
  const at = time(new Date('2026-11-22T08:00:00Z'), 'relative');
  return {
    blocks: [
      { kind: 'heading', spans: [text(`Page ${page} for ${words}`)] },
      ...[1, 2, 3].map(
        (number): Block => ({
          kind: 'entry',
          title: {
            kind: 'link',
            text: `Headline ${number}`,
            url: `https://news.example/${number}`,
          },
          details: [text('Source · '), at],
          body: [text('A sentence.')],
        }),
      ),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Previous',
            action: wired('v1:page:abcdefghijkl:1'),
            disabled: page === 1,
          },
          {
            kind: 'action',
            label: 'Next',
            action: wired(`v1:page:abcdefghijkl:${page + 1}`),
            style: 'primary',
          },
          { kind: 'action', label: 'First', action: wired('v1:page:abcdefghijkl:1') },
          { kind: 'action', label: 'Share', action: wired('v1:share:3') },
          {
            kind: 'action',
            label: 'Remove',
            action: wired('v1:unshare:abcdefghijkl'),
            style: 'danger',
          },
        ],
      },
      {
        kind: 'menu',
        placeholder: 'Open…',
        options: [1, 2, 3].map((number) => ({
          label: `Headline ${number}`,
          action: wired(`v1:open:${number}`),
        })),
      },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'action', label: 'Help', action: { kind: 'help' } },
          { kind: 'link', label: 'Read it', url: 'https://news.example/1' },
        ],
      },
    ],
  };
}

function bigList(): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('Morning digest')] },
      ...Array.from(
        { length: 60 },
        (_, index): Block => ({
          kind: 'entry',
          title: text(`Story ${index + 1}`),
          details: [text('Source')],
          body: [text('Verbatim words. '.repeat(12))],
        }),
      ),
    ],
  };
}

function hostileList(): Message {
  return {
    blocks: HOSTILE.map(
      (words): Block => ({
        kind: 'entry',
        title: { kind: 'link', text: words, url: 'https://news.example/a(b)c d' },
        details: [text(words)],
        body: [text(words)],
      }),
    ),
  };
}

function wired(wire: string): Action {
  const action = parseAction(wire);
  if (!action) throw new Error(`${wire} is no action`);
  return action;
}

process.once('SIGTERM', async () => {
  await discord.stop();
  process.exit(0);
});

try {
  await discord.start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
