import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SILENT } from '../../src/log.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { Channel } from '../../src/model/channel.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { subscriptionsOfTenant } from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import {
  ANN,
  BOB,
  button,
  NEWSROOM,
  options,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';
import { runDigests } from '../support/digests.ts';

const ANNEX: Channel = { ...NEWSROOM, id: 'C0ANNEX99' };
const instant = (text: string) => new Date(text);

let at: Sitting;
let posts: { channel: string; text: string }[];
beforeEach(async () => {
  at = await sitDown({ samples: false });
  posts = [];
});
afterEach(() => at.close());

const followed = () => subscriptionsOfTenant(at.desk.db, NEWSROOM);
const saying = async (line: string, when?: string, change = {}) =>
  textOf(await at.type(line, { ...change, ...(when ? { now: instant(when) } : {}) }));

async function receive(title: string, when: string): Promise<void> {
  const now = instant(when);
  const feed = await ensureFeed(at.desk.db, { key: 'f', title: 'f', url: undefined }, now);
  const article = aNewArticle({ title, publishedAt: now });
  await storeArticles(at.desk.db, feed, [article], { now, placeInStory: apart });
}

/** A tick of the clock. */
async function tick(when: string): Promise<void> {
  await at.desk.finder.refresh();
  await runDigests({
    db: at.desk.db,
    finder: at.desk.finder,
    posters: {
      slack: async (channel, message) => {
        posts.push({ channel: channel.id, text: plainText(message) });
        return { kind: 'posted', messageId: `m${posts.length}` };
      },
    },
    log: SILENT,
    leaseMs: 60_000,
    now: () => instant(when),
  });
}

describe('subscribing', () => {
  test('as:now says how often at most and when it is quiet', async () => {
    const reply = await at.type(
      '/newsdesk subscribe aral as:now max:3/h quiet:22-7 tz:tashkent days:mon-fri',
    );
    expect(textOf(reply)).toContain(
      'This channel now follows aral, as it comes in, at most 3 messages an hour, on weekdays, quiet from 22:00 to 07:00 (Asia/Tashkent).',
    );
    expect(textOf(reply)).not.toContain('Next:');
    expect((await followed())[0]?.asNow).toEqual({
      maxPerHour: 3,
      quiet: { from: '22:00', to: '07:00' },
    });
  });

  test.each([
    ['as:later', 'as:later is not known.'],
    ['as:now max:lots', 'max:lots is no number of messages.'],
    ['as:now max:0', 'max:0 is no number of messages.'],
    ['as:now quiet:night', '"night" names no hours of the day.'],
    ['max:5/h', 'A digest has no max: and no quiet:.'],
    ['channel:#general', '"#general" is no channel that I can find.'],
    ['tz:Mars', 'The nearest: '],
  ])('%s is refused, with what would do, and nothing is stored', async (option, problem) => {
    const reply = await saying(`/newsdesk subscribe aral ${option}`);
    expect(reply).toContain(problem);
    expect(reply).toContain(`You typed: /newsdesk subscribe aral ${option}`);
    expect(await followed()).toEqual([]);
  });

  test('an unknown zone gets the nearest three, whatever it is', async () => {
    for (const zone of ['Mars', 'Tashkentt', 'Europe/Berlinn', 'xyzzy']) {
      const [, nearest = ''] =
        /The nearest: (.*)\./.exec(await saying(`/newsdesk subscribe tz:${zone}`)) ?? [];
      expect(nearest.split(', '), zone).toHaveLength(3);
    }
  });

  test('another channel can be named by its id', async () => {
    expect(await saying('/newsdesk subscribe aral channel:C0ANNEX99')).toContain(
      'That channel now follows aral',
    );
    expect((await followed())[0]?.channel).toEqual(ANNEX);
    expect(await saying('/newsdesk list all')).toContain('in another channel');
  });

  test('a time that clocks leap over within a year is told, and no other', async () => {
    expect(await saying('/newsdesk subscribe at:02:30 tz:Berlin')).toContain(
      'On 28 Mar it comes at 03:30, since 02:30 does not exist that day.',
    );
    expect(await saying('/newsdesk subscribe water at:00:00 tz:Cairo')).toContain(
      'On 30 Apr it comes at 01:00, since 00:00 does not exist that day.',
    );
    expect(
      await saying('/newsdesk subscribe energy at:02:30 days:mon-fri tz:Berlin'),
    ).not.toContain('exist');
    expect(await saying('/newsdesk subscribe rail at:09:00 tz:Berlin')).not.toContain('exist');
    expect(await saying('/newsdesk subscribe gas at:02:30 tz:Tashkent')).not.toContain('exist');
  });
});

describe('the next three', () => {
  test('are said with local time, the reader’s own, and the change of the clocks', async () => {
    await at.type('/newsdesk subscribe aral at:02:30 tz:Berlin', {
      now: instant('2027-03-26T12:00:00Z'),
    });
    const next = await saying('/newsdesk digest next', '2027-03-26T12:00:00Z');
    expect(next.split('\n').slice(0, 4)).toEqual([
      'aral, every day at 02:30 (Europe/Berlin)',
      '• Sat 27 Mar, 02:30 (Europe/Berlin), for you 27 Mar 2027, 01:30 UTC, in 14 hours',
      '• Sun 28 Mar, 03:30 (Europe/Berlin), for you 28 Mar 2027, 01:30 UTC, in 38 hours (clocks go forward an hour before it; 02:30 does not exist that day)',
      '• Mon 29 Mar, 02:30 (Europe/Berlin), for you 29 Mar 2027, 00:30 UTC, in 3 days',
    ]);
  });

  test('name the first of a time that comes twice, and then the change', async () => {
    await at.type('/newsdesk subscribe at:02:30 tz:Berlin', {
      now: instant('2027-10-30T12:00:00Z'),
    });
    const lines = (await saying('/newsdesk digest next', '2027-10-30T12:00:00Z')).split('\n');
    expect(lines[1]).toContain('31 Oct 2027, 00:30 UTC');
    expect(lines[1]).toContain('(that time comes twice; this is the first)');
    expect(lines[2]).toContain('(clocks go back an hour before it)');
  });

  test('of what is paused or comes at once are none', async () => {
    await at.type('/newsdesk subscribe aral as:now');
    await at.type('/newsdesk subscribe water');
    await at.type('/newsdesk pause water');
    const next = await saying('/newsdesk digest next');
    expect(next).toContain('As soon as something comes in');
    expect(next).toContain('Paused: none comes until it is resumed');
    expect(await saying('/newsdesk digest next', undefined, { channel: ANNEX })).toContain(
      'This channel follows nothing.',
    );
  });
});

describe('a change', () => {
  test('says what is new and what was, and is taken back by Undo', async () => {
    await at.type('/newsdesk subscribe aral at:08:00');
    const reply = await at.type(
      '/newsdesk change aral at:9,17:30 days:weekdays tz:berlin top:3 empty:skip',
    );
    expect(textOf(reply)).toContain(
      'Changed: aral, on weekdays at 09:00 and 17:30 (Europe/Berlin), at most 3 stories, silent when nothing is new.',
    );
    expect(textOf(reply)).toContain('It was every day at 08:00 (UTC), at most 8 stories');
    expect(textOf(reply)).toContain('Next: Mon 23 Nov, 09:00 (Europe/Berlin)');

    const undone = await at.press(button(reply, 'Undo').action);
    expect(textOf(undone)).toContain('Changed: aral, every day at 08:00 (UTC)');
    expect((await followed())[0]).toMatchObject({
      at: ['08:00'],
      top: 8,
      empty: 'say',
      timezone: 'UTC',
    });
  });

  test('of what it follows keeps everything else', async () => {
    await at.type('/newsdesk subscribe aral at:08:00 top:3');
    expect(await saying('/newsdesk change 1 query:"aral sea topic:Water"')).toContain(
      'Changed: aral sea topic:Water, every day at 08:00 (UTC)',
    );
    expect((await followed())[0]).toMatchObject({ query: 'aral sea topic:Water', top: 3 });
  });

  test('can be chosen from the menu of its card', async () => {
    await at.type('/newsdesk subscribe aral at:08:00');
    const card = await at.type('/newsdesk change aral');
    const choices = options(card);
    expect(choices.length).toBeLessThanOrEqual(25);
    for (const { label, action } of choices) {
      expect(textOf(await at.press(action)), label).toContain('Changed: aral');
    }
  });

  test('into as:now and back keeps the times', async () => {
    await at.type('/newsdesk subscribe aral at:08:00,17:30');
    expect(await saying('/newsdesk change aral as:now max:2')).toContain(
      'at most 2 messages an hour',
    );
    expect(await saying('/newsdesk change aral as:digest')).toContain('at 08:00 and 17:30');
  });

  test('of the time brings no second digest on a local day, and none is promised', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    await receive('Aral sea rises', '2026-11-22T09:00:00Z');
    await tick('2026-11-22T10:00:00Z');
    expect(posts).toHaveLength(1);

    expect(await saying('/newsdesk change aral at:12:00', '2026-11-22T10:30:00Z')).toContain(
      'Next: Mon 23 Nov, 12:00',
    );
    await receive('Aral sea falls', '2026-11-22T11:00:00Z');
    await tick('2026-11-22T12:00:00Z');
    expect(posts).toHaveLength(1);
    await tick('2026-11-23T12:00:00Z');
    expect(posts).toHaveLength(2);
  });

  test('of one time leaves the digests at the others alone', async () => {
    await at.type('/newsdesk subscribe aral at:09:00,12:00,17:30 ');
    for (const hour of ['09', '12']) {
      await receive(`Aral at ${hour}`, `2026-11-22T${hour}:00:00Z`);
      await tick(`2026-11-22T${hour}:00:30Z`);
    }
    await at.type('/newsdesk change aral at:17:30', { now: instant('2026-11-22T13:00:00Z') });
    await receive('Aral in the evening', '2026-11-22T15:00:00Z');
    await tick('2026-11-22T17:30:00Z');
    expect(posts.map(({ text }) => /Aral (at \d+|in the evening)/.exec(text)?.[0])).toEqual([
      'Aral at 09',
      'Aral at 12',
      'Aral in the evening',
    ]);
  });

  test('at the minute of a digest loses neither the old nor brings both', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    await receive('Aral sea rises', '2026-11-22T09:00:00Z');
    await at.type('/newsdesk change aral at:11:00', { now: instant('2026-11-22T10:00:10Z') });
    await tick('2026-11-22T10:00:20Z');
    await tick('2026-11-22T11:00:00Z');
    expect(posts).toHaveLength(1);
  });

  test('to a time that has passed today waits for tomorrow', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    await receive('Aral sea rises', '2026-11-22T07:00:00Z');
    await at.type('/newsdesk change aral at:07:00');
    await tick('2026-11-22T08:01:00Z');
    expect(posts).toEqual([]);
  });
});

