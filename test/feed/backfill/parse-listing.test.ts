import { describe, expect, test } from 'vitest';
import { guessNext, parseListing } from '../../../src/feed/backfill/parse-listing.ts';

const HERE = 'https://www.example.org/topics/isis/';
const listing = (body: string, url = HERE) =>
  parseListing(`<html><body>${body}</body></html>`, url);

const cards = (count: number, card: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => card(n + 1)).join('');
const addresses = (count: number) =>
  Array.from({ length: count }, (_, n) => `https://www.example.org/report-${n + 1}`);

describe('articles are found', () => {
  test.each([
    [
      'in headings',
      (n: number) => `<h3><a href="/report-${n}">Report</a></h3><a href="/x-${n}">More</a>`,
    ],
    ['around headings', (n: number) => `<a href="/report-${n}"><img><h2>Report</h2></a>`],
    ['as bookmarks', (n: number) => `<p><a rel="bookmark" href="/report-${n}">Report</a></p>`],
    [
      'in articles',
      (n: number) =>
        `<article><a href="/report-${n}"><span>A long enough headline</span></a></article>`,
    ],
    [
      'by the length of their text',
      (n: number) => `<li><a href="/report-${n}">The headline of report number ${n}</a></li>`,
    ],
    [
      'without tracking, once',
      (n: number) =>
        `<h2><a href="/report-${n}?utm_source=x">A</a> <a href="/report-${n}">B</a></h2>`,
    ],
    [
      'whether or not with www',
      (n: number) => `<h2><a href="https://www.example.org/report-${n}">A</a></h2>`,
    ],
  ])('%s', (_, card) => {
    expect(listing(cards(6, card)).articles).toEqual(addresses(6));
  });

  test('and menus, margins, footers, other sites and other lists are left out', () => {
    const { articles } = listing(`
      <header><h1><a href="/">The Example Times</a></h1></header>
      <nav><h2><a href="/report-90">In the menu</a></h2></nav>
      <main>${cards(3, (n) => `<h2><a href="/report-${n}">Report</a></h2>`)}
      <h2><a href="/category/weather/">Weather</a></h2><h2><a href="/author/desk/">The desk</a></h2>
      <h2><a href="https://other.example/report">Elsewhere</a></h2><h2><a href="/photo.jpg">P</a></h2>
      <h2><a href="javascript:alert(1)">S</a></h2><h2><a href="/topics/isis/page/2/">Older</a></h2></main>
      <aside><h3><a href="/report-91">Most read</a></h3></aside>
      <footer><h4><a href="/report-92">About us</a></h4></footer>`);
    expect(articles).toEqual(addresses(3));
  });

  test('as many as the page says that it shows', () => {
    const { articles, range } = listing(`
      <h2><a href="/editors-note">A note</a></h2><p>Viewing results 7 - 12 of 1,234</p>
      ${cards(6, (n) => `<article><a href="/report-${n}">A headline that is long enough</a></article>`)}`);
    expect(range).toEqual({ from: 7, to: 12, of: 1234 });
    expect(articles).toEqual(addresses(6));
  });
});

test.each([
  ['Viewing results 1 - 6 of 123', { from: 1, to: 6, of: 123 }],
  ['Showing <b>1</b>–<b>10</b> of about <b>2 345</b> articles', { from: 1, to: 10, of: 2345 }],
  ['Results 121 to 123 of 123.', { from: 121, to: 123, of: 123 }],
  ['Viewing results 6 - 1 of 3', undefined],
  ['We won 3 - 2 of five matches', undefined],
])('%s is read', (text, range) => {
  expect(listing(`<p>${text}</p>`).range).toEqual(range);
});

describe('the page after this one', () => {
  test.each([
    ['<a rel="next" href="?paged=2">x</a>', `${HERE}?paged=2`],
    ['<a href="/topics/isis/page/2/">Next »</a>', `${HERE}page/2/`],
    ['<a href="/topics/isis/page/2/">Older posts</a>', `${HERE}page/2/`],
    ['<a class="pager-next" href="?page=2"><svg></svg></a>', `${HERE}?page=2`],
    ['<a href="?page=1">1</a><a href="?page=2">2</a><a href="?page=21">21</a>', `${HERE}?page=2`],
    ['<nav><a href="/topics/isis/page/2/">Далее</a></nav>', `${HERE}page/2/`],
    ['<a href="/topics/other/page/2/">2</a>', undefined],
    ['<a href="/report-2">Next article</a>', undefined],
    ['<a rel="next" href="https://other.example/page/2/">Next</a>', undefined],
  ])('of %s', (body, next) => {
    expect(listing(body).next).toBe(next);
  });

  test('is guessed as WordPress has it', () => {
    expect(guessNext(HERE)).toEqual([`${HERE}page/2/`, `${HERE}?paged=2`]);
    expect(guessNext(`${HERE}page/2/`)).toEqual([`${HERE}page/3/`]);
    expect(guessNext(`${HERE}?paged=2`)).toEqual([`${HERE}?paged=3`]);
  });
});

test('a page of a hundred thousand open elements takes no time', () => {
  const before = process.cpuUsage();
  listing(`${'<div><a href="/x">'.repeat(100_000)}`);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
});
