import { expect, test } from 'vitest';
import { parseFeed } from '../../../src/feed/parse/parse-feed.ts';
import type { FeedItem, ParsedFeed } from '../../../src/feed/parse/parsed-feed.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

const ADDRESS = 'https://example.org/feed/';

function parse(text: string, contentType = 'application/xml'): ParsedFeed {
  const parsed = parseFeed(new TextEncoder().encode(text), { url: ADDRESS, contentType });
  if (parsed.kind !== 'feed') throw new Error(`not a feed: ${parsed.looksLike}`);
  return parsed;
}

function item(inside: string, namespaces = ''): FeedItem {
  const [first] = parse(`<rss ${namespaces}><channel><item>${inside}</item></channel></rss>`).items;
  if (first === undefined) throw new Error('no item');
  return first;
}

const titles = (feed: ParsedFeed) => feed.items.map(({ title }) => title);

test('RSS, RDF, Atom and JSON Feed give the same article', () => {
  const rss = `<rss version="2.0"><channel><title>Daily</title><link>https://example.org/</link>
    <language>en-us</language><ttl>30</ttl>
    <item><guid>tag:1</guid><title>A border opens</title><link>https://example.org/1</link>
    <description>It opened.</description><category>Borders</category>
    <pubDate>Sun, 22 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel rdf:about="https://example.org/"><title>Daily</title><link>https://example.org/</link>
    <d:language>en-us</d:language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
    <items><rdf:Seq><rdf:li resource="tag:1"/></rdf:Seq></items></channel>
    <item rdf:about="tag:1"><title>A border opens</title><link>https://example.org/1</link>
    <description>It opened.</description><d:subject>Borders</d:subject><d:date>2026-11-22T08:00Z</d:date></item></rdf:RDF>`;
  const atom = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en_US"><a:title>Daily</a:title>
    <a:link href="/"/><a:link rel="self" href="/feed/"/>
    <a:entry><a:id>tag:1</a:id><a:title>A border opens</a:title><a:link rel="enclosure" href="/x.mp3"/>
    <a:link href="/1"/><a:summary>It opened.</a:summary><a:category term="Borders"/>
    <a:published>2026-11-22T09:00:00+01:00</a:published><a:updated>2026-11-23T00:00:00Z</a:updated></a:entry></a:feed>`;
  const json = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Daily',
    home_page_url: 'https://example.org/',
    language: 'en-US',
    items: [
      {
        id: 'tag:1',
        url: '/1',
        title: 'A border opens',
        summary: 'It opened.',
        tags: ['Borders'],
        date_published: '2026-11-22T08:00:00Z',
      },
    ],
  });
  for (const text of [rss, rdf, atom, json]) {
    const feed = parse(text);
    expect(feed).toMatchObject({
      title: 'Daily',
      siteUrl: 'https://example.org/',
      language: 'en-US',
      damaged: false,
    });
    expect(feed.items).toEqual([
      {
        id: 'tag:1',
        url: 'https://example.org/1',
        title: 'A border opens',
        text: 'It opened.',
        isExcerpt: true,
        publishedAt: new Date('2026-11-22T08:00:00Z'),
        topics: ['Borders'],
        source: undefined,
        author: undefined,
        language: 'en-US',
        image: undefined,
      },
    ]);
  }
  expect([parse(rss), parse(rdf), parse(atom)].map(({ ttlMs }) => ttlMs)).toEqual([
    1_800_000,
    1_800_000,
    undefined,
  ]);
});

test.each([
  ['60.00123', 3_600_074],
  ['99999999999999999999', 365 * 86_400_000],
  ['1e308', 365 * 86_400_000],
  ['-5', undefined],
  ['soon', undefined],
])('a ttl of %s can be stored', (ttl, ms) => {
  const text = `<rss version="2.0"><channel><title>t</title><ttl>${ttl}</ttl></channel></rss>`;
  expect(parse(text).ttlMs).toBe(ms);
});

test('a date may be Unix time, in XML and as a number in JSON', () => {
  const at = new Date('2026-11-22T08:00:00Z');
  expect(item('<title>x</title><pubDate>1795334400</pubDate>').publishedAt).toEqual(at);
  const items = [{ id: '1', content_text: 'x', date_published: at.getTime() }];
  const json = { version: 'https://jsonfeed.org/version/1.1', title: 'Daily', items };
  expect(parse(JSON.stringify(json)).items[0]?.publishedAt).toEqual(at);
});

test('the longest text is taken, and said to be an excerpt only where it is one', () => {
  const full = item(
    '<title>t</title><description>Short.</description><content:encoded><![CDATA[<p>Much longer.</p><p>Indeed.</p>]]></content:encoded>',
  );
  expect(full).toMatchObject({ text: 'Much longer.\n\nIndeed.', isExcerpt: false });
  const russian = item(
    '<title>t</title><description>Коротко.</description><yandex:full-text>Полный текст новости.</yandex:full-text>',
    'xmlns:yandex="http://news.yandex.ru"',
  );
  expect(russian).toMatchObject({ text: 'Полный текст новости.', isExcerpt: false });
});

test('a title is text: markup goes, a less-than sign stays', () => {
  expect(item('<title>&lt;b&gt;Fire&lt;/b&gt; at AT&amp;amp;T</title>').title).toBe('Fire at AT&T');
  expect(item('<title><![CDATA[3 < 5 & 7]]></title>').title).toBe('3 < 5 & 7');
  expect(
    item('<title>a<script>alert(1)</script><img src="x" onerror="alert(1)"/></title>').title,
  ).toBe('a');
  expect(item('<title>Dushanbe&amp;nbsp;&amp;#8212; “news”</title>').title).toBe(
    'Dushanbe — “news”',
  );
  expect(item('<title>It&amp;amp;#8217;s escaped twice</title>').title).toBe('It’s escaped twice');
});

test.each([
  ['How &lt;script&gt; tags broke the web', 'How <script> tags broke the web'],
  ['<![CDATA[How <STYLE> &amp; <video/> tags work]]>', 'How <STYLE> & <video/> tags work'],
  ['Why &amp;lt;script&amp;gt; is a word', 'Why <script> is a word'],
  ['a &lt;script&gt;alert(1)&lt;/script&gt; b &lt;script&gt; c', 'a b <script> c'],
  ['a &lt;style&gt;p{}&lt;/style &gt; b &lt;title&gt; c', 'a b <title> c'],
  ['a &lt;script src=x&gt; b', 'a'],
])('an element that nothing ends is a word of the title: %s', (escaped, title) => {
  const html = `<title type="html">${escaped}</title>`;
  expect(item(html).title).toBe(title);
  expect(titles(parse(`<feed>${html}<entry>${html}</entry></feed>`))).toEqual([title]);
});

test('an item without a title has the beginning of its text, without both only its address', () => {
  const long = 'word '.repeat(40).trim();
  expect(item(`<description>${long}</description>`).title).toMatch(/^(word ){18,19}word…$/);
  expect(
    item('<description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description>').title,
  ).toBe('First.');
  expect(item('<link>/1</link>')).toMatchObject({ title: '', url: 'https://example.org/1' });
});

test('relative addresses follow xml:base, else the site, else the feed', () => {
  const feed =
    parse(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.test/x/"><link href="/"/>
    <entry xml:base="y/"><title>1</title><link href="z"/></entry>
    <entry><title>2</title><link xml:base="https://b.test/" href="z"/></entry></feed>`);
  expect(feed.items.map(({ url }) => url)).toEqual(['https://a.test/x/y/z', 'https://b.test/z']);
  const elsewhere = parse(
    '<rss><channel><link>https://site.test/</link><item><title>1</title><link>news/1</link></item></channel></rss>',
  );
  expect(elsewhere.items[0]?.url).toBe('https://site.test/news/1');
  expect(item('<title>1</title><link>news/1</link>').url).toBe('https://example.org/feed/news/1');
});

