import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { type Log, SILENT } from '../../src/log.ts';
import type { NewArticle } from '../../src/model/article.ts';
import { type Finder, openFinder } from '../../src/search/finder.ts';
import { parseQuery } from '../../src/search/query.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { currentRevision } from '../../src/store/revisions.ts';
import { deleteFeed, storeArticles } from '../../src/store/store-articles.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';

const now = new Date('2026-11-22T09:00:00Z');

onEveryDatabase('the finder', (db) => {
  test('an article is found as soon as it is stored, corrected or deleted', async () => {
    const finder = await openFinder({ db: db(), log: SILENT });

    expect(await titles(finder, 'reservoir')).toEqual([]);
    const feed = await store(db(), [aNewArticle({ key: 'a', title: 'Reservoir filled' })]);
    expect(await titles(finder, 'reservoir')).toEqual(['Reservoir filled']);
    await store(db(), [aNewArticle({ key: 'a', title: 'Dam filled' })]);
    expect(await titles(finder, 'reservoir')).toEqual([]);
    expect(await titles(finder, 'dam')).toEqual(['Dam filled']);
    await deleteFeed(db(), feed);
    expect(await titles(finder, 'dam')).toEqual([]);
    await finder.close();
  });

  test('a page as of a revision leaves out what was stored later', async () => {
    await store(db(), [aNewArticle({ key: 'a', title: 'Gas talks open' })]);
    const finder = await openFinder({ db: db(), log: SILENT });
    const asOf = await currentRevision(db());
    await store(db(), [aNewArticle({ key: 'b', title: 'Gas talks close' })]);

    const then = await finder.find(parseQuery('gas', now), { from: 1, limit: 6, asOf });
    const today = await finder.find(parseQuery('gas', now), { from: 2, limit: 6 });

    expect(then.hits.map(({ article }) => article.title)).toEqual(['Gas talks open']);
    expect(then).toMatchObject({ from: 1, to: 1, total: 1 });
    expect(today).toMatchObject({ from: 2, to: 2, total: 2 });
    await finder.close();
  });

  test('a hit says which words of the article were met', async () => {
    await store(db(), [aNewArticle({ title: 'Migrants were smuggled', text: 'They smuggle.' })]);
    const finder = await openFinder({ db: db(), log: SILENT });

    const { hits } = await finder.find(parseQuery('smuggling', now), { from: 1, limit: 6 });

    expect(hits[0]?.matches.toSorted()).toEqual(['smuggle', 'smuggled']);
    await finder.close();
  });

  test('another name of several words is met as a whole, not word by word', async () => {
    await store(db(), [
      aNewArticle({ title: 'State of the union', text: 'Islamic State, the state said, or ISIS.' }),
    ]);
    const finder = await openFinder({ db: db(), log: SILENT });

    const { hits } = await finder.find(parseQuery('isis', now), { from: 1, limit: 6 });

    expect(hits[0]?.matches.toSorted()).toEqual(['isis', 'islamic state']);
    await finder.close();
  });
});

test('what is typed wrong is said in the letters that were typed', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  await store(db, [
    aNewArticle({ title: 'Наводнение в Оше', text: 'Водохранилище переполнено, сказал мэр.' }),
    aNewArticle({ key: 'b', title: 'Reservoir filled' }),
  ]);
  const finder = await openFinder({ db, log: SILENT });
  const said = async (words: string) =>
    (await finder.find(parseQuery(words, now), { from: 1, limit: 6 })).corrections;

  expect(await said('водохранилеще')).toEqual([
    { typed: 'водохранилеще', searched: 'водохранилище' },
  ]);
  expect(await said('Resevoir')).toEqual([{ typed: 'Resevoir', searched: 'reservoir' }]);
  await finder.close();
  await closeDatabase(db);
});

test('what is typed wrong is offered, found, said and marked', async () => {
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  await store(db, [aNewArticle({ title: 'Reservoir filled' })]);
  const finder = await openFinder({ db, log: SILENT });
  await finder.refresh();

  expect(await finder.suggest('resev', ['article'], 25)).toEqual([
    { kind: 'article', label: 'Reservoir filled', value: '1' },
  ]);
  const { hits, corrections } = await finder.find(parseQuery('resevoir', now), {
    from: 1,
    limit: 6,
  });
  expect(corrections).toEqual([{ typed: 'resevoir', searched: 'reservoir' }]);
  expect(hits[0]?.matches).toEqual(['reservoir']);
  await finder.close();
  await closeDatabase(db);
});

test('a kept index is taken up at the next start; a damaged one is built anew, and said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-'));
  const snapshotFile = join(folder, 'search.snapshot');
  const location = { kind: 'sqlite', file: join(folder, 'newsdesk.db') } as const;
  const events: string[] = [];
  const note = (facts: object, event: string) => events.push(`${event} ${JSON.stringify(facts)}`);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const start = async () => {
    events.length = 0;
    const db = await openDatabase(location);
    const finder = await openFinder({ db, log, snapshotFile });
    const found = await titles(finder, 'resevoir');
    return { db, finder, found };
  };
  const stop = async ({ db, finder }: Awaited<ReturnType<typeof start>>) => {
    await finder.close();
    await closeDatabase(db);
  };

  const first = await start();
  expect(events).toEqual([]);
  await store(first.db, [aNewArticle({ title: 'Reservoir filled' })]);
  expect(await titles(first.finder, 'resevoir')).toEqual(['Reservoir filled']);
  await stop(first);
  expect(events.join()).toContain('search snapshot kept');

  const second = await start();
  expect(second.found).toEqual(['Reservoir filled']);
  expect(events).toEqual([]);
  await stop(second);
  expect(events).toEqual([]);

  writeFileSync(snapshotFile, readFileSync(snapshotFile).fill(1, 100, 200));
  const third = await start();
  expect(third.found).toEqual(['Reservoir filled']);
  expect(events.join()).toContain('it is damaged');
  await stop(third);
  rmSync(folder, { recursive: true });
});

test('a search thread that ends is started again, and nobody who asks notices', async () => {
  const threads: Worker[] = [];
  const note = (thread: Worker) => threads.push(thread);
  process.on('worker', note);
  const events: string[] = [];
  const log: Log = { ...SILENT, error: (_, event) => events.push(event) };
  const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  await store(db, [aNewArticle({ title: 'Reservoir filled' })]);
  const finder = await openFinder({ db, log });
  expect(await titles(finder, 'reservoir')).toEqual(['Reservoir filled']);

  const asked = titles(finder, 'resevoir');
  await threads[0]?.terminate();
  expect(await asked).toEqual(['Reservoir filled']);
  await threads[1]?.terminate();
  await store(db, [aNewArticle({ key: 'b', title: 'Dam filled' })]);
  expect(await titles(finder, 'dam')).toEqual(['Dam filled']);
  expect(await finder.suggest('dam', ['article'], 5)).toHaveLength(1);

  expect(events).toEqual(['search thread started again', 'search thread started again']);
  await finder.close();
  process.off('worker', note);
  await closeDatabase(db);
});

async function titles(finder: Finder, text: string): Promise<string[]> {
  const { hits } = await finder.find(parseQuery(text, now), { from: 1, limit: 6 });
  return hits.map(({ article }) => article.title);
}

async function store(db: Database, articles: readonly NewArticle[]) {
  const feed = await ensureFeed(db, { key: 'file:test', title: 'Test', url: undefined }, now);
  await storeArticles(db, feed, articles, { now, placeInStory: apart });
  return feed;
}
