import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../adapters/discord/limits.ts';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { SLACK_LIMITS } from '../../adapters/slack/limits.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import { digestMessage } from '../../src/message/digest-message.ts';
import type { Message } from '../../src/message/message.ts';
import { newsMessage } from '../../src/message/news-message.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { Article, ArticleId, StoryId } from '../../src/model/article.ts';
import type { Digest, DigestStory } from '../../src/model/digest.ts';

const AT = new Date('2026-11-22T08:00:00Z');

/** Two plain sentences and a number that no other story has. */
function aStory(
  n: number,
  change: Partial<Article> = {},
  more: Partial<DigestStory> = {},
): DigestStory {
  const lead = {
    id: n as ArticleId,
    source: `Outlet ${n}`,
    url: `https://outlet-${n}.example/news/2026/11/22/a-headline-of-usual-length-${n}`,
    title: `Ministers of the region agree on water, story number ${n}`,
    text: `The ministers met in Almaty on Monday and agreed on plan ${n} for the river. The plan gives each country a share of the water that depends on the snow of the winter. They will meet again in spring.`,
    truncated: false,
    publishedAt: AT,
    countries: ['KZ', 'UZ'],
    topics: [],
    language: 'en',
    ...change,
  } as unknown as Article;
  return { id: n as StoryId, lead, others: [], sources: [lead.source], update: false, ...more };
}

function aDigest(stories: number, also: number, make = (n: number) => aStory(n)): Digest {
  const all = Array.from({ length: stories + also }, (_, n) => make(n + 1));
  return {
    window: { since: new Date(AT.getTime() - 86_400_000), until: AT },
    query: 'water',
    stories: all.slice(0, stories),
    also: all.slice(stories),
    more: 0,
    articles: all.length,
  };
}

const messageOf = (digest: Digest) => digestMessage({ digest, plannedAt: AT, timezone: 'UTC' });

/** The headlines, as each platform shows them. */
function shownOn(message: Message): { slack: string; discord: string } {
  const slack = renderSlack(message);
  const discord = renderDiscord(message);
  return {
    slack: JSON.stringify(slack.blocks),
    discord: discord.embeds.map(({ title, description }) => `${title}\n${description}`).join('\n'),
  };
}

function entriesOf({ blocks }: Message): string[] {
  return blocks.flatMap((block) =>
    block.kind === 'entry' && block.title.kind !== 'time' ? [block.title.text] : [],
  );
}

test('a usual digest reads like this', () => {
  const story = aStory(1, {}, { sources: ['Outlet 1', 'B', 'C', 'D', 'E', 'F'], update: true });
  const digest = { ...aDigest(0, 0), stories: [story], also: [aStory(2)] };
  expect(plainText(messageOf(digest)).split('\n')).toEqual([
    'News digest · Sun 22 Nov',
    '2 stories · from 7 sources · 1 min read · on water',
    'Update: Ministers of the region agree on water, story number 1',
    'Outlet 1 · 22 Nov 2026, 08:00 UTC · Kazakhstan, Uzbekistan · +5 sources: B, C, D, E …',
    'The ministers met in Almaty on Monday and agreed on plan 1 for the river. The plan gives each country a share of the water that depends on the snow of the winter.',
    'Also',
    '• Ministers of the region agree on water, story number 2 · Outlet 2',
  ]);
});

test.each([
  ['a digest', messageOf(aDigest(2, 1))],
  ['what has just come in', newsMessage(aDigest(2, 1))],
])('each story of %s opens from its menu, in the order they are told', (_, { blocks }) => {
  const menu = blocks.find((block) => block.kind === 'menu');
  expect(menu?.options.map(({ label, action }) => [label, action])).toEqual(
    [1, 2, 3].map((n) => [
      `Ministers of the region agree on water, story number ${n}`,
      { kind: 'open', article: n },
    ]),
  );
});

test('what has nothing to tell has no menu', () => {
  for (const { blocks } of [messageOf(aDigest(0, 0)), newsMessage(aDigest(0, 0))]) {
    expect(blocks.some(({ kind }) => kind === 'menu')).toBe(false);
  }
});

