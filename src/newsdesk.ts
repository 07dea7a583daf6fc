import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscord, type Discord } from '../adapters/discord/client.ts';
import { render as renderDiscord } from '../adapters/discord/render.ts';
import { createSlack, type Slack } from '../adapters/slack/app.ts';
import type { SlackInstallation } from '../adapters/slack/installations.ts';
import { render as renderSlack } from '../adapters/slack/render.ts';
import type { HealthChecks } from '../adapters/web/health.ts';
import { createWeb, type Web } from '../adapters/web/server.ts';
import type { Answer, CommandRequest, Family, Invocation, Suggest } from './commands/command.ts';
import { parseCommandText } from './commands/command-text.ts';
import type { Desk } from './commands/desk.ts';
import { dispatch } from './commands/dispatch.ts';
import { searchJson } from './commands/search-json.ts';
import { suggest as suggestRows } from './commands/suggest.ts';
import type { Config, DiscordConfig, SlackConfig } from './config.ts';
import { type Digests, startDigests } from './digest/scheduler.ts';
import type { DigestService } from './digest/service.ts';
import { keyAdvice } from './doctor/tokens.ts';
import { loadFeedsFile } from './feed/feeds-file.ts';
import { startPolling } from './feed/poll.ts';
import { keepSamples } from './feed/sample.ts';
import { healthOf } from './health.ts';
import { type Log, reasonOf } from './log.ts';
import type { Outage } from './message/status-message.ts';
import { feedServiceOf, holdData, openDesk } from './open-desk.ts';
import { openPorts } from './ports.ts';
import { ledgerClock } from './store/clock.ts';
import {
  closeWorkspace,
  keptWorkspaces,
  reopenAllInstalled,
  reopenInstalled,
  reopenWorkspace,
  UNINSTALLED,
} from './store/closed-workspaces.ts';
import type { Database } from './store/database.ts';
import {
  encryptTokens,
  findInstallation,
  removeInstallation,
  saveInstallation,
} from './store/installations.ts';
import { readMeta, writeMeta } from './store/meta.ts';
import { resumeClosedChannel } from './store/subscriptions.ts';

export type Newsdesk = {
  /** Those that are set up. */
  readonly platforms: readonly Platform[];
  /** Where the playground is; undefined while it is off. */
  readonly playground: string | undefined;
  /** Ends everything in reverse order. */
  readonly stop: () => Promise<void>;
};

/** What the tests of crashes change in the real bot. */
export type Wiring = {
  /** The machine's clock. */
  readonly now?: () => Date;
  readonly leaseMs?: number;
  /** What the digests see of the database. */
  readonly ledger?: (db: Database) => Database;
  readonly posters?: (real: Posters) => Posters;
  /** A platform has closed its door while the bot runs, which goes on without it: one line with the fix. */
  readonly onRefused?: (platform: PlatformName, reason: string) => void;
};

export type Platform = { readonly name: PlatformName } & Pick<
  Slack,
  'start' | 'connected' | 'stop' | 'health'
>;

type PlatformName = Outage['platform'];

export type Posters = DigestService['posters'];

/** Twice the longest post, and then some: see `beginPost`. */
const LEASE_MS = 60_000;
const READ_MS = 5_000;

