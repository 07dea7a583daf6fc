import { expect, test } from 'vitest';
import { render } from '../../../adapters/slack/render.ts';
import {
  type Block,
  bold,
  code,
  type Entry,
  italic,
  linkOrText,
  text,
  time,
} from '../../../src/message/message.ts';
import type { ArticleId } from '../../../src/model/article.ts';
import type { ListId } from '../../../src/model/list.ts';
import { messageOf } from './support.ts';
import { expectValid } from './valid.ts';

const list = 'a1b2c3d4e5f6' as ListId;
const at = new Date('2026-11-22T09:00:30Z');
const open = (id: number) => ({ kind: 'open' as const, article: id as ArticleId });

test('a page of results is a header, a rich text each, small print, a row and a menu', async () => {
  const hit = (n: number): Entry => ({
    kind: 'entry',
    title: linkOrText(`Headline ${n}`, n === 2 ? undefined : `https://news.example/${n}`),
    details: [text('Example Times · '), time(at, 'relative'), text(' · Uzbekistan')],
    body: [text('Police found '), bold('smuggling'), text(' routes.')],
  });
  const message = messageOf(
    { kind: 'heading', spans: [text('Viewing results 1 - 2 of 8 for '), bold('isis smuggling')] },
    hit(1),
    hit(2),
    { kind: 'note', spans: [text('Searched for smuggling (you typed smugling)')] },
    { kind: 'divider' },
    { kind: 'note', spans: [text('Page 1 of 4 · as of '), time(at, 'date-time')] },
    {
      kind: 'buttons',
      buttons: [
        {
          kind: 'action',
          label: '◀ Previous',
          action: { kind: 'page', list, page: 1 },
          disabled: true,
        },
        {
          kind: 'action',
          label: 'Next ▶',
          description: 'Older articles, page 2 of 4',
          action: { kind: 'page', list, page: 2 },
        },
        { kind: 'action', label: 'Follow', style: 'primary', action: { kind: 'follow', list } },
      ],
    },
    {
      kind: 'menu',
      placeholder: 'Open…',
      options: [
        { label: 'Headline 1', description: 'Example Times', action: open(1) },
        { label: 'Headline 2', action: open(2) },
      ],
    },
  );

  const rendered = render(message);

  expectValid(rendered);
  await expect(golden(rendered)).toMatchFileSnapshot('golden/results.json');
});

test('a card is a linked headline, its sentences, the picture in words and a row', async () => {
  const message = messageOf(
    { kind: 'heading', spans: [linkOrText('Rivers rise', 'https://news.example/1')] },
    { kind: 'note', spans: [text('Example Times · '), time(at, 'date')] },
    { kind: 'paragraph', spans: [text('One. '), italic('Two.'), text(' '), code('three')] },
    {
      kind: 'image',
      url: 'https://news.example/river.jpg',
      alt: 'The river in flood',
      credit: 'Photo: Example Times',
    },
    { kind: 'bullets', items: [[linkOrText('Also', 'https://news.example/2')], [text('More')]] },
    {
      kind: 'buttons',
      buttons: [
        { kind: 'action', label: 'Share', action: { kind: 'share', article: 1 as ArticleId } },
        { kind: 'link', label: 'Read it', url: 'https://news.example/1' },
      ],
    },
  );

  const rendered = render(message);

  expectValid(rendered);
  await expect(golden(rendered)).toMatchFileSnapshot('golden/card.json');
});

const headings: [string, Block, string][] = [
  ['150 characters', { kind: 'heading', spans: [text('a'.repeat(150))] }, 'header'],
  ['151 characters', { kind: 'heading', spans: [text('a'.repeat(151))] }, 'rich_text'],
  ['a link', { kind: 'heading', spans: [linkOrText('a', 'https://a.example')] }, 'rich_text'],
  ['a date', { kind: 'heading', spans: [time(at, 'date')] }, 'rich_text'],
];
test.each(headings)('a heading with %s is shown as such a block', (_, block, type) => {
  const rendered = render(messageOf(block));

  expectValid(rendered);
  expect(rendered.blocks.map((one) => one.type)).toEqual([type]);
});

test.each([
  ['plain text', [text('Page *2* of 3')], 'context'],
  ['a bold link', [text('See '), linkOrText('the page', 'https://a.example')], 'context'],
  [
    'styles around words',
    [text('for '), bold('a b'), text(' ('), italic('c'), text(') '), code('d')],
    'context',
  ],
  ['a style within a word', [text('un'), bold('likely')], 'rich_text'],
  ['a style around a space', [text('a '), bold(' b'), text(' c')], 'rich_text'],
  ['a style around its own mark', [text('a '), bold('b*'), text(' c')], 'rich_text'],
  [
    'an unstyled link',
    [{ kind: 'link' as const, text: 'page', url: 'https://a.example' }],
    'context',
  ],
  ['a date beside bare text', [text('at '), time(at, 'date-time')], 'context'],
  ['a date beside what mrkdwn would read', [text('*at* '), time(at, 'date-time')], 'rich_text'],
  ['a date beside a quote mark', [text('> at '), time(at, 'date-time')], 'rich_text'],
  ['a date beside an emoji', [text(':tada: '), time(at, 'date-time')], 'rich_text'],
])('small print with %s is shown exactly as written', (_, spans, type) => {
  const rendered = render(messageOf({ kind: 'note', spans }));

  expectValid(rendered);
  expect(rendered.blocks.map((one) => one.type)).toEqual([type]);
});

test('an empty block is left out, and an empty message still has a text', () => {
  const rendered = render(
    messageOf(
      { kind: 'heading', spans: [] },
      { kind: 'paragraph', spans: [text('')] },
      { kind: 'note', spans: [text(' ')] },
      { kind: 'bullets', items: [[]] },
      { kind: 'entry', title: text(''), details: [], body: [] },
      { kind: 'menu', placeholder: 'Open…', options: [] },
      { kind: 'buttons', buttons: [{ kind: 'link', label: 'x', url: 'javascript:alert(1)' }] },
    ),
  );

  expect(rendered.blocks).toEqual([]);
  expect(rendered.text).not.toBe('');
});

test('two buttons for the same action have ids of their own and do the same', () => {
  const button = { kind: 'action' as const, label: 'Help', action: { kind: 'help' as const } };
  const rendered = render(messageOf({ kind: 'buttons', buttons: [button, button] }));

  expectValid(rendered);
  expect(JSON.stringify(rendered.blocks).match(/"value":"v1:help"/g)).toHaveLength(2);
});

test.each(['http://news.example/a.jpg', 'nonsense', ''])(
  'a picture at %j, where Slack would not load it, is told in words',
  (url) => {
    const rendered = render(messageOf({ kind: 'image', url, alt: 'A river', credit: 'AFP' }));

    expectValid(rendered);
    expect(JSON.stringify(rendered.blocks)).toContain('A river · AFP');
  },
);

function golden(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
