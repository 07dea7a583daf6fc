import { hostname } from 'node:os';
import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { Config } from './config.ts';
import { type BackfillReport, backfill } from './feed/backfill/backfill.ts';
import { liveStories } from './feed/live-stories.ts';
import { counted, formatNumber } from './message/spans.ts';
import { openWeb, withDatabase } from './open-desk.ts';
import type { BackfillProgress } from './store/backfill-steps.ts';
import { ledgerClock } from './store/clock.ts';
import { timeLeft } from './text/time-left.ts';

type Options = { readonly topic?: string; readonly since?: string };

/** `newsdesk backfill SITE [--topic …] [--since …]`. */
export function addBackfillCommand(
  newsdesk: Command,
  run: (work: (config: Config) => Promise<void>) => Promise<void>,
): void {
  newsdesk
    .command('backfill')
    .description('bring in the back archive of a site; stopped, the same command goes on')
    .argument('<site>', 'its address, or that of a page of it that lists articles')
    .option('--topic <name>', 'only what the site files under this')
    .option('--since <date>', 'nothing older, such as 2024 or 2024-03-01')
    .action((site: string, options: Options) => run((config) => bringIn(config, site, options)));
}

async function bringIn(config: Config, site: string, { topic, since }: Options): Promise<void> {
  const sinceDate = since === undefined ? undefined : parseSince(since);
  const { fetcher } = openWeb(config);
  const stopping = new AbortController();
  // The second time it ends at once, as ever: the handler is gone by then.
  const stop = () => stopping.abort(new Error('stopped before anything was read'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const line = progressLine();
  try {
    const report = await withDatabase(config, async (db) => {
      const { now } = await ledgerClock(db, () => new Date());
      return backfill(db, {
        site,
        topic,
        since: sinceDate,
        fetcher,
        stories: liveStories(),
        now,
        holder: `process ${process.pid} on ${hostname()}, since ${now().toISOString()}`,
        signal: stopping.signal,
        onProgress: line.update,
        onProblem: ({ url, reason }) => line.say(`${url}: ${reason}; left out`),
      });
    });
    line.stop();
    console.log(summaryOf(site, report));
    if (!report.finished) {
      console.log('Stopped; the same command goes on from there.');
      process.exitCode = 130;
    }
  } finally {
    line.stop();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await fetcher.close();
  }
}

function parseSince(text: string): Date {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) {
    throw new Error(`--since is "${text}"; expected a date such as 2024, 2024-03 or 2024-03-01`);
  }
  return date;
}

function summaryOf(site: string, report: BackfillReport): string {
  const { added, corrected, unchanged, passedOver, way } = report;
  const left = [...passedOver].map(([note, pages]) => `${formatNumber(pages)} ${note}`);
  return [
    `${site}, by ${way}: ${counted(added, 'new article')}`,
    `${formatNumber(corrected)} corrected`,
    `${formatNumber(unchanged)} known already`,
    ...(left.length > 0 ? [`pages passed over: ${left.join(', ')}`] : []),
  ].join(', ');
}

type ProgressLine = {
  readonly update: (progress: BackfillProgress) => void;
  /** A line of its own, above. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
};

const MINUTE_MS = 60_000;

/**
 * A bar once it is known how many articles there are, a count until then; where nobody watches, a
 * line a minute. Resumed, the time that is left is reckoned from this run's pace.
 */
function progressLine(): ProgressLine {
  const { stderr } = process;
  let bar: SingleBar | undefined;
  let saidAtMs = performance.now();
  let begun = { from: 0, atMs: saidAtMs };
  const leftOf = (done: number, total: number) =>
    timeLeft({ from: begun.from, done, total, elapsedMs: performance.now() - begun.atMs });
  const clear = () => {
    if (stderr.isTTY && !bar) stderr.write('\r\x1b[K');
  };
  return {
    update: ({ done, total }) => {
      if (!stderr.isTTY) {
        if (performance.now() - saidAtMs < MINUTE_MS) return;
        saidAtMs = performance.now();
        console.error(
          `${formatNumber(done)} of ${total === undefined ? 'an unknown number of' : formatNumber(total)} articles`,
        );
      } else if (bar) {
        if (total !== undefined) bar.setTotal(total);
        bar.update(done, { left: leftOf(done, bar.getTotal()) });
      } else if (total === undefined) {
        stderr.write(
          `\r\x1b[K${counted(done, 'article')} read; how many there are is not known yet`,
        );
      } else {
        clear();
        bar = new SingleBar(
          { format: BAR, hideCursor: true, clearOnComplete: true },
          Presets.shades_classic,
        );
        begun = { from: done, atMs: performance.now() };
        bar.start(total, done, { left: leftOf(done, total) });
      }
    },
    say: (text) => {
      clear();
      console.error(text);
    },
    stop: () => {
      clear();
      bar?.stop();
      bar = undefined;
    },
  };
}

const BAR = '{bar} {value} of {total} articles · {left}';
