import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import type { Desk } from './commands/desk.ts';
import { COMMANDS } from './commands/index.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { openFinder } from './search/finder.ts';
import { closeDatabase, openDatabase } from './store/database.ts';
import { chooseWithModel } from './summary/choose-with-model.ts';
import { summarize } from './summary/summarize.ts';

export const VERSION: string = packageJson.version;

export type OpenDesk = Desk & { readonly close: () => Promise<void> };

/** The database and the search over it, without any platform: what the command line needs. */
export async function openDesk(config: Config, log: Log): Promise<OpenDesk> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const db = await openDatabase(config.database);
  const finder = await openFinder({
    db,
    log,
    snapshotFile: join(config.dataDir, 'search.snapshot'),
  });
  return {
    commands: COMMANDS,
    db,
    finder,
    log,
    summarize: async (article) =>
      config.summarizer ? chooseWithModel(article, config.summarizer, { log }) : summarize(article),
    timezone: config.timezone,
    version: VERSION,
    close: async () => {
      await finder.close();
      await closeDatabase(db);
    },
  };
}
