import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '../../src/feed/import.ts';
import { importAddress } from '../../src/feed/import-address.ts';
import type { Fetch, FetchOutcome } from '../../src/feed/net/fetch-outcome.ts';
import type { Article } from '../../src/model/article.ts';
import { everyArticle } from '../../src/store/archive.ts';
import { articlesSeenBetween } from '../../src/store/articles.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { countFeeds } from '../../src/store/feeds.ts';

const now = new Date('2026-11-22T08:00:00Z');
let db: Database;
let folder: string;
beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-files-'));
});
afterEach(() => closeDatabase(db));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const bring = (path: string) => importFile(db, path, { now });

async function archive(): Promise<Article[]> {
  const articles: Article[] = [];
  for await (const { article } of everyArticle(db)) articles.push(article);
  return articles;
}

describe('CSV', () => {
  const HEADER = 'ID,Title,Body,URL,source,Published At,tags,language,image_url';

  test('a row is an article, with columns named as in JSON Lines', async () => {
    const path = file(
      'desk.csv',
      `\ufeff${HEADER},other\r\n7,"A border, ""the"" border, opens","First line.\r\n\r\nSecond.",https://example.org/1,Daily,22.11.2026 07:00,Borders; Trade,en,https://example.org/p.jpg,x\r\n8,Ferry resumes,It runs again.,,,,,,,\r\n`,
    );
    expect(await bring(path)).toEqual({ added: 2, corrected: 0, unchanged: 0, bad: [] });
    expect(await archive()).toMatchObject([
      {
        title: 'A border, "the" border, opens',
        text: 'First line.\n\nSecond.',
        url: 'https://example.org/1',
        source: 'Daily',
        publishedAt: new Date('2026-11-22T07:00:00Z'),
        topics: ['Borders', 'Trade'],
        language: 'en',
        image: { url: 'https://example.org/p.jpg' },
      },
      { title: 'Ferry resumes', source: 'desk', publishedAt: now, topics: [], url: undefined },
    ]);
    expect(await bring(path)).toMatchObject({ added: 0, corrected: 0, unchanged: 2 });
  });

  test('semicolons, tabs and the charsets of spreadsheets are understood', async () => {
    await bring(file('a.csv', 'sep=;\ntitle;text\nA;"x; y"\n'));
    await bring(file('b.tsv', 'title\ttext\nB\tx, y\n'));
    const utf16 = Buffer.from('\ufefftitle\ttext\nГраница открыта\tОна открылась.\n', 'utf16le');
    await bring(file('c.txt', utf16));
    const cp1251 = [...'title;text\nГраница снова открыта;Она открылась утром.\n'].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    });
    await bring(file('d.csv', Uint8Array.from(cp1251)));
    expect((await archive()).map(({ title, text }) => [title, text])).toEqual([
      ['A', 'x; y'],
      ['B', 'x, y'],
      ['Граница открыта', 'Она открылась.'],
      ['Граница снова открыта', 'Она открылась утром.'],
    ]);
  });

  test.each(['\n', '\r\n', '\r'])('lines may end with %j, also within a cell', async (end) => {
    // The first end of a line within the cell is at the end of what is read at once.
    const long = 'x'.repeat(262_143 - `title,text${end}A,"`.length);
    const lines = ['title,text', `A,"${long}`, 'two"', ',no title', 'C,c'];
    expect(await bring(file('desk.csv', lines.join(end)))).toMatchObject({
      added: 2,
      bad: [{ line: 4 }],
    });
    expect((await archive()).map(({ text }) => text)).toEqual([`${long}\ntwo`, 'c']);
  });

  test('JSON Lines, too, may be in the charset of whatever wrote them', async () => {
    const lines =
      '{"title":"Граница открыта","text":"Она открылась утром."}\n{"title":"B","text":"b"}';
    await bring(file('a.jsonl', Buffer.from(`\ufeff${lines}`, 'utf16le')));
    const cp1251 = [...lines.replace('открыта', 'снова открыта')].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? code : code - 0x410 + 0xc0;
    });
    await bring(file('b.jsonl', Uint8Array.from(cp1251)));
    // The only letter that is not ASCII is cut by the end of the first piece that is read.
    const title = `{"title":"${'x'.repeat(900)}","text":"`;
    const cut = `${title}${'y'.repeat(65_535 - title.length)}é"}`;
    await bring(file('c.jsonl', cut));
    expect((await archive()).map(({ title }) => title.slice(0, 30))).toEqual([
      'Граница открыта',
      'B',
      'Граница снова открыта',
      'B',
      'x'.repeat(30),
    ]);
    expect((await archive()).at(-1)?.text).toMatch(/yé$/);
  });

  test('a missing column is named, with those that are there', async () => {
    const path = file('desk.csv', 'title,url,when\nA,https://example.org/1,now\n');
    await expect(bring(path)).rejects.toThrow(
      'desk.csv has no column "text", but "title", "url", "when"; expected a header row with title and text',
    );
    await expect(bring(file('x.csv', 'headline,text\nA,b\n'))).rejects.toThrow('no column "title"');
    expect(await countFeeds(db)).toBe(0);
  });

  test('a bad row is reported by its line, and the rows around it come in', async () => {
    const report = await bring(
      file(
        'desk.csv',
        'title,text,url\nA,"two\nlines",\n,no title,\nC,text,ftp://x\nD,"never "closed" here",\nE,e,\n',
      ),
    );
    expect(report.bad.map(({ line }) => line)).toEqual([4, 5]);
    expect(report.bad[0]?.problem).toContain('title');
    expect((await archive()).map(({ title }) => title)).toEqual(['A', 'D', 'E']);
  });

  test.each([
    [10, 'a quotation mark is opened and never closed'],
    [20_000, 'longer than 4,000,000 bytes, as where a quotation mark is never closed'],
  ])(
    'a row without an end is reported where it begins, once, with %d below',
    async (below, what) => {
      const rows = Array.from({ length: below }, (_, n) => `Row ${n},${'text '.repeat(100)}`);
      const table = ['sep=,', 'title,text', 'A,"two', 'lines"', 'B,"b', ...rows];
      expect(await bring(file('desk.csv', table.join('\n')))).toMatchObject({
        added: 1,
        bad: [{ line: 5, problem: `${what}; nothing from here on could be read` }],
      });
    },
  );
});

