import { Agent } from 'undici';
import { type Answer, ask } from './ask.ts';
import type { FailureCode, Fetch, FetchOptions, FetchOutcome } from './fetch-outcome.ts';
import { freshnessOf } from './freshness.ts';
import { createGuard, type GuardOptions } from './guard.ts';
import { createPerHost, type PerHost } from './per-host.ts';
import { pinnedConnect } from './pinned-connect.ts';
import { createLargeBodies } from './read-body.ts';
import { createResolveHost, type ResolveHost } from './resolve-host.ts';
import { createRobots, type Robots } from './robots.ts';

export type Fetcher = {
  /** For an address that a person gave, such as a feed's. */
  readonly fetch: Fetch;
  /** For what we found ourselves: asks only where robots.txt allows it, and as slowly as it wishes. */
  readonly fetchPage: Fetch;
  readonly robots: Robots;
  readonly close: () => Promise<void>;
};

export type FetcherOptions = GuardOptions & {
  readonly userAgent: string;
  readonly limits?: Partial<Limits>;
  readonly perHost?: PerHost;
  readonly resolveHost?: ResolveHost;
  readonly clock?: () => Date;
};

/** Times in milliseconds. */
export type Limits = {
  /** From the resolved name to the connection, TLS included. */
  readonly connectMs: number;
  /** Until the last header is there. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly idleMs: number;
  /** All redirects together, without waiting for the hosts' turns. */
  readonly totalMs: number;
  /** Of an answer, decoded, where the caller says nothing else. */
  readonly maxBytes: number;
  readonly redirects: number;
};

const LIMITS: Limits = {
  connectMs: 5_000,
  headersMs: 10_000,
  idleMs: 5_000,
  totalMs: 20_000,
  maxBytes: 10 * 1024 * 1024,
  redirects: 5,
};

const FEEDS_FIRST =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5';
const PAGES_FIRST = 'text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5';

/**
 * Makes the only way in which Newsdesk fetches from addresses that strangers name. Every address,
 * every redirect and every connection passes the guard; a host is asked for one thing at a time;
 * time and decoded bytes are limited; and nothing that a server does is thrown.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const { clock = () => new Date(), perHost = createPerHost() } = options;
  const guard = createGuard(options);
  const largeBodies = createLargeBodies();
  const dispatcher = new Agent({
    allowH2: false,
    // A host is asked for one thing at a time; undici keeps 16 kB for a pool of connections.
    connections: 1,
    // 0 switches undici's own limit off: `ask` counts from the start of the request.
    headersTimeout: 0,
    connect: pinnedConnect({
      guard,
      resolveHost: options.resolveHost ?? createResolveHost(options),
      connectMs: limits.connectMs,
    }),
  });

  const follow = async (
    address: string,
    fetchOptions: FetchOptions,
    gapMs?: number,
  ): Promise<FetchOutcome> => {
    const { validators, accept = FEEDS_FIRST, maxBytes = limits.maxBytes, signal } = fetchOptions;
    const start = guard.parse(address);
    if (start.kind === 'refused') return failed(start);
    let { url } = start;
    const mayDowngrade = url.protocol === 'http:';
    const seen = new Set([url.href]);
    let isPermanent = true;
    let leftMs = limits.totalMs;
    for (;;) {
      const answer = await perHost.run(
        url.host,
        async () => {
          const startedMs = performance.now();
          const asked = await ask(url, {
            dispatcher,
            userAgent: options.userAgent,
            accept,
            validators,
            limits: { ...limits, totalMs: leftMs, maxBytes },
            largeBodies,
            signal,
          });
          leftMs -= performance.now() - startedMs;
          return asked;
        },
        { gapMs, signal },
      );
      const movedTo = isPermanent && seen.size > 1 ? url.href : undefined;
      const location = redirectOf(answer);
      if (location === undefined) {
        const at = { url, movedTo, isPermanent, options: fetchOptions };
        return outcomeOf(answer, at, clock());
      }
      const next = guard.parse(location, url);
      if (next.kind === 'refused') return failed(next, 'it redirects elsewhere, and ');
      if (next.url.protocol === 'http:' && !mayDowngrade && url.protocol === 'https:') {
        return failed({ code: 'bad-address', reason: 'it redirects from https to http' });
      }
      if (seen.has(next.url.href) || seen.size > limits.redirects) {
        return failed({ code: 'too-many-redirects', reason: 'it redirects again and again' });
      }
      isPermanent &&= answer.kind === 'answered' && PERMANENT.has(answer.status);
      seen.add(next.url.href);
      url = next.url;
    }
  };

  const robots = createRobots({
    fetch: (address, fetchOptions = {}) => follow(address, fetchOptions),
    userAgent: options.userAgent,
    clock,
  });

  return {
    robots,
    fetch: (address, fetchOptions = {}) => follow(address, fetchOptions),
    fetchPage: async (address, fetchOptions = {}) => {
      const page = guard.parse(address);
      if (page.kind === 'refused') return failed(page);
      const rule = await robots.ruleFor(page.url);
      if (rule.kind === 'allowed') {
        return follow(address, { accept: PAGES_FIRST, ...fetchOptions }, rule.gapMs);
      }
      return rule.kind === 'disallowed'
        ? failed({ code: 'denied', reason: 'its robots.txt asks that it is not fetched' })
        : failed({ code: rule.code, reason: `its robots.txt could not be read: ${rule.reason}` });
    },
    close: async () => {
      perHost.close();
      await dispatcher.destroy();
    },
  };
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const PERMANENT: ReadonlySet<number> = new Set([301, 308]);

/** Where an answer leads. Headers are bytes: a name in UTF-8 would otherwise arrive garbled. */
function redirectOf(answer: Answer): string | undefined {
  if (answer.kind === 'failed' || !REDIRECTS.has(answer.status)) return undefined;
  const location = answer.header('location');
  if (location === undefined) return undefined;
  const utf8 = Buffer.from(location, 'latin1').toString('utf8');
  return utf8.includes('\ufffd') ? location : utf8;
}

