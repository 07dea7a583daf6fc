import { describe, expect, test } from 'vitest';
import { clean } from '../../../adapters/discord/escape.ts';
import { LIMITS } from '../../../adapters/discord/limits.ts';
import { type DiscordMessage, render, renderPlain } from '../../../adapters/discord/render.ts';
import type { Action } from '../../../src/message/action.ts';
import { parseAction } from '../../../src/message/action.ts';
import {
  type Block,
  bold,
  code,
  italic,
  linkOrText,
  type Message,
  text,
  time,
} from '../../../src/message/message.ts';
import { corpusTexts, HOSTILE } from './hostile-texts.ts';
import { readMarkdown } from './read-markdown.ts';

const AT = new Date('2026-11-22T08:00:00Z');

test('a result list is one embed with a title, its entries, a row of buttons and a menu', () => {
  expect(render(RESULT_LIST)).toEqual({
    allowed_mentions: { parse: [] },
    embeds: [
      {
        color: 0x2f6fb0,
        title: 'Viewing results 1 - 2 of 123 for *isis smuggling*',
        description: [
          '-# newest first',
          '',
          '**[Guards stop a convoy](https://news.example/1)**',
          '-# The Times · <t:1795334400:R> · Uzbekistan',
          'They found **smuggling** tunnels.',
          '',
          '**No address here**',
          '-# The Post',
          '',
          '- one',
          '- two',
          '-# Page 1 of 21 · <t:1795334400:f>',
        ].join('\n'),
      },
    ],
    components: [
      {
        type: 1,
        components: [
          {
            type: 2,
            style: 2,
            label: '◀ Previous',
            custom_id: 'v1:page:abcdefghijkl:1',
            disabled: true,
          },
          { type: 2, style: 1, label: 'Next ▶', custom_id: 'v1:page:abcdefghijkl:2' },
          { type: 2, style: 4, label: 'Stop', custom_id: 'v1:unsubscribe:7' },
          { type: 2, style: 5, label: 'Read it', url: 'https://news.example/1' },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'v1:menu',
            placeholder: 'Open…',
            options: [
              { label: 'Guards stop a convoy', description: 'The Times', value: 'v1:open:1' },
              { label: 'No address here', value: 'v1:open:2' },
            ],
          },
        ],
      },
    ],
  });
});

test('a card has its picture, with what it shows and whose it is in words', () => {
  const { embeds } = render({
    blocks: [
      { kind: 'heading', spans: [linkOrText('Guards stop a convoy', 'https://news.example/1')] },
      { kind: 'paragraph', spans: [text('A sentence.')] },
      { kind: 'image', url: 'https://news.example/p.jpg', alt: 'A lorry', credit: 'A. Person' },
    ],
  });
  expect(embeds).toEqual([
    {
      color: 0x2f6fb0,
      title: 'Guards stop a convoy',
      url: 'https://news.example/1',
      description: 'A sentence.\n-# Image: A lorry (A. Person)',
      image: { url: 'https://news.example/p.jpg' },
    },
  ]);
});

test('a picture without an address that Discord takes is named in words only', () => {
  const image: Block = { kind: 'image', url: 'file:///p.jpg', alt: 'A lorry', credit: undefined };
  expect(render({ blocks: [image] }).embeds).toEqual([
    { color: 0x2f6fb0, description: '-# Image: A lorry' },
  ]);
});

test('a title shows no time of its own zone, for times do not work there', () => {
  const heading: Block = { kind: 'heading', spans: [text('Digest · '), time(AT, 'date')] };
  expect(render({ blocks: [heading] }).embeds[0]?.title).toBe('Digest · 22 Nov 2026');
});

test('styles hold beside spaces, letters and each other', () => {
  const spans = [bold('a '), italic('b'), text('c '), bold('d'), bold('e'), code('f`g')];
  const description = descriptionOf(render({ blocks: [{ kind: 'paragraph', spans }] }));
  expect(readMarkdown(description)).toMatchObject({
    text: 'a bc d\u200bef`g',
    styles: ['bold', 'italic', 'bold', 'bold', 'code'],
  });
});