describe('pausing', () => {
  test('sends nothing until it is resumed, and then what came in meanwhile, once', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    const paused = await at.type('/newsdesk pause aral');
    expect(textOf(paused)).toContain('Paused: nothing of aral comes until you resume it.');
    expect(await saying('/newsdesk list')).toContain('aral · every day at 10:00 (UTC) · paused ·');
    await receive('Aral sea rises', '2026-11-22T09:00:00Z');
    await tick('2026-11-22T10:00:00Z');
    expect(posts).toEqual([]);

    const resumed = await at.press(button(paused, 'Resume').action, {
      now: instant('2026-11-22T11:00:00Z'),
    });
    expect(textOf(resumed)).toContain('Next: Mon 23 Nov, 10:00');
    await tick('2026-11-22T11:01:00Z');
    expect(posts).toEqual([]);
    await tick('2026-11-23T10:00:00Z');
    expect(posts).toHaveLength(1);
    expect(posts[0]?.text).toContain('Aral sea rises');
    expect(posts[0]?.text).not.toContain('was not sent');
  });
});

describe('moving', () => {
  test('sends it here from now on, and back by Undo', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    const reply = await at.type('/newsdesk move aral', { channel: ANNEX });
    expect(textOf(reply)).toContain(
      'The digest of aral now comes to this channel, every day at 10:00',
    );
    await tick('2026-11-22T10:00:00Z');
    expect(posts.map(({ channel }) => channel)).toEqual([ANNEX.id]);
    expect(textOf(await at.press(button(reply, 'Undo').action, { channel: ANNEX }))).toContain(
      'now comes to that other channel',
    );
    expect((await followed())[0]?.channel).toEqual(NEWSROOM);
  });
});