test('an address is the link, else a guid that is one; nothing that a browser would run', () => {
  expect(item('<title>1</title><guid>https://example.org/g</guid>').url).toBe(
    'https://example.org/g',
  );
  expect(
    item('<title>1</title><guid isPermaLink="false">https://example.org/g</guid>').url,
  ).toBeUndefined();
  expect(item('<title>1</title><link>javascript:alert(1)</link>').url).toBeUndefined();
  expect(
    item(
      '<title>1</title><link>https://feeds.test/~r/1</link><feedburner:origLink>https://example.org/1</feedburner:origLink>',
    ).url,
  ).toBe('https://example.org/1');
});

test('a guid that several articles share is nobody’s, and an item told twice is told once', () => {
  const feed = parse(`<rss><channel>
    <item><guid>0</guid><title>a</title><link>/a</link></item>
    <item><guid>0</guid><title>b</title><link>/b</link></item>
    <item><guid>7</guid><title>c</title><link>/c</link></item>
    <item><guid>7</guid><title>c</title><link>/c</link></item></channel></rss>`);
  expect(feed.items.map(({ id, title }) => [id, title])).toEqual([
    [undefined, 'a'],
    [undefined, 'b'],
    ['7', 'c'],
  ]);
});

test('an address that all items share is the place of each headline on that page', () => {
  const episodes = (titles: readonly string[], link: string) =>
    parse(
      `<rss><channel><link>https://pod.test/</link>${titles
        .map(
          (title, n) =>
            `<item><guid isPermaLink="false">${n}</guid><title>${title}</title><link>${link}</link><description>About ${title}.</description></item>`,
        )
        .join('')}</channel></rss>`,
    ).items.map(({ url, isExcerpt }) => [url, isExcerpt]);

  expect(episodes(['A-b & c', 'D', 'Е'], 'https://pod.test/show')).toEqual([
    ['https://pod.test/show#:~:text=A%2Db%20%26%20c', false],
    ['https://pod.test/show#:~:text=D', false],
    ['https://pod.test/show#:~:text=%D0%95', false],
  ]);
  // Of the site itself two are enough; elsewhere they may be one article under two headlines.
  expect(episodes(['A', 'B'], 'https://pod.test/')[1]).toEqual([
    'https://pod.test/#:~:text=B',
    false,
  ]);
  expect(episodes(['A', 'B'], 'https://pod.test/a')).toEqual([
    ['https://pod.test/a', true],
    ['https://pod.test/a', true],
  ]);
});

