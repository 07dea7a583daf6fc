import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Log } from '../../src/log.ts';
import { boltLog } from './bolt-log.ts';

const REQUEST_TIMEOUT_MS = 10_000;
const MAX_CLIENTS = 500;

/**
 * Every call to Slack is made once and ends within 10 s. By itself the SDK repeats a call up to
 * ten times, after a lost answer too, which turned one post into three, and pauses everything of
 * a token when one method is limited.
 */
export function onceOnly({
  apiUrl,
  log,
}: {
  apiUrl: string | undefined;
  log: Log;
}): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: REQUEST_TIMEOUT_MS,
    allowAbsoluteUrls: false,
    logger: boltLog(log),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
  };
}

/** One client a token, the least recently used dropped first. */
export function clientCache(options: WebClientOptions): (token: string) => WebClient {
  const clients = new Map<string, WebClient>();
  return (token) => {
    const client = clients.get(token) ?? new WebClient(token, { ...options });
    clients.delete(token);
    clients.set(token, client);
    const [oldest] = clients.keys();
    if (clients.size > MAX_CLIENTS && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}