type At = {
  readonly url: URL;
  readonly movedTo: string | undefined;
  /** Every redirect on the way was; also true where there was none. */
  readonly isPermanent: boolean;
  readonly options: FetchOptions;
};

function outcomeOf(answer: Answer, at: At, now: Date): FetchOutcome {
  if (answer.kind === 'failed') return failed(answer.failure);
  const { status, header } = answer;
  const freshness = freshnessOf(header, now);
  const { movedTo } = at;
  const { validators: sent, headers: wanted } = at.options;
  const etag = header('etag');
  const lastModified = header('last-modified');
  if (status === 200 || status === 203) {
    return {
      ...freshness,
      kind: 'fetched',
      url: at.url.href,
      movedTo,
      contentType: header('content-type'),
      ...(wanted && {
        headers: Object.fromEntries(wanted.map((name) => [name, header(name) ?? ''])),
      }),
      robotsTag: (header('x-robots-tag') ?? '').toLowerCase(),
      validators: { etag, lastModified },
      body: answer.body,
    };
  }
  if (status === 304 && (sent?.etag ?? sent?.lastModified) !== undefined) {
    return {
      ...freshness,
      kind: 'not-modified',
      movedTo,
      validators: {
        etag: etag ?? sent?.etag,
        lastModified: lastModified ?? sent?.lastModified,
      },
    };
  }
  // A 410 at the end of a temporary redirect says nothing of the address that was asked for.
  if (status === 410 && at.isPermanent) return { kind: 'gone' };
  return { ...freshness, kind: 'failed', status, ...statusFailure(status) };
}

function statusFailure(status: number): { code: FailureCode; reason: string } {
  if (status === 404 || status === 410) {
    return { code: 'not-found', reason: `there is nothing at this address (${status})` };
  }
  if (DENIED.has(status)) return { code: 'denied', reason: `the site refuses it (${status})` };
  if (status === 429) return { code: 'too-many-requests', reason: 'the site asks to wait (429)' };
  if (status >= 500) return { code: 'server-error', reason: `the site has a problem (${status})` };
  return { code: 'unexpected-status', reason: `the site answers with status ${status}` };
}

const DENIED: ReadonlySet<number> = new Set([401, 402, 403, 407, 451]);

function failed(
  { code, reason }: { readonly code: FailureCode; readonly reason: string },
  before = '',
): FetchOutcome {
  return {
    kind: 'failed',
    code,
    reason: `${before}${reason}`,
    status: undefined,
    maxAgeMs: undefined,
    retryAfterMs: undefined,
  };
}