describe('stopping', () => {
  test('can be taken back for a day, with what it was', async () => {
    await at.type('/newsdesk subscribe aral at:10:00 top:3');
    const stopped = await at.type('/newsdesk unsubscribe');
    expect(await followed()).toEqual([]);
    const undo = button(stopped, 'Undo').action;
    const elsewhere = { channel: { ...NEWSROOM, workspace: 'T2' } };
    expect(textOf(await at.press(undo, elsewhere))).toContain('There is no digest');
    expect(textOf(await at.press(undo, { person: BOB }))).toContain('Only people who manage');
    expect(textOf(await at.press(undo))).toContain('Back again: aral, every day at 10:00');
    expect((await followed())[0]).toMatchObject({ at: ['10:00'], top: 3 });

    await at.type('/newsdesk unsubscribe');
    expect(textOf(await at.press(undo, { now: instant('2026-11-23T08:00:01Z') }))).toContain(
      'There is no digest',
    );
  });
});

describe('which digest is meant', () => {
  test('is asked where several are, and the choice does what was asked', async () => {
    await at.type('/newsdesk subscribe aral sea');
    await at.type('/newsdesk subscribe aral lake');
    const which = await at.type('/newsdesk pause aral');
    expect(textOf(which)).toContain('Which digest?');
    const [first] = options(which);
    expect(textOf(await at.press(first?.action ?? { kind: 'help' }))).toContain(
      'Paused: nothing of aral sea',
    );
    expect((await followed()).map(({ paused }) => paused)).toEqual([true, false]);
  });

  test('may be in another channel, and is never in another workspace', async () => {
    await at.type('/newsdesk subscribe aral sea');
    expect(await saying('/newsdesk pause sea', undefined, { channel: ANNEX })).toContain('Paused');
    const elsewhere = { channel: { ...NEWSROOM, workspace: 'T2' } };
    for (const line of ['resume 1', 'resume sea', 'change 1 at:9', 'move 1', 'digest send 1']) {
      expect(await saying(`/newsdesk ${line}`, undefined, elsewhere)).toContain('no digest');
    }
  });
});

