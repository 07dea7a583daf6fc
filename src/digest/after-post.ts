import type { Platform } from '../model/channel.ts';
import type { PostOutcome } from '../model/delivery.ts';
import { channelClosed } from '../store/delivery-past.ts';
import type { DeliveryEnd } from '../store/held-delivery.ts';
import { MAX_LATE_MS } from './too-late.ts';

/** What becomes of a delivery after a post. */
export type NextStep =
  | { readonly kind: 'end'; readonly end: DeliveryEnd }
  /** `inDoubt`: an earlier post may have been accepted. */
  | {
      readonly kind: 'wait';
      readonly ms: number;
      readonly reason: string;
      readonly inDoubt: boolean;
    }
  /** The platform will not have this message; its plain-text form is tried, once. */
  | { readonly kind: 'plain'; readonly code: string }
  /** The platform closed the whole workspace: nothing there is tried any more. */
  | { readonly kind: 'workspace-closed'; readonly code: string };

export type PostState = {
  readonly platform: Platform;
  readonly plannedAt: Date;
  readonly firstPostAt: Date;
  /** Posts begun, this one included. */
  readonly attempts: number;
  /** An earlier post may have been accepted. */
  readonly inDoubt: boolean;
  /** It was the plain-text form already. */
  readonly plain: boolean;
  readonly now: Date;
};

const MINUTE_MS = 60_000;

/** Discord recognises a repeated nonce for "the past few minutes" (its Create Message page): two are safe. */
const NONCE_MS = 2 * MINUTE_MS;
const DOUBT_RETRY_MS = 5_000;
const FIRST_RETRY_MS = 15_000;
const MAX_RETRY_MS = 15 * MINUTE_MS;

/**
 * Decides what to do next. A post is repeated only on proof that it was not accepted, or
 * where the platform recognises a repeated one: Discord does, by its nonce, for minutes; Slack
 * has no such key, so a lost answer there is `unknown` at once and stays for a person to judge.
 * So does a refusal after a lost answer: it proves nothing about the post before.
 */
export function afterPost(outcome: PostOutcome, state: PostState): NextStep {
  switch (outcome.kind) {
    case 'posted':
      return { kind: 'end', end: { state: 'sent', messageId: outcome.messageId } };
    case 'rate-limited':
      return retry(outcome.retryAfterMs, 'rate limited', state);
    case 'unreachable':
      return retry(backoffMs(state.attempts), outcome.reason, state);
    case 'channel-closed':
      return failed(channelClosed(outcome.code), state);
    case 'workspace-closed':
      return { kind: 'workspace-closed', code: outcome.code };
    case 'refused':
      return state.plain || state.inDoubt
        ? failed(`refused: ${outcome.code}`, state)
        : { kind: 'plain', code: outcome.code };
    case 'unknown':
      return retry(DOUBT_RETRY_MS, outcome.reason, { ...state, inDoubt: true });
  }
}

function failed(reason: string, { inDoubt }: PostState): NextStep {
  return { kind: 'end', end: { state: inDoubt ? 'unknown' : 'failed', reason } };
}

function retry(ms: number, reason: string, state: PostState): NextStep {
  const at = state.now.getTime() + ms;
  if (state.inDoubt) {
    const isRecognised =
      state.platform === 'discord' && at < state.firstPostAt.getTime() + NONCE_MS;
    return isRecognised
      ? { kind: 'wait', ms, reason, inDoubt: true }
      : { kind: 'end', end: { state: 'unknown', reason } };
  }
  // One that is sent again because a person asked for it may have been planned long ago.
  const begun = Math.max(state.plannedAt.getTime(), state.firstPostAt.getTime());
  return at < begun + MAX_LATE_MS
    ? { kind: 'wait', ms, reason, inDoubt: false }
    : failed(`${reason}, for hours`, state);
}

function backoffMs(attempts: number): number {
  return Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.max(0, attempts - 1));
}
