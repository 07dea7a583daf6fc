import { expect, test } from 'vitest';
import { countCharacters } from '../../../adapters/slack/fit.ts';
import { render } from '../../../adapters/slack/render.ts';
import { type Block, type Button, linkOrText, text } from '../../../src/message/message.ts';
import type { ArticleId } from '../../../src/model/article.ts';
import { messageOf } from './support.ts';
import { expectValid } from './valid.ts';

const help = { kind: 'help' as const };
const button = (label: string): Button => ({ kind: 'action', label, action: help });
const option = (label: string) => ({
  label,
  action: { kind: 'open' as const, article: 1 as ArticleId },
});

/** Each as a function of its length: `most` goes through whole, one more is cut with "…". */
const lengths: [string, number, (length: number) => Block][] = [
  ['a paragraph', 3_000, (n) => ({ kind: 'paragraph', spans: [text('a'.repeat(n))] })],
  ['small print', 3_000, (n) => ({ kind: 'note', spans: [text('a'.repeat(n))] })],
  ['a button', 75, (n) => ({ kind: 'buttons', buttons: [button('a'.repeat(n))] })],
  ['a menu', 150, (n) => ({ kind: 'menu', placeholder: 'a'.repeat(n), options: [option('x')] })],
  ['an option', 75, (n) => ({ kind: 'menu', placeholder: 'x', options: [option('a'.repeat(n))] })],
  [
    "a picture's description",
    2_000,
    (n) => ({
      kind: 'image',
      url: 'https://a.example/a.jpg',
      alt: 'a'.repeat(n),
      credit: undefined,
    }),
  ],
  [
    "a picture's credit",
    2_000,
    (n) => ({ kind: 'image', url: 'https://a.example/a.jpg', alt: 'x', credit: 'a'.repeat(n) }),
  ],
  [
    'a headline',
    300,
    (n) => ({ kind: 'entry', title: text('a'.repeat(n)), details: [], body: [] }),
  ],
];

test.each(lengths)('%s of %i characters goes through, one more is cut', (_, most, blockOf) => {
  const whole = render(messageOf(blockOf(most)));
  const cut = render(messageOf(blockOf(most + 1)));

  expectValid(whole);
  expectValid(cut);
  expect(JSON.stringify(whole.blocks)).toContain('a'.repeat(most));
  expect(JSON.stringify(cut.blocks)).toContain(`${'a'.repeat(most - 1)}…`);
});

test('a row takes 25 buttons and a menu 100 options', () => {
  const row: Block = { kind: 'buttons', buttons: Array.from({ length: 26 }, () => button('x')) };
  const menu: Block = {
    kind: 'menu',
    placeholder: 'x',
    options: Array.from({ length: 101 }, () => option('x')),
  };

  expectValid(render(messageOf(row, menu)));
});

test('the description of an option stands behind its label while both fit', () => {
  const menu = (length: number): Block => ({
    kind: 'menu',
    placeholder: 'x',
    options: [{ ...option('a'.repeat(70)), description: 'b'.repeat(length) }],
  });

  expect(JSON.stringify(render(messageOf(menu(2))).blocks)).toContain(`${'a'.repeat(70)} · bb"`);
  expect(JSON.stringify(render(messageOf(menu(3))).blocks)).toContain(`${'a'.repeat(70)}"`);
});

test('a link of 3,000 characters is a link, a longer one is bare text', () => {
  const address = (length: number) => 'https://a.example/'.padEnd(length, 'a');
  const entry = (length: number): Block => ({
    kind: 'entry',
    title: linkOrText('Headline', address(length)),
    details: [],
    body: [],
  });

  expect(JSON.stringify(render(messageOf(entry(3_000))).blocks)).toContain('"type":"link"');
  expect(JSON.stringify(render(messageOf(entry(3_001))).blocks)).not.toContain('"type":"link"');
});

test('45 blocks go through; of 46 the last stories go, and the message says so', () => {
  const whole = render(messageOf(...stories(43), ...controls()));
  const cut = render(messageOf(...stories(44), ...controls()));

  expect(whole.blocks).toHaveLength(45);
  expect(cut.blocks).toHaveLength(45);
  expect(JSON.stringify(cut.blocks)).toContain('2 more parts were left out');
  expect(cut.blocks.map(({ type }) => type).slice(-3)).toEqual(['context', 'rich_text', 'actions']);
  expect(JSON.stringify(cut.blocks)).not.toContain('Story 44');
});

test('9,000 characters go through; of one more a whole story goes', () => {
  const paragraph = (length: number): Block => ({
    kind: 'paragraph',
    spans: [text('a'.repeat(length))],
  });
  const whole = render(messageOf(paragraph(3_000), paragraph(3_000), paragraph(3_000)));
  const cut = render(messageOf(paragraph(3_000), paragraph(3_000), paragraph(2_999), paragraph(2)));

  expect(countCharacters(whole.blocks)).toBe(9_000);
  expect(whole.blocks).toHaveLength(3);
  expect(countCharacters(cut.blocks)).toBeLessThanOrEqual(9_000);
  expect(JSON.stringify(cut.blocks)).toContain('left out');
});

test('however much there is, the heading and the buttons stay', () => {
  const { blocks } = render(
    messageOf({ kind: 'heading', spans: [text('Digest')] }, ...stories(5_000), ...controls()),
  );

  expect(blocks.length).toBeLessThanOrEqual(45);
  expect(blocks[0]?.type).toBe('header');
  expect(blocks.at(-1)?.type).toBe('actions');
});

test('the top-level text is cut at 4,000 characters as escaped, never inside an entity', () => {
  const { text: whole } = render(messageOf({ kind: 'paragraph', spans: [text('&'.repeat(800))] }));
  const { text: cut } = render(messageOf({ kind: 'paragraph', spans: [text('&'.repeat(801))] }));

  expect(whole).toBe('&amp;'.repeat(800));
  expect(cut).toBe(`${'&amp;'.repeat(799)}…`);
});

test('a cut never splits what a reader sees as one character', () => {
  const family = '👨‍👩‍👧‍👦';
  const { blocks } = render(messageOf({ kind: 'buttons', buttons: [button(family.repeat(9))] }));

  expect(JSON.stringify(blocks)).toContain(`"${family.repeat(6)}…"`);
});

function stories(count: number): Block[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'entry',
    title: text(`Story ${index + 1}`),
    details: [],
    body: [],
  }));
}

function controls(): Block[] {
  return [
    { kind: 'paragraph', spans: [text('Also')] },
    { kind: 'buttons', buttons: [button('Help')] },
  ];
}
