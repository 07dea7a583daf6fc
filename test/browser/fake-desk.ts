import type {
  Answer,
  Command,
  CommandRequest,
  Family,
  Reply,
  Suggest,
} from '../../src/commands/command.ts';
import type { Action } from '../../src/message/action.ts';
import { type Block, bold, code, type Message, text, time } from '../../src/message/message.ts';
import type { ArticleId } from '../../src/model/article.ts';
import type { ListId } from '../../src/model/list.ts';
import type { ShareId } from '../../src/model/share.ts';

/** A stand-in for the core, so that the page can be tried without an archive. */
export type FakeDesk = {
  readonly answer: Answer;
  readonly suggest: Suggest;
  readonly commands: readonly Command[];
};

const LIST = 'playground01' as ListId;
const SHARE = 'playground02' as ShareId;
const HITS_A_PAGE = 6;
const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-22T09:00:00Z');

const HEADLINES = [
  'Border guards stop a lorry with undeclared fuel near the river crossing',
  'Regional ministers agree on a shared register of customs seizures',
  'Court adjourns the hearing on the warehouse fire until January',
  'Water levels at the upper reservoir are the highest in nine years',
  'New rail timetable links the three valley towns twice a day',
  'Farmers ask for an earlier opening of the autumn livestock market',
  'Museum shows the oldest known map of the caravan road',
  'Power cut in the old town ends after four hours',
];

export const fakeDesk: FakeDesk = {
  commands: [
    aCommand(
      'news',
      'search',
      'search <words> [topic: country:]',
      'Search the archive',
      'search fuel smugling',
    ),
    aCommand(
      'news',
      'open',
      'open <headline>',
      'Read a summary of one article',
      'open 2',
      'article',
    ),
    aCommand('news', 'latest', 'latest [topic]', 'What came in last', 'latest'),
    aCommand('news', 'digest', 'digest [words]', 'The digest, now and privately', 'digest'),
    aCommand(
      'newsdesk',
      'subscribe',
      'subscribe <words> at:08:00',
      'Follow a topic',
      'subscribe fuel at:08:00',
    ),
  ],
  suggest: async ({ typed }) =>
    HEADLINES.flatMap((label, index) =>
      label.toLowerCase().includes(typed.toLowerCase())
        ? [{ kind: 'article' as const, label, value: String(index + 1) }]
        : [],
    ),
  answer: async ({ request }) =>
    request.kind === 'action' ? pressed(request.action) : commanded(request),
};

function commanded({ verb, words }: CommandRequest): Reply {
  switch (verb) {
    case 'search':
      return privately(resultList(words, 1));
    case 'latest':
      return privately(resultList('everything', 1));
    case 'open':
      return privately(card(Number(words) || 1));
    case 'digest':
      return privately(digest());
    default:
      return privately({
        blocks: [
          {
            kind: 'paragraph',
            spans: [
              text('There is no command '),
              bold(verb),
              text('. Try '),
              code('/news help'),
              text('.'),
            ],
          },
        ],
      });
  }
}

function pressed(action: Action): Reply {
  switch (action.kind) {
    case 'page':
      return { kind: 'update', message: resultList('fuel', action.page) };
    case 'open':
      return privately(card(action.article));
    case 'share':
      return { kind: 'answer', visibility: 'channel', message: shared(action.article) };
    case 'unshare':
      return { kind: 'remove' };
    default:
      return privately({
        blocks: [{ kind: 'paragraph', spans: [text(`You pressed ${action.kind}.`)] }],
      });
  }
}

function privately(message: Message): Reply {
  return { kind: 'answer', visibility: 'private', message };
}