test.each([
  ['table.xlsx', 'PK\u0003\u0004', 'an Excel, Word or zip file; save its table as CSV'],
  ['table.xls', '\u00d0\u00cf\u0011\u00e0', 'an old Excel or Word file; save its table as CSV'],
  ['articles.jsonl.gz', '\u001f\u008b\u0008', 'packed with gzip; unpack it first'],
])('%s is refused, with what to do', async (name, start, advice) => {
  await expect(bring(file(name, Buffer.from(`${start}\0\0`, 'latin1')))).rejects.toThrow(
    `${name} is ${advice}`,
  );
});

describe('a saved feed or page', () => {
  test('RSS, Atom and JSON Feed come in under the feed’s title', async () => {
    await bring(
      file(
        'a.xml',
        '<rss><channel><title>Daily</title><item><title>One</title><link>https://example.org/1</link><description>&lt;p&gt;First.&lt;/p&gt;</description></item><item><link>https://example.org/2</link></item></channel></rss>',
      ),
    );
    await bring(
      file(
        'b.json',
        '{"version": "https://jsonfeed.org/version/1", "title": "Other",\n"items": [{"id": 1, "title": "Two", "content_text": "Second."}]}',
      ),
    );
    expect(await archive()).toMatchObject([
      { title: 'One', text: 'First.', source: 'Daily', url: 'https://example.org/1' },
      { title: 'Two', text: 'Second.', source: 'Other' },
    ]);
  });

  const PAGE = `<html><head><title>A border opens</title></head><body><article>${'<p>A long sentence of the article, with words, about the border.</p>'.repeat(5)}</article></body></html>`;

  test('a page saved by a browser knows where it was', async () => {
    await bring(file('page.html', `<!-- saved from url=(0024)https://example.org/a -->\n${PAGE}`));
    await bring(file('other.html', PAGE.replace('A border', 'Another border')));
    expect(await archive()).toMatchObject([
      { title: 'A border opens', url: 'https://example.org/a', source: 'example.org' },
      { title: 'Another border opens', url: undefined, source: 'other' },
    ]);
  });

  const answering =
    (outcome: Partial<Extract<FetchOutcome, { kind: 'fetched' }>>): Fetch =>
    async (url) => ({
      kind: 'fetched',
      url,
      movedTo: undefined,
      contentType: 'text/html',
      robotsTag: '',
      validators: { etag: undefined, lastModified: undefined },
      maxAgeMs: undefined,
      retryAfterMs: undefined,
      body: new TextEncoder().encode(PAGE),
      ...outcome,
    });

  test('a page is imported by its address, once', async () => {
    const address = 'https://example.org/a?utm_source=x';
    const fetchPage = answering({});
    expect(await importAddress(db, address, { now, fetchPage })).toMatchObject({ added: 1 });
    expect(await importAddress(db, address, { now, fetchPage })).toMatchObject({ unchanged: 1 });
    expect(await archive()).toMatchObject([
      { url: 'https://example.org/a', source: 'example.org' },
    ]);
  });

  test('what cannot be fetched or read is said', async () => {
    const refused: Fetch = async () => ({
      kind: 'failed',
      code: 'forbidden',
      reason: 'robots.txt does not allow it',
      status: undefined,
      maxAgeMs: undefined,
      retryAfterMs: undefined,
    });
    const address = 'https://example.org/a';
    await expect(importAddress(db, address, { now, fetchPage: refused })).rejects.toThrow(
      'https://example.org/a: robots.txt does not allow it',
    );
    const empty = answering({ body: new Uint8Array() });
    await expect(importAddress(db, address, { now, fetchPage: empty })).rejects.toThrow(
      'holds no article',
    );
    const secret = answering({ robotsTag: 'noarchive' });
    await expect(importAddress(db, address, { now, fetchPage: secret })).rejects.toThrow(
      'https://example.org/a asks not to be kept (noarchive)',
    );
    expect(await countFeeds(db)).toBe(0);
  });
});

