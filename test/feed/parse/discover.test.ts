import { expect, test } from 'vitest';
import { discoverFeeds, likelyFeedAddresses } from '../../../src/feed/parse/discover.ts';
import { cpuMsOf } from '../../support/cpu-time.ts';

test('a page names its feeds: declared before linked, none of comments, relative to its base', () => {
  const html = `<html><head><base href="https://example.org/en/">
    <link rel="alternate" type="application/rss+xml" title="Daily » Comments" href="/comments/feed/">
    <link rel="alternate" type="application/rss+xml" title="Daily" href="/feed/">
    <link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml">
    <link rel="alternate" hreflang="ru" href="/ru/"><link rel="stylesheet" type="text/css" href="/rss.css">
    <link rel="https://api.w.org/" href="https://example.org/wp-json/"></head>
    <body><a href="/rss"> RSS <b>of
    all</b></a><a href="/feed/">again</a><a href="/about-rss-feeds">x</a><a href="javascript:x/rss">y</a></body>`;
  expect(discoverFeeds(html, 'https://example.org/news')).toEqual({
    feeds: [
      { url: 'https://example.org/feed/', title: 'Daily' },
      { url: 'https://example.org/en/atom.xml', title: '' },
      { url: 'https://example.org/rss', title: 'RSS of all' },
    ],
    wordPressApi: 'https://example.org/wp-json/',
  });
});

test.each([
  ['Daily » Headline Comments Feed', '/headline/feed/', 'comments'],
  ['Daily &raquo; Kommentar-Feed zu Headline', '/headline/feed/', 'comments'],
  ['Daily » Лента комментариев к «Headline»', '/headline/feed/', 'comments'],
  ['Atom', '/feeds/1/comments/default', 'comments'],
  ['RSS', '/?feed=comments-rss2', 'comments'],
  ['Comment', '/comment/rss', 'opinion'],
  ['Kommentare', '/kommentare/rss', 'opinion'],
])('the feed "%s" at %s is one of %s', (title, href, of) => {
  const html = `<link rel="alternate" type="application/rss+xml" title="${title}" href="${href}">`;
  const { feeds } = discoverFeeds(html, 'https://example.org/');
  expect(feeds).toHaveLength(of === 'comments' ? 0 : 1);
});

test('a page without feeds names none', () => {
  expect(discoverFeeds('<p>Nothing', 'https://example.org/')).toEqual({
    feeds: [],
    wordPressApi: undefined,
  });
});

test('feeds are likely beside the page and at the root of its site', () => {
  expect(likelyFeedAddresses('https://example.org/news?x=1')).toEqual([
    'https://example.org/news/feed/',
    'https://example.org/news/rss',
    'https://example.org/feed/',
    'https://example.org/rss',
  ]);
  expect(likelyFeedAddresses('https://example.org')).toEqual([
    'https://example.org/feed/',
    'https://example.org/rss',
    'https://example.org/rss.xml',
  ]);
  expect(likelyFeedAddresses('file:///etc')).toEqual([]);
});

test('a page that is made to be deep names what is above', () => {
  const html = `<a href="/feed/">Feed</a>${'<b>'.repeat(300_000)}${'</i>'.repeat(250_000)}`;
  const cpuMs = cpuMsOf(() => {
    expect(discoverFeeds(html, 'https://example.org/').feeds).toEqual([
      { url: 'https://example.org/feed/', title: 'Feed' },
    ]);
  });
  expect(cpuMs).toBeLessThan(4_000);
});
