import { execFile } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Report } from './search/run-one.ts';

const run = promisify(execFile);
const HERE = import.meta.dirname;
const ENGINES = ['newsdesk', 'without-fuse', 'sqlite-fts5', 'minisearch', 'fuse'];

/**
 * `node bench/search.ts [sizes] [engines]`, by default 1000, 10000 and 100000 with every engine;
 * 1000000 works for `newsdesk`. Each engine has a process of its own. The corpus is read from
 * NEWSDESK_SHARED or `../shared`; minisearch from the folder NEWSDESK_BENCH_DEPS, where it is there.
 */
async function main([
  sizes = '1000,10000,100000',
  engines = ENGINES.join(','),
]: readonly string[]): Promise<void> {
  const folder = join(
    process.env.NEWSDESK_SHARED ?? join(HERE, '..', '..', 'shared'),
    'corpora',
    'search',
  );
  if (!existsSync(folder)) throw new Error(`no corpus in ${folder}`);
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}\n`,
  );
  for (const size of sizes.split(',')) {
    const reports: Report[] = [];
    for (const engine of engines.split(',')) {
      const report = await child<Report>(
        'run-one.ts',
        engine,
        size,
        folder,
        process.env.NEWSDESK_BENCH_DEPS ?? '',
      );
      if (report) reports.push(report);
    }
    console.log(`## ${size} articles, ${reports[0]?.words ?? '?'} words\n`);
    console.log(table(['class', ...reports.map(({ engine }) => engine)], classRows(reports)));
    console.log(table(['cost', ...reports.map(({ engine }) => engine)], costRows(reports)));
    for (const { snapshotFile } of reports) if (snapshotFile) await coldStart(snapshotFile);
  }
}

function classRows(reports: readonly Report[]): string[][] {
  const names = [
    ...new Set(reports.flatMap(({ quality, topical }) => Object.keys({ ...quality, ...topical }))),
  ];
  return names.map((name) => [
    name,
    ...reports.map(({ quality, topical, askedOnly }) => {
      const score = (quality[name] ?? topical[name])?.toFixed(3) ?? '–';
      return askedOnly[name] === undefined ? score : `${score} (first ${askedOnly[name]})`;
    }),
  ]);
}

function costRows(reports: readonly Report[]): string[][] {
  const triple = (ms: readonly number[]): string => ms.map((one) => one.toFixed(1)).join(' / ');
  return [
    ['search CPU ms p50 / p95 / p99', ...reports.map(({ search }) => triple(search))],
    ['suggest CPU ms p50 / p95 / p99', ...reports.map(({ suggest }) => triple(suggest))],
    ['build CPU s', ...reports.map(({ buildMs }) => (buildMs / 1000).toFixed(1))],
    ['RSS after building MB', ...reports.map(({ rssMb }) => rssMb.toFixed(0))],
    ['snapshot MB', ...reports.map(({ diskMb }) => diskMb?.toFixed(1) ?? '–')],
  ];
}

async function coldStart(snapshotFile: string): Promise<void> {
  const started = performance.now();
  const cold = await child<{ readMs: number; firstMs: number; rssMb: number }>(
    'cold-start.ts',
    snapshotFile,
  );
  const wallMs = performance.now() - started;
  rmSync(snapshotFile);
  if (!cold) return;
  console.log(
    `Cold: first answer ${cold.firstMs.toFixed(0)} ms after the process began, read by ${cold.readMs.toFixed(0)} ms (${wallMs.toFixed(0)} ms wall to its end), RSS ${cold.rssMb.toFixed(0)} MB.\n`,
  );
}

/** What the process prints as JSON; undefined where it has nothing to say. */
async function child<T>(script: string, ...args: readonly string[]): Promise<T | undefined> {
  const { stdout } = await run(
    process.execPath,
    ['--max-old-space-size=8192', join(HERE, 'search', script), ...args],
    { maxBuffer: 1e8 },
  );
  return stdout.trim() === '' ? undefined : (JSON.parse(stdout) as T);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  return `${lines.join('\n')}\n`;
}

await main(process.argv.slice(2));
