import { WebAPIPlatformError } from '@slack/web-api';

/** Something that only the people who run the bot can mend; the message says what to do. */
export class SetUpError extends Error {}

export type TokenVariable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

const WHERE_TO_FIND: Record<TokenVariable, string> = {
  SLACK_BOT_TOKEN:
    'copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of your app on https://api.slack.com/apps and start again',
  SLACK_APP_TOKEN:
    'create an App-Level Token (xapp-…) with the scope connections:write under "Basic Information" of your app on https://api.slack.com/apps and start again',
};

/** The token is good for nothing any more. */
const DEAD = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
];
const TOKEN_FAULTS = new Set([...DEAD, 'not_allowed_token_type', 'missing_scope', 'no_permission']);

/** Where a good one comes from. */
export function tokenAdvice(variable: TokenVariable): string {
  return WHERE_TO_FIND[variable];
}

export function isDeadToken(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && DEAD.includes(error.data.error);
}

/** The error as one that names the token at fault; itself where the token is not to blame. */
export function blameToken(variable: TokenVariable, error: unknown): unknown {
  const code = error instanceof WebAPIPlatformError ? error.data.error : '';
  return TOKEN_FAULTS.has(code)
    ? new SetUpError(`Slack does not accept ${variable} (${code}): ${tokenAdvice(variable)}`)
    : error;
}
