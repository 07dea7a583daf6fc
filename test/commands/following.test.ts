import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { suggest } from '../../src/commands/suggest.ts';
import { SILENT } from '../../src/log.ts';
import { subscriptionsOfTenant } from '../../src/store/subscriptions.ts';
import {
  ANN,
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
import { runDigests } from '../support/digests.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

const followed = () => subscriptionsOfTenant(at.desk.db, NEWSROOM);

test('a topic that no article has is told when it is subscribed to', async () => {
  expect(textOf(await at.type('/newsdesk subscribe topic:Watter'))).toContain(
    'No article has the topic "Watter"; it was read as "Water".',
  );
  expect(textOf(await at.type('/newsdesk subscribe topic:Quidditch'))).toContain(
    'No article has the topic "Quidditch".',
  );
  expect(textOf(await at.type('/newsdesk subscribe topic:Water'))).not.toContain('No article');
});

test('subscribing says what, when in which zone, the next time, and how to take it back', async () => {
  const reply = await at.type(
    '/newsdesk subscribe aral sea at:9am,17:30 days:mon-fri tz:tashkent top:5 empty:skip',
  );

  expect(textOf(reply)).toContain(
    'This channel now follows aral sea, on weekdays at 09:00 and 17:30 (Asia/Tashkent).',
  );
  // Sunday 22 November, so the next weekday is Monday.
  expect(textOf(reply)).toContain(
    'Next: Mon 23 Nov, 09:00 (Asia/Tashkent), for you 23 Nov 2026, 04:00 UTC, in 20 hours.',
  );
  expect(textOf(reply)).toContain('Nothing that matches was published in the last 7 days.');
  expect((await followed())[0]).toMatchObject({
    channel: NEWSROOM,
    query: 'aral sea',
    at: ['09:00', '17:30'],
    days: [1, 2, 3, 4, 5],
    timezone: 'Asia/Tashkent',
    top: 5,
    empty: 'skip',
    createdBy: ANN.id,
    paused: false,
  });

  const undone = await at.press(button(reply, 'Undo').action);
  expect(textOf(undone)).toContain('No more digests of aral sea.');
  expect(textOf(undone)).toContain(
    '/newsdesk subscribe aral sea at:09:00,17:30 days:weekdays tz:Asia/Tashkent',
  );
  expect(await followed()).toEqual([]);
});

test('who follows the same twice is told that it is followed, and how to have it at both times', async () => {
  await at.type('/newsdesk subscribe Aral sea at:9am');
  const again = await at.type('/newsdesk subscribe aral  sea at:17:30');

  expect(textOf(again)).toContain(
    'This channel follows Aral sea already, every day at 09:00 (UTC).',
  );
  const [kept, ...others] = await followed();
  expect(others).toEqual([]);
  const both = `/newsdesk change ${kept?.id} at:09:00,17:30`;
  expect(textOf(again)).toContain(both);
  expect(textOf(await at.type(both))).toContain('every day at 09:00 and 17:30 (UTC)');
});

test('the same may be followed as a digest and as it comes in', async () => {
  await at.type('/newsdesk subscribe aral sea');
  await at.type('/newsdesk subscribe aral sea as:now');
  expect(await followed()).toHaveLength(2);
});

describe('a bad option is named, what was typed is kept, and nothing is stored', () => {
  test.each([
    ['at:25:00', '"25:00" is no time of day.'],
    ['at:soon', '"soon" is no time of day.'],
    ['days:someday', '"someday" names no days.'],
    ['tz:Tashkentt', 'The nearest: Asia/Tashkent'],
    ['top:0', 'top:0 is no number of stories.'],
    ['top:many', 'top:many is no number of stories.'],
    ['empty:maybe', 'empty:maybe is not known.'],
    ['at:1,2,3,4,5,6,7', '7 times a day are too many.'],
  ])('%s', async (option, problem) => {
    const reply = textOf(await at.type(`/newsdesk subscribe aral sea ${option}`));
    expect(reply).toContain(problem);
    expect(reply).toContain('You typed: /newsdesk subscribe aral sea');
    expect(reply).toContain('For example: /newsdesk subscribe');
    expect(await followed()).toEqual([]);
  });
});

test('the list shows what the channel follows and stops any of it', async () => {
  expect(textOf(await at.type('/newsdesk list'))).toContain('This channel follows nothing yet');
  await at.type('/newsdesk subscribe topic:Water at:8');
  await at.type('/newsdesk subscribe', { channel: { ...NEWSROOM, id: 'C2' } });

  const here = await at.type('/newsdesk list');
  expect(textOf(here)).toContain('1 digest in this channel');
  expect(textOf(here)).toContain(
    'topic:Water · every day at 08:00 (UTC) · next 23 Nov 2026, 08:00 UTC · by Ann · number 1',
  );
  expect(textOf(await at.type('/newsdesk list all'))).toContain('2 digests in all channels');

  const [first] = options(here);
  const card = await at.press(first?.action ?? { kind: 'help' });
  expect(textOf(card)).toContain('topic:Water\n• Every day at 08:00 (UTC)');
  const stop = button(card, 'Stop').action;
  expect(textOf(await at.press(stop))).toContain('No more digests of topic:Water.');
  expect(textOf(await at.press(stop))).toContain('it may have been stopped already');
});

test('unsubscribe takes the number, the words, or nothing when there is only one', async () => {
  await at.type('/newsdesk subscribe aral');
  await at.type('/newsdesk subscribe water');
  expect(textOf(await at.type('/newsdesk unsubscribe'))).toContain('Which digest?');
  expect(textOf(await at.type('/newsdesk unsubscribe fire'))).toContain('no digest of "fire"');
  expect(textOf(await at.type('/newsdesk unsubscribe aral'))).toContain('No more digests of aral.');
  const [water] = await followed();
  expect(textOf(await at.type(`/newsdesk unsubscribe ${water?.id}`))).toContain(
    'No more digests of water.',
  );
  await at.type('/newsdesk subscribe');
  expect(textOf(await at.type('/newsdesk unsubscribe'))).toContain(
    'No more digests of everything.',
  );
});

test('only managers change what is followed; everyone may look', async () => {
  const bob = { person: BOB };
  const made = await at.type('/newsdesk subscribe aral');
  for (const line of ['/newsdesk subscribe x', '/newsdesk unsubscribe aral', '/news subscribe x']) {
    expect(textOf(await at.type(line, bob))).toContain('Only people who manage this place');
  }
  expect(textOf(await at.press(button(made, 'Undo').action, bob))).toContain(
    'Only people who manage',
  );
  expect(textOf(await at.type('/newsdesk list', bob))).toContain('1 digest in this channel');
  expect(await followed()).toHaveLength(1);
});

test('nobody reads or stops what another workspace follows', async () => {
  const made = await at.type('/newsdesk subscribe aral');
  const elsewhere = { channel: { ...NEWSROOM, workspace: 'T2' } };
  expect(textOf(await at.press(button(made, 'Undo').action, elsewhere))).toContain(
    'There is no digest',
  );
  expect(textOf(await at.press(button(made, 'Preview').action, elsewhere))).toContain(
    'There is no digest',
  );
  expect(textOf(await at.type('/newsdesk list all', elsewhere))).not.toContain('aral');
  expect(await followed()).toHaveLength(1);
});

test('following from a list follows that search, every day at eight', async () => {
  const list = await at.type('/news search aral sea topic:Water');
  const reply = await at.press(button(list, 'Follow').action);
  expect(textOf(reply)).toContain(
    'This channel now follows aral sea topic:Water, every day at 08:00 (UTC).',
  );
});

test('status tells of the archive, the next digest and one whose arrival nobody knows', async () => {
  await at.type('/newsdesk subscribe at:09:00');
  expect(textOf(await at.type('/newsdesk status'))).toMatch(
    /Newsdesk 1\.2\.3\n• Archive: \d+ articles from 1 feed\n• Digests here: 1, next 22 Nov 2026, 09:00 UTC/,
  );
  const nine = new Date('2026-11-22T09:00:00Z');
  await runDigests({
    db: at.desk.db,
    finder: at.desk.finder,
    posters: { slack: async () => ({ kind: 'unknown', reason: 'timeout' }) },
    log: SILENT,
    leaseMs: 60_000,
    now: () => nine,
  });

  const status = await at.type('/newsdesk status', { now: nine });
  expect(textOf(status)).toContain('Nobody knows whether the digest of everything');
  const again = button(status, 'Send again').action;
  expect(textOf(await at.press(again, { person: BOB }))).toContain('Only people who manage');
  expect(textOf(await at.press(again))).toContain('It is on its way again');
  expect(textOf(await at.press(again))).toContain('This digest is settled');
});

test('where the bot may not post nothing is set up, and that is said at once', async () => {
  const closed = { mayPost: false };
  const list = await at.type('/news search aral sea', closed);
  const follow = await at.press(button(list, 'Follow').action, closed);
  expect(textOf(follow)).toContain('I may not post in this channel.');
  expect(textOf(await at.type('/newsdesk subscribe aral', closed))).toBe(textOf(follow));
  expect(await followed()).toEqual([]);

  await at.type('/newsdesk subscribe aral channel:C1234567', closed);
  expect(textOf(await at.type('/newsdesk move aral', closed))).toBe(textOf(follow));
});

test('status names the digest that comes next, and not one that was sent and then moved to later', async () => {
  await at.type('/newsdesk subscribe at:09:00');
  const nine = new Date('2026-11-22T09:00:00Z');
  await runDigests({
    db: at.desk.db,
    finder: at.desk.finder,
    posters: { slack: async () => ({ kind: 'posted', messageId: 'm' }) },
    log: SILENT,
    leaseMs: 60_000,
    now: () => nine,
  });
  await at.type('/newsdesk change at:11:00', { now: nine });

  expect(textOf(await at.type('/newsdesk status', { now: nine }))).toContain(
    'next 23 Nov 2026, 11:00 UTC',
  );
});

test('help fits one screen, every example in it works, and each command has a screen of its own', async () => {
  const help = await at.type('/news help');
  expect(textOf(help).split('\n').length).toBeLessThanOrEqual(12);
  expect(textOf(await at.type('/newsdesk'))).toBe(textOf(help));
  expect(textOf(await at.type('/news'))).toBe(textOf(help));

  for (const { example, verb, family } of at.desk.commands) {
    expect(textOf(help)).toMatch(new RegExp(`\\b${verb.split(' ', 1)}\\b`));
    const reply = await at.type(example);
    expect(textOf(reply), example).not.toMatch(
      /There is no|Nothing for|is no |could not be answered|Which/,
    );
    expect(textOf(await at.type(`/${family} help ${verb}`))).toContain(`Try /${family}`);
  }
});

test('an unknown verb gets the nearest, and keeps what was typed', async () => {
  const reply = textOf(await at.type('/newsdesk subscrib aral at:8'));
  expect(reply).toContain('There is no command "subscrib".');
  expect(reply).toContain('Did you mean subscribe');
  expect(reply).toContain('For example: /newsdesk subscribe aral at:8');
  expect(textOf(await at.type('/news help serch'))).toContain('Did you mean search?');
});

test('an outage of our own is answered, with a reference to the log', async () => {
  const lines: string[] = [];
  const log = {
    ...SILENT,
    error: (facts: object, event: string) => lines.push(JSON.stringify({ ...facts, event })),
  };
  const broken = await sitDown({ samples: false });
  await broken.close();
  const desk = { ...broken.desk, log };
  const { dispatch } = await import('../../src/commands/dispatch.ts');
  const reply = await dispatch(
    {
      channel: NEWSROOM,
      person: ANN,
      now: NOW,
      request: { kind: 'command', family: 'newsdesk', verb: 'status', words: '', options: {} },
    },
    desk,
  );

  const reference = /ref (\w+)/.exec(textOf(reply))?.[1];
  expect(textOf(reply)).toContain('This could not be answered just now.');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(reference);
});

test('a digest is not moved to where it is', async () => {
  await at.type('/newsdesk subscribe aral at:8');
  const reply = await at.type('/newsdesk move aral');
  expect(textOf(reply)).toContain('It is sent to that channel already. Type the command in');
});

test('zones, cities, subscriptions and headlines are offered while typing', async () => {
  await at.type('/newsdesk subscribe aral at:8');
  const ask = (source: Parameters<typeof suggest>[0]['source'], typed: string) =>
    suggest({ channel: NEWSROOM, person: ANN, source, typed }, at.desk);

  expect((await ask('zone', 'tashk'))[0]?.value).toBe('Asia/Tashkent');
  expect((await ask('subscription', 'ar')).map(({ label }) => label)).toEqual(['aral · 08:00']);
  expect((await ask('topic', 'wat'))[0]?.value).toBe('Water');
  const articles = await ask('article', 'aral');
  expect(articles.length).toBeGreaterThan(0);
  expect(articles.length).toBeLessThanOrEqual(25);
  expect(articles.every(({ label }) => label.length <= 100)).toBe(true);
});

test('a message is plain data: it survives being frozen', async () => {
  const message = messageOf(await at.type('/news aral'));
  expect(JSON.parse(JSON.stringify(message))).toEqual(message);
});
