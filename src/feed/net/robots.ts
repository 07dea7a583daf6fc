import robotsModule from 'robots-parser';
import type { FailureCode, Fetch } from './fetch-outcome.ts';

/** The package is CommonJS and exports the function itself; its types say it is a module. */
const parseRobots = robotsModule as unknown as typeof robotsModule.default;

/** What a host's robots.txt (RFC 9309) says of an address. */
export type RobotsRule =
  | {
      readonly kind: 'allowed';
      /** Its Crawl-delay, at most a minute; undefined where it has none. */
      readonly gapMs: number | undefined;
    }
  | { readonly kind: 'disallowed' }
  /** It is there and cannot be read: nothing is fetched until it can. */
  | { readonly kind: 'unknown'; readonly code: FailureCode; readonly reason: string };

export type Robots = {
  readonly ruleFor: (url: URL) => Promise<RobotsRule>;
  /** The sitemaps that the site's robots.txt names; unchecked, in its order. */
  readonly sitemapsOf: (site: URL) => Promise<readonly string[]>;
};

/**
 * Reads robots.txt of each host that it is asked about, at most once a day (RFC 9309 §2.4). No
 * such file, or one that is refused, allows everything; one that a server fails to give allows
 * nothing for now, and is asked for again after ten minutes.
 */
export function createRobots({
  fetch,
  userAgent,
  clock,
}: {
  readonly fetch: Fetch;
  readonly userAgent: string;
  readonly clock: () => Date;
}): Robots {
  const known = new Map<string, Entry>();
  const [token = ''] = userAgent.split('/');

  // One reading serves all who ask meanwhile, and so none of them may break it off.
  const entryFor = async ({ origin }: URL): Promise<Read> => {
    const now = clock();
    const entry = known.get(origin);
    if (entry && now < entry.until) return entry.read;
    const read = readRobots(fetch, origin);
    const fresh = { read, until: later(now, DAY_MS) };
    known.delete(origin);
    known.set(origin, fresh);
    for (const oldest of known.keys()) {
      if (known.size <= MAX_HOSTS) break;
      known.delete(oldest);
    }
    read.then(
      ({ kind }) => {
        if (kind === 'unknown') fresh.until = later(now, RETRY_MS);
      },
      // Whoever asked is told; here it would end the process, and be remembered for a day.
      () => known.delete(origin),
    );
    return read;
  };

  return {
    ruleFor: async (url) => {
      const read = await entryFor(url);
      if (read.kind === 'unknown') return read;
      if (read.kind === 'none') return { kind: 'allowed', gapMs: undefined };
      const { robots } = read;
      if (robots.isAllowed(url.href.slice(0, MAX_MATCHED), token) === false) {
        return { kind: 'disallowed' };
      }
      const delayMs = (robots.getCrawlDelay(token) ?? 0) * 1_000;
      const gapMs = delayMs > 0 ? Math.min(delayMs, MAX_GAP_MS) : undefined;
      return { kind: 'allowed', gapMs };
    },
    sitemapsOf: async (site) => {
      const read = await entryFor(site);
      return read.kind === 'rules' ? read.robots.getSitemaps() : [];
    },
  };
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const RETRY_MS = 10 * 60 * 1_000;
const MAX_GAP_MS = 60 * 1_000;

/** Kept at once; a page of a host that fell out costs one more request. */
const MAX_HOSTS = 500;

/** RFC 9309 §2.5 asks for at least 500 KiB. */
const MAX_BYTES = 512 * 1_024;

/** A directive that we know; longer lines are no rule for any address. */
const RULE = /^\s*(user-agent|allow|disallow|crawl-delay|sitemap)\s*:.{0,2000}$/i;
const MAX_RULES = 5_000;

/** A star takes as many steps as the address is long: long rules of them, and too many, are left out. */
const STARRED = /^[^*]*:[^*]*\*[^*]/;
const MAX_STARRED_LENGTH = 200;
const MAX_STARRED = 500;
const MAX_MATCHED = 1_000;

type Entry = { readonly read: Promise<Read>; until: Date };

type Read =
  | { readonly kind: 'rules'; readonly robots: ReturnType<typeof parseRobots> }
  | { readonly kind: 'none' }
  | Extract<RobotsRule, { kind: 'unknown' }>;

async function readRobots(fetch: Fetch, origin: string): Promise<Read> {
  const outcome = await fetch(new URL('/robots.txt', origin).href, {
    accept: 'text/plain, */*;q=0.5',
    maxBytes: MAX_BYTES,
  });
  if (outcome.kind === 'fetched') {
    const rules = rulesOf(new TextDecoder().decode(outcome.body));
    const robots = parseRobots(new URL('/robots.txt', origin).href, rules.join('\n'));
    return { kind: 'rules', robots };
  }
  if (outcome.kind !== 'failed') return { kind: 'none' };
  const { code, reason, status = 0 } = outcome;
  const isClientError = status >= 400 && status < 500 && status !== 429;
  return isClientError ? { kind: 'none' } : { kind: 'unknown', code, reason };
}

function rulesOf(text: string): string[] {
  let starred = 0;
  return text
    .split(/\r\n?|\n/)
    .filter((line) => RULE.test(line))
    .slice(0, MAX_RULES)
    .map((line) => line.replace(/\*{2,}/g, '*'))
    .filter((line) => {
      if (!STARRED.test(line)) return true;
      starred += 1;
      return line.length <= MAX_STARRED_LENGTH && starred <= MAX_STARRED;
    });
}

function later(date: Date, ms: number): Date {
  return new Date(date.getTime() + ms);
}
