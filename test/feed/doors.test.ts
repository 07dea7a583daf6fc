import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { addArchiveCommands } from '../../src/cli-archive.ts';
import { addBackfillCommand } from '../../src/cli-backfill.ts';
import { addFeedCommands } from '../../src/cli-feeds.ts';
import { type Config, readConfig } from '../../src/config.ts';
import type { Fetcher, FetcherOptions } from '../../src/feed/net/fetcher.ts';
import { parseFeed } from '../../src/feed/parse/parse-feed.ts';
import { createPoller } from '../../src/feed/poll.ts';
import { createReadPage, filledFromPage } from '../../src/feed/read-page.ts';
import { openWeb } from '../../src/open-desk.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { addFeed, listFeeds } from '../../src/store/polled-feeds.ts';
import { NOW, sitDown } from '../support/desk.ts';
import { feedService } from '../support/feeds.ts';
import { type Inside, openInside } from '../support/inside.ts';

/**
 * Every place at which a stranger can name an address, with every address that leads inside: as it
 * is, and behind a redirect of a public site. The wiring is the bot's own but for one thing: the
 * tests' public site is on loopback and counts as public.
 */
let inside: Inside;

vi.mock(import('../../src/feed/net/fetcher.ts'), async (original) => {
  const real = await original();
  const createFetcher = (options: FetcherOptions): Fetcher =>
    real.createFetcher({ ...options, ...inside.net });
  return { ...real, createFetcher };
});

const folder = mkdtempSync(join(tmpdir(), 'newsdesk-doors-'));
let config: Config;

beforeAll(async () => {
  inside = await openInside();
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});
afterAll(async () => {
  await inside.close();
  rmSync(folder, { recursive: true });
});
let runs = 0;
beforeEach(() => {
  inside.pages.clear();
  runs += 1;
  config = readConfig({ NEWSDESK_DATA_DIR: join(folder, String(runs)) });
  config = { ...config, database: { kind: 'sqlite', file: join(folder, `${runs}.db`) } };
});

type Door = (addresses: readonly string[]) => Promise<void>;

const CHAT: Readonly<Record<string, Door>> = {
  'feed add': (addresses) => typed(addresses.map((each) => `/newsdesk feed add ${each}`)),
  'an address without a verb': (addresses) =>
    typed(addresses.map((each) => `/newsdesk feed ${each}`)),
  'subscribe to an address': (addresses) =>
    typed(addresses.map((each) => `/newsdesk subscribe ${each} at:08:00`)),
  'feed import': (addresses) => typed(addresses.map((each) => `/newsdesk feed import ${each}`)),
};

const COMMAND_LINE: Readonly<Record<string, Door>> = {
  'feed add': (addresses) => newsdesk('feed', 'add', ...addresses),
  'import of one page': async (addresses) => {
    for (const each of addresses) await newsdesk('import', each);
  },
  backfill: async (addresses) => {
    for (const each of addresses) await newsdesk('backfill', each);
  },
};

