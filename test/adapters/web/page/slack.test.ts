import { describe, expect, test, vi } from 'vitest';
import { drawSlack } from '../../../../adapters/web/page/draw-slack.js';
import { drawTokens } from '../../../../adapters/web/page/markup.js';
import { parseSlackMarkup } from '../../../../adapters/web/page/slack-markup.js';
import { drawn, fakeDocument, outline, select } from './fake-document.ts';

vi.stubGlobal('document', fakeDocument);

const now = new Date('2026-11-22T09:00:00');
const seconds = now.getTime() / 1000;
const press = vi.fn();
const draw = (...blocks: unknown[]) => drawn(drawSlack({ blocks }, { now, press }));
const markup = (text: string) => outline(drawn(drawTokens(parseSlackMarkup(text, now))));

describe('mrkdwn', () => {
  test.each([
    [
      '*bold* _italic_ ~gone~ `code`',
      '<strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code>',
    ],
    ['*bold and _both_*', '<strong>bold and <em>both</em></strong>'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['* not bold *', '* not bold *'],
    ['`*code*`', '<code>*code*</code>'],
    ['```\na\nb\n```', '<pre>a\nb</pre>'],
    ['&lt;b&gt; &amp;amp; &quot;', '<b> &amp; &quot;'],
    ['<https://a.example/?a=1&amp;b=2|A &amp; B>', '<a>A & B</a>'],
    ['<javascript:alert(1)|press>', '<span>press</span>'],
    [
      '<!channel> <!here|here> <@U1> <#C1|general>',
      '<span>@channel</span> <span>here</span> <span>@U1</span> <span>general</span>',
    ],
    [`<!date^${seconds}^{date_short_pretty} at {time}|then>`, '<time>today at 09:00</time>'],
    [`<!date^${seconds - 7_200}^{ago}|then>`, '<time>2 hours ago</time>'],
    ['<!date^soon^{time}|then>', 'then'],
    ['a < b > c', 'a < b > c'],
    ['<script>', '<a>script</a>'.replace('a>', 'span>').replace('/a>', '/span>')],
  ])('%j', (text, expected) => {
    expect(markup(text)).toBe(expected);
  });
});

describe('blocks', () => {
  test('rich text is drawn as it is, styles, links, dates and lists', () => {
    const root = draw({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '*stars* <b>', style: { bold: true } },
            { type: 'link', url: 'https://a.example/', text: 'a', style: { italic: true } },
            { type: 'date', timestamp: seconds, format: '{date_short}', fallback: 'then' },
            { type: 'broadcast', range: 'channel' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] }],
        },
      ],
    });
    expect(select(root, 'strong').map((node) => node.textContent)).toEqual(['*stars* <b>']);
    expect(select(root, 'a')[0]?.attributes.get('href')).toBe('https://a.example/');
    expect(select(root, 'time')[0]?.textContent).toBe('22 Nov 2026');
    expect(select(root, '.mention')[0]?.textContent).toBe('@channel');
    expect(select(root, 'ol')[0]?.textContent).toBe('one');
  });

  test('plain text is never read as markup', () => {
    const root = draw({
      type: 'header',
      text: { type: 'plain_text', text: '*a* <https://b.example|c>' },
    });
    expect(outline(root)).toBe('<h3>*a* <https://b.example|c></h3>');
  });

  test('a button presses its value, a link button is a link, a select presses its option', () => {
    const root = draw({
      type: 'actions',
      elements: [
        {
          type: 'button',
          text: { type: 'plain_text', text: 'Next' },
          value: 'v1:help',
          action_id: 'v1:help#2',
          accessibility_label: 'Page 2',
        },
        {
          type: 'button',
          text: { type: 'plain_text', text: 'Read' },
          url: 'https://a.example/',
          action_id: 'link',
        },
        {
          type: 'static_select',
          placeholder: { type: 'plain_text', text: 'Open…' },
          options: [{ text: { type: 'plain_text', text: 'One' }, value: 'v1:open:1' }],
        },
      ],
    });
    const [button] = select(root, 'button');
    button?.listeners.get('click')?.({ currentTarget: button });
    expect(press).toHaveBeenLastCalledWith('v1:help', button);
    expect(button?.attributes.get('aria-label')).toBe('Next: Page 2');
    expect(select(root, 'a')[0]?.attributes.get('rel')).toContain('noopener');
    expect(select(root, '.menu-option')[0]?.textContent).toBe('One');
  });

  test('a picture is its words: nothing is fetched', () => {
    const root = draw({
      type: 'image',
      image_url: 'https://a.example/b.png',
      alt_text: 'A bridge',
    });
    expect(select(root, 'img')).toEqual([]);
    expect(select(root, '.picture')[0]?.attributes.get('aria-label')).toBe('A bridge');
  });

  test.each([
    { type: 'carousel' },
    { type: 'actions', elements: [{ type: 'datepicker' }] },
    { type: 'rich_text', elements: [{ type: 'rich_text_poem' }] },
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'hologram' }] }],
    },
    { type: 'context', elements: [{ type: 'video' }] },
    {},
    null,
  ])('%j is said not to be drawn', (block) => {
    expect(select(draw(block), '.not-drawn')).toHaveLength(1);
  });

  test('without blocks the text is drawn', () => {
    expect(drawn(drawSlack({ text: '*Hello*' }, { now, press })).textContent).toBe('Hello');
  });
});
