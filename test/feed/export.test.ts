import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXPORT_FORMATS, type ExportFormat, exportArchive } from '../../src/feed/export.ts';
import { importFile } from '../../src/feed/import.ts';
import { type ArchivedArticle, everyArticle } from '../../src/store/archive.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'newsdesk-export-'));

async function exportOf(db: Database, format: ExportFormat): Promise<string> {
  const parts: string[] = [];
  for await (const part of exportArchive(db, format)) parts.push(part);
  return parts.join('');
}

/** As far as an archive is the same: its numbers are its own. */
async function contentOf(db: Database): Promise<unknown[]> {
  const all: ArchivedArticle[] = [];
  for await (const archived of everyArticle(db)) all.push(archived);
  return all
    .map(({ article, key, feed }) => {
      const { id: _, feedId, revision, firstRevision, storyId, ...content } = article;
      return { ...content, key, feed: feed.key, feedTitle: feed.title };
    })
    .toSorted((a, b) => (`${a.feed} ${a.key}` < `${b.feed} ${b.key}` ? -1 : 1));
}

const LINES = [
  {
    id: '1',
    title: '=HYPERLINK("https://example.org")',
    text: '- one, "two"\n\nthree; four',
    topics: ['A; B', 'C'],
    publishedAt: '2024-01-02T03:04:05.678Z',
  },
  {
    id: '2',
    title: 'Ўзбекистонда янги қонун',
    text: 'Қонун қабул қилинди, деб хабар беради матбуот хизмати…',
    url: 'https://example.org/2',
    language: 'uz',
    source: 'Daily',
  },
  {
    title: "'@ a \u2028 line",
    text: 'Ends with a quotation "here"',
    image: { url: 'https://example.org/p.jpg', caption: 'A, b', credit: 'C "d"' },
  },
  { title: 'No text', text: '' },
];

async function anArchive(): Promise<Database> {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  for (const name of ['one', 'two']) {
    const path = join(folder, `${name}.jsonl`);
    const lines = LINES.map(({ url, ...line }) => ({ ...line, url: url && `${url}/${name}` }));
    writeFileSync(path, lines.map((line) => JSON.stringify(line)).join('\n'));
    const now = new Date(name === 'one' ? '2025-01-01T00:00:00Z' : '2025-06-01T00:00:00Z');
    await importFile(db, path, { now });
  }
  return db;
}

test.each(EXPORT_FORMATS)(
  'an archive exported as %s and imported is the same archive',
  async (format) => {
    const db = await anArchive();
    const path = join(folder, `archive.${format}`);
    writeFileSync(path, await exportOf(db, format));
    const other = await openDatabase({ kind: 'sqlite', file: ':memory:' });

    const report = await importFile(other, path, { now: new Date('2026-11-22T08:00:00Z') });

    expect(report).toEqual({ added: 8, corrected: 0, unchanged: 0, bad: [] });
    expect(await contentOf(other)).toEqual(await contentOf(db));
    expect(await exportOf(other, format)).toHaveLength((await exportOf(db, format)).length);
    await closeDatabase(other);

    const again = await importFile(db, path, { now: new Date('2026-11-22T08:00:00Z') });
    expect(again).toEqual({ added: 0, corrected: 0, unchanged: 8, bad: [] });
    await closeDatabase(db);
  },
);

test('a spreadsheet finds no formula in an exported table', async () => {
  const db = await anArchive();
  const cells = (await exportOf(db, 'csv')).split(/\r\n|,/);
  expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
  await closeDatabase(db);
});

test('an archive of more than a page comes out whole, in its order', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  const path = join(folder, 'many.jsonl');
  const titles = Array.from({ length: 1_201 }, (_, i) => `Report ${i}`);
  writeFileSync(
    path,
    titles.map((title) => JSON.stringify({ title, text: `${title}.` })).join('\n'),
  );
  await importFile(db, path, { now: new Date('2026-11-22T08:00:00Z') });

  const lines = (await exportOf(db, 'jsonl')).trimEnd().split('\n');

  expect(lines.map((line) => (JSON.parse(line) as { title: string }).title)).toEqual(titles);
  await closeDatabase(db);
});
