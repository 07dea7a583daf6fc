import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  Events,
  type REST,
  type RESTGetCurrentApplicationResult,
  Routes,
} from 'discord.js';
import type { Answer, Command, Suggest } from '../../src/commands/command.ts';
import { type Log, reasonOf } from '../../src/log.ts';
import type { Poster, Tell } from '../../src/message/poster.ts';
import { fatalReason } from './fatal.ts';
import { interactionHandler } from './interactions.ts';
import { createPoster, createTell } from './post.ts';
import { register } from './register.ts';
import { clientOptions, postingRest, warnOfInvalidRequests } from './sdk-options.ts';
import { followServers, leftServers } from './servers.ts';

export type DiscordOptions = {
  readonly token: string;
  /** Taken from Discord where it is not given. */
  readonly applicationId?: string | undefined;
  /** Registers the commands in this server, at once, instead of everywhere. */
  readonly guildId?: string | undefined;
  readonly apiUrl?: string | undefined;
  readonly cdnUrl?: string | undefined;
  readonly commands: readonly Command[];
  readonly answer: Answer;
  readonly suggest: Suggest;
  /** What `register` remembers of the last registration. */
  readonly registeredHash: {
    readonly get: () => Promise<string | undefined>;
    readonly set: (hash: string) => Promise<void>;
  };
  /** The bot is in these servers: all of them at a connection, then each that takes it. */
  readonly onInstalled?: ((workspaces: readonly string[]) => Promise<void>) | undefined;
  /** Those of whom something is kept, but for those that removed the bot. */
  readonly keptWorkspaces?: (() => Promise<readonly string[]>) | undefined;
  /**
   * The bot was removed from a server, now or while it was away; an outage of Discord's does not
   * call it.
   */
  readonly onRemoved?: ((workspace: string) => Promise<void>) | undefined;
  /** Discord has closed the door for good, after `start` had resolved: one line with the fix. */
  readonly onRefused?: ((reason: string) => void) | undefined;
  readonly log: Log;
};

export type Discord = {
  /**
   * Connects. Resolves when the bot is up, or after 15 s while it goes on trying: an outage of
   * Discord's is waited out. Rejects with one line that names the fix where trying is no use.
   */
  readonly start: () => Promise<void>;
  /** Resolves at the first connection. */
  readonly connected: Promise<void>;
  readonly stop: () => Promise<void>;
  readonly poster: Poster;
  readonly tell: Tell;
  readonly health: () => { readonly ok: boolean; readonly detail: string };
};

type Health =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connecting'; readonly reason?: string }
  | { readonly kind: 'connected' }
  | { readonly kind: 'closed'; readonly reason: string };

const START_WAIT_MS = 15_000;
const STOP_WAIT_MS = 3_000;
const REGISTER_WAIT_MS = 5_000;

