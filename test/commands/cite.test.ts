import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import type { Reply } from '../../src/commands/command.ts';
import { dispatch } from '../../src/commands/dispatch.ts';
import { importFile } from '../../src/feed/import.ts';
import { expectValid } from '../adapters/slack/valid.ts';
import type { aNewArticle } from '../support/articles.ts';
import {
  ANN,
  messageOf,
  NEWSROOM,
  NOW,
  options,
  requestOf,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

const ADDRESS = 'https://example.org/zyxw';

/** Gives its number. */
async function store(change: Parameters<typeof aNewArticle>[0]): Promise<number> {
  const [id = 0] = await at.store({ title: 'Zyxw opens', url: ADDRESS, ...change });
  return id;
}

const citationsIn = (reply: Reply) =>
  messageOf(reply).blocks.flatMap((block) => (block.kind === 'code' ? block.text : []));

test('cite gives the article in all styles, to the person alone', async () => {
  const id = await store({});
  const reply = await at.type('/news cite zyxw');

  expect(reply).toMatchObject({ kind: 'answer', visibility: 'private' });
  expect(citationsIn(reply)).toEqual([
    `Example News. “Zyxw opens.” November 20, 2026. Accessed November 22, 2026. ${ADDRESS}.`,
    `Example News. (2026, November 20). *Zyxw opens*. ${ADDRESS}`,
    `@online{examplenews2026-${id},
  author = {{Example News}},
  title = {{Zyxw opens}},
  date = {2026-11-20},
  url = {${ADDRESS}},
  urldate = {2026-11-22},
}`,
    `[Zyxw opens](${ADDRESS}), Example News, 20 November 2026 (accessed 22 November 2026)`,
  ]);
  const lines = textOf(reply).split('\n');
  expect(lines.slice(0, 2)).toEqual(['Zyxw opens', 'Chicago, 17th edition']);
  expect(lines).toEqual(expect.arrayContaining(['APA, 7th edition', 'BibTeX', 'Markdown']));
  expect(lines.at(-1)).toContain(`One alone: /news cite ${id} style:apa`);
});

test('one style alone comes by its name, mistyped or shortened, also behind a number', async () => {
  const id = await store({});
  const [chicago, apa, bibtex, markdown] = citationsIn(await at.type('/news cite zyxw'));

  for (const [line, expected] of [
    ['zyxw style:apa', apa],
    ['style:APA7 zyxw', apa],
    ['zyxw style:chicgo', chicago],
    ['zyxw style:bib', bibtex],
    ['zyxw style:md', markdown],
    [`${id} markdown`, markdown],
    [`#${id} bibtex`, bibtex],
    [`${ADDRESS} chicago`, chicago],
  ] as const) {
    expect(citationsIn(await at.type(`/news cite ${line}`)), line).toEqual([expected]);
  }
  expect(citationsIn(await at.type('/news cite zyxw style:'))).toHaveLength(4);
});

test('the day of access is the day of the desk’s zone', async () => {
  await store({});
  const reply = await dispatch(
    {
      channel: NEWSROOM,
      person: ANN,
      now: new Date('2026-11-30T19:30:00Z'),
      request: requestOf('/news cite zyxw'),
    },
    { ...at.desk, timezone: 'Asia/Tashkent' },
  );

  expect(textOf(reply)).toContain('Accessed December 1, 2026.');
  expect(textOf(reply)).toContain('urldate = {2026-12-01}');
  expect(textOf(reply)).toContain('(accessed 1 December 2026)');
  expect(textOf(reply)).toContain('The day of access is today’s in Asia/Tashkent.');
});

test('what nobody dated has no date, however it came in', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-cite-')), 'daily.jsonl');
  writeFileSync(file, JSON.stringify({ title: 'Zyxw opens', text: 'It opened.', url: ADDRESS }));
  await importFile(at.desk.db, file, { now: NOW });

  const citations = citationsIn(await at.type('/news cite zyxw'));
  expect(citations).toEqual([
    expect.stringContaining('“Zyxw opens.” n.d. Accessed November 22, 2026.'),
    expect.stringContaining(`(n.d.). *Zyxw opens*. Retrieved November 22, 2026, from ${ADDRESS}`),
    expect.not.stringMatching(/ date = /),
    expect.stringContaining(', n.d. (accessed 22 November 2026)'),
  ]);
  const apa = async () => textOf(await at.type('/news cite zyxw style:apa'));
  expect(await apa()).toContain('The day of access');
  await at.desk.db.query.updateTable('article').set({ undated: 0 }).execute();
  expect(await apa()).not.toContain('ccess');
});

test('without an address there is no day of access', async () => {
  const reply = textOf(await at.type('/news cite registan samarkand'));
  expect(reply).toContain('Newsdesk samples. “The Registan of Samarkand.” June 4, 2024.\n');
  expect(reply).not.toMatch(/access/i);
});

test('where all do not fit into one message there is Chicago, whole, and the way to the others', async () => {
  const url = `${ADDRESS}?${'a'.repeat(2_900)}`;
  const id = await store({ url });
  const reply = await at.type('/news cite zyxw');

  const chicago = `Example News. “Zyxw opens.” November 20, 2026. Accessed November 22, 2026. ${url}.`;
  expect(citationsIn(reply)).toEqual([chicago]);
  expect(textOf(reply)).toContain(`another: /news cite ${id} style:apa`);
  for (const style of ['chicago', 'apa', 'bibtex', 'markdown']) {
    const one = await at.type(`/news cite ${id} style:${style}`);
    const [whole = ''] = citationsIn(one);
    const slack = renderSlack(messageOf(one));
    expectValid(slack);
    const pieces = slack.blocks.flatMap((block) =>
      block.type === 'rich_text'
        ? block.elements.flatMap((part) =>
            part.type === 'rich_text_preformatted' ? part.elements : [],
          )
        : [],
    );
    expect(pieces.map((piece) => ('text' in piece ? piece.text : '')).join('')).toBe(whole);
    const shown = renderDiscord(messageOf(one)).embeds.map(({ description }) => description);
    expect(shown.join('\n')).toContain(`\`\`\`\n${whole}\n\`\`\``);
  }
});

test('what is not there is said, with a line that works', async () => {
  expect(textOf(await at.type('/news cite aral style:mla'))).toBe(
    'There is no style "mla". There are chicago, apa, bibtex, markdown; without a style come all of them.\nFor example: /news cite aral style:apa',
  );
  const alone = textOf(await at.type('/news cite'));
  expect(alone).toContain('Which article?');
  expect(alone).toContain('To search instead: /news search cite');
  expect(textOf(await at.type('/news cite 999999'))).toContain('There is no article number 999999');
  const near = await at.type('/news cite the weather of tomorrow');
  expect(textOf(near)).toContain('No such article.');
  expect(options(near)[0]?.action.kind).toBe('open');
  expect(textOf(await at.type('/news cit registan'))).toContain('Read cit as cite');
});