test('an empty message still says something', () => {
  expect(descriptionOf(render({ blocks: [] }))).toBe('Nothing to show.');
});

describe('limits, met and passed by one', () => {
  test.each([
    ['256 characters', 256, true],
    ['257 characters', 257, false],
  ])('a heading of %s', (_, length, isTitle) => {
    const { embeds } = render({ blocks: [{ kind: 'heading', spans: [text('t'.repeat(length))] }] });
    expect(embeds[0]?.title?.length).toBe(isTitle ? length : undefined);
    expect(embeds[0]?.description?.length).toBe(isTitle ? undefined : length + 4);
  });

  test('a paragraph of 4,096 characters is whole, a longer one loses whole sentences', () => {
    const whole = `${'A sentence. '.repeat(341)}End.`;
    expect(descriptionOf(render(paragraph(whole)))).toBe(whole);
    const longer = descriptionOf(render(paragraph(`${whole.slice(0, -1)}s.`)));
    expect(longer).toBe(`${'A sentence. '.repeat(341)}…`);
  });

  test('a sentence of more than 4,096 characters is cut between graphemes', () => {
    const description = descriptionOf(render(paragraph('👨‍👩‍👧‍👦'.repeat(500))));
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(description).toMatch(/^(👨‍👩‍👧‍👦)+…$/u);
  });

  test('5,500 characters in all are shown, and of 5,501 the last entry goes', () => {
    const entries = (last: number): Message => ({
      blocks: [
        { kind: 'heading', spans: [text('t'.repeat(100))] },
        ...[1000, 1000, 1000, 1000, last].map(entry),
        { kind: 'note', spans: [text('Page 1 of 2')] },
      ],
    });
    // Four entries and what divides them fill 4,006 characters; the last is alone with the note.
    const fitting = render(entries(5500 - 100 - 4006 - '\n-# Page 1 of 2'.length));
    expect(size(fitting)).toBe(5500);
    expect(fitting.embeds).toHaveLength(2);
    const shortened = render(entries(5500 - 100 - 4006 - '\n-# Page 1 of 2'.length + 1));
    expect(shortened.embeds[0]?.description).toMatch(/e\n-# … and 1 more\n-# Page 1 of 2$/);
  });

  test('entries and bullets are left out from the end, counted, and never cut', () => {
    const { embeds } = render({
      blocks: [
        { kind: 'heading', spans: [text('Digest')] },
        ...Array.from({ length: 9 }, () => entry(700)),
        { kind: 'bullets', items: Array.from({ length: 5 }, () => [text('Also this one')]) },
        { kind: 'note', spans: [text('made by extraction')] },
      ],
    });
    const description = embeds.map((embed) => embed.description).join('\n');
    expect(description.match(/e{700}/g)).toHaveLength(7);
    expect(description).toMatch(/\n-# … and 7 more\n-# made by extraction$/);
  });

  test('an entry longer than a description keeps its headline and whole sentences', () => {
    const description = descriptionOf(
      render({
        blocks: [
          {
            kind: 'entry',
            title: {
              kind: 'link',
              text: 't'.repeat(400),
              url: `https://news.example/${'u'.repeat(2100)}`,
            },
            details: [text('d'.repeat(2000))],
            body: [text('A sentence. '.repeat(500))],
          },
        ],
      }),
    );
    expect(description.length).toBeLessThanOrEqual(4096);
    expect(description).toMatch(/^\*\*t{299}…\*\*\n-# d+…\n(A sentence\. )+…$/);
  });

  test('labels of 80 characters are whole, of 81 cut; menus take 100 and 25 options', () => {
    const button = (length: number): Block => ({
      kind: 'buttons',
      buttons: [{ kind: 'action', label: 'l'.repeat(length), action: { kind: 'help' } }],
    });
    expect(labels(render({ blocks: [button(80)] }))).toEqual(['l'.repeat(80)]);
    expect(labels(render({ blocks: [button(81)] }))).toEqual([`${'l'.repeat(79)}…`]);
    const menu = render({ blocks: [aMenu(26, 101)] }).components[0]?.components[0];
    const options = menu && 'options' in menu ? menu.options : [];
    expect(options).toHaveLength(25);
    expect(options[0]).toEqual({
      value: 'v1:open:1',
      label: `${'l'.repeat(99)}…`,
      description: `${'d'.repeat(99)}…`,
    });
  });

  test('an address of 512 characters fits a button, a longer one is a link in the text', () => {
    const withUrl = (length: number): Message => ({
      blocks: [
        {
          kind: 'buttons',
          buttons: [
            { kind: 'link', label: 'Read it', url: 'https://news.example/'.padEnd(length, 'u') },
            { kind: 'action', label: 'Help', action: { kind: 'help' } },
          ],
        },
      ],
    });
    expect(labels(render(withUrl(512)))).toEqual(['Read it', 'Help']);
    const longer = render(withUrl(513));
    expect(labels(longer)).toEqual(['Help']);
    expect(descriptionOf(longer)).toMatch(/^\[Read it\]\(https:\/\/news\.example\/u+\)$/);
  });

  test('a sixth button starts a row, a sixth row is left out', () => {
    const buttons = Array.from({ length: 6 }, () => HELP);
    const rows = render({
      blocks: [{ kind: 'buttons', buttons }, ...Array.from({ length: 5 }, () => aMenu(1, 1))],
    });
    expect(rows.components.map(({ components }) => components.length)).toEqual([5, 1, 1, 1, 1]);
  });

  test('every id is there once, though two components do the same', () => {
    const { components } = render({
      blocks: [{ kind: 'buttons', buttons: [HELP, HELP, HELP] }, aMenu(1, 1), aMenu(1, 1)],
    });
    const ids = components.flatMap((row) => row.components.map((part) => part.custom_id));
    expect(ids).toEqual(['v1:help', 'v1:help~2', 'v1:help~3', 'v1:menu', 'v1:menu~2']);
  });

  test('plain words stay within 2,000 characters when every one of them is escaped', () => {
    const { content = '' } = renderPlain(paragraph('*'.repeat(5000)));
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(readMarkdown(content)).toMatchObject({ styles: [], links: [] });
  });
});

describe('strangers’ words in every place of a message', () => {
  test.each(HOSTILE)('are taken by Discord and do nothing: %j', (words) => harmless(words));

  test('of the naughty lists are taken by Discord and do nothing', ({ skip }) => {
    const texts = corpusTexts();
    skip(texts.length === 0, 'the shared test data is not here');
    texts.forEach(harmless);
  });
});

test('what is to be copied is a block of code, which nothing in it ends', () => {
  for (const words of [...HOSTILE, ...corpusTexts()].map((one) => one.slice(0, 2000))) {
    const description = descriptionOf(render({ blocks: [{ kind: 'code', text: words }] }));
    const [, shown] = /^```\n(.*)\n```$/s.exec(description) ?? [];
    expect(shown).not.toContain('```');
    expect(shown?.replaceAll('`\u200b', '`')).toBe(clean(words).replaceAll('`\u200b', '`'));
  }
  const long: Block = { kind: 'code', text: 'w'.repeat(5000) };
  expect(descriptionOf(render({ blocks: [long] }))).toMatch(/^```\nw{4087}…\n```$/);
});

const HELP = { kind: 'action', label: 'Help', action: { kind: 'help' } } as const;

const RESULT_LIST: Message = {
  blocks: [
    {
      kind: 'heading',
      spans: [text('Viewing results 1 - 2 of 123 for '), italic('isis smuggling')],
    },
    { kind: 'note', spans: [text('newest first')] },
    {
      kind: 'entry',
      title: linkOrText('Guards stop a convoy', 'https://news.example/1'),
      details: [text('The Times · '), time(AT, 'relative'), text(' · Uzbekistan')],
      body: [text('They found '), bold('smuggling'), text(' tunnels.')],
    },
    {
      kind: 'entry',
      title: linkOrText('No address here', undefined),
      details: [text('The Post')],
      body: [],
    },
    { kind: 'divider' },
    { kind: 'bullets', items: [[text('one')], [text('two')]] },
    { kind: 'note', spans: [text('Page 1 of 21 · '), time(AT, 'date-time')] },
    {
      kind: 'buttons',
      buttons: [
        {
          kind: 'action',
          label: '◀ Previous',
          action: wired('v1:page:abcdefghijkl:1'),
          disabled: true,
        },
        {
          kind: 'action',
          label: 'Next ▶',
          action: wired('v1:page:abcdefghijkl:2'),
          style: 'primary',
        },
        { kind: 'action', label: 'Stop', action: wired('v1:unsubscribe:7'), style: 'danger' },
        { kind: 'link', label: 'Read it', url: 'https://news.example/1' },
      ],
    },
    {
      kind: 'menu',
      placeholder: 'Open…',
      options: [
        { label: 'Guards stop a convoy', description: 'The Times', action: wired('v1:open:1') },
        { label: 'No address here', action: wired('v1:open:2') },
      ],
    },
  ],
};

function wired(wire: string): Action {
  const action = parseAction(wire);
  if (!action) throw new Error(`${wire} is no action`);
  return action;
}

function paragraph(words: string): Message {
  return { blocks: [{ kind: 'paragraph', spans: [text(words)] }] };
}

function entry(length: number): Block {
  return { kind: 'entry', title: text(''), details: [], body: [text('e'.repeat(length))] };
}

function aMenu(options: number, length: number): Block {
  return {
    kind: 'menu',
    placeholder: 'Open…',
    options: Array.from({ length: options }, (_, index) => ({
      label: 'l'.repeat(length),
      description: 'd'.repeat(length),
      action: wired(`v1:open:${index + 1}`),
    })),
  };
}

function descriptionOf({ embeds }: DiscordMessage): string {
  return embeds[0]?.description ?? '';
}

function labels({ components }: DiscordMessage): string[] {
  return components.flatMap((row) =>
    row.components.map((part) => ('label' in part ? part.label : part.placeholder)),
  );
}

function size({ embeds }: DiscordMessage): number {
  return embeds.reduce(
    (sum, { title = '', description = '' }) => sum + title.length + description.length,
    0,
  );
}

function harmless(words: string): void {
  const spans = [text(words), bold(words), italic(words)];
  const message = render({
    blocks: [
      { kind: 'heading', spans: [text(words)] },
      { kind: 'heading', spans },
      { kind: 'paragraph', spans },
      { kind: 'bullets', items: [spans] },
      { kind: 'note', spans },
      { kind: 'image', url: 'https://news.example/p.jpg', alt: words, credit: words },
      {
        kind: 'entry',
        title: { kind: 'link', text: words, url: 'https://news.example/1', style: 'bold' },
        details: spans,
        body: spans,
      },
      { kind: 'buttons', buttons: [{ ...HELP, label: words }] },
      { kind: 'menu', placeholder: words, options: [{ label: words, action: HELP.action }] },
    ],
  });
  expect(size(message)).toBeLessThanOrEqual(LIMITS.embedsTotal);
  for (const { title = '', description = '' } of message.embeds) {
    const read = [readMarkdown(title), readMarkdown(description)];
    expect(read.flatMap(({ pings }) => pings)).toEqual([]);
    expect(
      read
        .flatMap(({ links }) => links.map(({ url }) => url))
        .filter((url) => url !== 'https://news.example/1'),
    ).toEqual([]);
    expect(
      read
        .flatMap(({ specials }) => specials)
        .filter((special) => !/^line (-# |- )$/.test(special)),
    ).toEqual([]);
    expect(
      read.flatMap(({ styles }) => styles).filter((style) => !/^(bold|italic)$/.test(style)),
    ).toEqual([]);
  }
  expect(labels(message).every((label) => label.length > 0 && label.length <= 150)).toBe(true);
}
