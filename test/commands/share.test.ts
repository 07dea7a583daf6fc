import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '../../adapters/discord/limits.ts';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import type { Reply } from '../../src/commands/command.ts';
import { corpusTexts, HOSTILE } from '../adapters/discord/hostile-texts.ts';
import { readMarkdown } from '../adapters/discord/read-markdown.ts';
import { expectValid } from '../adapters/slack/valid.ts';
import {
  BOB,
  button,
  messageOf,
  NEWSROOM,
  NOW,
  options,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

const REGISTAN = 'The Registan of Samarkand';

const shares = () => at.desk.db.query.selectFrom('share').selectAll().execute();
const linesOf = (reply: Reply) => textOf(reply).split('\n');

test('share shows the channel what the button shows, and the sharer alone can remove it', async () => {
  const shared = await at.type('/news share registan samarkand');
  const pressed = await at.press(
    button(await at.type('/news open registan samarkand'), 'Share').action,
    { channel: { ...NEWSROOM, workspace: 'T2' } },
  );

  expect(shared).toMatchObject({ kind: 'answer', visibility: 'channel' });
  expect(linesOf(shared)).toEqual(linesOf(pressed));
  expect(linesOf(shared).slice(0, 2)).toEqual(['Ann shared', REGISTAN]);
  const { action } = button(shared, 'Remove');
  expect(textOf(await at.press(action, { person: BOB }))).toContain('Only the person who shared');
  expect(await at.press(action)).toEqual({ kind: 'remove' });
});

test('a note stands above the card in the words of the sharer', async () => {
  const [id = 0] = await at.store({ title: 'Zyxw', url: 'https://example.org/zyxw' });
  const other = { channel: { ...NEWSROOM, id: 'C2' } };
  const note = 'see the 3rd sentence: “no evidence”';

  for (const line of [
    `/news share zyxw note: ${note}`,
    `/news share ${id} ${note}`,
    `/news share #${id} ${note}`,
    `/news share https://example.org/zyxw note: ${note}`,
    `/news share https://example.org/zyxw ${note}`,
  ]) {
    const now = new Date(NOW.getTime() + 3_600_000 * (await shares()).length);
    const shared = await at.type(line, { ...other, now });
    expect(linesOf(shared).slice(0, 3), line).toEqual(['Ann shared', `“${note}”`, 'Zyxw']);
  }
});

test('it is said where an article was shared before', async () => {
  const line = `/news share ${REGISTAN}`;
  expect(textOf(await at.type(line))).not.toContain('before');
  const later = new Date(NOW.getTime() + 3_600_000);
  expect(textOf(await at.type(line, { now: later }))).toContain(
    'Shared here before, 22 Nov 2026, 08:00 UTC',
  );
  const besides = { channel: { ...NEWSROOM, id: 'C2' } };
  expect(textOf(await at.type(line, besides))).toContain('Shared in another channel before');
  expect(textOf(await at.type(line, besides))).toContain('You shared this here a moment ago.');
});

describe('nothing is shared on a guess', () => {
  afterEach(async () => expect(await shares()).toEqual([]));

  test.each([
    ['aral sea', /aral sea/i],
    ['samarkan', /samarkand/i],
    ['a dam somewhere in Kyrgyzstan', /./],
  ])('%s: what may be meant is offered, and what was typed is kept', async (words, near) => {
    const reply = await at.type(`/news share ${words} note: worth a read`);
    expect(reply).toMatchObject({ visibility: 'private' });
    expect(textOf(reply)).toContain('It is not clear which article you mean.');
    expect(textOf(reply)).toContain(`You typed: /news share ${words} note: worth a read`);
    expect(options(reply)[0]).toMatchObject({ action: { kind: 'open' } });
    expect(options(reply)[0]?.label).toMatch(near);
  });

  test('words that stand behind "share" in the archive may be a search', async () => {
    await at.store({ title: 'Dividends fall', text: 'Share dividends are taxed.' });
    const reply = await at.type('/news share dividends');
    expect(options(reply)[0]?.label).toBe('Dividends fall');
    expect(textOf(reply)).toContain('To search instead: /news search share dividends');
  });

  test('a number before words that an article has is one of them', async () => {
    await at.store({ title: 'Drought', text: 'There were 5 years without rain.' });
    const reply = await at.type('/news share 5 years without rain');
    expect(options(reply)[0]?.label).toBe('Drought');
  });

  test.each([
    ['999999', 'There is no article number 999999.'],
    ['#999999 worth a read', 'There is no article number 999999.'],
    ['https://example.org/none worth a read', 'No article of the archive has this address.'],
    ['zxqwv', 'No such article.'],
    ['', 'Which article?'],
    ['note: worth a read', 'Which article?'],
  ])('%j is answered as open answers it', async (words, said) => {
    expect(textOf(await at.type(`/news share ${words}`))).toContain(said);
  });

  test('a mistyped verb is offered with all that was typed behind it', async () => {
    const reply = textOf(await at.type(`/news shere ${REGISTAN} note: worth a read`));
    expect(reply).toContain('There is no command "shere". Did you mean share?');
    expect(reply).toContain(`For example: /news share ${REGISTAN} note: worth a read`);
  });

  test('a note that is too long comes back whole', async () => {
    const note = 'long '.repeat(300).trim();
    const reply = textOf(await at.type(`/news share ${REGISTAN} note: ${note}`));
    expect(reply).toBe(
      `A note has room for 500 characters; this one has 1,499. Please make it shorter:\n${note}`,
    );
  });
});

test('of two equal headlines neither is meant; one that is only longer does not come between', async () => {
  await at.store({ title: 'Zyxw opens', key: 'a' }, { title: 'Zyxw opens', key: 'b' });
  expect(options(await at.type('/news share zyxw opens'))).toHaveLength(2);
  await at.store({ title: 'Wvut opens' }, { title: 'Wvut opens again' });
  expect(linesOf(await at.type('/news share wvut opens'))[1]).toBe('Wvut opens');
});

test('a note pings nobody and is no link, whatever is in it', async () => {
  const card = async (note: string, now: Date) =>
    messageOf(
      await at.type('/news share', {
        now,
        request: {
          kind: 'command',
          family: 'news',
          verb: 'share',
          words: REGISTAN,
          options: { note: note.slice(0, 500) },
        },
      }),
    );
  const plain = renderSlack(await card('', NOW));
  const links = (blocks: unknown) => JSON.stringify(blocks).match(/"type":"link"/g)?.length ?? 0;

  for (const [index, note] of [...HOSTILE, ...corpusTexts()].entries()) {
    const message = await card(note, new Date(NOW.getTime() + 120_000 * (index + 1)));
    const slack = renderSlack(message);
    expectValid(slack);
    expect(slack.text).not.toContain('<');
    expect(links(slack.blocks), note).toBe(links(plain.blocks));
    expect(JSON.stringify(slack.blocks)).not.toMatch(
      /"type":"(broadcast|user|usergroup|channel|emoji)"/,
    );
    const { embeds, allowed_mentions } = renderDiscord(message);
    const read = readMarkdown(embeds.map(({ description }) => description).join('\n'));
    expect(allowed_mentions).toEqual({ parse: [] });
    expect(read.pings, note).toEqual([]);
    expect(read.links, note).toEqual([]);
    const size = embeds.reduce((sum, { description = '' }) => sum + description.length, 0);
    expect(size).toBeLessThanOrEqual(LIMITS.embedsTotal);
  }
});