test('a picture has its caption and credit, from the feed or from the figure that shows it', () => {
  const attached = item(
    `<title>t</title><media:group><media:content url="/s.jpg" medium="image" width="100"/>
     <media:content url="/l.jpg" type="image/jpeg" width="900"><media:description>The bridge</media:description></media:content>
     <media:credit>Agency</media:credit></media:group>`,
    'xmlns:media="http://search.yahoo.com/mrss/"',
  );
  expect(attached.image).toEqual({
    url: 'https://example.org/l.jpg',
    caption: 'The bridge',
    credit: 'Agency',
  });
  const figure = item(
    `<title>t</title><enclosure url="/p.jpg" type="image/jpeg" length="1"/><description><![CDATA[<p>Text.</p>
     <figure><img src="/p-300x200.jpg"><figcaption>The old town; image: example.net</figcaption></figure><p>More.</p>]]></description>`,
  );
  expect(figure.image).toEqual({
    url: 'https://example.org/p.jpg',
    caption: 'The old town',
    credit: 'example.net',
  });
  expect(figure.text).toBe('Text.\n\nMore.');
  expect(item('<title>t</title><enclosure url="/p.mp3" type="audio/mpeg"/>').image).toBeUndefined();
});

test('whoever wrote it and the outlet it came from are names', () => {
  expect(item('<title>t</title><author>desk@example.org (News desk)</author>').author).toBe(
    'News desk',
  );
  expect(item('<title>t</title><author>desk@example.org</author>').author).toBeUndefined();
  expect(
    item('<title>t</title><source url="https://a.test/">The &lt;i&gt;Post&lt;/i&gt;</source>')
      .source,
  ).toBe('The Post');
});

const THREE = ['one', 'two', 'three'].map(
  (title) => `<item><title>${title}</title><link>https://example.org/${title}</link></item>`,
);

test('items before and after what is wrong are there', () => {
  const [one = '', , three = ''] = THREE;
  for (const wrong of [
    '<item><title>AT&T & Ünïcode &bogus; &nbsp;</title></item>',
    '<item><title>no end tag<link>/x</link></item>',
    '<item><title>x</title><description><p>a<br>b</description></item>',
    '<item><title>x</title><foo:bar baz="1" baz="2" qux=3>undeclared</foo:bar></item>',
    '<item><title>x</title><description>2 < 3 <b</description></item>',
    '<item><title>never closed</title>',
    '<ITEM><Title>capitals</tITLE></ITEM>',
    '</channel><item><title>x</title></item>',
    'stray text & <!-- a comment -- with dashes -->',
  ]) {
    const found = titles(parse(`<rss><channel>${one}${wrong}${three}</channel></rss>`));
    expect(found, wrong).toEqual(expect.arrayContaining(['one', 'three']));
  }
});