describe('which feed a file is', () => {
  const line = (id: number, title: string) =>
    JSON.stringify({ id, title, text: `Text of ${title}.` });

  test('two files of one name in two folders are two feeds', async () => {
    await bring(file('a/articles.jsonl', `${line(1, 'Alpha')}\n${line(2, 'Beta')}`));
    await bring(file('b/articles.jsonl', `${line(1, 'Gamma')}\n${line(2, 'Delta')}`));
    expect((await archive()).map(({ title }) => title)).toEqual([
      'Alpha',
      'Beta',
      'Gamma',
      'Delta',
    ]);
    expect(await countFeeds(db)).toBe(2);
  });

  test('a file that was moved, and has grown, goes on as the feed it was', async () => {
    const path = file('a/articles.jsonl', `${line(1, 'Alpha')}\n${line(2, 'Beta')}`);
    await bring(path);
    mkdirSync(join(folder, 'c'));
    const moved = join(folder, 'c', 'articles.jsonl');
    renameSync(path, moved);
    writeFileSync(
      moved,
      `${line(1, 'Alpha')}\n${line(2, 'Beta corrected')}\n${line(3, 'Epsilon')}`,
    );
    expect(await bring(moved)).toEqual({ added: 1, corrected: 1, unchanged: 1, bad: [] });
    expect(await countFeeds(db)).toBe(1);
  });
});

test('an old article that is imported is found, and is in no digest as news; a recent one is', async () => {
  const path = file(
    'archive.jsonl',
    [
      { title: 'A ferry resumes', text: 'It runs again.', publishedAt: '2026-11-20T08:00:00Z' },
      { title: 'A bridge opens', text: 'It was opened.', publishedAt: '2024-06-01T08:00:00Z' },
      { title: 'A road without a date', text: 'It is long.' },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
  );
  expect(await bring(path)).toMatchObject({ added: 3 });

  const lastDay = {
    since: new Date(now.getTime() - 86_400_000),
    until: new Date(now.getTime() + 1),
  };
  const news = await articlesSeenBetween(db, lastDay, { onlyNews: true });
  expect(news.map(({ title }) => title).sort()).toEqual([
    'A ferry resumes',
    'A road without a date',
  ]);
  expect((await archive()).find(({ title }) => title === 'A bridge opens')?.firstSeenAt).toEqual(
    new Date('2024-06-01T08:00:00Z'),
  );
});
