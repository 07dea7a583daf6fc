import { WebClient } from '@slack/web-api';
import { createPoster as createDiscordPoster } from '../../adapters/discord/post.ts';
import { postingRest } from '../../adapters/discord/sdk-options.ts';
import { onceOnly } from '../../adapters/slack/clients.ts';
import { createPoster as createSlackPoster } from '../../adapters/slack/post.ts';
import type { Config } from '../../src/config.ts';
import { createLog, reasonOf } from '../../src/log.ts';
import { type Posters, startNewsdesk } from '../../src/newsdesk.ts';
import { listening, type Point } from './points.ts';

/** What the process is told at its start, as JSON in its one argument. */
export type Orders = {
  readonly database: Config['database'];
  readonly dataDir: string;
  /** Where the doubles of Slack and Discord take this process's posts. */
  readonly platforms: string;
  readonly leaseMs: number;
  readonly skewMs: number;
  readonly dieAt?: { readonly point: Point; readonly time: number };
};

/** What it may be told later. */
export type Word = { readonly skewMs?: number; readonly blockMs?: number };

/**
 * The real bot with the real posters, told to die at a named point, to believe another clock, or
 * to block its event loop. Its platforms are on the loopback; nothing else of it is changed.
 */
const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
const log = createLog('warn');
let { skewMs } = orders;
let toGo = orders.dieAt?.time ?? 0;

process.on('message', (word: Word) => {
  skewMs = word.skewMs ?? skewMs;
  const end = performance.now() + (word.blockMs ?? 0);
  while (performance.now() < end);
});

const config: Config = {
  dataDir: orders.dataDir,
  database: orders.database,
  tokenKeys: [],
  timezone: 'UTC',
  managers: [],
  feedsFile: 'none',
  contact: undefined,
  allowPrivateNetworks: false,
  host: '127.0.0.1',
  port: 0,
  webPort: undefined,
  logLevel: 'warn',
  slack: undefined,
  discord: undefined,
  summarizer: undefined,
};
try {
  const newsdesk = await startNewsdesk(config, log, {
    now: () => new Date(Date.now() + skewMs),
    leaseMs: orders.leaseMs,
    ledger: (db) => listening(db, (side, step) => mayDie(pointOf(side, step))),
    posters: () => loopback(),
  });
  process.on('SIGTERM', async () => {
    await newsdesk.stop();
    process.exit(0);
  });
  process.send?.('up');
} catch (error) {
  log.error({ reason: reasonOf(error) }, 'cannot start');
  process.exit(1);
}

function loopback(): Posters {
  const slack = new WebClient('xoxb-of-nobody', {
    ...onceOnly({ apiUrl: `${orders.platforms}/slack/`, log }),
  });
  const discord = postingRest({ apiUrl: `${orders.platforms}/discord` }, log).setToken('of-nobody');
  return {
    slack: createSlackPoster({ clientFor: async () => slack, log }),
    discord: createDiscordPoster(discord, log, () => undefined),
  };
}

function pointOf(side: string, step: string): string {
  return side === 'after' && step === 'freeze' ? 'inside freeze' : `${side} ${step}`;
}

function mayDie(point: string): void {
  if (point !== orders.dieAt?.point) return;
  toGo -= 1;
  if (toGo <= 0) process.kill(process.pid, 'SIGKILL');
}
