import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/feed/parse/extract-page.ts';
import { sharedPath } from '../../support/corpora.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const ADDRESS = 'https://example.org/news/border?utm_source=rss';

const extract = (html: string, robotsTag = '') =>
  extractArticle(new TextEncoder().encode(html), {
    url: ADDRESS,
    contentType: 'text/html',
    robotsTag,
  });

const PARAGRAPHS = Array.from(
  { length: 6 },
  (_, i) =>
    `<p>Paragraph ${i} tells, in enough words, what happened at the border on Monday morning.</p>`,
).join('\n');

const page = (
  head: string,
  body = PARAGRAPHS,
) => `<!doctype html><html lang="en-GB"><head>${head}</head><body>
  <nav><a href="/">Home</a><a href="/world">World</a></nav>
  <article><h1>A border opens</h1>${body}</article><aside>Most read: everything else</aside>
  <footer>All rights reserved</footer></body></html>`;

test('the article of a page is what a reader reads, with what the page says of it', () => {
  const article = extract(
    page(
      `<title>A border opens | The Daily</title><link rel="canonical" href="/news/border">
       <meta property="og:site_name" content="The Daily"><meta property="og:image" content="/p-1200x800.jpg">
       <meta name="description" content="It opened."><meta property="article:tag" content="Borders">
       <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite"},{"@type":"NewsArticle",
        "headline":"A border opens","datePublished":"2026-11-22T08:00:00+05:00","author":[{"@type":"Person","name":"News desk"}],
        "articleSection":"World"}]}</script>`,
      `<figure><img src="p.jpg"><figcaption>The bridge; image: example.net</figcaption></figure>${PARAGRAPHS}<script>alert(1)</script>`,
    ),
  );
  expect(article).toEqual({
    title: 'A border opens',
    text: expect.stringMatching(/^Paragraph 0 .*\n\nParagraph 1 [\s\S]*Paragraph 5 .*morning\.$/),
    isExcerpt: false,
    publishedAt: new Date('2026-11-22T03:00:00Z'),
    image: {
      url: 'https://example.org/p-1200x800.jpg',
      caption: 'The bridge',
      credit: 'example.net',
    },
    language: 'en-GB',
    source: 'The Daily',
    author: 'News desk',
    topics: ['World', 'Borders'],
    canonicalUrl: 'https://example.org/news/border',
    noArchive: false,
    paywalled: false,
  });
});

test('behind a paywall there is only the excerpt that the page gives itself', () => {
  const description = '<meta name="description" content="It opened.">';
  for (const sign of [
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A border opens","isAccessibleForFree":"False"}</script>',
    '<script type="application/ld+json">[{"@type":"Article","hasPart":{"isAccessibleForFree":false,"cssSelector":".x"}}]</script>',
    '<meta property="article:content_tier" content="locked">',
  ]) {
    expect(extract(page(sign + description))).toMatchObject({
      text: 'It opened.',
      isExcerpt: true,
      paywalled: true,
    });
  }
  const walled = extract(page('', `${PARAGRAPHS}<div class="paywall">Subscribe</div>`));
  expect(walled?.isExcerpt).toBe(true);
  expect(walled?.text).toMatch(/^Paragraph 0 .{1,100}$/);
  const free =
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":true}</script>';
  expect(extract(page(free, `${PARAGRAPHS}<div class="paywall">x</div>`))?.paywalled).toBe(false);
});

test('a page that asks not to be kept is not', () => {
  const asked = { noArchive: true, isExcerpt: true };
  expect(extract(page('<meta name="ROBOTS" content="index, NOARCHIVE">'))).toMatchObject(asked);
  expect(extract(page(''), 'noarchive')).toMatchObject(asked);
  expect(extract(page(''), 'unavailable_after: 2027-01-01, none')).toMatchObject(asked);
  expect(extract(page(''), 'googlebot: noarchive')).toMatchObject({ noArchive: false });
  expect(extract(page(''), 'googlebot: nofollow, newsdesk: noarchive')).toMatchObject(asked);
  expect(
    extract(page('<meta name="robots" content="index, follow, max-snippet:-1">')),
  ).toMatchObject({ noArchive: false });
});

test('a page without the tags of its html, head or body is read all the same', () => {
  for (const html of [
    `<title>A border opens</title>${PARAGRAPHS}`,
    `<html><title>A border opens</title><div>${PARAGRAPHS}</div>`,
  ]) {
    expect(extract(html)).toMatchObject({
      title: 'A border opens',
      text: expect.stringContaining('Paragraph 5'),
    });
  }
});

test('a canonical address at the root is a mistake of the template', () => {
  expect(extract(page('<link rel="canonical" href="https://example.org/">'))?.canonicalUrl).toBe(
    'https://example.org/news/border',
  );
});

test.each([
  ['200,000 elements deep', '<div>'.repeat(200_000)],
  ['of 100,000 elements', '<i>a</i>'.repeat(100_000)],
  ['with a million classes', `<p class="${'a '.repeat(1_000_000)}">text</p>`],
  ['of 20 MB', `<p>${'a sentence, with words. '.repeat(800_000)}</p>`],
  ['of JSON-LD without end', `<script type="application/ld+json">${'['.repeat(300_000)}</script>`],
])('a page %s takes less than a second', (_, body) => {
  const bytes = new TextEncoder().encode(page('', body));
  const read = () => extractArticle(bytes, { url: ADDRESS, contentType: undefined });
  expect(cpuMsOf(read)).toBeLessThan(1_000);
});

test('what is no page has no article', () => {
  expect(extract('')).toBeUndefined();
  expect(extract('{"error": 1}')).toBeUndefined();
  expect(extract('<html><body></body></html>')).toBeUndefined();
});

const PAGES = sharedPath('corpora', 'text', 'readability');

test.each([
  ['tags that never end', '<html '],
  ['heads that never end', '<p>x</p><head '],
  ['lower-than signs', `<p>x</p>${'<'.repeat(1_000)}`],
  ['hard spaces', `<p>${'\u00a0'.repeat(1_000)}x</p>`],
  ['entities', '<p>x</p>&nbsp;'],
  [
    'JSON-LD full of space',
    `<script type="application/ld+json">-->${' '.repeat(90_000)}x</script>`,
  ],
])(
  'a page of %s takes no longer than another',
  (_, piece) => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length));
    extractArticle(new TextEncoder().encode(html), { url: ADDRESS, contentType: 'text/html' });
  },
  4_000,
);

test.skipIf(PAGES === undefined)(
  'the text of Readability’s own pages is found, F1 at least 0.95 on average',
  () => {
    const root = PAGES ?? '';
    const names = readdirSync(root).filter((name) => existsSync(join(root, name, 'source.html')));
    const scores = names.map((name) => {
      const article = extractArticle(readFileSync(join(root, name, 'source.html')), {
        url: 'http://fakehost/test/page.html',
        contentType: undefined,
      });
      const expected = readFileSync(join(root, name, 'expected.html'), 'utf8');
      const { document } = parseHTML(`<!doctype html><html><body>${expected}</body></html>`);
      return f1(wordsOf(article?.text ?? ''), wordsOf(document.body.textContent));
    });
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    console.info(`readability: ${names.length} pages, mean F1 ${mean.toFixed(4)}`);
    expect(mean).toBeGreaterThanOrEqual(0.95);
  },
);

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function f1(found: readonly string[], expected: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of expected) left.set(word, (left.get(word) ?? 0) + 1);
  let hits = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count > 0) hits += 1;
    left.set(word, count - 1);
  }
  return found.length + expected.length === 0 ? 1 : (2 * hits) / (found.length + expected.length);
}
