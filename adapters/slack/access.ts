import type { WebClient } from '@slack/web-api';
import type { Installer } from './install.ts';
import { blameToken } from './set-up-error.ts';

/** How the app comes by its tokens. */
export type Access = {
  /** Rejects with a SetUpError where Slack does not accept the token. */
  readonly verify: () => Promise<void>;
  /** Verifies again, for the one token for all was refused after it was verified. */
  readonly verifyAgain?: () => Promise<void>;
  /** Undefined where the app is not installed. */
  readonly tokenOf: (workspace: string) => Promise<string | undefined>;
};

/** A token from the settings. Slack says with it whose it is, and so that the app is installed there. */
export function oneWorkspace(
  botToken: string,
  client: WebClient,
  onInstalled: (workspace: string) => Promise<void>,
): Access {
  let isVerified = false;
  const verify = async () => {
    if (isVerified) return;
    try {
      const { team_id: workspace } = await client.auth.test();
      if (workspace) await onInstalled(workspace);
      isVerified = true;
    } catch (error) {
      throw blameToken('SLACK_BOT_TOKEN', error);
    }
  };
  return {
    verify,
    verifyAgain: async () => {
      isVerified = false;
      await verify();
    },
    tokenOf: async () => botToken,
  };
}

/** The tokens of those who installed the app: there is none to try before somebody does. */
export function manyWorkspaces({ authorize }: Installer): Access {
  return {
    verify: async () => {},
    tokenOf: async (workspace) => (await authorize(workspace))?.botToken,
  };
}