test('who set it up may change it without managing the place; others may look', async () => {
  await at.type('/newsdesk subscribe aral');
  const carl = { person: { id: 'U3', name: 'Carl', manages: false } };
  const once = { person: { ...ANN, manages: false } };
  for (const line of [
    'change aral at:9',
    'pause aral',
    'move aral',
    'digest send aral',
    'unsubscribe aral',
  ]) {
    expect(await saying(`/newsdesk ${line}`, undefined, carl), line).toContain(
      'Only people who manage',
    );
  }
  expect(await saying('/newsdesk digest next', undefined, carl)).toContain('aral');
  expect(await saying('/newsdesk digest preview', undefined, carl)).toContain('News digest');
  expect(await saying('/newsdesk change aral at:9', undefined, once)).toContain('Changed');
  expect(await saying('/newsdesk pause aral', undefined, once)).toContain('Paused');
  expect(await saying('/newsdesk unsubscribe aral', undefined, once)).toContain('No more');
});

describe('sending one now', () => {
  test('posts what is new since the last, once, and the next covers only what comes after', async () => {
    await receive('Aral sea rises', '2026-11-22T07:00:00Z');
    await at.type('/newsdesk subscribe aral at:10:00');
    const preview = await saying('/newsdesk digest preview');
    expect(preview).toContain('Aral sea rises');
    expect(await saying('/newsdesk digest send')).toContain(
      'is on its way; it comes within a minute',
    );
    expect(await saying('/newsdesk digest send')).toContain('is on its way already');
    await tick('2026-11-22T08:00:30Z');
    expect(posts).toHaveLength(1);
    // What is posted is what was previewed.
    expect(posts[0]?.text).toBe(preview);
    expect(await saying('/newsdesk digest send', '2026-11-22T08:05:00Z')).toContain(
      'Nothing new on aral since the last digest, so nothing was sent.',
    );

    await receive('Aral sea falls', '2026-11-22T09:00:00Z');
    await tick('2026-11-22T10:00:00Z');
    expect(posts).toHaveLength(2);
    expect(posts[1]?.text).toContain('Aral sea falls');
    expect(posts[1]?.text).not.toContain('Aral sea rises');
  });

  test('a moment before its time tells nothing twice', async () => {
    await receive('Aral sea rises', '2026-11-22T07:00:00Z');
    await at.type('/newsdesk subscribe aral at:10:00');
    await at.type('/newsdesk digest send', { now: instant('2026-11-22T09:59:45Z') });
    await tick('2026-11-22T10:00:00Z');
    // A channel gets one message a second.
    await tick('2026-11-22T10:00:02Z');
    expect(posts.map(({ text }) => text.includes('Aral sea rises'))).toEqual([true, false]);
  });
});

describe('after an outage', () => {
  test('of three days one digest makes up for them, and says so', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    await receive('Aral sea rises', '2026-11-22T09:00:00Z');
    await tick('2026-11-22T10:00:00Z');
    await receive('Aral sea falls', '2026-11-23T09:00:00Z');
    await tick('2026-11-26T10:00:00Z');
    expect(posts).toHaveLength(2);
    expect(posts[1]?.text).toContain('Aral sea falls');
    expect(posts[1]?.text).toMatch(
      /It reaches back to Sun 22 Nov, 10:00: what was planned since then was not sent\./,
    );
  });

  test('of some hours it says when it was planned', async () => {
    await at.type('/newsdesk subscribe aral at:10:00');
    await receive('Aral sea rises', '2026-11-22T09:00:00Z');
    await tick('2026-11-22T11:12:00Z');
    expect(posts[0]?.text).toContain('Planned for 10:00, sent at 11:12: the service was down.');
    expect(posts[0]?.text).not.toContain('reaches back');
  });

  test('an ordinary digest says nothing of the kind', async () => {
    await at.type('/newsdesk subscribe aral at:10:00,17:30');
    for (const when of ['22T10:00', '22T17:30', '23T10:00']) {
      const planned = instant(`2026-11-${when}:00Z`);
      await receive(`Aral ${when}`, new Date(planned.getTime() - 3_600_000).toISOString());
      await tick(planned.toISOString());
    }
    for (const { text } of posts) expect(text).not.toMatch(/reaches back|the service was down/);
  });
});