/** What the public site says when it is asked: the addresses are in there. */
const ANSWERS: Readonly<Record<string, Door>> = {
  'the page that names a feed': (addresses) =>
    typed(
      addresses.map((each, index) => {
        put(`/${index}`, page(`<link rel="feed" href="${escaped(each)}">`));
        return `/newsdesk feed add ${inside.site}/${index}`;
      }),
    ),
  'the base of a page that names a feed': (addresses) =>
    typed(
      addresses.map((each, index) => {
        put(`/${index}`, page(`<base href="${escaped(each)}"><link rel="feed" href="feed">`));
        return `/newsdesk feed add ${inside.site}/${index}`;
      }),
    ),
  'an OPML file in chat': async (addresses) => {
    for (let from = 0; from < addresses.length; from += 200) {
      put('/feeds.opml', opml(addresses.slice(from, from + 200)));
      await typed([`/newsdesk feed import ${inside.site}/feeds.opml`], { thenPoll: true });
    }
  },
  'an OPML file on the command line': async (addresses) => {
    const file = join(folder, 'feeds.opml');
    writeFileSync(file, opml(addresses));
    await newsdesk('feed', 'import', file);
    await withArchive(poll);
  },
  'feeds that are stored': (addresses) =>
    withArchive(async (db) => {
      await follow(
        db,
        addresses.filter((each) => URL.canParse(each)),
      );
      await poll(db);
    }),
  'the links of items whose text is on their page': (addresses) =>
    withArchive(async (db) => {
      // So many pages are read at one check.
      for (let from = 0; from < addresses.length; from += 8) {
        put(`/${from}`, rss(addresses.slice(from, from + 8)));
        await follow(db, [`${inside.site}/${from}`]);
      }
      await poll(db);
    }),
  'the base of a feed': (addresses) =>
    withArchive(async (db) => {
      for (const [index, each] of addresses.entries()) {
        put(`/${index}`, rss([`story-${index}`], `xml:base="${escaped(each)}"`));
        await follow(db, [`${inside.site}/${index}`]);
      }
      await poll(db);
    }),
  'a robots.txt that leads elsewhere': async (addresses) => {
    for (const each of addresses) {
      inside.pages.set('/robots.txt', { location: each });
      await newsdesk('import', `${inside.site}/story`);
    }
  },
  'the sitemaps of a robots.txt': async (addresses) => {
    put('/robots.txt', addresses.map((each) => `Sitemap: ${each}\n`).join(''));
    put('/', page());
    await newsdesk('backfill', inside.site);
  },
  'an index of sitemaps': async (addresses) => {
    const entries = addresses.map((each) => `<sitemap><loc>${escaped(each)}</loc></sitemap>`);
    put('/', page());
    put('/sitemap.xml', `<sitemapindex>${entries.join('')}</sitemapindex>`);
    await newsdesk('backfill', inside.site);
  },
  'a sitemap': async (addresses) => {
    const entries = addresses.map((each) => `<url><loc>${escaped(each)}</loc></url>`);
    put('/', page());
    put('/sitemap.xml', `<urlset>${entries.join('')}</urlset>`);
    await newsdesk('backfill', inside.site);
  },
  'a page that lists articles': async (addresses) => {
    const links = addresses.map((each) => `<h2><a href="${escaped(each)}">x</a></h2>`);
    put('/list/', links.join(''));
    await newsdesk('backfill', `${inside.site}/list/`);
  },
  'the next page of a list': async (addresses) => {
    // Others are of another site, and passed over.
    for (const [index, each] of addresses.filter((to) => to.startsWith(inside.site)).entries()) {
      const link = `<h2><a href="/story-${index}">x</a></h2>`;
      put(`/list-${index}/`, `${link}<a rel="next" href="${escaped(each)}">Next</a>`);
      await newsdesk('backfill', `${inside.site}/list-${index}/`);
    }
  },
  'where a page says that WordPress is': async (addresses) => {
    for (const [index, each] of addresses.entries()) {
      put(
        `/blog-${index}/`,
        `<link rel="https://api.w.org/" href="${escaped(each)}"><link rel="alternate" href="/wp/v2/categories/7">`,
      );
      await newsdesk('backfill', `${inside.site}/blog-${index}/`);
    }
  },
  'the links of WordPress posts': async (addresses) => {
    const posts = addresses.map((link) => ({
      link,
      title: { rendered: 'Dam is full' },
      content: { rendered: '<p>The dam is full.</p>' },
      _embedded: { 'wp:featuredmedia': [{ source_url: link }] },
    }));
    put('/', page());
    put('/wp-json/', '{"name":"Example"}');
    put('/wp-json/wp/v2/posts', JSON.stringify(posts));
    await newsdesk('backfill', inside.site);
  },
};

const DOORS = [
  ...Object.entries(CHAT).map(([name, go]) => [`chat: ${name}`, go] as const),
  ...Object.entries(COMMAND_LINE).map(([name, go]) => [`command line: ${name}`, go] as const),
  ...Object.entries(ANSWERS).map(([name, go]) => [`a stranger's answer: ${name}`, go] as const),
];

describe('nothing inside is connected to', () => {
  test.each(DOORS)('%s', async (_, go) => {
    const { addresses, redirect } = inside;
    const all = addresses.flatMap((to, index) => [to, redirect(to, index % 2 ? 301 : 302)]);

    expect(await inside.connections(() => go(all))).toEqual([]);
    expect(inside.reached()).toEqual(inside.reached().map(() => 0));
  });
});

