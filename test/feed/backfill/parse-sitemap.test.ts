import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parseSitemap } from '../../../src/feed/backfill/parse-sitemap.ts';

const parse = (content: string | Uint8Array) =>
  parseSitemap(Buffer.from(content), {
    url: 'https://example.org/sitemap.xml',
    contentType: undefined,
  });

const PAGES = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2026-11-20T06:30:00+05:00</lastmod>
    <image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>
  <url><loc><![CDATA[https://example.org/b]]></loc>
    <news:news><news:publication><news:name>The Example Times</news:name></news:publication>
    <news:publication_date>2026-11-19</news:publication_date><news:title>B</news:title></news:news></url>
  <url><loc>/c</loc><lastmod>yesterday</lastmod></url>
  <url><loc>javascript:alert(1)</loc></url><url><lastmod>2026-01-01</lastmod></url>
</urlset>`;

const ENTRIES = [
  {
    url: 'https://example.org/a?x=1&y=2',
    changedAt: new Date('2026-11-20T01:30:00Z'),
    publishedAt: undefined,
  },
  { url: 'https://example.org/b', changedAt: undefined, publishedAt: new Date('2026-11-19') },
  { url: 'https://example.org/c', changedAt: undefined, publishedAt: undefined },
];

test('addresses come with their dates, of pages and of news', () => {
  expect(parse(PAGES)).toEqual({ kind: 'pages', entries: ENTRIES });
});

test.each([
  ['packed', gzipSync(PAGES)],
  ['with prefixes', PAGES.replaceAll(/<(\/?)(url|urlset|loc|lastmod)(?=[\s>])/g, '<$1sm:$2')],
  [
    'in UTF-16',
    Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(PAGES.replace('UTF-8', 'UTF-16'), 'utf16le'),
    ]),
  ],
  ['cut off at the end', PAGES.slice(0, PAGES.indexOf('<url><loc>javascript') + 12)],
])('it may be %s', (_, content) => {
  expect(parse(content)?.entries).toEqual(ENTRIES);
});

test('an index names other sitemaps', () => {
  const index = `<sitemapindex xmlns="x"><sitemap><loc>https://example.org/post-sitemap1.xml</loc><lastmod>2026-11-01</lastmod></sitemap></sitemapindex>`;
  expect(parse(index)).toEqual({
    kind: 'index',
    entries: [
      {
        url: 'https://example.org/post-sitemap1.xml',
        changedAt: new Date('2026-11-01'),
        publishedAt: undefined,
      },
    ],
  });
});

test('a list of addresses is one, too', () => {
  expect(
    parse('https://example.org/a\nhttps://example.org/b\r\n')?.entries.map(({ url }) => url),
  ).toEqual(['https://example.org/a', 'https://example.org/b']);
});

test.each(['', '<html><body>Not found</body></html>', '<rss></rss>', '{}'])(
  '%s is none',
  (content) => {
    expect(parse(content)).toBeUndefined();
  },
);

test('what unfolds to more than fifty megabytes is none, and entities stay folded', () => {
  expect(parse(gzipSync(Buffer.alloc(60 * 1024 * 1024, 'x')))).toBeUndefined();
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>https://example.org/&b;</loc></url></urlset>`;
  expect(JSON.stringify(parse(bomb)).length).toBeLessThan(200);
});

test('fifty thousand addresses are taken and no more, in no time', () => {
  const before = process.cpuUsage();
  const many = `<urlset>${'<url><loc>https://example.org/a</loc></url>'.repeat(60_000)}</urlset>`;
  expect(parse(many)?.entries).toHaveLength(50_000);
  expect(parse('<urlset><url>'.repeat(200_000))?.entries).toEqual([]);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
});
