import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { maskedReason } from './reason.ts';
import { seenLately } from './seen.ts';

const MAX_BODY_BYTES = 100_000;
const MAX_CLOCK_LEAD_MS = 5 * 60_000;

export type HttpReceiver = Receiver & {
  /** Takes one request to `/slack/events`. Always answers it, never throws. */
  readonly receive: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

/**
 * Hands Slack's requests to Bolt on a server that is ours. Bolt's own HTTPReceiver throws on an
 * unknown path, takes a timestamp from the future and does not know a request it has seen.
 */
export function createHttpReceiver({
  signingSecret,
  log,
  now = Date.now,
}: {
  signingSecret: string;
  log: Log;
  now?: () => number;
}): HttpReceiver {
  const seen = seenLately(now);
  let app: App | undefined;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (isSslProbe(request)) return end(response, 200);
      if (request.method !== 'POST') return end(response, 405);
      const body = await readBody(request);
      if (body === undefined) return refuse(request, response, 413, 'body too large');
      // The only request without a signature; nothing in it is used.
      if (isForm(request) && new URLSearchParams(body).get('ssl_check') === '1') {
        return end(response, 200);
      }
      if (!isSigned(request, body)) return refuse(request, response, 401, 'signature');
      if (seen(signatureOf(request))) {
        // Slack itself may repeat an event within the second: it must not go on repeating it.
        const repeatedBySlack = request.headers['x-slack-retry-num'] !== undefined;
        return repeatedBySlack ? end(response, 200) : refuse(request, response, 401, 'replayed');
      }
      await dispatch(parseBody(request, body), request, response);
    } catch (error) {
      log.error({ reason: maskedReason(error) }, 'a request from slack failed');
      end(response, 500);
    }
  }

  async function dispatch(
    body: Record<string, unknown> | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (body === undefined) return refuse(request, response, 400, 'malformed body');
    if (body.type === 'url_verification') return end(response, 200, { challenge: body.challenge });
    await app?.processEvent({
      body,
      ack: async (answer) => end(response, 200, answer || undefined),
    });
    // Something that no listener takes is acknowledged all the same: there is nothing to repeat.
    end(response, 200);
  }

  function isSigned(request: IncomingMessage, body: string): boolean {
    const timestamp = Number(header(request, 'x-slack-request-timestamp'));
    if (timestamp * 1000 > now() + MAX_CLOCK_LEAD_MS) return false;
    return isValidSlackRequest({
      signingSecret,
      body,
      headers: {
        'x-slack-signature': header(request, 'x-slack-signature'),
        'x-slack-request-timestamp': timestamp,
      },
      nowMilliseconds: now(),
    });
  }

  function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    reason: string,
  ): void {
    log.warn(
      { status, reason, from: request.socket.remoteAddress },
      'refused a request to /slack/events',
    );
    end(response, status);
  }

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {},
    stop: async () => {},
    receive,
  };
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

function isForm(request: IncomingMessage): boolean {
  return header(request, 'content-type').startsWith('application/x-www-form-urlencoded');
}

function signatureOf(request: IncomingMessage): string {
  return `${header(request, 'x-slack-request-timestamp')}:${header(request, 'x-slack-signature')}`;
}

function isSslProbe({ method, url = '' }: IncomingMessage): boolean {
  return method === 'GET' && new URLSearchParams(url.split('?')[1]).get('ssl_check') === '1';
}

/** Undefined where there is more of it than Slack ever sends. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early must not cut the connection: the answer still goes through it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Events are JSON, commands a form, interactions JSON in the `payload` of a form. */
function parseBody(request: IncomingMessage, body: string): Record<string, unknown> | undefined {
  const form = isForm(request) ? new URLSearchParams(body) : undefined;
  const json = form ? form.get('payload') : body;
  if (json === null) return Object.fromEntries(form ?? []);
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** Ends a response once, whoever comes first. */
function end(response: ServerResponse, status: number, body?: unknown): void {
  if (response.writableEnded || response.destroyed) return;
  const isText = typeof body === 'string';
  response.writeHead(status, {
    ...(body !== undefined && {
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    }),
    ...(status === 413 && { connection: 'close' }),
    'x-content-type-options': 'nosniff',
  });
  response.end(body === undefined || isText ? body : JSON.stringify(body));
}
