import { type Dispatcher, request } from 'undici';
import { type Failure, failureOf, OutOfTime } from './failure.ts';
import type { Validators } from './fetch-outcome.ts';
import { DECODED, type LargeBodies, readBody, TooLarge } from './read-body.ts';

/** One answer to one request, redirects and all; the body is there only with status 200 or 203. */
export type Answer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** By lower-case name; several of a name joined with commas. Bytes, not characters: Latin-1. */
      readonly header: (name: string) => string | undefined;
      readonly body: Uint8Array;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Times in milliseconds; `totalMs` is what is left of the whole. */
export type AskLimits = {
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly maxBytes: number;
};

/** Makes one GET request, without cookies and without following anything. */
export async function ask(
  url: URL,
  options: {
    readonly dispatcher: Dispatcher;
    readonly userAgent: string;
    readonly accept: string;
    readonly validators: Validators | undefined;
    readonly limits: AskLimits;
    readonly largeBodies: LargeBodies;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Answer> {
  const { headersMs, idleMs, totalMs, maxBytes } = options.limits;
  const running = new AbortController();
  const stop = () => running.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  const total = setTimeout(() => running.abort(new OutOfTime()), Math.max(0, totalMs));
  // undici's own limit starts over with every byte of a header, so that a slow drip never ends.
  const headers = setTimeout(() => running.abort(new OutOfTime()), headersMs);
  let hasBegun = false;
  try {
    options.signal?.throwIfAborted();
    const response = await request(url, {
      dispatcher: options.dispatcher,
      headers: requestHeaders(options),
      bodyTimeout: idleMs,
      signal: running.signal,
    });
    clearTimeout(headers);
    hasBegun = true;
    const header = (name: string) => joined(response.headers[name]);
    const { statusCode: status, body } = response;
    if (status !== 200 && status !== 203) {
      body.on('error', () => undefined).destroy();
      return { kind: 'answered', status, header, body: new Uint8Array() };
    }
    if (Number(header('content-length')) > maxBytes) {
      body.on('error', () => undefined).destroy();
      throw new TooLarge();
    }
    const bytes = await readBody(body, header('content-encoding') ?? '', {
      maxBytes,
      largeBodies: options.largeBodies,
      signal: running.signal,
    });
    return { kind: 'answered', status, header, body: bytes };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { kind: 'failed', failure: failureOf(error, { hasBegun }) };
  } finally {
    clearTimeout(total);
    clearTimeout(headers);
    options.signal?.removeEventListener('abort', stop);
    // What is left of a body that nobody reads to its end goes with its connection.
    running.abort();
  }
}

function requestHeaders({
  userAgent,
  accept,
  validators,
}: {
  readonly userAgent: string;
  readonly accept: string;
  readonly validators: Validators | undefined;
}): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept,
    'accept-encoding': DECODED,
    ...(validators?.etag !== undefined && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified !== undefined && {
      'if-modified-since': validators.lastModified,
    }),
  };
}

function joined(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}
