import { readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAY } from '../../src/search/rank.ts';
import { writeSnapshot } from '../../src/search/snapshot.ts';
import { newsCorpus } from './corpus.ts';
import { type Engine, fuseTitles, miniSearch, newsdesk, sqliteFts5 } from './engines.ts';
import { measure, percentile, type Row } from './measure.ts';
import { ndcgOfTopics } from './topical.ts';

/** How long one engine may spend on one class of queries. */
const BUDGET_MS = 6_000;

/** What one engine did at one size, as its own process prints it. */
export type Report = Omit<Row, 'searchMs' | 'suggestMs'> & {
  readonly search: readonly number[];
  readonly suggest: readonly number[];
  readonly topical: Readonly<Record<string, number>>;
  readonly words?: number;
  readonly snapshotFile?: string;
  readonly diskMb?: number;
};

/** As they are shipped. */
const ALIASES = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'data', 'aliases.json'), 'utf8'),
) as string[][];

const SHARES = [0.5, 0.95, 0.99];

/** Measures one engine at one size in this process and prints one line of JSON. */
async function main([
  name = '',
  size = '1000',
  folder = '',
  dependencies,
]: readonly string[]): Promise<void> {
  const engine = engineNamed(name, dependencies);
  if (!engine) return;
  const { searchMs, suggestMs, ...row } = measure(
    engine,
    newsCorpus(folder, Number(size)),
    BUDGET_MS,
  );
  const report: Report = {
    ...row,
    search: SHARES.map((share) => percentile(searchMs, share)),
    suggest: SHARES.map((share) => percentile(suggestMs, share)),
    topical:
      Number(size) <= 1000 && name !== 'fuse'
        ? ndcgOfTopics(folder, () => engineNamed(name, dependencies))
        : {},
    ...(name === 'newsdesk' && 'index' in engine
      ? await keep(engine as ReturnType<typeof newsdesk>, size)
      : {}),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

function engineNamed(name: string, dependencies: string | undefined): Engine | undefined {
  if (name === 'newsdesk') return newsdesk(ALIASES);
  if (name === 'without-fuse') return newsdesk(ALIASES, { ...SAY, fuse: 0 });
  if (name === 'sqlite-fts5') return sqliteFts5();
  return name === 'fuse' ? fuseTitles() : miniSearch(dependencies);
}

async function keep({ index }: ReturnType<typeof newsdesk>, size: string) {
  const snapshotFile = join(tmpdir(), `newsdesk-bench-${process.pid}-${size}.snapshot`);
  rmSync(snapshotFile, { force: true });
  const segments = index.segments();
  await writeSnapshot(snapshotFile, { archive: 'bench', revision: 1, segments });
  const words = Math.max(...segments.map(({ terms }) => terms));
  return { snapshotFile, diskMb: statSync(snapshotFile).size / 1e6, words };
}

await main(process.argv.slice(2));
