import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import packageJson from '../package.json' with { type: 'json' };
import { sharedPath } from '../test/support/corpora.ts';
import type { FeedsReport } from './ingest/feed-reader.ts';
import type { ImportCost } from './ingest/importer.ts';
import { newsCorpus } from './search/corpus.ts';

/**
 * What comes in: `node bench/ingest.ts feeds [10000]` reads so many feeds once, a fifth of them
 * hostile, and beside it the good ones alone; `node bench/ingest.ts import [10000 100000]` imports
 * files of so many articles. The server of the feeds is a process of its own.
 */
const folder = sharedPath('corpora/search');
if (folder === undefined)
  throw new Error('the shared corpora are not there; expected NEWSDESK_SHARED or ../shared');
const dir = mkdtempSync(join(tmpdir(), 'newsdesk-bench-'));
const [what = 'all', ...sizes] = process.argv.slice(2);
try {
  if (what !== 'import') await measureFeeds(Number(sizes[0] ?? 10_000));
  if (what !== 'feeds') await measureImports(what === 'all' ? [] : sizes.map(Number));
} finally {
  rmSync(dir, { recursive: true });
}

async function measureFeeds(feeds: number): Promise<void> {
  const hostile = Math.round(feeds / 5);
  const good = feeds - hostile;
  const server = start('feed-server.ts', String(folder), String(good));
  const port = await messageOf<number>(server);
  const alone = await readFeeds('alone', { port, good, hostile: 0 });
  const together = await readFeeds('together', { port, good, hostile });
  server.kill();
  console.log(
    '| feeds | hostile | s | good, s: p50 / p95 / all | RSS MB | items/s | CPU ms an item |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const [report, count] of [
    [alone, 0],
    [together, hostile],
  ] as const) {
    const all = [...report.good, ...report.hostile].toSorted((a, b) => a - b);
    const at = (share: number) =>
      seconds(
        report.good.toSorted((a, b) => a - b),
        share,
      );
    console.log(
      `| ${good + count} | ${count} | ${seconds(all, 1)} | ${at(0.5)} / ${at(0.95)} / ${at(1)} | ${report.maxRssMb} | ${Math.round(report.items / Number(at(1)))} | ${(report.cpuMs / report.items).toFixed(2)} |`,
    );
  }
  const ratio = (share: number) =>
    Number(
      seconds(
        together.good.toSorted((a, b) => a - b),
        share,
      ),
    ) /
    Number(
      seconds(
        alone.good.toSorted((a, b) => a - b),
        share,
      ),
    );
  console.log(
    `\nGood feeds beside hostile ones wait ${ratio(0.5).toFixed(2)} (p50), ${ratio(0.95).toFixed(2)} (p95), ${ratio(1).toFixed(2)} (last) times as long.`,
  );
}

function seconds(sorted: readonly number[], share: number): string {
  return ((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) / 1000).toFixed(1);
}

async function readFeeds(
  name: string,
  counts: { readonly port: number; readonly good: number; readonly hostile: number },
): Promise<FeedsReport> {
  const file = join(dir, `${name}.db`);
  return messageOf<FeedsReport>(start('feed-reader.ts', JSON.stringify({ file, ...counts })));
}

async function measureImports(sizes: readonly number[]): Promise<void> {
  console.log('| articles | s | CPU ms an article | bytes an article | RSS MB |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) {
    const source = join(dir, `${size}.jsonl`);
    await writeArticles(source, size);
    const cost = await messageOf<ImportCost>(start('importer.ts', join(dir, `${size}.db`), source));
    console.log(
      `| ${cost.added} | ${cost.seconds.toFixed(1)} | ${(cost.cpuMs / cost.added).toFixed(2)} | ${Math.round(cost.bytes / cost.added)} | ${cost.maxRssMb} |`,
    );
  }
}

async function writeArticles(file: string, size: number): Promise<void> {
  const corpus = newsCorpus(String(folder), size);
  const out = createWriteStream(file);
  for (let place = 0; place < size; place += 1) {
    const { id, title, body, tags, date } = corpus.docAt(place);
    const line = JSON.stringify({ id: `${id}-${place}`, title, text: body, tags, date });
    if (!out.write(`${line}\n`)) await new Promise<void>((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

/** With the environment and the flags of `npm start`. */
function start(file: string, ...args: readonly string[]): ChildProcess {
  const [before = '', command = ''] = packageJson.scripts.start.split(' exec ');
  return fork(join(import.meta.dirname, 'ingest', file), args, {
    execArgv: command.split(' ').filter((word) => word.startsWith('--')),
    env: { ...process.env, ...Object.fromEntries(before.split(' ').map((set) => set.split('='))) },
  });
}

function messageOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`a process of the bench ended with code ${code}`));
    });
  });
}
