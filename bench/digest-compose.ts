import { Console } from 'node:console';
import { composeDigest } from '../src/digest/compose.ts';
import { SILENT } from '../src/log.ts';
import { digestMessage } from '../src/message/digest-message.ts';
import type { NewArticle } from '../src/model/article.ts';
import { openFinder } from '../src/search/finder.ts';
import { closeDatabase, openDatabase } from '../src/store/database.ts';
import { ensureFeed } from '../src/store/feeds.ts';
import { storeArticles } from '../src/store/store-articles.ts';
import { StoryIndex } from '../src/story/story-index.ts';
import { docs } from './summary/corpora.ts';

/**
 * `node bench/digest-compose.ts`: what it costs to compose the digest of 500 articles, from the
 * database to the message. A table for people on stderr, the same as JSON on stdout.
 */
const ARTICLES = 500;
const RUNS = 20;
const NOW = new Date('2026-11-22T08:00:00Z');
const window = { since: new Date(NOW.getTime() - 86_400_000), until: NOW };

const db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
const feed = await ensureFeed(db, { key: 'bench', title: 'bench', url: undefined }, NOW);
const stories = new StoryIndex();
await storeArticles(db, feed, articles(), {
  now: window.since,
  placeInStory: (article) => stories.add(article),
});
const finder = await openFinder({ db, log: SILENT });
await finder.refresh();

const table = [];
for (const query of ['', 'oil OR bank OR trade OR government']) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await timed(query));
  table.push({
    query: query || 'everything',
    articles: runs[0]?.articles,
    'CPU ms, first': runs[0]?.cpuMs.toFixed(0),
    'CPU ms, median': at(
      runs.map(({ cpuMs }) => cpuMs),
      0.5,
    ),
    'CPU ms, p95': at(
      runs.map(({ cpuMs }) => cpuMs),
      0.95,
    ),
    'ms, median': at(
      runs.map(({ ms }) => ms),
      0.5,
    ),
  });
}
new Console(process.stderr).table(table);
process.stdout.write(`${JSON.stringify(table, undefined, 1)}\n`);
await finder.close();
await closeDatabase(db);

async function timed(query: string): Promise<{ articles: number; cpuMs: number; ms: number }> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  const digest = await composeDigest(
    { db, finder },
    { queries: [query], window, top: 10, shown: new Map() },
  );
  digestMessage({ digest, plannedAt: NOW, timezone: 'UTC' });
  const { user, system } = process.cpuUsage(cpu);
  return {
    articles: digest.articles,
    cpuMs: (user + system) / 1000,
    ms: performance.now() - start,
  };
}

function at(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
}

function articles(): NewArticle[] {
  return docs()
    .slice(0, ARTICLES)
    .map(({ id, title, body, date }, n) => ({
      key: id,
      source: `Outlet ${n % 40}`,
      url: `https://outlet-${n % 40}.example/${id}`,
      title,
      text: body,
      truncated: false,
      image: undefined,
      publishedAt: new Date(date),
      topics: [],
      countries: [],
      language: 'en',
    }));
}