/** Wires configuration → database → services → platforms → clock. Throws one plain line where it cannot. */
export async function startNewsdesk(
  config: Config,
  log: Log,
  wiring: Wiring = {},
): Promise<Newsdesk> {
  const { now = () => new Date(), leaseMs = LEASE_MS } = wiring;
  const started: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        // The rest must still end: an open socket would keep the process, an open database its lock.
        log.error({ reason: reasonOf(error) }, 'could not be stopped well');
      }
    }
  };
  try {
    if (config.database.kind === 'sqlite') started.push(holdData(config));
    const desk = await openDesk(config, log);
    started.push(desk.close);
    await protectTokens(desk, config);
    const isConnected = config.slack !== undefined || config.discord !== undefined;
    await keepSamples(desk.db, { wanted: !isConnected, now: now() });
    const taken = await loadFeedsFile(desk.db, { ...config, isConnected, now: now() });
    if (taken.added + taken.dropped > 0) log.info(taken, 'feeds of the file taken over');
    await soonRead(desk);

    const outages = () => platforms.flatMap(outageOf);
    const answer = letIn(desk, now, (invocation) => dispatch(invocation, { ...desk, outages }));
    const suggest: Suggest = (request) => suggestRows(request, desk);
    const core: Core = { desk, answer, suggest, now, log };
    const slack = config.slack && slackOf(config.slack, config, core, wiring.onRefused);
    const discord = config.discord && discordOf(config.discord, core, wiring.onRefused);
    const platforms: readonly Platform[] = [
      ...(slack ? [{ name: 'Slack' as const, ...slack }] : []),
      ...(discord ? [{ name: 'Discord' as const, ...discord }] : []),
    ];
    let digests: Digests | undefined;
    const checks = healthOf(desk.db, () => ({
      slack: slack?.health(),
      discord: discord?.health(),
      digests: digests?.health(),
    }));
    const web = webOf(core, checks);

    const ports = await openPorts(config, { web, slack: slack?.handler, checks });
    started.push(ports.close);
    for (const platform of platforms) {
      started.push(platform.stop);
      await platform.start();
    }
    const real: Posters = {
      web: web.poster,
      ...(slack && { slack: slack.poster }),
      ...(discord && { discord: discord.poster }),
    };
    await reopenAllInstalled(desk.db);
    const clock = await ledgerClock(desk.db, now);
    digests = startDigests(
      {
        db: wiring.ledger?.(desk.db) ?? desk.db,
        finder: desk.finder,
        posters: wiring.posters?.(real) ?? real,
        tell: { ...(slack && { slack: slack.tell }), ...(discord && { discord: discord.tell }) },
        log,
        leaseMs,
        now: clock.now,
      },
      clock,
    );
    started.push(digests.stop);
    started.push(startPolling(feedServiceOf(desk, clock.now)).stop);
    return { platforms, playground: ports.playground, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Throws one plain line where Slack could not be served for want of a key. */
async function protectTokens(
  { db, log }: Desk,
  { slack, tokenKeys }: Pick<Config, 'slack' | 'tokenKeys'>,
): Promise<void> {
  const { encrypted, unreadable } = await encryptTokens(db, tokenKeys);
  if (encrypted > 0) log.info({ workspaces: encrypted }, 'tokens encrypted');
  if (slack?.oauth && unreadable > 0) throw new Error(keyAdvice(unreadable, tokenKeys));
}

/** A large archive is read while the bot is up already; a small one, or a kept index, before it greets. */
async function soonRead({ finder }: Desk): Promise<void> {
  const timer = new AbortController();
  await Promise.race([finder.refresh(), sleep(READ_MS, undefined, { signal: timer.signal })]);
  timer.abort();
}

function outageOf({ name, health }: Platform): Outage[] {
  const { ok, detail } = health();
  return ok ? [] : [{ platform: name, reason: detail }];
}

type Core = {
  readonly desk: Desk;
  readonly answer: Answer;
  readonly suggest: Suggest;
  readonly now: () => Date;
  readonly log: Log;
};

/**
 * Whoever uses the bot shows that it is let in: what was stopped because of a closed door goes
 * on. The reply does not wait for that.
 */
function letIn({ db, log }: Desk, now: () => Date, answer: Answer): Answer {
  const open = async ({ channel, mayPost }: Invocation) => {
    if (await reopenWorkspace(db, channel)) log.info({ ...channel }, 'workspace open again');
    if (mayPost === false) return;
    const resumed = await resumeClosedChannel(db, channel, now());
    if (resumed > 0) log.info({ ...channel, resumed }, 'channel open again');
  };
  return (invocation) => {
    open(invocation).catch((error: unknown) =>
      log.warn({ reason: reasonOf(error) }, 'what was closed cannot be opened'),
    );
    return answer(invocation);
  };
}

function slackOf(
  settings: SlackConfig,
  { managers, tokenKeys }: Pick<Config, 'managers' | 'tokenKeys'>,
  { desk, answer, now, log }: Core,
  onRefused: Wiring['onRefused'],
): Slack {
  const { db } = desk;
  const tenant = (workspace: string) => ({ platform: 'slack' as const, workspace });
  return createSlack({
    ...settings,
    managers,
    parse: parse(desk),
    answer,
    installations: {
      save: async (installation) => {
        const installed = tenant(installation.workspace);
        await saveInstallation(db, tokenKeys, installed, installation, now());
        await reopenWorkspace(db, installed);
      },
      find: async (workspace) => {
        const stored = await findInstallation(db, tokenKeys, tenant(workspace));
        return stored === undefined ? undefined : installationOf(stored);
      },
      remove: (workspace) => removeInstallation(db, tenant(workspace), now()),
    },
    onInstalled: (workspace) => reopenInstalled(db, 'slack', [workspace]),
    onUninstall: async (workspace) => {
      log.info({ workspace }, 'slack app uninstalled');
      await closeWorkspace(db, tenant(workspace), UNINSTALLED, now());
    },
    onRefused: (reason) => onRefused?.('Slack', reason),
    log,
  });
}

/** JSON has no dates. */
function installationOf(stored: unknown): SlackInstallation {
  const installation = stored as SlackInstallation;
  const { rotation } = installation;
  return {
    ...installation,
    rotation: rotation && { ...rotation, expiresAt: new Date(rotation.expiresAt) },
  };
}

const REGISTERED = 'discord commands';

function discordOf(
  settings: DiscordConfig,
  { desk, answer, suggest, now, log }: Core,
  onRefused: Wiring['onRefused'],
): Discord {
  return createDiscord({
    ...settings,
    commands: desk.commands,
    answer,
    suggest,
    registeredHash: {
      get: () => readMeta(desk.db, REGISTERED),
      set: (hash) => writeMeta(desk.db, REGISTERED, hash),
    },
    onInstalled: (workspaces) => reopenInstalled(desk.db, 'discord', workspaces),
    keptWorkspaces: () => keptWorkspaces(desk.db, 'discord'),
    onRemoved: async (workspace) =>
      closeWorkspace(desk.db, { platform: 'discord', workspace }, UNINSTALLED, now()),
    onRefused: (reason) => onRefused?.('Discord', reason),
    log,
  });
}

function webOf({ desk, answer, suggest, now, log }: Core, checks: HealthChecks): Web {
  return createWeb({
    ...checks,
    answer,
    suggest,
    commands: desk.commands,
    parseCommandText: parse(desk),
    renderers: { slack: renderSlack, discord: renderDiscord },
    search: (text, page) => searchJson(desk.finder, text, { page, now: now() }),
    suggestJson: async (typed) => ({
      query: typed,
      suggestions: await desk.finder.suggest(typed, ['article', 'topic', 'country'], 25),
    }),
    now,
    log,
    allowedHosts: [],
  });
}

function parse({ commands }: Desk): (family: Family, text: string) => CommandRequest {
  return (family, text) => parseCommandText(commands, family, text);
}
