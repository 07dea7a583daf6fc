import { counted } from '../message/spans.ts';
import type { StoredTokens, TokenKeys } from '../store/installations.ts';
import { type Check, look, mend, ok } from './check.ts';

const FORGET = 'npm run -s newsdesk -- forget-tokens';

/** How the tokens of the workspaces that installed the app by OAuth are stored. */
export function tokenCheck(
  { workspaces, toEncrypt, unreadable }: StoredTokens,
  keys: TokenKeys,
): Check {
  const tokens = `the tokens of ${workspaces === 0 ? 'workspaces' : counted(workspaces, 'workspace')}`;
  if (unreadable > 0) return mend(keyAdvice(unreadable, keys));
  if (keys.length === 0) {
    return look(
      `${tokens} are stored as they are; set NEWSDESK_KEY to have them encrypted: openssl rand -base64 32 makes a key`,
    );
  }
  if (toEncrypt === 0) return ok(`${tokens} are encrypted`);
  return ok(`${tokens} are encrypted with the first key of NEWSDESK_KEY at the next start`);
}

/** That the tokens of so many workspaces cannot be decrypted, and what to do. */
export function keyAdvice(unreadable: number, keys: TokenKeys): string {
  const tokens = `the tokens of ${counted(unreadable, 'workspace')}`;
  return keys.length === 0
    ? `NEWSDESK_KEY is not set, and ${tokens} are encrypted; set it to the key that encrypted them, or, if that is lost, to a new one, and run ${FORGET}`
    : `NEWSDESK_KEY does not decrypt ${tokens}; put the key that encrypted them behind it, with a comma between, or, if that is lost, run ${FORGET}`;
}
