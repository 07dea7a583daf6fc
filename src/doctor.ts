import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Fuse from 'fuse.js';
import { type Config, ConfigError, readConfig, unknownVariables } from './config.ts';
import { reasonOf } from './log.ts';
import { stateSpans } from './message/feed-parts.ts';
import { spansText } from './message/plain-text.ts';
import { counted } from './message/spans.ts';
import type { PolledFeed } from './model/feed.ts';
import { countArticles } from './store/articles.ts';
import { closeDatabase, openDatabase } from './store/database.ts';
import { listFeeds } from './store/polled-feeds.ts';
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
      ...(await databaseChecks(config)),
    ];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(mend);
    throw error;
  }
}

async function databaseChecks({ database, ...config }: Config): Promise<Check[]> {
  const where =
    database.kind === 'sqlite' ? database.file : 'the PostgreSQL server of DATABASE_URL';
  try {
    const db = await openDatabase(database);
    const articles = await countArticles(db);
    const feeds = await listFeeds(db);
    await closeDatabase(db);
    return [
      articles > 0
        ? ok(`${where}: ${counted(articles, 'article')}`)
        : look(`${where} has no articles; bring some in: npm run -s newsdesk -- import FILE`),
      ...feedChecks(feeds, { isConnected: !!(config.slack || config.discord), now: new Date() }),
    ];
  } catch (error) {
    return [mend(`${where} cannot be opened: ${reasonOf(error)}`)];
  }
}

/** A feed that fails for less is on its way to get well. */
const AILING_MS = 24 * 3_600_000;

function feedChecks(
  feeds: readonly PolledFeed[],
  { isConnected, now }: { readonly isConnected: boolean; readonly now: Date },
): Check[] {
  const ailing = feeds.filter(
    ({ state, failingSince = now }) =>
      state !== 'active' || now.getTime() - failingSince.getTime() >= AILING_MS,
  );
  const lines = ailing.map((feed) =>
    look(
      `the feed ${feed.title} ${spansText(stateSpans(feed, now))}; see: npm run -s newsdesk -- feed check ${feed.id}`,
    ),
  );
  if (feeds.length > 0) return [ok(`${counted(feeds.length, 'feed')} in the list`), ...lines];
  return isConnected
    ? [
        look(
          'no feeds are read yet; the first start takes those of data/feeds.opml, or: npm run -s newsdesk -- feed add timesca.com',
        ),
      ]
    : [];
}
