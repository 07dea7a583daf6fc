import { createWriteStream, existsSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { Config } from './config.ts';
import { EXPORT_FORMATS, exportArchive } from './feed/export.ts';
import { importFile } from './feed/import.ts';
import { importAddress } from './feed/import-address.ts';
import type { ImportReport } from './feed/import-items.ts';
import { reasonOf } from './log.ts';
import { counted, formatNumber } from './message/spans.ts';
import { openWeb, withDatabase } from './open-desk.ts';
import type { Database } from './store/database.ts';
import { timeLeft } from './text/time-left.ts';

/** Runs one command; see `cli.ts`. */
type Run = (work: (config: Config) => Promise<void>) => Promise<void>;

/** `newsdesk import | export`. */
export function addArchiveCommands(newsdesk: Command, run: Run): void {
  newsdesk
    .command('import')
    .description(
      'bring articles in: JSON Lines, CSV, a saved feed or page, a results page, an address',
    )
    .argument(
      '<file...>',
      'files, or addresses of web pages; importing one again changes nothing but what has changed',
    )
    .action((sources: string[]) => run((config) => bringIn(config, sources)));
  newsdesk
    .command('export')
    .description('write the whole archive, to be imported elsewhere')
    .argument('[file]', 'where to; printed where none is named')
    .option('--format <name>', `${EXPORT_FORMATS.join(' or ')}; by the file's ending, else jsonl`)
    .action((file: string | undefined, options: { format?: string }) =>
      run((config) => takeOut(config, file, options.format)),
    );
}

async function bringIn(config: Config, sources: readonly string[]): Promise<void> {
  await withDatabase(config, async (db) => {
    const { fetcher } = openWeb(config);
    try {
      for (const source of sources) {
        try {
          const report = ADDRESS.test(source)
            ? await importAddress(db, source, { now: new Date(), fetchPage: fetcher.fetchPage })
            : await importWithBar(db, source);
          tell(source, report);
        } catch (error) {
          // What the system says, of the disk or the database, is true of the others, too.
          if (!(error instanceof Error) || 'code' in error) throw error;
          console.error(reasonOf(error));
          process.exitCode = 1;
        }
      }
    } finally {
      await fetcher.close();
    }
  });
}

const ADDRESS = /^https?:\/\//i;

function tell(source: string, report: ImportReport): void {
  for (const { line, problem } of report.bad) {
    console.error(`${source}:${line}: ${problem}; skipped`);
  }
  console.log(summaryOf(ADDRESS.test(source) ? source : basename(source), report));
}

async function takeOut(
  config: Config,
  file: string | undefined,
  wanted: string | undefined,
): Promise<void> {
  const ending = extname(file ?? '').toLowerCase();
  if (ending === '.opml') {
    throw new Error(`OPML holds feeds, no articles; for those: feed export > ${file}`);
  }
  if (/^\.(?:xlsx?|ods)$/.test(ending)) {
    const table = `${file?.slice(0, -ending.length)}.csv`;
    throw new Error(`${ending} is no format of export; a spreadsheet opens CSV: export ${table}`);
  }
  const name = wanted ?? (ending === '.csv' ? 'csv' : 'jsonl');
  const format = EXPORT_FORMATS.find((one) => one === name);
  if (format === undefined) {
    throw new Error(`--format is "${name}"; expected ${EXPORT_FORMATS.join(' or ')}`);
  }
  if (file !== undefined && !existsSync(dirname(file))) {
    throw new Error(`there is no folder ${dirname(file)}`);
  }
  await withDatabase(config, (db) => {
    const target = file === undefined ? process.stdout : createWriteStream(file);
    return pipeline(Readable.from(exportArchive(db, format)), target, { end: file !== undefined });
  });
}

async function importWithBar(db: Database, file: string): Promise<ImportReport> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) {
    const hint = MEANT_AS_ADDRESS.test(file) ? '; a web address begins with https://' : '';
    throw new Error(`there is no file ${file}${hint}`);
  }
  if (found.isDirectory()) throw new Error(`${file} is a folder; expected files: ${file}/*`);
  // A file is read twice, once for what it is; of a pipe nothing would be left.
  if (!found.isFile()) {
    throw new Error(`${file} is a pipe or a device; expected a file: save what it gives in one`);
  }
  const bar = progressBar(basename(file), found.size);
  // What is being stored is undone by the database, as when the power goes.
  const stop = () => {
    bar.stop();
    console.error('Stopped; what came in stays, and the same command brings in the rest.');
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await importFile(db, file, { now: new Date(), onProgress: bar.update });
  } finally {
    // Also where the file cannot be read: the bar hides the cursor.
    bar.stop();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

/** What is rather meant as one than as a file: ftp://x, www.example.org, example.org/a. */
const MEANT_AS_ADDRESS = /^(?:[a-z][a-z+.-]*:\/\/|www\.|[\w-]+(?:\.[\w-]+)+\/)/i;

function progressBar(name: string, bytes: number): { update(done: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `${name} {bar} {percentage} % · {left}`,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  const startedAtMs = performance.now();
  // The package's own reckoning says "NFs left" wherever many updates have the same value.
  const left = (done: number) =>
    timeLeft({ done, total: bytes, elapsedMs: performance.now() - startedAtMs });
  bar.start(bytes, 0, { left: left(0) });
  return { update: (done) => bar.update(done, { left: left(done) }), stop: () => bar.stop() };
}

function summaryOf(name: string, { added, corrected, unchanged, bad }: ImportReport): string {
  return [
    `${name}: ${counted(added, 'new article')}`,
    `${formatNumber(corrected)} corrected`,
    `${formatNumber(unchanged)} known already`,
    `${counted(bad.length, 'bad line')}`,
  ].join(', ');
}
