import { describe, expect, test, vi } from 'vitest';
import { drawDiscordMarkdown } from '../../../../adapters/web/page/discord-markdown.js';
import { drawDiscord } from '../../../../adapters/web/page/draw-discord.js';
import { drawn, fakeDocument, outline, select } from './fake-document.ts';

vi.stubGlobal('document', fakeDocument);

const now = new Date('2026-11-22T09:00:00');
const seconds = now.getTime() / 1000;
const press = vi.fn();
const draw = (payload: unknown) => drawn(drawDiscord(payload, { now, press }));
const markdown = (text: string) => drawn(drawDiscordMarkdown(text, now));
const inline = (text: string) => outline(markdown(text)).replace(/^<div>|<\/div>$/g, '');

describe('markdown in a line', () => {
  test.each([
    [
      '**bold** *it* _it_ __under__ ~~gone~~',
      '<strong>bold</strong> <em>it</em> <em>it</em> <u>under</u> <s>gone</s>',
    ],
    ['**bold *both***', '<strong>bold <em>both</em></strong>'],
    ['**[Headline](https://a.example/b)**', '<strong><a>Headline</a></strong>'],
    ['\\*\\*not bold\\*\\* \\[a\\](https\\://b.example)', '**not bold** [a](https://b.example)'],
    ['snake_case_name', 'snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['``a ` b``', '<code>a ` b</code>'],
    ['`**code**`', '<code>**code**</code>'],
    ['[a\\_b](https://a.example)', '<a>a\\_b</a>'],
    ['[[Update] Words](https://a.example/b%28c%29)', '<a>[Update] Words</a>'],
    ['[press](javascript:alert(1))', '[press](javascript:alert(1))'],
    ['https://a.example/b.', '<a>https://a.example/b</a>.'],
    [`<t:${seconds - 7_200}:R>`, '<time>2 hours ago</time>'],
    [`<t:${seconds}:D>`, '<time>22 November 2026</time>'],
    ['<t:99999999999999:R>', '<t:99999999999999:R>'],
    [
      '@everyone <@1> <#2> </news:3>',
      '<span>@everyone</span> <span>@1</span> <span>#2</span> <span>/news:3</span>',
    ],
    ['<b>bold</b>', '<b>bold</b>'],
    ['a\\', 'a\\'],
  ])('%j', (text, expected) => {
    expect(inline(text)).toBe(expected);
  });
});

describe('markdown by lines', () => {
  test('headings, small print, quotes, lists and code have their own look', () => {
    const root = markdown(
      '# Big\n-# small\n> said\n- one\n  - two\n3. three\n```\n**raw**\n```\n#none',
    );
    expect(select(root, '.md-h1')[0]?.textContent).toBe('Big');
    expect(select(root, '.md-small')[0]?.textContent).toBe('small');
    expect(select(root, 'blockquote')[0]?.textContent).toBe('said');
    expect(select(root, '.md-item').map((node) => node.textContent)).toEqual([
      '•one',
      '◦two',
      '3.three',
    ]);
    expect(select(root, 'pre')[0]?.textContent).toBe('**raw**');
    expect(root.textContent).toContain('#none');
  });

  test('an escaped start of a line is no markup', () => {
    const root = markdown('\\# no\n\\-# no\n\\> no\n\\- no\n1\\. no');
    expect(root.textContent).toBe('# no-# no> no- no1. no');
    expect(select(root, '.md-item')).toEqual([]);
  });
});

describe('messages', () => {
  test('an embed has its title, description, footer and colour', () => {
    const root = draw({
      embeds: [
        {
          title: 'A \\*star\\*',
          description: '**b**',
          footer: { text: 'Page 2' },
          color: 0x00ff00,
        },
      ],
    });
    expect(select(root, 'h3')[0]?.textContent).toBe('A *star*');
    expect(select(root, 'strong')[0]?.textContent).toBe('b');
    expect(select(root, '.d-footer')[0]?.textContent).toBe('Page 2');
    expect(select(root, '.d-embed')[0]?.style.properties.get('--embed-color')).toBe('#00ff00');
  });

  test('buttons press their id, unless they are disabled or links', () => {
    const root = draw({
      components: [
        {
          type: 1,
          components: [
            { type: 2, style: 2, label: 'Previous', custom_id: 'v1:help', disabled: true },
            { type: 2, style: 1, label: 'Next', custom_id: 'v1:help~2' },
            { type: 2, style: 5, label: 'Read', url: 'https://a.example/' },
          ],
        },
        {
          type: 1,
          components: [
            { type: 3, placeholder: 'Open…', options: [{ label: 'One', value: 'v1:open:1' }] },
          ],
        },
      ],
    });
    const [previous, next] = select(root, 'button');
    expect(previous?.attributes.has('disabled')).toBe(true);
    next?.listeners.get('click')?.({ currentTarget: next });
    expect(press).toHaveBeenLastCalledWith('v1:help~2', next);
    expect(select(root, 'a')[0]?.attributes.get('href')).toBe('https://a.example/');
    expect(select(root, '.menu-option')[0]?.textContent).toBe('One');
  });

  test.each([
    { embeds: [{ video: {} }] },
    { components: [{ type: 17 }] },
    { components: [{ type: 1, components: [{ type: 5 }] }] },
  ])('%j is said not to be drawn', (payload) => {
    expect(select(draw(payload), '.not-drawn')).toHaveLength(1);
  });
});
