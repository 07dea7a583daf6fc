import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFeedsFile } from '../../src/feed/feeds-file.ts';
import { feedTitle, readOpml, writeOpml } from '../../src/feed/opml.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { listFeeds } from '../../src/store/polled-feeds.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const FEEDS = [
  { url: 'https://a.test/?x=1&y=2', title: 'A & “B” <c>', siteUrl: 'https://a.test/' },
  { url: 'https://xn--80a.test/', title: 'Пример', siteUrl: undefined },
];

test('what is written is read again as it was', () => {
  const read = readOpml(writeOpml('Mine', FEEDS));
  expect(read).toEqual({ feeds: [{ ...FEEDS[0], title: 'A & B <c>' }, FEEDS[1]], bad: 0 });
});

test('a list of no feeds can be written and read, too', () => {
  expect(readOpml(writeOpml('Mine', []))).toEqual({ feeds: [], bad: 0 });
  expect(readOpml('<opml><head/><body>\n</body></opml>')).toEqual({ feeds: [], bad: 0 });
});

test('feeds stand in folders of any depth, in any case, each once; what cannot be fetched is counted', () => {
  const nested = (depth: number) =>
    `${'<outline text="f">'.repeat(depth)}<outline xmlURL="https://deep.test/"/>${'</outline>'.repeat(depth)}`;
  const read = readOpml(`<?xml version="1.0"?><OPML><body>
    <outline text="Folder"><outline title="One" xmlUrl=" https://one.test/feed#top "/></outline>
    <outline text="Again" xmlUrl="https://one.test/feed"/>
    <outline text="Bad" xmlUrl="javascript:alert(1)"/>
    <outline text="Secret" xmlUrl="https://ann:secret@one.test/mine"/>
    ${nested(20)}</body></OPML>`);
  expect(read?.feeds.map(({ url, title }) => [url, title])).toContainEqual([
    'https://one.test/feed',
    'One',
  ]);
  expect(read?.feeds.map(({ url }) => url)).toEqual([
    'https://one.test/feed',
    'https://deep.test/',
  ]);
  expect(read?.bad).toBe(2);
  expect(readOpml(`<opml><body>${nested(50_000)}</body></opml>`)).toBeUndefined();
});

test.each(['', 'nothing', '<html><body>x</body></html>', '{"a":1}'])('%s is no OPML', (text) => {
  expect(readOpml(text)).toBeUndefined();
});

test('a title can be quoted in a search, and is never empty', () => {
  expect(feedTitle(' The "Times"\nof Asia ', 'https://a.test/')).toBe('The Times of Asia');
  expect(feedTitle('—', 'https://www.a.test/feed')).toBe('a.test');
});

test('the bundled file is for a connected bot; another is read wherever it is named', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  const load = (feedsFile: string | undefined, isConnected: boolean) =>
    loadFeedsFile(db, { feedsFile, isConnected, now: NOW });

  expect(await load(undefined, false)).toEqual({ added: 0, dropped: 0 });
  expect(await load('none', true)).toEqual({ added: 0, dropped: 0 });
  const { added } = await load(undefined, true);
  expect(added).toBeGreaterThanOrEqual(10);
  const listed = await listFeeds(db);
  expect(listed.every(({ url, siteUrl }) => /^https:/.test(url) && siteUrl)).toBe(true);
  expect(new Set(listed.map(({ title }) => title)).size).toBe(added);

  const file = join(mkdtempSync(join(tmpdir(), 'newsdesk-opml-')), 'own.opml');
  writeFileSync(file, writeOpml('Mine', FEEDS));
  expect(await load(file, false)).toEqual({ added: 2, dropped: added });
  writeFileSync(file, Buffer.from(`\ufeff${writeOpml('Mine', FEEDS)}`, 'utf16le'));
  expect(await load(file, false)).toEqual({ added: 0, dropped: 0 });
  await expect(load(`${file}.none`, false)).rejects.toThrow('cannot be read');
  writeFileSync(file, 'nothing');
  await expect(load(file, false)).rejects.toThrow('which is no OPML');
  await closeDatabase(db);
});
