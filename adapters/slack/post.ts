import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  type WebClient,
} from '@slack/web-api';
import type { Log } from '../../src/log.ts';
import type { Message } from '../../src/message/message.ts';
import type { Poster, Tell } from '../../src/message/poster.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import { maskedReason, networkCode } from './reason.ts';
import { render } from './render.ts';
import { isDeadToken } from './set-up-error.ts';

/** The client of a workspace; undefined where the app is not installed. */
export type ClientFor = (workspace: string) => Promise<WebClient | undefined>;

type PostOptions = {
  readonly clientFor: ClientFor;
  /** Slack has refused the token of a workspace. */
  readonly onDeadToken?: (() => void) | undefined;
  readonly log: Log;
};

const UNSAID_RETRY_AFTER_MS = 60_000;

/**
 * Posts with one `chat.postMessage`. Slack has no key by which it would know a repeated post, so
 * an answer that was lost is `unknown` at once and nothing here tries again.
 */
export function createPoster(options: PostOptions): Poster {
  const post = createPost(options);
  return (channel, message, key) => post(channel.workspace, channel.id, message, key);
}

/** The id of a person in place of a channel's: it arrives in the Messages tab of the app. */
export function createTell(options: PostOptions): Tell {
  const post = createPost(options);
  return ({ workspace }, person, message) => post(workspace, person, message, {});
}

function createPost({ clientFor, onDeadToken, log }: PostOptions) {
  return async (
    workspace: string,
    channel: string,
    message: Message,
    facts: object,
  ): Promise<PostOutcome> => {
    let client: WebClient | undefined;
    try {
      client = await clientFor(workspace);
    } catch (error) {
      return { kind: 'unreachable', reason: maskedReason(error) };
    }
    if (client === undefined) return { kind: 'workspace-closed', code: 'not_installed' };
    try {
      const { ts } = await client.chat.postMessage({
        channel,
        unfurl_links: false,
        unfurl_media: false,
        ...render(message),
      });
      return ts ? { kind: 'posted', messageId: ts } : unknown('the answer names no message');
    } catch (error) {
      const outcome = outcomeOf(error);
      if (isDeadToken(error)) onDeadToken?.();
      if (outcome.kind === 'refused') {
        log.error(
          { ...facts, channel, code: outcome.code, why: whyRefused(error) },
          'slack refused a message',
        );
      }
      return outcome;
    }
  };
}

/**
 * What an error of the SDK says about the message: only what proves that it was not accepted
 * may be tried again. Codes: https://docs.slack.dev/reference/methods/chat.postMessage
 */
export function outcomeOf(error: unknown): PostOutcome {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) return platformOutcome(error);
  if (error instanceof WebAPIHTTPError) {
    const { statusCode } = error;
    const answered = statusCode >= 400 && statusCode < 500 && statusCode !== 408;
    return answered
      ? { kind: 'refused', code: `http_${statusCode}` }
      : unknown(`http ${statusCode}`);
  }
  if (error instanceof WebAPIRequestError) {
    const code = networkCode(error);
    return code !== undefined && NEVER_SENT.test(code)
      ? { kind: 'unreachable', reason: code }
      : unknown(code ?? maskedReason(error));
  }
  // What the SDK throws for a 429 that does not say for how long.
  if (error instanceof Error && error.message.startsWith('Retry header')) return limited(undefined);
  return unknown(maskedReason(error));
}

/** The connection was never made: a refused or impossible one, a name or a certificate that is wrong. */
const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+|UNABLE_TO_\w+|HOSTNAME_MISMATCH)$/;

const WAIT = new Set(['service_unavailable', 'team_added_to_org', 'org_login_required']);
const MAY_HAVE_BEEN_POSTED = new Set(['internal_error', 'fatal_error', 'request_timeout']);
const CHANNEL_CLOSED =
  /^(?:channel_not_found|not_in_channel|is_archived|is_inactive|restricted_action\w*|messages_tab_disabled|no_permission|ekm_access_denied|channel_type_not_supported|method_not_supported_for_channel_type|slack_connect_\w+)$/;
const WORKSPACE_CLOSED = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'access_denied',
  'app_access_restricted',
  'enterprise_is_restricted',
  'team_access_not_granted',
  'team_not_found',
]);

function platformOutcome({ data }: WebAPIPlatformError): PostOutcome {
  const code = String(data.error);
  // A page in place of an answer reaches us as its "error".
  if (!/^[a-z][a-z0-9_-]{1,80}$/.test(code)) return unknown('an answer that is not from Slack');
  if (code === 'ratelimited' || code === 'rate_limited') {
    return limited(data.response_metadata?.retryAfter);
  }
  if (code === 'missing_scope') {
    const needed = 'needed' in data && typeof data.needed === 'string' ? `:${data.needed}` : '';
    return { kind: 'workspace-closed', code: `missing_scope${needed}` };
  }
  if (MAY_HAVE_BEEN_POSTED.has(code)) return unknown(code);
  if (WAIT.has(code)) return { kind: 'unreachable', reason: code };
  if (CHANNEL_CLOSED.test(code)) return { kind: 'channel-closed', code };
  return { kind: WORKSPACE_CLOSED.has(code) ? 'workspace-closed' : 'refused', code };
}

function limited(retryAfterSeconds: unknown): PostOutcome {
  const known = typeof retryAfterSeconds === 'number' && retryAfterSeconds >= 0;
  return {
    kind: 'rate-limited',
    retryAfterMs: known ? retryAfterSeconds * 1000 : UNSAID_RETRY_AFTER_MS,
  };
}

const unknown = (reason: string): PostOutcome => ({ kind: 'unknown', reason });

/** Where in the blocks Slack found the fault, in its own words. */
function whyRefused(error: unknown): string | undefined {
  const said =
    error instanceof WebAPIPlatformError ? error.data.response_metadata?.messages : undefined;
  return Array.isArray(said) ? said.slice(0, 3).join('; ').slice(0, 500) : undefined;
}
