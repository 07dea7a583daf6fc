import { readFileSync } from 'node:fs';
import type { KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { typedText } from '../../../adapters/slack/escape.ts';
import { render } from '../../../adapters/slack/render.ts';
import { bold, type Message, text, time } from '../../../src/message/message.ts';
import type { ArticleId } from '../../../src/model/article.ts';
import { sharedPath } from '../../support/corpora.ts';
import { messageOf } from './support.ts';
import { expectValid } from './valid.ts';

const corpora = ['corpora/text/chat-injection-dev.json', 'corpora/text/blns/blns-dev.json'].map(
  (path) => [path, sharedPath(path)] as const,
);

const few = [
  '<!channel> <!here|here> <!everyone>',
  '<@U0123ABCD> <#C0123ABCD|general> <!subteam^S0123ABCD|@all>',
  '<https://evil.example|https://bank.example>',
  '<!date^1392734382^{date}|soon>',
  '&lt;!channel&gt;',
  '\u202Egpj.exe',
  'a\u0000b\u001B[31m',
  '\uD800',
  '',
];

test.each(few)('%j cannot ping, link or hide anything', (input) => expectInert(input));

for (const [name, path] of corpora) {
  test.skipIf(path === undefined)(`no string of ${name} can ping, link or hide anything`, () => {
    for (const one of JSON.parse(readFileSync(path ?? '', 'utf8'))) {
      const input = typeof one === 'string' ? one : one.input;
      expectInert(input);
      expect(typeof typedText(input)).toBe('string');
    }
  });
}

test('a headline that looks like an address shows where it really leads', () => {
  const title = {
    kind: 'link',
    text: 'https://bank.example/login',
    url: 'https://evil.example/',
  } as const;
  const { blocks } = render(messageOf({ kind: 'entry', title, details: [], body: [] }));

  expect(links(blocks)).toEqual([{ url: 'https://evil.example/', text: 'evil.example' }]);
  expect(JSON.stringify(blocks)).toContain('https://bank.example/login (');
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'nonsense', '/relative', 'ftp://a.example'])(
  'a link to %j is bare text',
  (url) => {
    const title = { kind: 'link', text: 'Headline', url } as const;
    const { blocks } = render(
      messageOf(
        { kind: 'entry', title, details: [], body: [] },
        { kind: 'note', spans: [title, time(new Date(0), 'date')] },
      ),
    );

    expect(links(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).not.toContain(url);
  },
);

/** The string in every place that a stranger's words can reach. */
function everywhere(input: string): Message {
  const link = { kind: 'link', text: input, url: 'https://news.example/a|b>' } as const;
  return messageOf(
    { kind: 'heading', spans: [text(input)] },
    { kind: 'heading', spans: [link] },
    { kind: 'paragraph', spans: [text(input), bold(input)] },
    { kind: 'bullets', items: [[text(input)], [link]] },
    { kind: 'entry', title: link, details: [text(input)], body: [bold(input)] },
    { kind: 'code', text: input },
    { kind: 'note', spans: [text(input)] },
    { kind: 'note', spans: [text(input), link, time(new Date(0), 'date')] },
    { kind: 'image', url: 'https://news.example/a.jpg', alt: input, credit: input },
    { kind: 'buttons', buttons: [{ kind: 'link', label: input, url: 'https://news.example/' }] },
    {
      kind: 'menu',
      placeholder: input,
      options: [
        { label: input, description: input, action: { kind: 'open', article: 1 as ArticleId } },
      ],
    },
  );
}

function expectInert(input: string): void {
  const rendered = render(everywhere(input));
  expectValid(rendered);
  for (const parsed of [rendered.text, ...mrkdwn(rendered.blocks)]) {
    // What stands between < and > is what Slack acts upon: only our own dates and links may.
    const live = parsed.match(/<[^>]*>?/g) ?? [];
    expect(live.filter((one) => !/^<(?:!date\^0\^|https:\/\/news\.example\/)/.test(one))).toEqual(
      [],
    );
    expect(parsed.replaceAll(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
  }
  expect(rendered.text).not.toContain('<');
  for (const { url, text: label } of links(rendered.blocks)) {
    expect(new URL(url).host).toBe('news.example');
    expect(/:\/\/|www\./.test(label)).toBe(false);
  }
  const kinds = JSON.stringify(rendered.blocks).match(/"type":"\w+"/g) ?? [];
  expect(kinds.filter((kind) => /broadcast|"user|usergroup|channel|"emoji/.test(kind))).toEqual([]);
  expect(JSON.stringify(rendered)).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u00[01]/);
}

/** Everything that Slack parses, as against shows. */
function mrkdwn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwn)];
}

function links(value: KnownBlock[] | unknown): { url: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const isLink = 'type' in value && value.type === 'link' && 'url' in value && 'text' in value;
  const own = isLink ? [{ url: String(value.url), text: String(value.text) }] : [];
  return [...own, ...Object.values(value).flatMap(links)];
}