function resultList(words: string, page: number): Message {
  const total = 40;
  const first = (page - 1) * HITS_A_PAGE;
  const shown = Array.from({ length: HITS_A_PAGE }, (_, index) => first + index);
  const last = Math.ceil(total / HITS_A_PAGE);
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [
          text(`Viewing results ${first + 1} - ${first + HITS_A_PAGE} of ${total} for `),
          bold(words),
        ],
      },
      { kind: 'note', spans: [text('Searched for smuggling (you typed smugling) · use exact')] },
      ...shown.map(entry),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: '◀ Previous',
            disabled: page === 1,
            action: { kind: 'page', list: LIST, page: Math.max(1, page - 1) },
          },
          {
            kind: 'action',
            label: 'Next ▶',
            style: 'primary',
            description: `Page ${page + 1} of ${last}`,
            action: { kind: 'page', list: LIST, page: page + 1 },
          },
          { kind: 'action', label: 'Follow', action: { kind: 'follow', list: LIST } },
        ],
      },
      {
        kind: 'menu',
        placeholder: 'Open…',
        options: shown.map((index) => ({
          label: headline(index),
          description: 'Example Courier',
          action: { kind: 'open', article: (index + 1) as ArticleId },
        })),
      },
      { kind: 'note', spans: [text(`Page ${page} of ${last}`)] },
    ],
  };
}

function entry(index: number): Block {
  return {
    kind: 'entry',
    title: {
      kind: 'link',
      text: headline(index),
      url: `https://news.example.org/${index + 1}`,
      style: 'bold',
    },
    details: [
      text('Example Courier · '),
      time(new Date(NOW - (index + 1) * 5 * HOUR_MS), 'relative'),
      text(' · Uzbekistan'),
    ],
    body: [
      text('Officers found the '),
      bold('fuel'),
      text(
        ' behind sacks of onions, the customs service said on Friday. The driver was let go after questioning.',
      ),
    ],
  };
}

function card(number: number): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text(headline(number - 1))] },
      {
        kind: 'note',
        spans: [text('Example Courier · '), time(new Date(NOW - 5 * HOUR_MS), 'date-time')],
      },
      {
        kind: 'bullets',
        items: [
          [text('Officers found the fuel behind sacks of onions.')],
          [text('The driver denied that he knew of it.')],
        ],
      },
      {
        kind: 'image',
        url: 'https://news.example.org/lorry.jpg',
        alt: 'A lorry at a river crossing',
        credit: 'Example Courier',
      },
      { kind: 'note', spans: [text('Sentences are quoted from the article, in its order.')] },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'link', label: 'Read it (4 min)', url: `https://news.example.org/${number}` },
          {
            kind: 'action',
            label: 'Share',
            style: 'primary',
            action: { kind: 'share', article: number as ArticleId },
          },
        ],
      },
    ],
  };
}

function shared(number: number): Message {
  return {
    blocks: [
      { kind: 'paragraph', spans: [bold('you'), text(' shared from /news')] },
      entry(number - 1),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Remove',
            style: 'danger',
            action: { kind: 'unshare', share: SHARE },
          },
        ],
      },
    ],
  };
}

function digest(): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('Morning digest · Sun 22 Nov')] },
      { kind: 'note', spans: [text('8 stories from 5 sources · 3 min')] },
      ...[0, 1, 2, 3].map(entry),
      { kind: 'divider' },
      { kind: 'paragraph', spans: [bold('Also')] },
      {
        kind: 'bullets',
        items: [4, 5, 6].map((index) => [
          { kind: 'link', text: headline(index), url: `https://news.example.org/${index + 1}` },
        ]),
      },
    ],
  };
}

function headline(index: number): string {
  return HEADLINES[index % HEADLINES.length] ?? '';
}

function aCommand(
  family: Family,
  verb: string,
  usage: string,
  description: string,
  example: string,
  suggests?: 'article',
): Command {
  return {
    family,
    verb,
    aliases: [],
    description,
    usage: `/${family} ${usage}`,
    example: `/${family} ${example}`,
    options: [
      {
        name: 'words',
        description: 'Which one',
        kind: 'text',
        words: true,
        ...(suggests ? { suggests } : {}),
      },
    ],
    run: async () => privately({ blocks: [] }),
  };
}