test('a feed that breaks off has its whole items and is marked as damaged', () => {
  const text = `<rss><channel><title>t</title>${THREE.join('')}</channel></rss>`;
  for (let end = text.length - 20; end > text.indexOf('<title>two'); end -= 1) {
    const feed = parse(text.slice(0, end));
    expect(feed.damaged).toBe(true);
    expect(['one', 'two', 'three'].slice(0, feed.items.length)).toEqual(titles(feed));
    expect(feed.items.length).toBeGreaterThan(0);
  }
  expect(parse(text).damaged).toBe(false);
});

test('what stands before the feed does not hide it', () => {
  const feed = `<rss><channel>${THREE.join('')}</channel></rss>`;
  expect(
    titles(parse(`\n\n<br /><b>Warning</b>: x in /a.php\n<?xml version="1.0"?>${feed}`)),
  ).toHaveLength(3);
  expect(titles(parse(`\ufeff${feed}`))).toHaveLength(3);
});

test('entities of the feed’s own are neither expanded nor fetched', () => {
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`);
  const bomb = `<?xml version="1.0"?><!DOCTYPE r SYSTEM "https://example.net/x.dtd" [<!ENTITY l0 "lol"><!ENTITY x SYSTEM "file:///etc/passwd">${lol.join('')}]>
    <rss><channel><item><title>&l9; &x; end</title></item>${THREE.join('')}</channel></rss>`;
  expect(titles(parse(bomb))).toEqual(['&l9; &x; end', 'one', 'two', 'three']);
});

test.each([
  [
    '200,000 elements deep',
    `<rss><channel>${THREE[0]}${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}</channel></rss>`,
  ],
  [
    'HTML 200,000 elements deep',
    `<rss><channel><item><title>x</title><description>${'&lt;div&gt;'.repeat(200_000)}</description></item></channel></rss>`,
  ],
  [
    'an entity used 100,000 times',
    `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(100_000)}">]><rss><channel><item><title>${'&a;'.repeat(100_000)}</title></item></channel></rss>`,
  ],
  [
    '5,000 links in an item',
    `<rss><channel><item>${'<link>/x</link><category>c</category>'.repeat(5_000)}</item></channel></rss>`,
  ],
  [
    'comments that never end',
    `<rss><channel><item><title>x</title><description>${'&lt;!-- '.repeat(200_000)}</description></item></channel></rss>`,
  ],
])('%s take less than a second', (_, text) => {
  expect(cpuMsOf(() => parse(text))).toBeLessThan(1_000);
});

test('of 100,000 items the newest 500 are kept, in the order of the feed', () => {
  const items = Array.from(
    { length: 100_000 },
    (_, i) =>
      `<item><title>${i}</title><pubDate>${new Date(1_700_000_000_000 + i * 1000).toUTCString()}</pubDate></item>`,
  );
  const feed = parse(`<rss><channel>${items.join('')}</channel></rss>`);
  expect(titles(feed)).toEqual(Array.from({ length: 500 }, (_, i) => String(99_500 + i)));
});

test('an item of 20 MB is bounded', () => {
  const { text } = item(
    `<title>big</title><description>${'A sentence. '.repeat(1_700_000)}</description>`,
  );
  expect(text.length).toBeLessThanOrEqual(500_000);
});

test.each([
  ['<!doctype html><html><head><title>News</title></head><body>x</body></html>', 'page'],
  ['{"error": "not found"}', 'json'],
  ['  \n', 'empty'],
  ['just some words', 'unknown'],
] as const)('%s is not a feed', (text, looksLike) => {
  const parsed = parseFeed(new TextEncoder().encode(text), {
    url: ADDRESS,
    contentType: 'text/xml',
  });
  expect(parsed).toEqual({ kind: 'not-a-feed', looksLike });
});

test.each(['<', '(', '@', 'a@', '&lt;', '\t', '\u3000', '[', '…'])(
  'an item full of %j takes no longer than another',
  (sign) => {
    const text = `<![CDATA[x${sign.repeat(200_000)}x]]>`;
    const names = ['title', 'link', 'guid', 'author', 'category', 'pubDate', 'description'];
    const inside = names.map((name) => `<${name}>${text}</${name}>`).join('');
    expect(item(inside).title).toMatch(/^x/);
  },
  4_000,
);