test('what was late, and what it makes up for, is said once', () => {
  const late = digestMessage({
    digest: aDigest(1, 0),
    plannedAt: AT,
    timezone: 'Asia/Tashkent',
    lateAt: new Date('2026-11-22T09:12:00Z'),
    reachesBackTo: new Date('2026-11-19T08:00:00Z'),
  });
  expect(plainText(late)).toContain('Planned for 13:00, sent at 14:12: the service was down.');
  expect(plainText(late)).toContain(
    'It reaches back to Thu 19 Nov, 13:00: what was planned since then was not sent.',
  );
});

describe('on both platforms the same stories are shown whole, within their limits', () => {
  const long = 'a'.repeat(900);
  const hostile = '*_~`|<>[]() @everyone :smile: <@U1> https://evil.example **x** '.repeat(3);
  test.each<[string, (n: number) => DigestStory]>([
    ['usual stories', (n) => aStory(n)],
    ['long addresses', (n) => aStory(n, { url: `https://outlet.example/${long}/${n}` })],
    [
      'addresses in Cyrillic',
      (n) => aStory(n, { url: `https://outlet.example/${'новость-'.repeat(20)}${n}` }),
    ],
    ['endless headlines', (n) => aStory(n, { title: `Story ${n} ${'and so on '.repeat(200)}` })],
    [
      'hostile texts',
      (n) =>
        aStory(n, { title: `${hostile}${n}`, source: hostile, text: `${hostile}. ${hostile}.` }),
    ],
    [
      'long sentences',
      (n) =>
        aStory(n, {
          text: `The plan number ${n} says ${'that water is shared fairly and '.repeat(14)}that is all of it. It was agreed on Monday by all the ministers of the region in Almaty.`,
        }),
    ],
    [
      'many sources',
      (n) =>
        aStory(
          n,
          {},
          { sources: Array.from({ length: 30 }, (_, s) => `An outlet with a long name ${s}`) },
        ),
    ],
    ['Arabic', (n) => aStory(n, { title: `اتفق الوزراء على المياه ${n}`, source: 'صحيفة' })],
  ])('%s', (_, make) => {
    for (const message of [messageOf(aDigest(10, 5, make)), newsMessage(aDigest(3, 25, make))]) {
      const { slack, discord } = shownOn(message);
      expect(slack).not.toContain('left out');
      expect(discord).not.toMatch(/… and \d+ more/);
      const { embeds } = renderDiscord(message);
      const length = embeds.reduce(
        (sum, { title = '', description = '' }) => sum + title.length + description.length,
        0,
      );
      expect(length).toBeLessThanOrEqual(LIMITS.embedsTotal);
      expect(renderSlack(message).blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.blocks);
      for (const block of message.blocks) {
        if (block.kind !== 'entry') continue;
        // A sentence that is shown is shown to its end, on either platform.
        for (const span of block.body) {
          const end = span.kind === 'time' ? '' : (span.text.match(/[a-z]+/g)?.at(-1) ?? '');
          expect(slack).toContain(end);
          expect(discord).toContain(end);
        }
      }
    }
  });
});

test('stories are dropped whole from the end, Also lines first, and the head counts what is left', () => {
  const make = (n: number) => aStory(n, { url: `https://outlet.example/${'x'.repeat(500)}/${n}` });
  const message = messageOf(aDigest(10, 5, make));
  const entries = entriesOf(message);
  expect(entries.length).toBeGreaterThan(2);
  expect(entries.length).toBeLessThan(10);
  expect(plainText(message)).toContain(
    `${entries.length} stories · from ${entries.length} sources`,
  );
  expect(plainText(message)).not.toContain('Also');
});

test('a story that alone is too long is shown without its text, not in pieces', () => {
  const message = messageOf(
    aDigest(1, 0, (n) => aStory(n, { text: `${'word '.repeat(2_000)}end.` })),
  );
  expect(entriesOf(message)).toHaveLength(1);
  expect(plainText(message)).not.toContain('word word');
});

test('what comes in by itself is one story, or several with those that only fit as a line or a number', () => {
  expect(plainText(newsMessage(aDigest(1, 0)))).toMatch(/^New on water\nMinisters/);
  const many = newsMessage({ ...aDigest(3, 25), more: 40 });
  expect(plainText(many)).toMatch(/^68 new stories on water\n/);
  expect(plainText(many)).toMatch(/And \d\d more stories: \/news search water sort:new/);
});
