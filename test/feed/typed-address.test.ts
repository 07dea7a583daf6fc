import { describe, expect, test } from 'vitest';
import { readOpml } from '../../src/feed/opml.ts';
import { addressIn } from '../../src/feed/typed-address.ts';

const RSS = 'https://example.org/rss';

describe('an address', () => {
  test.each([
    RSS,
    'HTTPS://Example.ORG/rss',
    'https:/example.org/rss',
    'https://https://example.org/rss',
    'https://example.org/rss#top',
    'feed:https://example.org/rss',
    'feed://https://example.org/rss',
    'feed://example.org/rss',
    'FEED://example.org/rss',
    'feed:example.org/rss',
    'feeds://example.org/rss',
    'rss://example.org/rss',
    'rss:https://example.org/rss',
    'atom://example.org/rss',
    '<https://example.org/rss>',
    '<https://example.org/rss|the feed of Example>.',
    '<feed://example.org/rss|example.org/rss>',
    '"https://example.org/rss"',
    '(https://example.org/rss)',
    ' \u200bhttps://example.org/rss\u200b ',
    'https://example.org/rss, ',
    'https://example.org/rss…',
  ])('may be written as %s', (typed) => {
    expect(addressIn(typed)).toMatchObject({ address: RSS, isSure: true });
  });

  test.each(['example.org/rss', 'EXAMPLE.org/rss.', '(example.org/rss)', '//example.org/rss'])(
    'may be without its scheme, though it need not be one: %s',
    (typed) => expect(addressIn(typed)).toMatchObject({ address: RSS, isSure: false }),
  );

  test.each([
    ['https://example.org/feed_(en)', 'https://example.org/feed_(en)'],
    ['https://example.org/feed_(en).', 'https://example.org/feed_(en)'],
    ['http://[::1]', 'http://[::1]/'],
    ['http://intranet/feed', 'http://intranet/feed'],
    ['https://example.org/rss?', 'https://example.org/rss?'],
    ['example.org:8080/feed', 'https://example.org:8080/feed'],
    ['rss.example.org', 'https://rss.example.org/'],
    ['пример.рф/rss', 'https://xn--e1afmkfd.xn--p1ai/rss'],
  ])('%s is %s', (typed, address) => {
    expect(addressIn(typed)?.address).toBe(address);
  });

  test.each([
    ['example.org/rss', 'http://example.org/rss'],
    ['feed://example.org/rss', 'http://example.org/rss'],
    ['https://example.org/rss', undefined],
    ['feed:http://example.org/rss', undefined],
  ])('%s is tried at %s where https does not answer', (typed, byHttp) => {
    expect(addressIn(typed)?.byHttp).toBe(byHttp);
  });
});

test.each([
  '',
  'not an address',
  '"gazeta.uz"',
  'U.S.',
  'rss',
  'feed:',
  'feed://',
  'feed:javascript:alert(1)',
  'feed:file:///etc/passwd',
  'file:///etc/passwd',
  'mailto:ann@example.org',
  `${')'.repeat(2_900)}x`,
  `https://example.org/${'x'.repeat(3_000)}`,
])('%s is no address', (typed) => {
  expect(addressIn(typed)).toBeUndefined();
});

test('the addresses in OPML are read alike, but for those with a password', () => {
  const outlines = [
    'feed://a.test/rss',
    'b.test/rss',
    'https://c.test/?q="two words"',
    'https://ann:secret@d.test/',
  ].map((url) => `<outline text="x" xmlUrl="${url.replaceAll('"', '&quot;')}"/>`);
  const read = readOpml(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
  expect(read?.feeds.map(({ url }) => url)).toEqual([
    'https://a.test/rss',
    'https://b.test/rss',
    'https://c.test/?q=%22two%20words%22',
  ]);
  expect(read?.bad).toBe(1);
});
