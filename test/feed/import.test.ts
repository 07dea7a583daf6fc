import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFile } from '../../src/feed/import.ts';
import { keepSamples } from '../../src/feed/sample.ts';
import type { Article } from '../../src/model/article.ts';
import { changesAfter, countArticles } from '../../src/store/articles.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { countFeeds } from '../../src/store/feeds.ts';
import { sharedPath } from '../support/corpora.ts';

const now = new Date('2026-11-22T08:00:00Z');
let db: Database;
let folder: string;
beforeEach(async () => {
  db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  folder = mkdtempSync(join(tmpdir(), 'newsdesk-import-'));
});
afterEach(() => closeDatabase(db));

function file(name: string, content: string | readonly object[]): string {
  const path = join(folder, name);
  const text =
    typeof content === 'string' ? content : content.map((line) => JSON.stringify(line)).join('\n');
  writeFileSync(path, text);
  return path;
}

const bring = (path: string) => importFile(db, path, { now });
const archive = async (): Promise<Article[]> =>
  (await changesAfter(db, 0, 10_000)).flatMap((change) =>
    change.kind === 'stored' ? [change.article] : [],
  );

const REPORT = {
  title: 'Bridge opens',
  text: 'The bridge opened on Monday. It had been closed for a year.',
  id: 'r-1',
  url: 'https://news.example.org/bridge',
  publishedAt: '2026-11-20T06:30:00Z',
  topics: ['Transport', ' Transport ', ''],
  language: 'en',
};

