import { existsSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Config } from './config.ts';
import { reasonOf } from './log.ts';
import { counted } from './message/spans.ts';
import { holdData, snapshotIn, withDatabase } from './open-desk.ts';
import { countArticles } from './store/articles.ts';
import { backUp, restoreBackup } from './store/backup.ts';

/** Runs one command; see `cli.ts`. */
type Run = (work: (config: Config) => Promise<void>) => Promise<void>;

/** `newsdesk backup | restore`. */
export function addBackupCommands(newsdesk: Command, run: Run): void {
  newsdesk
    .command('backup')
    .description('copy everything that is stored into a new file, while the bot runs')
    .argument('<file>', 'where to')
    .action((file: string) => run(async (config) => makeBackup(config, file)));
  newsdesk
    .command('restore')
    .description('put a backup in the place of what is stored, while the bot is stopped')
    .argument('<file>', 'a backup')
    .action((file: string) => run((config) => restore(config, file)));
}

function makeBackup(config: Config, to: string): void {
  const file = sqliteFile(config, 'pg_dump');
  if (!existsSync(file)) throw new Error(`nothing is stored yet: there is no ${file}`);
  if (existsSync(to)) throw new Error(`${to} is there already; name a new file`);
  try {
    backUp(file, to);
  } catch (error) {
    throw new Error(`${file} could not be copied to ${to}: ${reasonOf(error)}`, { cause: error });
  }
  console.log(
    `${to}: ${Math.ceil(statSync(to).size / 1024)} kB; keep it private, as it may hold tokens`,
  );
}

async function restore(config: Config, backup: string): Promise<void> {
  const file = sqliteFile(config, 'pg_restore');
  if (!existsSync(backup)) throw new Error(`there is no file ${backup}`);
  if (resolve(backup) === file) throw new Error(`${backup} is what is in use; name a backup`);
  const release = holdData(config);
  try {
    const { kept } = await restoreBackup(backup, file, new Date()).catch((error: unknown) => {
      throw new Error(`${backup} cannot be restored: ${reasonOf(error)}`, { cause: error });
    });
    rmSync(snapshotIn(config), { force: true });
    const articles = await withDatabase(config, countArticles);
    console.log(`${file}: ${counted(articles, 'article')}, as in ${backup}`);
    if (kept) console.log(`What was there before is kept as ${kept}`);
    console.log(
      'A digest that was due between the backup and now is not sent, for it may have been; in chat, /newsdesk digest send makes one.',
    );
  } finally {
    release();
  }
}

function sqliteFile({ database }: Config, instead: string): string {
  if (database.kind === 'sqlite') return database.file;
  throw new Error(`the archive is on the PostgreSQL server of DATABASE_URL; use ${instead}`);
}
