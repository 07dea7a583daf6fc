import { createHash } from 'node:crypto';
import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  type REST,
  type RESTPostAPICurrentUserCreateDMChannelResult,
  Routes,
} from 'discord.js';
import { type Log, reasonOf } from '../../src/log.ts';
import type { Poster, Tell } from '../../src/message/poster.ts';
import type { PostKey, PostOutcome } from '../../src/model/delivery.ts';
import { LIMITS } from './limits.ts';
import { render } from './render.ts';

export const POST_TIMEOUT_MS = 10_000;

/** Where Discord says "wait" without saying how long. */
const DEFAULT_WAIT_MS = 60_000;

/**
 * Posts as the bot: one POST a call, known again by its nonce, with nobody mentioned. `rest` must
 * be made by `postingRest`. `onUnauthorised` is called when Discord refuses the token; from then
 * on nothing is sent any more, for 10,000 refused requests in 10 minutes close the whole address.
 */
export function createPoster(rest: REST, log: Log, onUnauthorised: () => void): Poster {
  let unauthorised = false;
  return async (channel, message, key) => {
    if (unauthorised) return { kind: 'workspace-closed', code: '401' };
    const body = { ...render(message), nonce: nonceOf(key), enforce_nonce: true };
    try {
      const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
      const posted = await rest.post(Routes.channelMessages(channel.id), { body, signal });
      return postedOutcome(posted);
    } catch (error) {
      // The REST client drops a refused token, so that posts behind this one fail in other ways.
      if (error instanceof DiscordAPIError && error.status === 401) {
        unauthorised = true;
        onUnauthorised();
      }
      const outcome: PostOutcome = unauthorised
        ? { kind: 'workspace-closed', code: '401' }
        : outcomeOf(error);
      const facts = { channel: channel.id, ...key, outcome, reason: reasonOf(error) };
      if (outcome.kind === 'refused') log.error(facts, 'discord refused a message');
      else log.warn(facts, 'discord did not take a message');
      return outcome;
    }
  };
}

/** Opens the conversation with that person, and posts there without a nonce: no digest shares it. */
export function createTell(rest: REST): Tell {
  return async (_, person, message) => {
    try {
      const signal = AbortSignal.timeout(POST_TIMEOUT_MS);
      const { id } = (await rest.post(Routes.userChannels(), {
        body: { recipient_id: person },
        signal,
      })) as RESTPostAPICurrentUserCreateDMChannelResult;
      const body = render(message);
      return postedOutcome(await rest.post(Routes.channelMessages(id), { body, signal }));
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** The same for every try of one delivery; Discord recognises it for a few minutes. */
export function nonceOf(key: PostKey): string {
  const name = 'notice' in key ? key.notice : `${key.subscription} ${key.period}`;
  const hash = createHash('sha256').update(name).digest('base64url');
  return hash.slice(0, LIMITS.nonce);
}

/** What an error of the REST client says about the message. */
export function outcomeOf(error: unknown): PostOutcome {
  if (error instanceof RateLimitError) {
    // 0 where Discord did not say, NaN where it made no sense.
    const retryAfterMs = error.retryAfter > 0 ? Math.ceil(error.retryAfter) : DEFAULT_WAIT_MS;
    return { kind: 'rate-limited', retryAfterMs };
  }
  if (error instanceof DiscordAPIError) return refusal(error.status, Number(error.code) || 0);
  if (error instanceof HTTPError) return { kind: 'unknown', reason: `HTTP ${error.status}` };
  const reason = reasonOf(error);
  return isBeforeSending(error) ? { kind: 'unreachable', reason } : { kind: 'unknown', reason };
}

/** Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
function refusal(status: number, code: number): PostOutcome {
  if (status === 401) return { kind: 'workspace-closed', code: '401' };
  if (CHANNEL_CLOSED.has(code)) return { kind: 'channel-closed', code: String(code) };
  if (BUSY.has(code)) return { kind: 'rate-limited', retryAfterMs: DEFAULT_WAIT_MS };
  // Without a code of Discord's own it is a proxy before it that turned us away.
  if (code === 0 && status === 403) return { kind: 'unreachable', reason: 'HTTP 403, no code' };
  return { kind: 'refused', code: String(code || status) };
}

const CHANNEL_CLOSED: ReadonlySet<number> = new Set([
  10003, // unknown channel
  10004, // unknown server
  50001, // missing access
  50007, // cannot send messages to this person
  50008, // not a text channel
  50013, // missing permissions
  50024, // not possible in this kind of channel
  50083, // archived thread
  50278, // no server in common with this person
  160005, // locked thread
]);

const BUSY: ReadonlySet<number> = new Set([20016, 20028, 30046, 40062, 130000]);

/** The connection was never made, so that nothing can have been accepted. */
function isBeforeSending(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(
      code,
    ) ||
    /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_VERIFY/.test(code) ||
    isBeforeSending(error.cause)
  );
}

function postedOutcome(answer: unknown): PostOutcome {
  return typeof answer === 'object' &&
    answer !== null &&
    'id' in answer &&
    typeof answer.id === 'string'
    ? { kind: 'posted', messageId: answer.id }
    : { kind: 'unknown', reason: 'the answer held no message id' };
}