test('a feed that turns inward later is not followed there, and its address is kept', async () => {
  const { site, port, names } = inside;
  names.set('turning.test', ['127.0.0.1']);
  put('/feed', rss(['/story']));
  const feeds = [`${site}/feed`, `http://turning.test:${port}/feed`];
  await withArchive(async (db) => {
    await follow(db, feeds);
    await poll(db);
    expect(await listFeeds(db)).toMatchObject([{ failures: 0 }, { failures: 0 }]);

    inside.pages.set('/feed', { location: `http://127.0.0.2:${port}/feed` });
    names.set('turning.test', ['127.0.0.2']);
    const connections = await inside.connections(async () => {
      for (let day = 1; day <= 5; day += 1) await poll(db, day);
    });

    expect(connections).toEqual([]);
    const after = await listFeeds(db);
    expect(after.map(({ url }) => url).sort()).toEqual(feeds.sort());
    for (const { lastError, move } of after) {
      expect([lastError?.code, move]).toEqual(['forbidden', undefined]);
    }
  });
});

describe('with ALLOW_PRIVATE_NETWORKS the same doors do lead there', () => {
  const doors = DOORS.filter(([name]) => !name.endsWith('the links of WordPress posts'));
  test.each(doors)('%s', async (_, go) => {
    config = { ...config, allowPrivateNetworks: true };
    const before = inside.reached();
    const address = `http://127.0.0.2:${inside.port}/`;
    await go([address, inside.redirect(address)]);

    expect(inside.reached()).not.toEqual(before);
  });
});

function put(path: string, content: string): void {
  inside.pages.set(path, content);
}

async function newsdesk(...args: readonly string[]): Promise<void> {
  const command = new Command('newsdesk');
  const run = (work: (config: Config) => Promise<void>) =>
    work(config).catch((error: unknown) => console.error(error));
  addArchiveCommands(command, run);
  addFeedCommands(command, run);
  addBackfillCommand(command, run);
  await command.parseAsync(args, { from: 'user' });
  process.exitCode = 0;
}

async function typed(lines: readonly string[], { thenPoll = false } = {}): Promise<void> {
  const { fetcher, web } = openWeb(config);
  const sitting = await sitDown({ samples: false, web: { ...web, parseFeed } });
  for (const line of lines) await sitting.type(line);
  if (thenPoll) await poll(sitting.desk.db);
  await sitting.close();
  await fetcher.close();
}

async function withArchive(work: (db: Database) => Promise<void>): Promise<void> {
  const db = await openDatabase(config.database);
  await work(db);
  await closeDatabase(db);
}

async function follow(db: Database, addresses: readonly string[]): Promise<void> {
  for (const url of addresses) {
    await addFeed(db, { url, title: url, siteUrl: undefined }, { now: NOW });
  }
}

/** Until each feed was asked for once: those of one host are asked a second apart. */
async function poll(db: Database, daysLater = 0): Promise<void> {
  const { fetcher } = openWeb(config);
  const { fetch, fetchPage } = fetcher;
  const readPage = createReadPage({
    fetchPage,
    fillFromPage: async (article, bytes, served) => filledFromPage(article, bytes, served),
  });
  let at = Date.now() + daysLater * 86_400_000;
  const service = feedService(db, { fetch, parseFeed }, () => new Date(at), { readPage });
  const poller = createPoller(service, new AbortController().signal);
  for (;;) {
    await poller.start();
    if (poller.underWay() === 0) break;
    await poller.settled();
    at += 1_001;
  }
  await fetcher.close();
}

function page(head = ''): string {
  return `<!doctype html><html><head>${head}</head><body><p>Hello</p></body></html>`;
}

function opml(addresses: readonly string[]): string {
  const outlines = addresses.map((each) => `<outline type="rss" xmlUrl="${escaped(each)}"/>`);
  return `<opml version="2.0"><body>${outlines.join('')}</body></opml>`;
}

function rss(links: readonly string[], attributes = ''): string {
  const items = links.map(
    (link, index) =>
      `<item><title>Dam ${index} is full</title><guid>${index}</guid><link>${escaped(link)}</link><description>The dam is full…</description></item>`,
  );
  return `<rss version="2.0" ${attributes}><channel><title>Example</title>${items.join('')}</channel></rss>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