describe('JSON Lines', () => {
  test('an article comes in with all that its line says', async () => {
    expect(await bring(file('a.jsonl', [REPORT]))).toEqual({
      added: 1,
      corrected: 0,
      unchanged: 0,
      bad: [],
    });
    expect(await archive()).toMatchObject([
      {
        title: 'Bridge opens',
        text: REPORT.text,
        url: REPORT.url,
        source: 'news.example.org',
        publishedAt: new Date(REPORT.publishedAt),
        firstSeenAt: now,
        topics: ['Transport'],
        language: 'en',
        truncated: false,
      },
    ]);
  });

  test('body, date and tags are understood, and what is missing has a sensible place', async () => {
    await bring(
      file('desk.jsonl', [
        { title: 'A', body: 'Text.', date: '1987-02-26', tags: ['x'] },
        { title: 'B', text: 'T.' },
      ]),
    );
    expect(await archive()).toMatchObject([
      {
        title: 'A',
        source: 'desk',
        publishedAt: new Date('1987-02-26'),
        topics: ['x'],
        url: undefined,
      },
      { title: 'B', source: 'desk', publishedAt: now, topics: [], language: 'und' },
    ]);
  });

  test('HTML is read as text, with its picture; what only looks like it stays', async () => {
    await bring(
      file('a.jsonl', [
        {
          title: 'Caf&eacute; &#8211; <em>verdict</em>',
          text: '<p>It <b>opened</b>&nbsp;today.</p>\n<p><img src="/a.jpg"> Nobody came.</p>',
          url: 'https://example.org/a',
          topics: ['Crime &amp; Justice'],
        },
        { title: 'If a < b', text: 'AT&T; and </ > or\n\na <b> of x &c.' },
      ]),
    );
    expect(await archive()).toMatchObject([
      {
        title: 'Café – verdict',
        text: 'It opened today.\n\nNobody came.',
        topics: ['Crime & Justice'],
        image: { url: 'https://example.org/a.jpg' },
      },
      { title: 'If a < b', text: 'AT&T; and </ > or\n\na <b> of x &c.' },
    ]);
  });

  test('the text of an exported archive is no HTML, whatever it quotes', async () => {
    const quoted = { title: 'Write &amp;', text: 'Write <b>so</b>.', firstSeenAt: '2026-11-20' };
    await bring(file('a.jsonl', [quoted]));
    expect(await archive()).toMatchObject([{ title: 'Write &amp;', text: 'Write <b>so</b>.' }]);
  });

  test('a date far ahead is not believed', async () => {
    await bring(file('a.jsonl', [{ ...REPORT, publishedAt: '2099-01-01' }]));
    expect((await archive())[0]?.publishedAt).toEqual(now);
  });

  test('a time without a zone is UTC, wherever the machine is', async () => {
    await bring(file('a.jsonl', [{ ...REPORT, publishedAt: '2026-11-20T06:30' }]));
    expect((await archive())[0]?.publishedAt).toEqual(new Date('2026-11-20T06:30:00Z'));
  });

  test('a field that is null counts as missing', async () => {
    const path = file('a.jsonl', [{ ...REPORT, url: null, source: null, topics: null }]);
    expect(await bring(path)).toMatchObject({ added: 1, bad: [] });
    expect(await archive()).toMatchObject([{ url: undefined, source: 'a', topics: [] }]);
  });

  test('only a line feed ends a line: JSON has other line breaks inside its strings', async () => {
    const path = file('a.jsonl', [{ title: 'A\u2028B', text: 'One.\u2028Two.' }, REPORT]);
    expect(await bring(path)).toMatchObject({ added: 2, bad: [] });
  });

  test('of two lines with one id the first is kept, the second reported, however far apart', async () => {
    const path = file('a.jsonl', [
      { ...REPORT, id: '0' },
      ...Array.from({ length: 600 }, (_, n) => ({ title: `T ${n}`, text: 'x', id: `t-${n}` })),
      { ...REPORT, id: '0', text: 'Another text.' },
    ]);
    const bad = [{ line: 602, problem: 'the same article as in line 1, which was kept' }];

    expect(await bring(path)).toEqual({ added: 601, corrected: 0, unchanged: 0, bad });
    expect(await bring(path)).toEqual({ added: 0, corrected: 0, unchanged: 601, bad });
  });

  test('of two ids with one address the first is kept, the second reported, each time', async () => {
    const path = file('a.jsonl', [REPORT, { ...REPORT, id: 'r-2', text: 'Another text.' }]);
    const problem = 'its url is that of line 1, which was kept; expected one of its own, or none';

    expect(await bring(path)).toMatchObject({ added: 1, bad: [{ line: 2, problem }] });
    expect(await bring(path)).toMatchObject({ unchanged: 1, bad: [{ line: 2, problem }] });
  });

  test('a text of a hundred thousand dots takes no time', async () => {
    const text = `One. ${'.'.repeat(100_000)} Two.`;
    const path = file('a.jsonl', [{ title: 'Dots', text }]);
    expect(await bring(path)).toMatchObject({ added: 1 });
    expect((await archive())[0]?.truncated).toBe(false);
  });

  test('importing again changes nothing but what has changed', async () => {
    const path = file('a.jsonl', [REPORT, { title: 'B', text: 'T.' }]);
    await bring(path);
    expect(await bring(path)).toMatchObject({ added: 0, corrected: 0, unchanged: 2 });

    file('a.jsonl', [
      { ...REPORT, text: 'The bridge did not open.' },
      { title: 'B', text: 'T.' },
    ]);
    appendFileSync(path, '\n{"title":"C","text":"New."}\n');
    expect(await bring(path)).toMatchObject({ added: 1, corrected: 1, unchanged: 1 });
    expect(await countArticles(db)).toBe(3);
  });

  test('bad lines are reported with their number and skipped, the others come in whole', async () => {
    const path = file(
      'a.jsonl',
      [
        '{"title":"Good","text":"One."}',
        '{"title":"Cut off","text":"Tw',
        '',
        '[]',
        '{"title":"","text":"No headline."}',
        '{"title":"No text"}',
        '{"title":"T","text":"x","url":"javascript:alert(1)"}',
        '{"title":"T","text":"x","date":"2026-02-30"}',
        '{"title":"T","text":"x","tags":"one"}',
        '{"title":7,"text":"x"}',
        '{"title":"\\u0001","text":"x"}',
        '{"title":"T","text":"x","source":7}',
        '{"title":"Also good","text":"Two."}',
        '{"title":"\u001b[31mRed \u009b\u202e","te',
      ].join('\r\n'),
    );
    const { added, bad } = await bring(path);

    expect(added).toBe(2);
    expect(bad).toEqual([
      { line: 2, problem: 'not JSON: {"title":"Cut off","text":"Tw' },
      { line: 4, problem: 'expected an object with a title and a text' },
      { line: 5, problem: 'title is ""; expected a headline that is not empty' },
      { line: 6, problem: 'text is missing; expected the article (or body)' },
      { line: 7, problem: 'url is "javascript:alert(1)"; expected an http or https address' },
      {
        line: 8,
        problem:
          'date is "2026-02-30"; expected a date that exists, such as 2026-11-22 or 2026-11-22T08:00:00Z',
      },
      { line: 9, problem: 'tags is "one"; expected a list of names' },
      { line: 10, problem: 'title is 7; expected a headline' },
      { line: 11, problem: 'title is "\\u0001"; expected a headline that is not empty' },
      { line: 12, problem: 'source is 7; expected a name' },
      { line: 14, problem: 'not JSON: {"title":" [31mRed   ","te' },
    ]);
  });

  test('a line without end is reported, not held in memory, and the next comes in', async () => {
    const path = file(
      'a.jsonl',
      `{"title":"Endless","text":"${'x'.repeat(10_000_000)}"}\n{"title":"Next","text":"x"}`,
    );
    const { added, bad } = await bring(path);
    expect(added).toBe(1);
    expect(bad).toEqual([
      { line: 1, problem: 'longer than 10,000,000 characters; expected one article a line' },
    ]);
  });

  test('a byte-order mark, control characters and lone surrogates do no harm', async () => {
    const path = file(
      'a.jsonl',
      `\ufeff${JSON.stringify({ title: 'A\u0000\u001b[31m \n B', text: 'x\u0000y \ud800 z' })}`,
    );
    expect(await bring(path)).toMatchObject({ added: 1, bad: [] });
    expect(await archive()).toMatchObject([{ title: 'A[31m B', text: 'xy \ufffd z' }]);
  });

  test('progress goes up to the size of the file', async () => {
    const path = file(
      'a.jsonl',
      Array.from({ length: 700 }, (_, n) => ({ title: `T ${n}`, text: 'x'.repeat(200) })),
    );
    const seen: number[] = [];
    await importFile(db, path, { now, onProgress: (bytes) => seen.push(bytes) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(await countArticles(db)).toBe(700);
  });

  test.skipIf(sharedPath('corpora/search/news/docs.jsonl') === undefined)(
    'the whole corpus comes in as it is',
    async () => {
      const path = sharedPath('corpora/search/news/docs.jsonl') ?? '';
      expect(await bring(path)).toEqual({ added: 2548, corrected: 0, unchanged: 0, bad: [] });
      expect(await bring(path)).toEqual({ added: 0, corrected: 0, unchanged: 2548, bad: [] });
    },
    120_000,
  );
});

describe('the text of a results page', () => {
  const page = [
    'Viewing results 1 - 3 of 1,234',
    '',
    'Ferry Resumes: Who Pays?',
    '',
    'The ferry resumed on Tuesday. The port pays, an official said.',
    '',
    'A second paragraph follows here and is longer than the headline above it. It ends.',
    '',
    'Envoy Meets Ministers in the U.S.',
    '',
    'The envoy met three ministers. Nothing was decided yet...',
    '',
    'Last of the page',
    '',
    'Short and complete, this is the last text of the page.',
  ].join('\n');

  test('headlines and articles are told apart, paragraphs stay together, a cut-off end is known', async () => {
    expect(await bring(file('page.txt', page))).toMatchObject({ added: 3, bad: [] });
    const articles = await archive();
    expect(articles.map(({ title, truncated }) => [title, truncated])).toEqual([
      ['Ferry Resumes: Who Pays?', false],
      ['Envoy Meets Ministers in the U.S.', true],
      ['Last of the page', false],
    ]);
    expect(articles[0]?.text).toBe(
      'The ferry resumed on Tuesday. The port pays, an official said.\n\nA second paragraph follows here and is longer than the headline above it. It ends.',
    );
    expect(articles[0]?.source).toBe('page');
  });

  test('again changes nothing', async () => {
    const path = file('page.txt', page);
    await bring(path);
    expect(await bring(path)).toMatchObject({ added: 0, unchanged: 3 });
  });
});

test.each([
  ['empty.jsonl', '', 'is empty'],
  ['page.html', '<html></html>', 'page.html holds no feed and no article; expected JSON Lines'],
])('%s is refused, with what would be right', async (name, content, problem) => {
  await expect(bring(file(name, content))).rejects.toThrow(problem);
  expect(await countFeeds(db)).toBe(0);
});

test('a file that is not there is said to be not there', async () => {
  await expect(bring(join(folder, 'none.jsonl'))).rejects.toThrow('none.jsonl');
});

test('the samples are there without a platform and gone with the first one', async () => {
  const report = await keepSamples(db, { wanted: true, now });
  expect(report?.added).toBeGreaterThan(100);
  expect(report?.bad).toEqual([]);
  expect((await keepSamples(db, { wanted: true, now }))?.added).toBe(0);
  await bring(file('own.jsonl', [REPORT]));
  await keepSamples(db, { wanted: false, now });
  expect((await archive()).map(({ title }) => title)).toEqual(['Bridge opens']);
});
