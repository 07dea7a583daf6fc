import fc from 'fast-check';
import { expect, test } from 'vitest';
import { articleOfItem } from '../../../src/feed/feed-article.ts';
import { normalizeArticle } from '../../../src/feed/normalize.ts';
import { articleOfPage } from '../../../src/feed/page-article.ts';
import { extractArticle } from '../../../src/feed/parse/extract-page.ts';
import { parseFeed } from '../../../src/feed/parse/parse-feed.ts';

const WHOLE = [
  '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Daily</title><link>https://example.org/</link><item><guid>1</guid><title><![CDATA[A & B]]></title><link>/1</link><description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</description><pubDate>Sun, 22 Nov 2026 08:00:00 GMT</pubDate><media:content url="/p.jpg" medium="image"><media:credit>C</media:credit></media:content></item><item><title>Граница</title></item></channel></rss>',
  '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/x/" xml:lang="ru"><title type="html">&lt;b&gt;D&lt;/b&gt;</title><entry><id>2</id><title>T</title><link href="y"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One<br/>two</p><img src="z.png" alt="a b"/></div></content><updated>2026-11-22T08:00:00Z</updated></entry></feed>',
  '{"version":"https://jsonfeed.org/version/1.1","title":"D","items":[{"id":"3","url":"/a","content_html":"<p>x</p>","date_published":"2026-11-22T08:00:00Z","tags":["t"]}]}',
  '<!doctype html><html lang="en"><head><title>T | D</title><base href="/b/"><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","image":{"url":"p.jpg"},"author":[{"name":"N"}]}</script></head><body><article><h1>T</h1><p>A sentence of the article, with words in it, that is long enough to be text.</p><figure><img src="p.jpg"><figcaption>C; image: example.org</figcaption></figure></article></body></html>',
];

/** What breaks readers: ends and beginnings of everything, and what no text may hold. */
const SPLINTERS = [
  ...['<', '>', '&', '"', ']]>', '<![CDATA[', '<!--', '-->', '</', '</item>', '<item>', '<entry>'],
  ...['</title>', '<description>', '&#0;', '&#xD800;', '&#x110000;', '&bogus;', '\u0000', '\ufffe'],
  ...[
    ' xml:base="http://["',
    ' xmlns="x:"',
    '<base href="//[">',
    '<html>',
    '<script>',
    '{',
    '[',
    '\\u0000',
  ],
  ...[
    '<?xml encoding="utf-16"?>',
    '‮',
    '\u200b',
    '<!DOCTYPE x [<!ENTITY y "z">]>',
    'javascript:alert(1)',
  ],
];

const mutated = fc
  .tuple(
    fc.constantFrom(...WHOLE),
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('insert', 'delete', 'cut', 'byte'),
        fc.constantFrom(...SPLINTERS),
        fc.nat(255),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([whole, steps]) => {
    let bytes: Uint8Array = new TextEncoder().encode(whole);
    for (const [where, how, splinter, byte] of steps) {
      const at = Math.floor(where * bytes.length);
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      const middle =
        how === 'insert'
          ? new TextEncoder().encode(splinter)
          : how === 'byte'
            ? Uint8Array.of(byte)
            : [];
      bytes = Uint8Array.from([
        ...before,
        ...middle,
        ...(how === 'cut' ? [] : after.subarray(how === 'insert' ? 0 : byte % 20)),
      ]);
    }
    return bytes;
  });

test('whatever is broken in a feed or a page, it gives articles that can be stored, or none', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      const served = { url: 'https://example.org/feed', contentType: undefined };
      const feed = parseFeed(bytes, served);
      const page = extractArticle(bytes, served);
      const items = feed.kind === 'feed' ? feed.items : [];
      for (const raw of [
        ...items.flatMap((item) => articleOfItem(item) ?? []),
        ...(page ? [articleOfPage(page) ?? []].flat() : []),
      ]) {
        const article = normalizeArticle(raw, { now: new Date(), fallbackSource: 'D' });
        expect(article.title).toMatch(/\S/);
        expect(article.title).not.toMatch(/\n/);
        const words = `${article.title}${article.text}${article.source}`;
        expect(words.isWellFormed() && !words.includes('\u0000')).toBe(true);
        for (const url of [article.url, article.image?.url]) {
          expect(url ?? 'https:').toMatch(/^https?:/);
        }
        expect(Number.isFinite(article.publishedAt.getTime())).toBe(true);
      }
    }),
    { numRuns: 1_000, seed: 20_261_122 },
  );
});
