import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Installation, type InstallationQuery } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import type { Log } from '../../src/log.ts';
import { boltLog } from './bolt-log.ts';
import { sendPage } from './install-page.ts';
import { installState } from './install-state.ts';
import type { SlackInstallation, SlackInstallations } from './installations.ts';
import type { CommandNames } from './invocation.ts';
import { maskedReason } from './reason.ts';

export const INSTALL_PATH = '/slack/install';
export const REDIRECT_PATH = '/slack/oauth_redirect';

export type OAuthOptions = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state that comes back from Slack. */
  readonly stateSecret: string;
  /** Public address of `/slack/oauth_redirect`; not needed where the app has exactly one. */
  readonly redirectUri?: string | undefined;
  readonly scopes: readonly string[];
  /** Where the person is asked, if not at slack.com. */
  readonly authorizeUrl?: string | undefined;
};

/** The two pages of an installation, and the tokens that come of it. */
export type Installer = {
  /** Takes one GET of `/slack/install` or `/slack/oauth_redirect`. Never throws. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Refreshes a token that rotates and is about to expire. Undefined where not installed. */
  readonly authorize: (workspace: string) => Promise<SlackInstallation | undefined>;
};

export function createInstaller({
  oauth,
  installations,
  commands,
  clientOptions,
  log,
}: {
  oauth: OAuthOptions;
  installations: SlackInstallations;
  commands: CommandNames;
  clientOptions: WebClientOptions;
  log: Log;
}): Installer {
  const { clientId, clientSecret, redirectUri, authorizeUrl } = oauth;
  const scopes = [...oauth.scopes];
  const refreshing = new Map<string, Promise<SlackInstallation | undefined>>();
  const receiver = new HTTPReceiver({
    // This receiver serves the two pages only: no endpoint, so nothing to verify.
    signingSecret: '',
    signatureVerification: false,
    endpoints: [],
    clientId,
    clientSecret,
    scopes,
    logger: boltLog(log),
    ...(redirectUri !== undefined && { redirectUri }),
    installationStore: {
      storeInstallation: async (installation) => installations.save(fromBolt(installation)),
      fetchInstallation: async ({ teamId = '' }) => {
        const found = await installations.find(teamId);
        if (found === undefined) throw new Error('not installed');
        return toBolt(found);
      },
      deleteInstallation: async ({ teamId = '' }) => installations.remove(teamId),
    },
    installerOptions: {
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      directInstall: true,
      stateStore: installState(oauth.stateSecret, {
        scopes,
        ...(redirectUri !== undefined && { redirectUri }),
      }),
      clientOptions: { ...clientOptions },
      ...(authorizeUrl !== undefined && { authorizationUrl: authorizeUrl }),
      callbackOptions: {
        success: ({ team }, _options, _request, response) => {
          log.info({ workspace: team?.id }, 'slack app installed');
          sendPage(response, 200, {
            title: `Newsdesk is now in ${team?.name ?? 'your workspace'}`,
            lines: [
              `Type ${commands.news} help in any channel to see what it can do.`,
              'Invite @newsdesk to the private channels that should get a digest.',
              `Type ${commands.newsdesk} subscribe and a topic to get one every morning.`,
            ],
          });
        },
        failure: (error, _options, _request, response) => {
          log.warn({ reason: maskedReason(error) }, 'slack app was not installed');
          sendPage(response, 400, {
            title: 'Newsdesk was not installed',
            lines: [whyNot(error), `Start again at ${INSTALL_PATH}.`],
          });
        },
      },
    },
  });

  function handle(request: IncomingMessage, response: ServerResponse): void {
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws what it does not serve, with the whole request in the error.
      response.writeHead(404).end();
    }
  }

  async function authorize(workspace: string): Promise<SlackInstallation | undefined> {
    const found = await installations.find(workspace);
    if (found?.rotation === undefined) return found;
    // A refresh token is good for one use: two of this process must not spend it together.
    const running = refreshing.get(workspace) ?? refresh(found);
    refreshing.set(workspace, running);
    return running.finally(() => refreshing.delete(workspace));
  }

  async function refresh(found: SlackInstallation): Promise<SlackInstallation> {
    const query: InstallationQuery<false> = {
      teamId: found.workspace,
      enterpriseId: undefined,
      isEnterpriseInstall: false,
    };
    const answer = await receiver.installer?.authorize(query);
    return { ...found, botToken: answer?.botToken ?? found.botToken };
  }

  return { handle, authorize };
}

/** For the person at the browser. */
function whyNot({ message }: Error): string {
  if (/cancel/i.test(message)) return 'The request was declined in Slack. Nothing has changed.';
  if (message === ONE_WORKSPACE) return 'Choose a single workspace, not a whole organisation.';
  return /\bstate\b|code/i.test(message)
    ? 'The link was used before, is older than ten minutes or belongs to another browser.'
    : 'Something went wrong after your consent. Whoever runs Newsdesk finds the reason in its log.';
}

const ONE_WORKSPACE = 'only a single workspace can install this app, not a whole organisation';

function fromBolt({ team, bot, appId }: Installation): SlackInstallation {
  if (team === undefined || bot === undefined) {
    throw new Error(ONE_WORKSPACE);
  }
  const { refreshToken, expiresAt } = bot;
  return {
    workspace: team.id,
    name: team.name ?? team.id,
    appId: appId ?? '',
    botToken: bot.token,
    botId: bot.id,
    botUserId: bot.userId,
    scopes: bot.scopes,
    rotation:
      refreshToken && expiresAt
        ? { refreshToken, expiresAt: new Date(expiresAt * 1000) }
        : undefined,
  };
}

function toBolt(found: SlackInstallation): Installation<'v2', false> {
  const { workspace, name, appId, botToken, botId, botUserId, scopes, rotation } = found;
  return {
    team: { id: workspace, name },
    enterprise: undefined,
    // Bolt's type wants a person; who installed the app is not kept.
    user: { id: '', token: undefined, scopes: undefined },
    bot: {
      token: botToken,
      id: botId,
      userId: botUserId,
      scopes: [...scopes],
      ...(rotation && {
        refreshToken: rotation.refreshToken,
        expiresAt: Math.floor(rotation.expiresAt.getTime() / 1000),
      }),
    },
    appId,
    tokenType: 'bot',
    isEnterpriseInstall: false,
    authVersion: 'v2',
  };
}
