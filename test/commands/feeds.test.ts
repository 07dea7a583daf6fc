import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { render as renderDiscord } from '../../adapters/discord/render.ts';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import { suggest } from '../../src/commands/suggest.ts';
import { findFeed } from '../../src/feed/find-feed.ts';
import type { FailureCode } from '../../src/feed/net/fetch-outcome.ts';
import { parseFeed } from '../../src/feed/parse/parse-feed.ts';
import { createPoller } from '../../src/feed/poll.ts';
import { FEED_VERBS } from '../../src/message/action.ts';
import type { Channel } from '../../src/model/channel.ts';
import { parseFeedId } from '../../src/model/feed.ts';
import { takeFeedsOfFile } from '../../src/store/polled-feeds.ts';
import { expectValid } from '../adapters/slack/valid.ts';
import {
  ANN,
  BOB,
  button,
  messageOf,
  NOW,
  options,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';
import { failure, feedService, webOf } from '../support/feeds.ts';

const ELSEWHERE: Channel = { platform: 'slack', workspace: 'T2', id: 'C9' };

/** What is at each address. */
let pages: Map<string, string | Uint8Array>;
/** What leads elsewhere for good. */
let moved: Map<string, string>;
/** What leads elsewhere for now. */
let leads: Map<string, string>;
/** Where something else comes of it. */
let refused: Map<string, FailureCode>;
let asked: string[];
let sitting: Sitting;
const web = webOf(async (url) => {
  asked.push(url);
  const code = refused.get(url);
  if (code) return failure(code);
  const at = leads.get(url) ?? url;
  const body = pages.get(at);
  if (body === undefined) return failure('not-found', 404);
  return {
    kind: 'fetched',
    url: at,
    movedTo: moved.get(url),
    contentType: undefined,
    robotsTag: '',
    validators: { etag: undefined, lastModified: undefined },
    body: Buffer.from(body),
    maxAgeMs: undefined,
    retryAfterMs: undefined,
  };
});

beforeEach(async () => {
  pages = new Map();
  moved = new Map();
  leads = new Map();
  refused = new Map();
  asked = [];
  sitting = await sitDown({ samples: false, web });
});
afterEach(() => sitting.close());

const type = async (line: string, change?: Parameters<Sitting['type']>[1]) =>
  textOf(await sitting.type(line, change));
const read = async (now = NOW) => {
  const poller = createPoller(
    feedService(sitting.desk.db, { ...web, parseFeed }, () => now),
    new AbortController().signal,
  );
  await poller.start();
  await poller.settled();
  await sitting.desk.finder.refresh();
};

function rss(title: string, ...headlines: string[]): string {
  const items = headlines.map(
    (headline, n) => `<item><guid>${title}-${n}</guid><title>${headline}</title>
      <link>https://example.org/${encodeURIComponent(headline)}</link>
      <description>${headline}, say officials.</description>
      <pubDate>Sun, 22 Nov 2026 0${n}:00:00 GMT</pubDate></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title>
    <link>https://example.org/</link>${items.join('')}</channel></rss>`;
}
const link = (href: string, title: string) =>
  `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
const html = (...links: string[]) =>
  `<!doctype html><html><head><title>A site</title>${links.join('')}</head><body>Hello</body></html>`;

describe('/newsdesk feed add', () => {
  test('takes the address of a feed, and its articles can be searched after that', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full', 'Border opens'));
    const reply = await sitting.type('/newsdesk feed add https://example.org/feed');
    expect(textOf(reply)).toContain('Example News is read from now on.');
    expect(textOf(reply)).toContain('Its 2 articles can be searched within a minute or two');
    expect(await type('/news search dam')).toContain('The first fetch finishes about');
    await read();
    expect(await type('/news search dam')).toContain('Viewing results 1 - 1 of 1');
    expect(await type('/news search source:"Example News"')).toContain('of 2 for');
  });

  test('takes the address of a site that names one feed, and of comments', async () => {
    pages.set(
      'https://example.org/',
      html(link('/comments/feed/', 'Comments'), link('/feed/', 'Example')),
    );
    pages.set('https://example.org/feed/', rss('Example News', 'Dam is full'));
    expect(await type('/newsdesk feed add example.org')).toContain('Example News is read');
  });

  test('finds a feed that its site does not name', async () => {
    pages.set('https://example.org/', html());
    pages.set('https://example.org/rss.xml', rss('Example News', 'Dam is full'));
    expect(await type('/newsdesk feed add <https://example.org|example.org>')).toContain(
      'Example News is read',
    );
  });

  test('guesses little on a site without a feed, and says what was tried and what else there is', async () => {
    pages.set('https://example.org/', html());
    const said = await type('/newsdesk feed add example.org');
    expect(said).toContain('names no feed, and none is at /feed/, /rss or /rss.xml.');
    expect(said).toContain('give that. Without one, whoever runs this bot can bring in');
    expect(said).toContain('newsdesk -- backfill example.org');
    expect(asked).toHaveLength(4);
    pages.set('https://example.org/en/', html());
    asked = [];
    expect(await type('/newsdesk feed add example.org/en/')).toContain(
      'none is at /en/feed/, /en/rss, /feed/ or /rss.',
    );
    expect(asked).toHaveLength(5);
  });

  test('asks no further where the server wants to be left alone', async () => {
    pages.set('https://example.org/', html());
    refused.set('https://example.org/feed/', 'too-many-requests');
    expect(await type('/newsdesk feed add example.org')).toContain('none is at /feed/. ');
    expect(asked).toEqual(['https://example.org/', 'https://example.org/feed/']);
  });

  test('guesses for some seconds only, however slow the site is', async () => {
    const hanging = webOf(async (url, { signal } = {}) => {
      if (url === 'https://example.org/') return web.fetch(url);
      return new Promise((_, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    pages.set('https://example.org/', html());
    const typed = { address: 'https://example.org/', byHttp: undefined, isSure: true };
    expect(await findFeed(hanging, typed)).toMatchObject({
      kind: 'none',
      reason: 'it is a web page that names no feed',
    });
  }, 10_000);

  test.each(['', '<a href="/rss">RSS</a>'])(
    'offers what a page of feeds lists, at a likely address or linked (%s)',
    async (linked) => {
      pages.set('https://example.org/', html().replace('Hello', linked));
      pages.set(
        'https://example.org/rss',
        html().replace(
          'Hello',
          '<a href="/">Home</a><a href="/rss">RSS</a><a href="/rss/top">Top</a><a href="/rss/sport">Sport</a>',
        ),
      );
      const offer = await sitting.type('/newsdesk feed add example.org');
      expect(textOf(offer)).toContain('This site has 2 feeds.');
      expect(button(offer, 'Sport').action.kind).toBe('choose');
    },
  );

  test('takes an address without its scheme, and tries http where https does not answer', async () => {
    for (const host of ['kabar.test', '10.0.0.7:8080', 'localhost:8080']) {
      pages.set(`http://${host}/feed`, rss(`News of ${host}`, 'Dam is full'));
      refused.set(`https://${host}/feed`, 'no-connection');
      expect(await type(`/newsdesk feed add ${host}/feed`)).toContain(`News of ${host} is read`);
    }
    refused.set('https://sure.test/feed', 'no-connection');
    pages.set('http://sure.test/feed', rss('Another', 'Dam is full'));
    expect(await type('/newsdesk feed add https://sure.test/feed')).toContain(
      'No feed could be found at https://sure.test/feed.',
    );
  });

  test('takes an address as readers and browsers write it, and knows the feed by it', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    const typed = 'feed://Example.org/feed';
    expect(await type(`/newsdesk feed add ${typed}`)).toContain('Example News is read from now on');
    expect(await type(`/newsdesk subscribe ${typed}`)).toContain('now follows Example News');
    expect(await type(`/newsdesk feed check ${typed}`)).toContain('https://example.org/feed');
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('reads the names of feeds in whatever charset their page is', async () => {
    const page = html(link('/1', 'Новости'), link('/2', 'Спорт')).replace(
      '<head>',
      '<head><meta charset="windows-1251">',
    );
    const bytes = Buffer.from(
      [...page].map((letter) => {
        const point = letter.codePointAt(0) ?? 0;
        return point < 128 ? point : point - 0x410 + 0xc0;
      }),
    );
    pages.set('https://example.org/', bytes);
    expect(await type('/newsdesk feed add example.org')).toContain('Новости');
  });

  test('a page that is not there leads to the front page of its site', async () => {
    const said = await type('/newsdesk feed add https://example.org/rss/old');
    expect(said).toContain('Its front page may name one.');
    expect(said).toContain('For example: /newsdesk feed add https://example.org');
    refused.set('https://down.test/', 'no-connection');
    const down = await type('/newsdesk feed add https://DOWN.test');
    expect(down).toContain('better in an hour');
    expect(down).toContain('You typed: /newsdesk feed add https://DOWN.test');
  });

  test.each([
    ['/newsdesk feed add', 'Which feed?'],
    ['/newsdesk feed add not an address', '"not an address" is no web address.'],
    [
      '/newsdesk feed add https://example.org/none',
      'No feed could be found at https://example.org/none.',
    ],
    ['/newsdesk feed add https://example.org/page', 'a web page that names no feed'],
    ['/newsdesk feed add file:///etc/passwd', 'is no web address'],
  ])('says what is wrong with %s', async (line, said) => {
    pages.set('https://example.org/page', html());
    expect(await type(line)).toContain(said);
    expect(await type('/newsdesk feed list')).toContain('No feeds are read yet');
  });

  test('is for managers, and says where a feed is read already', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    const line = '/newsdesk feed add https://example.org/feed';
    expect(await type(line, { person: BOB })).toContain('Only people who manage');
    expect(asked).toEqual([]);
    await type(line);
    expect(await type(line)).toContain('Example News is read already.');
  });

  test('says so, too, where an address leads to that feed, or its own leads to this address', async () => {
    const at = (page: string) => `https://example.org/${page}`;
    for (const page of ['feed', 'rss', 'next']) pages.set(at(page), rss('Example News', 'One'));
    await type(`/newsdesk feed add ${at('feed')}`);
    moved.set(at('rss'), at('feed'));
    expect(await type(`/newsdesk feed add ${at('rss')}`)).toContain('Example News is read already');
    await read();
    moved.set(at('feed'), at('next'));
    const inTwoHours = new Date(NOW.getTime() + 2 * 3_600_000);
    await read(inTwoHours);
    await type(`/newsdesk feed add ${at('next')}`);
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('says so, too, where an address leads there for now, and keeps it where it leads to none', async () => {
    const at = (page: string) => `https://example.org/${page}`;
    pages.set(at('feed'), rss('Example News', 'Dam is full'));
    leads.set(at('latest'), at('feed'));
    leads.set(at('today'), at('feed'));
    expect(await type(`/newsdesk feed add ${at('latest')}`)).toContain('is read from now on');
    expect(await type('/newsdesk feed check example')).toContain(at('latest'));
    await type('/newsdesk feed remove example');

    await type(`/newsdesk feed add ${at('feed')}`);
    const said = await type(`/newsdesk feed add ${at('today')}`);
    expect(said).toContain('Example News is read already.');
    expect(said).toContain(`It is number 2, at ${at('feed')}.`);
    expect(await type(`/newsdesk feed add ${at('latest')}`)).toContain('It is number 2, at');
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('tells two outlets of one name apart', async () => {
    pages.set('https://a.test/feed', rss('News', 'One'));
    pages.set('https://b.test/feed', rss('News', 'Two'));
    await type('/newsdesk feed add https://a.test/feed');
    expect(await type('/newsdesk feed add https://b.test/feed')).toContain('News (b.test) is read');
    pages.set('https://a.test/sport', rss('News', 'Three'));
    expect(await type('/newsdesk feed add https://a.test/sport')).toContain(
      'News (/sport) is read',
    );
    expect(await type('/newsdesk feed add https://a.test/feed')).toContain('News is read already');
  });
});

describe('a site that names one feed in several formats', () => {
  const SITE = '/newsdesk feed add example.org';
  const at = (path: string) => `https://example.org${path}`;
  const atom = (title: string, ...headlines: string[]) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>${title}</title>${headlines.map(
      (headline) =>
        `<entry><id>${headline}</id><title>${headline}</title><link href="${at(`/${encodeURIComponent(headline)}`)}?utm_source=atom"/></entry>`,
    )}</feed>`;
  const json = (title: string, ...headlines: string[]) =>
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title,
      items: headlines.map((headline, n) => ({
        id: String(n),
        url: at(`/${encodeURIComponent(headline)}`),
        content_text: headline,
      })),
    });
  const THREE = [link('/feed', 'RSS'), link('/atom', 'Atom'), link('/json', 'JSON')];

  test('is asked nothing: the first is read, however many articles each shows', async () => {
    pages.set(at('/'), html(...THREE));
    const newest = ['Dam is full', 'Border opens', 'Bridge is built', 'Rain falls', 'Bank closes'];
    pages.set(at('/feed'), rss('Example News', ...newest));
    pages.set(at('/atom'), atom('Example', ...newest, 'Lake freezes'));
    pages.set(at('/json'), json('Example', ...newest));
    expect(await type(SITE)).toContain('Example News is read from now on.');
    expect(await type('/newsdesk feed list')).toContain('1 feed');
    expect(asked).toEqual([at('/'), at('/feed'), at('/atom'), at('/json')]);
  });

  test('is read already where one of them is', async () => {
    pages.set(at('/'), html(...THREE));
    for (const path of ['/feed', '/atom', '/json']) {
      pages.set(at(path), atom(`Example ${path}`, 'Dam is full'));
    }
    await type(`/newsdesk feed add ${at('/feed')}`);
    await type(`/newsdesk feed add ${at('/atom')}`);
    await type('/newsdesk feed remove 1');
    expect(await type(SITE)).toContain('Example /atom is read already.');
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('is asked which of two that differ, each in one format', async () => {
    pages.set(at('/'), html(...THREE, link('/sport', 'Sport')));
    pages.set(at('/feed'), rss('Example News', 'Dam is full', 'Border opens'));
    pages.set(at('/atom'), atom('Example', 'Dam is full', 'Border opens'));
    pages.set(at('/sport'), rss('Sport', 'Dam is full'));
    const offer = await sitting.type(SITE);
    // What could not be read may be another.
    expect(textOf(offer)).toContain('This site has 3 feeds.');
    for (const name of ['RSS', 'JSON', 'Sport']) button(offer, name);
  });

  test('is asked at once where there are more than formats', async () => {
    pages.set(at('/'), html(...THREE, link('/sport', 'Sport'), link('/world', 'World')));
    expect(await type(SITE)).toContain('This site has 5 feeds.');
    expect(asked).toEqual([at('/')]);
  });
});

describe('the feeds of a site that names several', () => {
  const TWO = [link('/en/feed', 'English'), link('/ru/feed', 'Русский')];
  const SITE = '/newsdesk feed add example.org';

  test('are offered by their names, and one that is chosen is read', async () => {
    pages.set('https://example.org/', html(...TWO));
    pages.set('https://example.org/ru/feed', rss('Пример', 'Dam is full'));
    const offer = await sitting.type(SITE);
    expect(textOf(offer)).toContain('This site has 2 feeds. Which should be read?');
    expect(textOf(offer)).toContain('Русский · https://example.org/ru/feed');
    expect(await type('/newsdesk feed list')).toContain('No feeds are read yet');

    const reply = await sitting.press(button(offer, 'Русский').action);
    expect(textOf(reply)).toContain('Пример is read from now on.');
    const broken = await sitting.press(button(offer, 'English').action);
    expect(textOf(broken)).toContain('No feed could be found at https://example.org/en/feed.');
  });

  test('can be chosen after a restart, by managers of this workspace, for 90 days', async () => {
    pages.set('https://example.org/', html(...TWO));
    pages.set('https://example.org/en/feed', rss('Example', 'Dam is full'));
    const { action } = button(await sitting.type(SITE), 'English');
    const { db } = sitting.desk;
    const after = await sitDown({ samples: false, web, db });
    const press = async (change?: Parameters<Sitting['press']>[1]) =>
      textOf(await after.press(action, change));

    asked = [];
    expect(await press({ person: BOB })).toContain('Only people who manage this place');
    expect(await press({ channel: ELSEWHERE })).toContain('This choice has expired.');
    const later = new Date(NOW.getTime() + 91 * 86_400_000);
    expect(await press({ now: later })).toContain('This choice has expired.');
    expect(asked).toEqual([]);
    expect(await press()).toContain('Example is read from now on.');
    expect(await press()).toContain('Example is read already.');
    await after.close();
  });

  test('are no list of articles, and a list is no offer', async () => {
    pages.set('https://example.org/', html(...TWO));
    const { action } = button(await sitting.type(SITE), 'English');
    if (action.kind !== 'choose') throw new Error(action.kind);
    for (const kind of ['page', 'follow'] as const) {
      const reply = await sitting.press({ kind, list: action.offer, page: 1 });
      expect(textOf(reply)).toContain('This list has expired.');
    }
    expect(textOf(await sitting.press({ ...action, choice: 3 }))).toContain('has expired');
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    await type('/newsdesk feed add https://example.org/feed');
    await read();
    const { action: follow } = button(await sitting.type('/news search dam'), 'Follow');
    if (follow.kind !== 'follow') throw new Error(follow.kind);
    const reply = await sitting.press({ kind: 'choose', offer: follow.list, choice: 1 });
    expect(textOf(reply)).toContain('This choice has expired.');
  });

  test('are followed as it was typed', async () => {
    pages.set('https://example.org/', html(...TWO));
    pages.set('https://example.org/en/feed', rss('Example', 'Dam is full'));
    const offer = await sitting.type('/newsdesk subscribe example.org at:17:30 days:mon tz:Berlin');
    expect(textOf(offer)).toContain('Which should be followed?');
    const said = textOf(await sitting.press(button(offer, 'English').action));
    expect(said).toContain('now follows Example, on Mon at 17:30 (Europe/Berlin)');
  });

  test('are a menu where they are many, or of long or strange names', async () => {
    const names = [
      '',
      'n'.repeat(500),
      '👩‍👩‍👧‍👦 News '.repeat(30),
      '\u202eأخبار الشرق الأوسط',
      '@everyone <!channel> <@U1> [x](https://evil.test)',
      'RSS',
      'rss',
    ];
    const many = Array.from({ length: 30 }, (_, n) => `Section ${n}`);
    pages.set(
      'https://example.org/',
      html(...[...names, ...many].map((name, n) => link(`/${n}/feed?${'x'.repeat(90)}`, name))),
    );
    const reply = await sitting.type(SITE);
    expect(textOf(reply)).toContain('This site has 37 feeds.');
    expect(textOf(reply)).toContain('The first 25 are offered');
    const labels = options(reply).map(({ label }) => label);
    expect(labels).toHaveLength(25);
    expect(new Set(labels).size).toBe(25);
    expect(labels[0]).toBe('example.org');
    expect(labels[5]).toMatch(/^RSS \(\/5\/feed/);
    expect(labels.every((label) => label.length <= 75 && label.isWellFormed())).toBe(true);

    const slack = renderSlack(messageOf(reply));
    expectValid(slack);
    expect(slack.text).not.toMatch(/<[!@]/);
    const discord = renderDiscord(messageOf(reply));
    expect(JSON.stringify(discord)).not.toContain('\u202e');
    expect(discord.components).toHaveLength(1);
  });
});

describe('a feed that is read', () => {
  const add = async (url = 'https://example.org/feed', title = 'Example News') => {
    pages.set(url, rss(title, `${title}: dam is full`, `${title}: border opens`));
    return sitting.type(`/newsdesk feed add ${url}`);
  };

  test('is checked by words, number or address: what, when, and what it would have sent', async () => {
    await add();
    await read();
    const said = await type('/newsdesk feed check exam news');
    expect(said).toContain('https://example.org/feed');
    expect(said).toContain('Archive: 2 articles');
    expect(said).toContain('would have had 2 articles last week');
    expect(said).toContain('Example News: border opens');
    expect(said).toMatch(/Next: .*, in 60 minutes/);
    expect(await type('/newsdesk feed check 1')).toBe(said);
    expect(await type('/newsdesk feed check https://example.org/feed')).toBe(said);
  });

  test('whose articles another feed brought first counts them: a channel that follows it has them', async () => {
    await add();
    await read();
    pages.set(
      'https://example.org/100%_dams',
      rss('100% Dams', 'Example News: dam is full', 'Reservoir opens'),
    );
    await type('/newsdesk feed add https://example.org/100%_dams');
    await read(new Date(NOW.getTime() + 60_000));

    const said = await type('/newsdesk feed check 100%');
    expect(said).toContain('Archive: 2 articles');
    expect(said).toContain('would have had 2 articles last week');
    expect(said).toContain('• Example News: dam is full');
    expect(await type('/newsdesk feed check 1')).toContain('Archive: 2 articles');
  });

  test('that another one turned out to be is found by the name, address and number of that, too', async () => {
    const url = 'https://example.org/old';
    pages.set(url, rss('Old Name', 'Example News: dam is full'));
    await add();
    await read();
    await type(`/newsdesk subscribe ${url} at:08:00`);
    moved.set(url, 'https://example.org/feed');
    await read(new Date(NOW.getTime() + 60_000));

    expect(await type('/newsdesk feed list')).toContain('1 feed');
    const said = await type('/newsdesk feed check old name');
    expect(said).toContain('https://example.org/feed');
    expect(said).toContain('Also followed as Old Name');
    for (const which of [url, '2', '1']) {
      expect(await type(`/newsdesk feed check ${which}`)).toBe(said);
    }
    const feed = parseFeedId('2');
    if (!feed) throw new Error('2 is a number');
    expect(textOf(await sitting.press({ kind: 'feed-check', feed }))).toBe(said);
    expect(await type('/newsdesk feed remove example')).toContain('A digest follows it');
  });

  test('that fails says since when and why, in the list, in the check and in the status', async () => {
    await add();
    await read();
    pages.clear();
    await read(new Date(NOW.getTime() + 2 * 3_600_000));
    expect(await type('/newsdesk feed list')).toContain('1 feed, 1 with a problem');
    expect(await type('/newsdesk feed list')).toContain('fails: it is not-found');
    const said = await type('/newsdesk feed check example');
    expect(said).toMatch(/Last tried: 22 Nov 2026, 10:00 UTC/);
    expect(said).toContain('Failed once, 22 Nov 2026, 10:00 UTC\n');
    expect(await type('/newsdesk status')).toContain('with a problem: Example News');
  });

  test('is offered where several are meant, and while its name is typed', async () => {
    await add();
    await add('https://other.test/feed', 'Other News');
    const reply = await sitting.type('/newsdesk feed check news');
    expect(options(reply).map(({ label }) => label)).toEqual(['1: Example News', '2: Other News']);
    const [, second] = options(reply);
    expect(second && textOf(await sitting.press(second.action))).toContain(
      'https://other.test/feed',
    );

    const request = { channel: ELSEWHERE, person: ANN, source: 'feed' as const, typed: 'oth' };
    expect(await suggest(request, sitting.desk)).toEqual([]);
    const own = { ...request, channel: { ...ELSEWHERE, workspace: 'T1' } };
    expect(await suggest(own, sitting.desk)).toEqual([
      { kind: 'feed', label: 'Other News · other.test', value: '2' },
    ]);
  });

  test('is removed and had back; its articles stay', async () => {
    await add();
    await read();
    const removed = await sitting.type('/newsdesk feed remove example');
    expect(textOf(removed)).toContain('Example News is read no more.');
    expect(textOf(removed)).toContain('Its 2 articles stay');
    expect(await type('/news search dam')).toContain('of 1 for');
    expect(await type('/newsdesk feed list')).toContain('No feeds are read yet');
    const back = await sitting.press(button(removed, 'Undo').action);
    expect(textOf(back)).toContain('Example News is read again.');
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('of another workspace does not exist, by whatever it is called', async () => {
    await add();
    const there = { channel: ELSEWHERE };
    expect(await type('/newsdesk feed list', there)).toContain('No feeds are read yet');
    expect(await type('/newsdesk feed check 1', there)).toContain('No feeds are read yet.');
    const feed = parseFeedId('1');
    if (!feed) throw new Error('1 is a number');
    for (const kind of FEED_VERBS) {
      const reply = await sitting.press({ kind, feed }, there);
      expect(textOf(reply)).toContain('This feed is not read here any more.');
    }
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('for everyone is not removed by one of several workspaces', async () => {
    const house = { url: 'https://house.test/feed', title: 'House News', siteUrl: undefined };
    await takeFeedsOfFile(sitting.desk.db, [house], NOW);
    await type('/newsdesk subscribe dam', { channel: ELSEWHERE });
    expect(await type('/newsdesk feed remove house')).toContain('for other workspaces, too');
    expect(await type('/newsdesk feed remove house', { channel: ELSEWHERE })).toContain(
      'read no more',
    );
  });
});

describe('/newsdesk feed with something else behind it', () => {
  beforeEach(async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    await type('/newsdesk feed add https://example.org/feed');
  });

  test('adds an address, and checks the feed whose name it is', async () => {
    pages.set('https://other.test/feed', rss('Other News', 'Border opens'));
    expect(await type('/newsdesk feed https://other.test/feed')).toContain('Other News is read');
    expect(await type('/newsdesk feed example')).toContain('State: being read first');
  });

  test.each([
    ['chekc example', 'Did you mean feed check?', '/newsdesk feed check example'],
    ['remvoe example', 'Did you mean feed remove?', '/newsdesk feed remove example'],
    ['delet example', 'Did you mean feed remove?', '/newsdesk feed remove example'],
    ['improt x', 'Did you mean feed import?', '/newsdesk feed import x'],
    ['nonsense', 'There is no command "feed nonsense".', '/newsdesk help feed'],
    ['export', 'feed export > feeds.opml', '/newsdesk feed list'],
  ])('offers what feed %s may have meant, and does nothing', async (typed, said, line) => {
    const reply = await type(`/newsdesk feed ${typed}`);
    expect(reply).toContain(said);
    expect(reply).toContain(`For example: ${line}`);
    expect(await type('/newsdesk feed list')).toContain('1 feed');
  });

  test('takes the other words for a verb', async () => {
    expect(await type('/newsdesk feed show example')).toContain('State: ');
    expect(await type('/newsdesk feed ls')).toContain('1 feed');
    expect(await type('/newsdesk feed delete example')).toContain('is read no more');
  });

  test.each(['/newsdesk feed help', '/newsdesk help feed', '/news help feed'])(
    '%s explains every one of the feed commands',
    async (line) => {
      const said = await type(line);
      for (const verb of ['add', 'list', 'check', 'remove', 'import']) {
        expect(said).toContain(`/newsdesk feed ${verb}`);
      }
    },
  );
});

test('a feed that is removed names the digests that are left without it', async () => {
  pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
  await type('/newsdesk subscribe https://example.org/feed at:08:00');
  await type('/newsdesk subscribe dam at:08:00');
  const removed = await type('/newsdesk feed remove example');
  expect(removed).toContain('A digest follows it and will have nothing new: /newsdesk list all');
  expect(removed).not.toContain('0 articles');
});

test.each([
  [[], 'It holds no article yet.'],
  [['Dam is full'], 'Its one article can be searched'],
])('/newsdesk feed add counts as people do', async (headlines, said) => {
  pages.set('https://example.org/feed', rss('Example News', ...headlines));
  expect(await type('/newsdesk feed add https://example.org/feed')).toContain(said);
});

describe('/newsdesk subscribe with an address', () => {
  test('reads the feed and follows what it brings', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    const said = await type('/newsdesk subscribe https://example.org/feed at:09:00');
    expect(said).toContain('This channel now follows Example News, every day at 09:00');
    expect(await type('/newsdesk feed list')).toContain('Example News');
  });

  test('follows it also where another feed brought its articles, or where they are of other outlets', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full', 'Border opens'));
    await type('/newsdesk feed add https://example.org/feed');
    await read();
    pages.set('https://example.org/dams', rss('Dams', 'Dam is full'));
    pages.set(
      'https://planet.test/feed',
      rss('Planet', 'Moon is full').replace(
        '<guid>',
        '<source url="https://moon.test/">Moon Daily</source><guid>',
      ),
    );
    expect(await type('/newsdesk subscribe https://example.org/dams')).toContain(
      'now follows Dams,',
    );
    expect(await type('/newsdesk subscribe https://planet.test/feed')).toContain(
      'now follows Planet,',
    );
    await read(new Date(NOW.getTime() + 60_000));
    await read(new Date(NOW.getTime() + 120_000));

    expect(await type('/news search source:Dams')).toContain('of 1 for');
    expect(await type('/news search source:"Example News"')).toContain('of 2 for');
    expect(await type('/news search source:Planet')).toContain('of 1 for');
    expect(await type('/news search source:"Moon Daily"')).toContain('of 1 for');
    expect(await type('/news search dam')).toContain('of 1 for');
  });

  test('is told by the name of the outlet, in the digest, too', async () => {
    pages.set('https://example.org/feed', rss('Example News', 'Dam is full'));
    const followed = await type('/newsdesk subscribe https://example.org/feed at:09:00');
    expect(followed).toContain('It is being read first; then its pace is known.');
    expect(followed).not.toMatch(/No article has|Nothing that matches/);
    await read();
    const preview = await type('/newsdesk digest preview example news');
    expect(preview).toContain('1 story · 1 min read · from Example News');
    expect(preview).toContain('Dam is full');
    expect(await type('/newsdesk list')).toMatch(/Example News · every day at 09:00/);
    await type('/newsdesk subscribe source:"example news" as:now');
    await type('/newsdesk subscribe border at:09:00');
    expect(await type('/news digest')).toMatch(/on (example news · border|border · example news)/i);
    expect(await type('/newsdesk list')).not.toContain('source:');
  });

  test('that could be a word is a word where there is no feed', async () => {
    expect(await type('/newsdesk subscribe gazeta.uz at:09:00')).toContain('follows gazeta.uz');
    expect(await type('/newsdesk subscribe https://example.org/none')).toContain(
      'No feed could be',
    );
  });
});

test('/newsdesk feed import reads an OPML file, each feed once', async () => {
  const opml = (...urls: string[]) =>
    `<opml version="2.0"><body><outline text="All">${urls
      .map((url) => `<outline type="rss" text="Feed &amp; ${url.length}" xmlUrl="${url}"/>`)
      .join('')}</outline></body></opml>`;
  pages.set(
    'https://example.org/o.opml',
    opml('https://a.test/1', 'https://b.test/22', 'file:///x'),
  );
  const line = '/newsdesk feed import https://example.org/o.opml';
  expect(await type(line)).toContain(
    '2 feeds added, 0 read already, 1 line without a usable address',
  );
  expect(await type(line)).toContain('0 feeds added, 2 read already');
  pages.set('https://example.org/o.opml', 'nothing of the kind');
  expect(await type(line)).toContain('This is no OPML file.');
  expect(messageOf(await sitting.type('/newsdesk feed list')).blocks.length).toBeGreaterThan(0);
});
