import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Block } from '../../src/message/message.ts';
import type { ArticleId } from '../../src/model/article.ts';
import { sharedPath } from '../support/corpora.ts';
import { CHROMIUM, launchChromium } from './chromium.ts';
import { fakeDesk } from './fake-desk.ts';
import { type OpenPage, openPage, SIDES, type } from './open-page.ts';
import { type Playground, startPlayground } from './start-playground.ts';

const OWN = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "javascript:alert('1')",
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">press</a>',
  '[press](javascript:alert(1))',
  '<javascript:alert(1)|press>',
  '<style>body{display:none}</style>',
  '</pre></div><h1>taken over</h1>',
  '{{constructor.constructor("alert(1)")()}}',
  '@everyone <!channel> <@U1> <@&1>',
];

const injections = sharedPath('corpora', 'text', 'chat-injection-dev.json');
const naughty = sharedPath('corpora', 'text', 'blns', 'blns-dev.json');

describe.skipIf(!CHROMIUM)("strangers' text in the playground", () => {
  let browser: Browser;
  let playground: Playground;
  let open: OpenPage;
  let strings: readonly string[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    playground = await startPlayground({
      answer: async (invocation) =>
        invocation.request.kind === 'command' && invocation.request.words === 'everywhere'
          ? {
              kind: 'answer',
              visibility: 'private',
              message: { blocks: strings.flatMap(everywhere) },
            }
          : fakeDesk.answer(invocation),
    });
  });
  afterEach(() => open.close());
  afterAll(async () => {
    await browser.close();
    await playground.close();
  });

  const sets: readonly [string, readonly string[]][] = [
    ['our own', OWN],
    ['the injections of the corpus', injections ? inputsOf(injections) : []],
    ['the naughty strings', naughty ? stringsOf(naughty) : []],
  ];

  test.each(sets)('%s: nothing runs, nothing is fetched, nobody is called', async (_name, all) => {
    open = await openPage(browser, playground);
    const elements = await open.page.locator('script, iframe, style, img, link, svg').count();
    // A few at a time, since a message holds only so much.
    for (let at = 0; at < all.length; at += 4) {
      strings = all.slice(at, at + 4);
      await type(open.page, '/news search everywhere');
    }
    const icons = await open.page.locator('.avatar img').count();
    expect(await open.page.locator('script, iframe, style, img, link, svg').count()).toBe(
      elements + icons - 2,
    );
    for (const side of SIDES) {
      expect(await open.page.locator(`.window.${side} .message .mention`).count()).toBe(0);
    }
    const targets = await open.page
      .locator('.message a')
      .evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).protocol));
    expect(targets.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([]);
    expect(await open.page.locator('h1').allTextContents()).toEqual(['Newsdesk']);
    expect(open.complaints).toEqual([]);
  });

  /** One string in every place that a message has for words of strangers. */
  function everywhere(string: string): Block[] {
    return [
      { kind: 'heading', spans: [{ kind: 'text', text: string }] },
      {
        kind: 'entry',
        title: { kind: 'link', text: string, url: 'https://news.example.org/1', style: 'bold' },
        details: [{ kind: 'text', text: string, style: 'italic' }],
        body: [
          { kind: 'text', text: string, style: 'bold' },
          { kind: 'text', text: string, style: 'code' },
        ],
      },
      { kind: 'bullets', items: [[{ kind: 'link', text: string, url: string }]] },
      { kind: 'image', url: string, alt: string, credit: string },
      { kind: 'note', spans: [{ kind: 'text', text: string }] },
      {
        kind: 'menu',
        placeholder: string,
        options: [
          { label: string, description: string, action: { kind: 'open', article: 1 as ArticleId } },
        ],
      },
    ];
  }
});

function inputsOf(path: string): string[] {
  const cases: { input: string }[] = JSON.parse(readFileSync(path, 'utf8'));
  return cases.map(({ input }) => input);
}

function stringsOf(path: string): string[] {
  return JSON.parse(readFileSync(path, 'utf8'));
}
