import {
  type ClientOptions,
  GatewayIntentBits,
  Options,
  REST,
  RESTEvents,
  type RESTOptions,
} from 'discord.js';
import type { Log } from '../../src/log.ts';
import { POST_TIMEOUT_MS } from './post.ts';

/** Another server in Discord's place, for tests. */
export type Endpoints = {
  readonly apiUrl?: string | undefined;
  readonly cdnUrl?: string | undefined;
};

/** Caches hold what discord.js itself needs, and none of what people write or who they are. */
export function clientOptions(endpoints: Endpoints): ClientOptions {
  return {
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    // Commands need no server in the cache, so they need not wait for one that is away.
    waitGuildTimeout: 1_000,
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: {
        maxSize: 0,
        keepOverLimit: (member) => member.id === member.client.user.id,
      },
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
      VoiceStateManager: 0,
    }),
    rest: restOptions(endpoints),
  };
}

/** No retry and no waiting in line: the caller decides when a post is tried again. */
export function postingRest(endpoints: Endpoints, log: Log): REST {
  const rest = new REST({
    ...restOptions(endpoints),
    retries: 0,
    timeout: POST_TIMEOUT_MS,
    rejectOnRateLimit: ['/channels'],
  });
  warnOfInvalidRequests(rest, log);
  return rest;
}

/** Says so in time: 10,000 refused requests in 10 minutes close the whole address to us. */
export function warnOfInvalidRequests(rest: REST, log: Log): void {
  rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
    log.warn({ count }, 'discord refuses many requests'),
  );
}

function restOptions({ apiUrl, cdnUrl }: Endpoints): Partial<RESTOptions> {
  return {
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    ...(cdnUrl === undefined ? {} : { cdn: cdnUrl }),
    userAgentAppendix: 'Newsdesk',
    invalidRequestWarningInterval: 100,
  };
}
