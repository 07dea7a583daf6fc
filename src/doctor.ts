import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Fuse from 'fuse.js';
import { ConfigError, readConfig, unknownVariables } from './config.ts';
import { reasonOf } from './log.ts';
import { counted } from './message/spans.ts';
import { countArticles } from './store/articles.ts';
import { closeDatabase, openDatabase } from './store/database.ts';
import { VARIABLE_NAMES } from './variables.ts';

export type Check = {
  readonly mark: '✓ ok' | '! look' | '✗ mend';
  /** What was found and, where something is to be done, what. */
  readonly line: string;
};

/** Checks the set-up, a line each. The exit code is 0 when all is well, 1 to look at, 2 to mend. */
export async function doctor(folder: string): Promise<{ checks: Check[]; exitCode: 0 | 1 | 2 }> {
  const checks = [nodeCheck(), ...dotenvChecks(folder), ...(await configChecks())];
  const has = (mark: Check['mark']) => checks.some((check) => check.mark === mark);
  return { checks, exitCode: has('✗ mend') ? 2 : has('! look') ? 1 : 0 };
}

const ok = (line: string): Check => ({ mark: '✓ ok', line });
const look = (line: string): Check => ({ mark: '! look', line });
const mend = (line: string): Check => ({ mark: '✗ mend', line });

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18)
    ? ok(`Node ${process.versions.node}`)
    : mend(
        `Node ${process.versions.node} is too old; Newsdesk needs 22.18 or newer: run it by npm`,
      );
}

function dotenvChecks(folder: string): Check[] {
  const unknown = unknownVariables().map((name) =>
    look(`${name} is set, but Newsdesk reads no such variable; ${nearestName(name)}`),
  );
  return existsSync(join(folder, '.env'))
    ? [ok('.env is there'), ...unknown]
    : [
        look('no .env in this folder; copy .env.example to .env to connect Slack or Discord'),
        ...unknown,
      ];
}

function nearestName(name: string): string {
  const [near] = new Fuse(VARIABLE_NAMES).search(name, { limit: 1 });
  return near ? `perhaps ${near.item} is meant` : '.env.example has all names';
}

async function configChecks(): Promise<Check[]> {
  try {
    const config = readConfig();
    // Whoever has connected one platform may well want no other.
    const without = config.slack || config.discord ? ok : look;
    return [
      config.slack
        ? ok(`Slack is configured (${config.slack.mode}${config.slack.oauth ? ', OAuth' : ''})`)
        : without('Slack is not configured; set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to connect it'),
      config.discord
        ? ok('Discord is configured')
        : without('Discord is not configured; set DISCORD_TOKEN to connect it'),
      await databaseCheck(config.database),
    ];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(mend);
    throw error;
  }
}

async function databaseCheck(location: Parameters<typeof openDatabase>[0]): Promise<Check> {
  const where =
    location.kind === 'sqlite' ? location.file : 'the PostgreSQL server of DATABASE_URL';
  try {
    const db = await openDatabase(location);
    const articles = await countArticles(db);
    await closeDatabase(db);
    return articles > 0
      ? ok(`${where}: ${counted(articles, 'article')}`)
      : look(`${where} has no articles; bring some in: npm run -s newsdesk -- import FILE`);
  } catch (error) {
    return mend(`${where} cannot be opened: ${reasonOf(error)}`);
  }
}
