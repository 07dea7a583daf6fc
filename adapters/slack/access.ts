import type { WebClient } from '@slack/web-api';
import type { Installer } from './install.ts';
import { blameToken } from './set-up-error.ts';

export type Credentials = {
  readonly botToken: string;
  readonly botId?: string;
  readonly botUserId?: string;
};

/** How the app comes by its tokens. */
export type Access = {
  /** Rejects with a SetUpError where Slack does not accept the token. */
  readonly verify: () => Promise<void>;
  /** Undefined where the app is not installed. */
  readonly authorize: (workspace: string) => Promise<Credentials | undefined>;
};

/** A token from the settings. Slack says with it whose it is. */
export function oneWorkspace(botToken: string, client: WebClient): Access {
  let known: Credentials | undefined;
  return {
    verify: async () => {
      if (known !== undefined) return;
      try {
        const { user_id: botUserId, bot_id: botId } = await client.auth.test();
        known = { botToken, ...(botId && { botId }), ...(botUserId && { botUserId }) };
      } catch (error) {
        throw blameToken('SLACK_BOT_TOKEN', error);
      }
    },
    authorize: async () => known ?? { botToken },
  };
}

/** The tokens of those who installed the app: there is none to try before somebody does. */
export function manyWorkspaces({ authorize }: Installer): Access {
  return { verify: async () => {}, authorize };
}
