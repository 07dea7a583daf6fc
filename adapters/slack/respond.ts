import { maskedReason } from './reason.ts';
import type { ReplyPayload } from './reply.ts';

const TIMEOUT_MS = 10_000;

export type ResponseOutcome =
  | { readonly kind: 'sent' }
  /** The address is used up (5 times) or too old (30 minutes). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'limited'; readonly retryAfterMs: number }
  | { readonly kind: 'refused'; readonly reason: string }
  /** The answer was lost: the message may be there. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Sends one message to a response_url. Bolt's own `respond()` has no time limit and says nothing
 * of what Slack answered. Never throws.
 */
export async function respond(
  responseUrl: string,
  payload: ReplyPayload,
): Promise<ResponseOutcome> {
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return outcomeOf(response, await response.text());
  } catch (error) {
    return { kind: 'unknown', reason: maskedReason(error) };
  }
}

function outcomeOf({ status, headers }: Response, body: string): ResponseOutcome {
  if (status === 429) {
    const seconds = Number.parseInt(headers.get('retry-after') ?? '', 10);
    return { kind: 'limited', retryAfterMs: (seconds >= 0 ? seconds : 60) * 1000 };
  }
  if (status >= 500) return { kind: 'unknown', reason: `http ${status}` };
  const [said] = body.match(/\b(?:[a-z]+_)+[a-z]+\b/) ?? [];
  const fault = status !== 200 || /"ok"\s*:\s*false/.test(body);
  if (!fault) return { kind: 'sent' };
  return status === 404 || said === 'expired_url' || said === 'used_url'
    ? { kind: 'gone' }
    : { kind: 'refused', reason: said ?? `http ${status}` };
}