export function createDiscord(options: DiscordOptions): Discord {
  const { log } = options;
  const token = options.token.trim().replace(/^Bot\s+/i, '');
  const once = postingRest(options, log).setToken(token);
  const running = new Set<Promise<void>>();
  const onInteraction = interactionHandler({ ...options, once });
  const poster = createPoster(once, log, () => refused(fatalReason(401)));
  const { promise: connected, resolve: onConnected } = Promise.withResolvers<void>();
  let health: Health = { kind: 'stopped' };
  let client: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isTold = false;
  /** Why the commands were not registered the last time. */
  let unregistered: string | undefined;

  return {
    poster,
    tell: createTell(once),
    connected,
    health: () => ({
      ok: health.kind === 'connected',
      detail: ('reason' in health && health.reason) || health.kind,
    }),

    async start() {
      health = { kind: 'connecting' };
      const begun = connect(0);
      const waited = new AbortController();
      const patience = sleep(START_WAIT_MS, 'late', { signal: waited.signal }).catch(() => 'up');
      const first = await Promise.race([begun, patience]).finally(() => waited.abort());
      if (first !== 'late') return;
      away('no answer yet');
      begun.catch((error: Error) => refused(error.message));
    },

    async stop() {
      if (health.kind !== 'closed') health = { kind: 'stopped' };
      clearTimeout(retry);
      await Promise.race([client?.destroy(), sleep(STOP_WAIT_MS, undefined, { ref: false })]);
      await Promise.race([
        Promise.allSettled(running),
        sleep(STOP_WAIT_MS, undefined, { ref: false }),
      ]);
    },
  };

  /** Logs in with a client of its own: discord.js does not log in again with one that has failed. */
  async function connect(failures: number): Promise<void> {
    let closeCode: number | undefined;
    let loggedIn = false;
    client = new Client(clientOptions(options));
    client
      .on(Events.InteractionCreate, (interaction) => track(onInteraction(interaction)))
      .on(Events.ClientReady, (ready) => {
        log.info({ servers: ready.guilds.cache.size }, 'discord connected');
      })
      .on(Events.ShardReady, () => up())
      .on(Events.ShardResume, () => up())
      .on(Events.ShardReconnecting, () => down())
      .on(Events.ShardDisconnect, ({ code }) => {
        closeCode = code;
        if (loggedIn) refused(fatalReason(code));
      })
      .on(Events.ShardError, (error) => {
        if (closeCode === undefined) away(reasonOf(error));
      })
      .on(Events.Error, (error) => log.error({ reason: reasonOf(error) }, 'discord client'));
    followServers(client, {
      present: (servers) => track(present(servers)),
      joined: (server) => track(installed([server])),
      left: (server) => track(removed(server)),
    });
    warnOfInvalidRequests(client.rest, log);

    // First, so that nobody meets the commands of the version before; but not at any price.
    const registered = registerCommands(client.rest.setToken(token));
    await Promise.race([registered, sleep(REGISTER_WAIT_MS, undefined, { ref: false })]);
    if (isOver()) return;

    try {
      await client.login(token);
      loggedIn = true;
      up();
    } catch (error) {
      if (isOver()) return;
      const code = closeCode ?? (isTokenInvalid(error) ? 401 : undefined);
      if (code !== undefined) throw new Error(closed(fatalReason(code)), { cause: error });
      away(reasonOf(error));
      const seconds = Math.min(60, 5 * 2 ** failures);
      retry = setTimeout(() => {
        connect(failures + 1).catch((last: Error) => refused(last.message));
      }, seconds * 1000);
    }
  }

  async function registerCommands(rest: REST): Promise<void> {
    try {
      const application = options.applicationId ?? (await ownApplicationId(rest));
      const route = options.guildId
        ? Routes.applicationGuildCommands(application, options.guildId)
        : Routes.applicationCommands(application);
      const sent = await register(options.commands, route, options.registeredHash, (path, body) =>
        rest.put(path, { body }),
      );
      if (sent) log.info({ commands: options.commands.length }, 'discord commands registered');
    } catch (error) {
      const reason = reasonOf(error);
      if (reason !== unregistered) {
        log.warn({ reason }, 'discord keeps the commands registered before');
      }
      unregistered = reason;
    }
  }

  async function present(servers: ReadonlySet<string>): Promise<void> {
    await installed([...servers]);
    try {
      const kept = (await options.keptWorkspaces?.()) ?? [];
      for (const server of leftServers(kept, servers)) await removed(server);
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'servers that removed the bot are not known');
    }
  }

  async function installed(guildIds: readonly string[]): Promise<void> {
    try {
      await options.onInstalled?.(guildIds);
    } catch (error) {
      log.error({ workspaces: guildIds, reason: reasonOf(error) }, 'servers were not recorded');
    }
  }

  async function removed(guildId: string): Promise<void> {
    log.info({ workspace: guildId }, 'discord server removed the bot');
    try {
      await options.onRemoved?.(guildId);
    } catch (error) {
      log.error({ workspace: guildId, reason: reasonOf(error) }, 'removal was not recorded');
    }
  }

  function isOver(): boolean {
    return health.kind === 'stopped' || health.kind === 'closed';
  }

  function up(): void {
    if (health.kind !== 'connecting') return;
    health = { kind: 'connected' };
    onConnected();
  }

  /** Tries follow each other for as long as an outage lasts: only another reason is news. */
  function away(reason: string): void {
    if (health.kind === 'connected') log.warn({ reason }, 'discord gateway');
    if (health.kind !== 'connecting' || health.reason === reason) return;
    health = { kind: 'connecting', reason };
    log.warn({ reason }, 'discord is not reached, trying again');
  }

  function down(): void {
    if (health.kind === 'connected') health = { kind: 'connecting' };
  }

  function closed(reason: string): string {
    health = { kind: 'closed', reason };
    return reason;
  }

  /** Ends Discord alone: the rest of the bot goes on. A gateway and a post may both say it. */
  function refused(reason: string): void {
    if (isTold) return;
    isTold = true;
    log.error({ reason: closed(reason) }, 'discord closed the door');
    clearTimeout(retry);
    options.onRefused?.(reason);
  }

  function track(work: Promise<void>): void {
    running.add(work);
    void work.finally(() => running.delete(work));
  }
}

async function ownApplicationId(rest: REST): Promise<string> {
  const application = (await rest.get(
    Routes.currentApplication(),
  )) as RESTGetCurrentApplicationResult;
  return application.id;
}

function isTokenInvalid(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'TokenInvalid';
}
