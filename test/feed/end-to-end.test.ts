import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../src/feed/net/per-host.ts';
import { parseFeed } from '../../src/feed/parse/parse-feed.ts';
import { createPoller } from '../../src/feed/poll.ts';
import { createReadPage, filledFromPage } from '../../src/feed/read-page.ts';
import { NOW, type Sitting, sitDown, textOf } from '../support/desk.ts';
import { feedService, webOf } from '../support/feeds.ts';

let server: Server;
let site: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let fetcher: Fetcher;
let sitting: Sitting;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetcher = createFetcher({
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/test',
    perHost: createPerHost({ gapMs: 0 }),
  });
  const { fetch } = fetcher;
  sitting = await sitDown({ samples: false, web: webOf(fetch) });
});
afterEach(async () => {
  await sitting.close();
  await fetcher.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const type = async (line: string) => textOf(await sitting.type(line));
const read = async (now: Date) => {
  const { fetch, fetchPage } = fetcher;
  const readPage = createReadPage({
    fetchPage,
    fillFromPage: async (article, bytes, served) => filledFromPage(article, bytes, served),
  });
  const service = feedService(sitting.desk.db, { fetch, parseFeed }, () => now, { readPage });
  const poller = createPoller(service, new AbortController().signal);
  await poller.start();
  await poller.settled();
  await sitting.desk.finder.refresh();
};

test('a site named in chat is discovered, read, searched, read again only where it changed, and corrected', async () => {
  const seen: { path: string | undefined; etag: string | undefined }[] = [];
  let text = 'Комиссия собралась в понедельник.';
  let etag = '"1"';
  answer = (request, response) => {
    seen.push({ path: request.url, etag: request.headers['if-none-match'] });
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html><link rel="alternate" type="application/atom+xml" href="/atom"></html>');
      return;
    }
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/atom+xml', etag });
    response.end(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru">
      <title>Пример</title><id>urn:a</id><updated>2026-11-22T07:00:00Z</updated>
      <entry><id>urn:a:1</id><title>Плотина полна</title><link href="/1"/>
      <updated>2026-11-22T07:00:00Z</updated><content type="text">${text}</content></entry></feed>`);
  };

  expect(await type(`/newsdesk feed add ${site}`)).toContain('Пример is read from now on.');
  await read(NOW);
  expect(await type('/news search плотина')).toContain('of 1 for');
  expect(await type('/news search plotina')).toContain('of 1 for');

  await read(new Date(NOW.getTime() + 2 * 3_600_000));
  text = 'Комиссия не собиралась.';
  etag = '"2"';
  await read(new Date(NOW.getTime() + 4 * 3_600_000));
  expect(await type('/news search "не собиралась"')).toContain('of 1 for');
  expect(await type('/news search понедельник exact')).toContain('Nothing for');
  expect(seen).toEqual([
    { path: '/', etag: undefined },
    { path: '/atom', etag: undefined },
    { path: '/atom', etag: undefined },
    { path: '/atom', etag: '"1"' },
    { path: '/atom', etag: '"1"' },
  ]);
});

test('a feed that stops in the middle is an error, and what was there stays', async () => {
  const whole = `<rss version="2.0"><channel><title>Example</title>
    <item><title>Dam is full</title><guid>1</guid></item></channel></rss>`;
  let isCut = false;
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': whole.length });
    if (!isCut) response.end(whole);
    else response.write(whole.slice(0, 40), () => response.destroy());
  };
  await type(`/newsdesk feed add ${site}/rss`);
  await read(NOW);
  isCut = true;
  await read(new Date(NOW.getTime() + 2 * 3_600_000));
  expect(await type('/newsdesk feed list')).toContain('1 feed, 1 with a problem');
  expect(await type('/news search dam')).toContain('of 1 for');
});

test('an excerpt is filled from its page, unless robots.txt, a paywall or the page itself says no', async () => {
  const body = Array.from(
    { length: 8 },
    (_, n) =>
      `<p>The commission met on day ${n} to look at the dam near the town, which is full, and to hear what its engineers say about paragraph ${n}.</p>`,
  ).join('');
  const pages: Record<string, { head?: string; body?: string }> = {
    '/open': {},
    '/private/robots': {},
    '/noarchive': { head: '<meta name="robots" content="noarchive">' },
    '/paid': {
      head: '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":false}</script>',
    },
    '/consent': {
      body: '<p>We value your privacy. Please accept all cookies before you continue to this website, or manage your choices.</p>'.repeat(
        9,
      ),
    },
  };
  const seen: (string | undefined)[] = [];
  answer = ({ url = '' }, response) => {
    seen.push(url);
    if (url === '/robots.txt') response.end('User-agent: *\nDisallow: /private/');
    else if (url === '/rss') {
      const items = Object.keys(pages).map(
        (path) => `<item><guid>${path}</guid><title>Story ${path}</title><link>${site}${path}</link>
          <description>The commission met to look at the dam near the town.</description></item>`,
      );
      response.end(
        `<rss version="2.0"><channel><title>Example</title>${items.join('')}</channel></rss>`,
      );
    } else {
      const page = pages[url];
      response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' });
      response.end(
        `<html><head><title>Story ${url}</title>${page?.head ?? ''}</head><body><article><h1>Story ${url}</h1>${page?.body ?? body}</article></body></html>`,
      );
    }
  };
  await type(`/newsdesk feed add ${site}/rss`);
  await read(NOW);

  const rows = await sitting.desk.db.query
    .selectFrom('article')
    .select(['title', 'text'])
    .execute();
  const lengths = Object.fromEntries(
    rows.map(({ title, text }) => [title, text.includes('paragraph 7')]),
  );
  expect(lengths).toEqual({
    'Story /open': true,
    'Story /private/robots': false,
    'Story /noarchive': false,
    'Story /paid': false,
    'Story /consent': false,
  });
  expect(seen).not.toContain('/private/robots');
  expect(await type('/news search "paragraph 7"')).toContain('of 1 for');
});
