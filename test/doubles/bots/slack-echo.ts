/**
 * The Slack adapter with a desk of pretence behind it: enough to drive every way an answer can
 * take. Run by `slack-adapter.mjs` against a Slack on loopback.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSlack } from '../../../adapters/slack/app.ts';
import type { SlackInstallation } from '../../../adapters/slack/installations.ts';
import type { CommandRequest, Family, Invocation, Reply } from '../../../src/commands/command.ts';
import { createLog } from '../../../src/log.ts';
import type { Action } from '../../../src/message/action.ts';
import { bold, linkOrText, type Message, text, time } from '../../../src/message/message.ts';
import type { ArticleId } from '../../../src/model/article.ts';
import type { Period } from '../../../src/model/delivery.ts';
import type { ListId } from '../../../src/model/list.ts';
import type { ShareId } from '../../../src/model/share.ts';
import type { SubscriptionId } from '../../../src/model/subscription.ts';

const LIST = 'a1b2c3d4e5f6' as ListId;
const SHARE = 'zyxwvutsrq98' as ShareId;
const HOSTILE = '<!channel> *hi* <https://evil.example|bank> &lt;!here&gt; @everyone';

const env = process.env;
const installed = new Map<string, SlackInstallation>();
const slack = createSlack({
  mode: env.SLACK_MODE === 'socket' ? 'socket' : 'http',
  botToken: env.SLACK_BOT_TOKEN,
  appToken: env.SLACK_APP_TOKEN,
  signingSecret: env.SLACK_SIGNING_SECRET,
  apiUrl: env.SLACK_API_URL,
  oauth: {
    clientId: env.SLACK_CLIENT_ID ?? '',
    clientSecret: env.SLACK_CLIENT_SECRET ?? '',
    stateSecret: env.SLACK_STATE_SECRET ?? '',
    scopes: (env.SLACK_SCOPES ?? 'commands,chat:write').split(','),
    redirectUri: env.SLACK_REDIRECT_URI,
    authorizeUrl: env.SLACK_AUTHORIZE_URL,
  },
  commands: { news: '/news', newsdesk: '/newsdesk' },
  managers: [],
  parse,
  answer,
  installations: {
    save: async (installation) => void installed.set(installation.workspace, installation),
    find: async (workspace) => installed.get(workspace),
    remove: async (workspace) => void installed.delete(workspace),
  },
  onInstalled: async () => {},
  onUninstall: async () => {},
  log: createLog('info'),
});

const server = createServer((request, response) => {
  if (!slack.handler(request, response)) response.writeHead(404).end();
});
server.listen(Number(env.PORT), env.HOST);
process.once('SIGTERM', async () => {
  await slack.stop();
  server.close();
  server.closeAllConnections();
});
try {
  await slack.start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function parse(family: Family, typed: string): CommandRequest {
  const [verb = '', ...words] = typed.split(' ');
  return { kind: 'command', family, verb, words: words.join(' '), options: {} };
}

async function answer({ channel, person, request }: Invocation): Promise<Reply> {
  if (request.kind === 'action') return pressed(request.action);
  switch (request.verb) {
    case 'search':
      return privately(results(request.words, 1));
    case 'slow':
      await sleep(2_600);
      return privately(results(request.words, 1));
    case 'picture':
      return privately(card());
    case 'fail':
      throw new Error('the desk is on fire at https://secret.example/xoxb-1-2');
    case 'post': {
      const key = { subscription: 1 as SubscriptionId, period: '2026-11-22/1' as Period };
      const outcome = await slack.poster(channel, digest(request.words), key);
      return privately(said(JSON.stringify(outcome)));
    }
    case 'long':
      return privately(digest('everything', 80));
    default:
      return privately(said(`${person.id} typed ${JSON.stringify(request)}`));
  }
}

function pressed(action: Action): Reply {
  switch (action.kind) {
    case 'page':
      return { kind: 'update', message: results('floods', action.page) };
    case 'open':
      return privately(card());
    case 'share':
      return { kind: 'answer', message: shared(), visibility: 'channel' };
    case 'unshare':
      return { kind: 'remove' };
    default:
      return privately(said(action.kind));
  }
}

function privately(message: Message): Reply {
  return { kind: 'answer', message, visibility: 'private' };
}

function said(words: string): Message {
  return { blocks: [{ kind: 'paragraph', spans: [text(words)] }] };
}

function results(query: string, page: number): Message {
  const articles = [1, 2, 3, 4, 5, 6].map((n) => n + 6 * (page - 1));
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [text(`Viewing results ${articles[0]} - ${articles[5]} of 18 for `), bold(query)],
      },
      ...articles.map((n) => ({
        kind: 'entry' as const,
        title: linkOrText(`Headline ${n} ${HOSTILE}`, `https://news.example/${n}`),
        details: [text('Example Times · '), time(new Date('2026-11-22T09:00:00Z'), 'relative')],
        body: [text('Rivers rose. '), bold('Floods'), text(` followed. ${HOSTILE}`)],
      })),
      { kind: 'note', spans: [text(`Page ${page} of 3 · ${HOSTILE}`)] },
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: '◀ Previous',
            action: { kind: 'page', list: LIST, page: Math.max(page - 1, 1) },
            disabled: page === 1,
          },
          {
            kind: 'action',
            label: 'Next ▶',
            action: { kind: 'page', list: LIST, page: page + 1 },
            disabled: page === 3,
          },
          { kind: 'action', label: 'Follow', action: { kind: 'follow', list: LIST } },
        ],
      },
      {
        kind: 'menu',
        placeholder: 'Open…',
        options: articles.map((n) => ({
          label: `Headline ${n} ${HOSTILE}`,
          description: 'Example Times',
          action: { kind: 'open', article: n as ArticleId },
        })),
      },
    ],
  };
}

function card(): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [linkOrText('Headline 1', 'https://news.example/1')] },
      { kind: 'paragraph', spans: [text('Rivers rose. Floods followed. Nobody was hurt.')] },
      {
        kind: 'image',
        url: 'https://news.example/river.jpg',
        alt: `The river in flood ${HOSTILE}`,
        credit: 'Example Times',
      },
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Share',
            style: 'primary',
            action: { kind: 'share', article: 1 as ArticleId },
          },
          { kind: 'link', label: 'Read it', url: 'https://news.example/1' },
        ],
      },
    ],
  };
}

function shared(): Message {
  return {
    blocks: [
      ...card().blocks.slice(0, 2),
      {
        kind: 'buttons',
        buttons: [{ kind: 'action', label: 'Remove', action: { kind: 'unshare', share: SHARE } }],
      },
    ],
  };
}

function digest(query: string, stories = 10): Message {
  const numbers = Array.from({ length: stories }, (_, index) => index + 1);
  return {
    blocks: [
      { kind: 'heading', spans: [text('Morning digest · 22 Nov 2026')] },
      { kind: 'note', spans: [text(`${stories} stories for ${query || 'everything'}`)] },
      ...numbers.map((n) => ({
        kind: 'entry' as const,
        title: linkOrText(`Story ${n}`, `https://news.example/${n}`),
        details: [text('Example Times')],
        body: [text('One verbatim sentence of the story, '), text('and another one. '.repeat(12))],
      })),
      { kind: 'bullets', items: [[linkOrText('Also this', 'https://news.example/also')]] },
    ],
  };
}
