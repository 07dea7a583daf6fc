import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, escapeText, inlineCode, linkTarget } from '../../../adapters/discord/escape.ts';
import { inline } from '../../../adapters/discord/inline.ts';
import { corpusTexts, HOSTILE } from './hostile-texts.ts';
import { readMarkdown } from './read-markdown.ts';

const OUR_URL = 'https://news.example/a';
const NASTY = fc.string({
  unit: fc.constantFrom(
    ...'*_~`|<>[]()#-+:@\\/! \n1.at😀é&'.split(/(?:)/u),
    'https://',
    '@everyone',
    '<@1>',
    '<t:1>',
  ),
  maxLength: 40,
});

test.each([
  ['@everyone <@1> <#2>', { pings: ['@everyone', '<@1>', '<#2>'] }],
  ['[a](https://evil.example)', { links: [{ text: 'a', url: 'https://evil.example' }] }],
  ['**a** *b* `c`', { text: 'a b c', styles: ['bold', 'italic', 'code'] }],
  ['# a\n-# b', { text: 'a\nb', specials: ['line # ', 'line -# '] }],
  ['<t:0:R> </a:1> :tada:', { specials: ['<t:0:R>', '</a:1>', ':tada:'] }],
])('the reader of these tests sees what %j would do', (text, expected) => {
  expect(readMarkdown(text)).toMatchObject(expected);
});

describe('text', () => {
  test.each(HOSTILE)('reads as typed and does nothing: %j', inertText);

  test('of the naughty lists reads as typed and does nothing', ({ skip }) => {
    const texts = corpusTexts();
    skip(texts.length === 0, 'the shared test data is not here');
    texts.forEach(inertText);
  });

  test('of any kind reads as typed and does nothing', () => {
    fc.assert(fc.property(NASTY, inertText), { numRuns: 3000 });
  });

  test('keeps right-to-left words from moving what stands beside them', () => {
    expect(escapeText('العربية')).toBe('\u2068العربية\u2069');
  });
});

describe('the text of a link', () => {
  test.each(HOSTILE)('leads where we say, and nowhere else: %j', oneLink);

  test('of the naughty lists leads where we say, and nowhere else', ({ skip }) => {
    const texts = corpusTexts();
    skip(texts.length === 0, 'the shared test data is not here');
    texts.forEach(oneLink);
  });

  test('of any kind leads where we say, and nowhere else', () => {
    fc.assert(fc.property(NASTY, oneLink), { numRuns: 3000 });
  });

  test('keeps brackets that belong together', () => {
    expect(inline([{ kind: 'link', text: '[Update] Fire', url: OUR_URL }])).toBe(
      '[[Update] Fire](https://news.example/a)',
    );
  });

  test('that shows an address is not a link; the real host is', () => {
    const link = { kind: 'link', text: 'https://bank.example', url: OUR_URL } as const;
    expect(inline([link])).toBe('https\\://bank.example ([news.example](https://news.example/a))');
  });
});

describe('the target of a link', () => {
  test.each([
    ['https://news.example/a_(b)', 'https://news.example/a_%28b%29'],
    ['https://news.example/a b?q=<x>', 'https://news.example/a%20b?q=%3Cx%3E'],
    ['https://news.example/**x**||y||', 'https://news.example/%2A%2Ax%2A%2A%7C%7Cy%7C%7C'],
    ['https://пример.example/ж', 'https://xn--e1afmkfd.example/%D0%B6'],
  ])('%s is %s', (url, target) => expect(linkTarget(url)).toBe(target));

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    '/a',
    '',
    'http://localhost/x',
    'https://bank.example@evil.example/',
  ])('%j is no link at all', (url) => {
    expect(linkTarget(url)).toBeUndefined();
    expect(inline([{ kind: 'link', text: 'title', url }])).toBe('title');
  });
});

test.each(['search <words> [topic: country:]', 'a`b', '``', '`', 'x\ny', '@everyone <@1> ||s||'])(
  'inline code shows %j as it is',
  (text) => {
    const read = readMarkdown(inlineCode(text));
    expect({ ...read, text: asTyped(read.text) }).toMatchObject({
      text: text.replace('\n', ' '),
      styles: ['code'],
      pings: [],
    });
  },
);

function inertText(text: string): void {
  expect(readMarkdown(escapeText(text))).toEqual({
    text: isolated(clean(text)),
    links: [],
    pings: [],
    styles: [],
    specials: [],
  });
}

function oneLink(text: string): void {
  const line = clean(text).replaceAll(/\s+/g, ' ').trim();
  const showsAddress = /https?:\/\/\S/i.test(text);
  const read = readMarkdown(inline([{ kind: 'link', text, url: OUR_URL, style: 'bold' }]));

  expect(read.links.map(({ url }) => url)).toEqual([OUR_URL]);
  expect([...read.pings, ...read.specials]).toEqual([]);
  expect(read.styles.filter((style) => style !== 'bold')).toEqual([]);
  const seen = asTyped(read.text).replaceAll(/\s+/g, ' ').trim();
  expect(seen).toBe(asTyped(showsAddress ? `${line} (news.example)` : line || 'news.example'));
}

/** Undoes the look-alikes and the invisible characters of a link's text. */
function asTyped(text: string): string {
  const lookAlikes: Record<string, string> = {
    '＼': '\\',
    ˋ: '`',
    '∗': '*',
    '＿': '_',
    '［': '[',
    '］': ']',
  };
  return text
    .replaceAll(/[\u200b\u2068\u2069]/g, '')
    .replaceAll(/[＼ˋ∗＿［］]/g, (character) => lookAlikes[character] ?? character);
}

function isolated(text: string): string {
  return escapeText(text).startsWith('\u2068') ? `\u2068${text}\u2069` : text;
}
