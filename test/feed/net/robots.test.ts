import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../../src/feed/net/per-host.ts';
import { createRobots } from '../../../src/feed/net/robots.ts';
import { serve, type TestServer } from '../../support/servers.ts';

let server: TestServer;
let fetcher: Fetcher;
let asked: string[];
let gaps: number[];
let now: Date;
afterEach(async () => {
  await fetcher.close();
  await server.close();
});

/** A site with this robots.txt, where every page is there. */
async function site(robots: RequestListener): Promise<string> {
  asked = [];
  gaps = [];
  now = new Date('2026-11-22T08:00:00Z');
  server = await serve((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/robots.txt') robots(request, response);
    else response.end('a page');
  });
  fetcher = createFetcher({
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/1.2.3 (+https://news.example.org/)',
    perHost: createPerHost({
      sleep: async (ms) => {
        gaps.push(ms);
      },
    }),
    clock: () => now,
  });
  return `http://127.0.0.1:${server.port}`;
}

const saying =
  (text: string): RequestListener =>
  (_, response) =>
    response.end(text);

test('a page is asked for where robots.txt allows it, and what is not a page is not', async () => {
  const url = await site(
    saying('User-agent: *\nDisallow: /\n\nUser-agent: newsdesk\nDisallow: /private*/x$\n'),
  );
  expect(await fetcher.fetchPage(`${url}/a`)).toMatchObject({ kind: 'fetched' });
  expect(await fetcher.fetchPage(`${url}/private/x`)).toMatchObject({
    kind: 'failed',
    code: 'denied',
    reason: 'its robots.txt asks that it is not fetched',
  });
  expect(asked).toEqual(['/robots.txt', '/a']);
});

test('a feed that a person gave is asked for whatever robots.txt says', async () => {
  const url = await site(saying('User-agent: *\nDisallow: /'));
  expect(await fetcher.fetch(`${url}/feed`)).toMatchObject({ kind: 'fetched' });
  expect(asked).toEqual(['/feed']);
});

test('robots.txt is read once a day', async () => {
  const url = await site(saying('User-agent: *\nDisallow: /x'));
  await Promise.all([fetcher.fetchPage(`${url}/a`), fetcher.fetchPage(`${url}/b`)]);
  now = new Date('2026-11-23T07:59:00Z');
  await fetcher.fetchPage(`${url}/c`);
  expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(1);
  now = new Date('2026-11-23T08:01:00Z');
  await fetcher.fetchPage(`${url}/d`);
  expect(asked.filter((path) => path === '/robots.txt')).toHaveLength(2);
});

test.each([404, 403, 410])('no robots.txt (%d) allows everything', async (status) => {
  const url = await site((_, response) => response.writeHead(status).end());
  expect(await fetcher.fetchPage(`${url}/a`)).toMatchObject({ kind: 'fetched' });
});

test.each([500, 503, 429])(
  'a robots.txt that fails (%d) allows nothing for now',
  async (status) => {
    let current = status;
    const url = await site((_, response) => response.writeHead(current).end());
    expect(await fetcher.fetchPage(`${url}/a`)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('its robots.txt could not be read: '),
    });
    current = 404;
    now = new Date('2026-11-22T08:09:00Z');
    expect(await fetcher.fetchPage(`${url}/a`)).toMatchObject({ kind: 'failed' });
    now = new Date('2026-11-22T08:11:00Z');
    expect(await fetcher.fetchPage(`${url}/a`)).toMatchObject({ kind: 'fetched' });
  },
);

test.each([
  ['2.5', 2_500],
  ['0.1', 1_000],
  ['86400', 60_000],
  ['-1', 1_000],
  ['soon', 1_000],
])('Crawl-delay: %s is a pause of %d ms', async (delay, gapMs) => {
  const url = await site(saying(`User-agent: *\nCrawl-delay: ${delay}`));
  await fetcher.fetchPage(`${url}/a`);
  expect(gaps.at(-1)).toBe(gapMs);
});

test('sitemaps are named there', async () => {
  const url = await site(saying('Sitemap: https://example.org/a.xml\nsitemap:/b.xml\n'));
  expect(await fetcher.robots.sitemapsOf(new URL(url))).toEqual([
    'https://example.org/a.xml',
    '/b.xml',
  ]);
});

test('a robots.txt made of stars does not hold anything up', async () => {
  const rule = `Disallow: /${'a*'.repeat(90)}b\n${`Disallow: /${'a*'.repeat(900)}b\n`}`;
  const url = await site(saying(`User-agent: *\n${rule.repeat(2_500).slice(0, 500_000)}`));
  const before = process.cpuUsage();
  const outcome = await fetcher.fetchPage(`${url}/${'a'.repeat(8_000)}`);

  expect(outcome).toMatchObject({ kind: 'fetched' });
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000);
});

test('a robots.txt at whose reading something breaks is asked for again by the next', async () => {
  await site(saying(''));
  let isBroken = true;
  const robots = createRobots({
    fetch: async (address, options) => {
      if (isBroken) throw new Error('broken');
      return fetcher.fetch(address, options);
    },
    userAgent: 'Newsdesk/1',
    clock: () => now,
  });
  const page = new URL(`http://127.0.0.1:${server.port}/a`);
  await expect(robots.ruleFor(page)).rejects.toThrow('broken');
  isBroken = false;
  expect(await robots.ruleFor(page)).toMatchObject({ kind: 'allowed' });
});
