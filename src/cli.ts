import { Command } from 'commander';
import { config as loadDotenv } from 'dotenv';
import { addArchiveCommands } from './cli-archive.ts';
import { addBackfillCommand } from './cli-backfill.ts';
import { addBackupCommands } from './cli-backup.ts';
import { addFeedCommands } from './cli-feeds.ts';
import { digestOf } from './commands/digest.ts';
import { searchJson } from './commands/search-json.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { doctor } from './doctor.ts';
import { createLog, reasonOf } from './log.ts';
import { plainText } from './message/plain-text.ts';
import { counted, formatNumber } from './message/spans.ts';
import { holdData, type OpenDesk, openDesk, VERSION, withDatabase } from './open-desk.ts';
import { forgetUnreadable } from './store/installations.ts';

loadDotenv({ quiet: true });
// Whoever reads has seen enough: `newsdesk search … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
await program().parseAsync();

function program(): Command {
  const newsdesk = new Command('newsdesk')
    .description('Search the news, read faithful summaries, get one digest a day.')
    .version(VERSION);

  newsdesk
    .command('start')
    .description('run the bot, or the playground where there is no token')
    .action(async () => {
      await import('./main.ts');
    });

  addArchiveCommands(newsdesk, run);
  addFeedCommands(newsdesk, run);
  addBackfillCommand(newsdesk, run);
  addBackupCommands(newsdesk, run);

  newsdesk
    .command('search')
    .description('search the archive')
    .allowUnknownOption() // -word leaves articles with that word out
    .argument('<words...>', 'words, "a phrase", -without, topic:x, after:2024 …')
    .option('--json', 'for programs')
    .option('--page <n>', 'page of the results', '1')
    .action((words: string[], options: { json?: boolean; page: string }) =>
      run((config) => atDesk(config, (desk) => search(desk, words.join(' '), options))),
    );

  newsdesk
    .command('digest')
    .description('what the digest would say')
    .argument('<preview>', 'preview')
    .option('--query <words>', 'only what matches', '')
    .option('--hours <n>', 'how far back', '24')
    .option('--json', 'for programs')
    .action((what: string, options: { query: string; hours: string; json?: boolean }) =>
      run((config) => atDesk(config, (desk) => previewDigest(desk, what, options))),
    );

  newsdesk
    .command('forget-tokens')
    .description('forget the tokens that NEWSDESK_KEY does not decrypt, while the bot is stopped')
    .action(() => run(forgetTokens));

  newsdesk
    .command('doctor')
    .description('check the set-up and say what to mend')
    .option('--json', 'for programs')
    .action(async (options: { json?: boolean }) => {
      const { checks, exitCode } = await doctor(process.cwd());
      if (options.json) console.log(JSON.stringify(checks, null, 2));
      else for (const { mark, line } of checks) console.log(`${mark} ${line}`);
      process.exitCode = exitCode;
    });

  return newsdesk;
}

/** Runs one command; a problem is one plain line and exit code 1. */
async function run(work: (config: Config) => Promise<void>): Promise<void> {
  try {
    await work(readConfig());
  } catch (error) {
    console.error(
      error instanceof ConfigError ? error.message : (fileProblem(error) ?? reasonOf(error)),
    );
    process.exitCode = 1;
  }
}

/** What is wrong with a file or the disk, in words; undefined for anything else. */
function fileProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'ENOSPC' || error.message.includes('disk is full')) {
    return 'the disk is full; what came before stays';
  }
  if (!('path' in error)) return undefined;
  const { code, path } = error;
  if (code === 'ENOENT') return `there is no file ${path}`;
  if (code === 'EACCES') return `${path} may not be read or written by this user`;
  if (code === 'EISDIR') return `${path} is a folder; expected a file`;
  return undefined;
}

/** Opens the desk, with everything read that there is to search. */
async function atDesk(config: Config, work: (desk: OpenDesk) => Promise<void>): Promise<void> {
  const desk = await openDesk(config, createLog('warn'));
  try {
    await desk.finder.refresh();
    await work(desk);
  } finally {
    await desk.close();
  }
}

async function search(
  { finder }: OpenDesk,
  text: string,
  options: { readonly json?: boolean; readonly page: string },
): Promise<void> {
  const [unknown] = /(?<!\S)--\S+/.exec(text) ?? [];
  if (unknown) throw new Error(`${unknown} is no option of search; expected --json or --page`);
  const page = Number.parseInt(options.page, 10);
  if (!(page >= 1)) throw new Error(`--page is "${options.page}"; expected a number from 1`);
  const found = await searchJson(finder, text, { page, now: new Date() });
  if (options.json) {
    console.log(JSON.stringify(found, null, 2));
    return;
  }
  console.log(
    found.total === 0
      ? `Nothing for ${text}.`
      : `Viewing results ${formatNumber(found.from)} - ${formatNumber(found.to)} of ${formatNumber(found.total)} for ${text}`,
  );
  for (const { typed, searched } of found.corrections) {
    console.log(`Searched for ${searched} (you typed ${typed})`);
  }
  for (const note of found.notes) console.log(note);
  for (const { id, title, source, publishedAt, extract, url } of found.hits) {
    console.log(`\n${title}\n${source} · ${publishedAt.slice(0, 10)} · number ${id}`);
    if (url) console.log(url);
    if (extract) console.log(extract);
  }
}

async function previewDigest(
  desk: OpenDesk,
  what: string,
  options: { readonly query: string; readonly hours: string; readonly json?: boolean },
): Promise<void> {
  if (what !== 'preview') throw new Error(`digest ${what} is not known; expected digest preview`);
  const hours = Number(options.hours);
  if (!(hours >= 1)) throw new Error(`--hours is "${options.hours}"; expected a number from 1`);
  const message = await digestOf(desk, { queries: [options.query], hours, now: new Date() });
  console.log(options.json ? JSON.stringify(message, null, 2) : plainText(message));
}

/** For when a key is lost. Without any key it would be all of them, perhaps by an oversight. */
async function forgetTokens(config: Config): Promise<void> {
  const { database, tokenKeys } = config;
  if (tokenKeys.length === 0) {
    throw new Error('NEWSDESK_KEY is not set; set it to the new key first');
  }
  const release = database.kind === 'sqlite' ? holdData(config) : () => undefined;
  try {
    const forgotten = await withDatabase(config, (db) =>
      forgetUnreadable(db, tokenKeys, new Date()),
    );
    console.log(
      forgotten.length === 0
        ? 'Nothing is forgotten: all tokens can be read.'
        : `The tokens of ${counted(forgotten.length, 'workspace')} are forgotten (${forgotten.join(', ')}). What is followed there stays, and goes on once the app is installed there again.`,
    );
  } finally {
    release();
  }
}
