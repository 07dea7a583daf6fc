import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type BackfillOptions,
  type BackfillReport,
  backfill,
} from '../../../src/feed/backfill/backfill.ts';
import { liveStories } from '../../../src/feed/live-stories.ts';
import { createFetcher, type Fetcher } from '../../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../../src/feed/net/per-host.ts';
import type { Article } from '../../../src/model/article.ts';
import { changesAfter } from '../../../src/store/articles.ts';
import type { BackfillProgress } from '../../../src/store/backfill-steps.ts';
import { closeDatabase, type Database, openDatabase } from '../../../src/store/database.ts';
import { takeLease } from '../../../src/store/leases.ts';
import { onEveryDatabase } from '../../support/databases.ts';
import { type NewsSite, type NewsSiteOptions, openNewsSite } from '../../support/news-site.ts';
import { serve } from '../../support/servers.ts';

const now = new Date('2026-11-22T08:00:00Z');
let site: NewsSite;
let fetcher: Fetcher;
let gaps: number[];
let waits: number[];
let progress: BackfillProgress[];
let problems: string[];

beforeEach(() => {
  gaps = [];
  waits = [];
  progress = [];
  problems = [];
});
afterEach(async () => {
  await fetcher.close();
  await site.close();
});

async function open(options: NewsSiteOptions): Promise<void> {
  site = await openNewsSite(options);
  fetcher = createFetcher({
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/test',
    perHost: createPerHost({
      sleep: async (ms) => {
        gaps.push(ms);
      },
    }),
  });
}

type Wanted = { readonly topic?: string; readonly since?: Date; readonly path?: string };

function run(
  db: Database,
  { topic, since, path = '' }: Wanted = {},
  signal = new AbortController().signal,
  change: Partial<BackfillOptions> = {},
): Promise<BackfillReport> {
  return backfill(db, {
    site: `${site.url}${path}`,
    topic,
    since,
    fetcher,
    stories: liveStories(),
    now: () => now,
    signal,
    sleep: async (ms) => {
      waits.push(ms);
    },
    onProgress: (each) => progress.push(each),
    onProblem: ({ url }) => problems.push(url),
    holder: 'process 1',
    ...change,
  });
}

/** Stops while the `n`th request is answered. */
function stopAt(n: number): AbortSignal {
  const stop = new AbortController();
  site.onRequest = () => {
    if (site.asked.length === n) stop.abort();
    return false;
  };
  return stop.signal;
}

async function archive(db: Database): Promise<Article[]> {
  const changes = await changesAfter(db, 0, 10_000);
  return changes.flatMap((change) => (change.kind === 'stored' ? [change.article] : []));
}

const SHAPES: Readonly<Record<string, NewsSiteOptions & { readonly way: string }>> = {
  'WordPress gives its posts': { way: 'WordPress', onTopic: 123, others: 41, rest: true },
  'there is an index of sitemaps': { way: 'sitemaps', onTopic: 123, others: 41, sitemap: 'index' },
  'there is a news sitemap': { way: 'sitemaps', onTopic: 123, others: 41, sitemap: 'news' },
  'robots.txt names a packed sitemap': {
    way: 'sitemaps',
    onTopic: 123,
    others: 41,
    sitemap: 'packed',
    robots: 'User-agent: *\nAllow: /\nSitemap: /archive.xml.gz',
  },
  'only pages list the articles': {
    way: 'listing pages',
    onTopic: 123,
    others: 41,
    listing: 'pretty',
  },
  'only pages with ?paged= list them': {
    way: 'listing pages',
    onTopic: 123,
    others: 41,
    listing: 'paged',
  },
};

describe.each(Object.entries(SHAPES))('where %s', (_, { way, ...options }) => {
  onEveryDatabase('the back archive', (db) => {
    test('all 123 articles of a topic come in, once, with their dates', async () => {
      await open(options);
      const report = await run(db(), { topic: 'isis' });
      const articles = await archive(db());

      expect(report).toMatchObject({ way, finished: true, added: 123, unchanged: 0 });
      expect(articles).toHaveLength(123);
      expect(new Set(articles.map(({ title }) => title)).size).toBe(123);
      expect(articles.every(({ topics }) => topics.includes('ISIS'))).toBe(true);
      expect(
        articles.map(({ publishedAt }) => publishedAt.getTime()).toSorted((a, b) => b - a),
      ).toEqual(Array.from({ length: 123 }, (_, n) => Date.UTC(2026, 10, 21 - n, 9)));
      expect(articles.find(({ title }) => title.endsWith('part 5'))).toMatchObject({
        url: `${site.url}/2026/report-5/`,
        source: 'The Example Times',
        text: expect.stringMatching(
          /^The court in Khujand spoke .*\n\nOfficials .*& its “quotes”/s,
        ),
      });
      expect(askedAgain()).toEqual([]);
      expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
    });

    test('stopped again and again, all 123 come in, once, and next to nothing is asked for twice', async () => {
      await open(options);
      let stops = 0;
      for (const after of [1, 7, 8, 9, 30, 60]) {
        const stopped = run(db(), { topic: 'isis' }, stopAt(site.asked.length + after));
        // While it looks for the way there is nothing to go on from, and it says so.
        const report = await stopped.catch(() => undefined);
        if (report?.finished) break;
        stops += 1;
      }
      site.onRequest = () => false;
      const report = await run(db(), { topic: 'isis' });

      expect(stops).toBeGreaterThan(1);
      expect(report.finished).toBe(true);
      expect(await archive(db())).toHaveLength(123);
      expect(askedAgain().filter((path) => path.startsWith('/2026/')).length).toBeLessThanOrEqual(
        stops,
      );
    });
  });
});

describe('a site', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openDatabase({ kind: 'sqlite', file: ':memory:' });
  });
  afterEach(() => closeDatabase(db));

  test.each(Object.entries(SHAPES))(
    'gives no more than --since asks for, where %s',
    async (_, options) => {
      await open(options);
      await run(db, { topic: 'isis', since: new Date('2026-11-01') });
      const dates = (await archive(db)).map(({ publishedAt }) =>
        publishedAt.toISOString().slice(0, 10),
      );

      expect(dates.toSorted()).toEqual(
        Array.from({ length: 21 }, (_, n) => `2026-11-${String(n + 1).padStart(2, '0')}`),
      );
      // Not one page for each of the 123.
      expect(site.asked.length).toBeLessThan(70);
    },
  );

  test('is read whole without a topic, and a part of it where that is its address', async () => {
    await open({ onTopic: 123, others: 41, rest: true, listing: 'pretty' });
    expect(await run(db)).toMatchObject({ way: 'WordPress', added: 164 });

    await site.close();
    await open({ onTopic: 12, others: 41, listing: 'pretty', sitemap: 'index' });
    expect(await run(db, { path: '/topics/isis/' })).toMatchObject({
      way: 'listing pages',
      added: 12,
    });
  });

  test('that was finished gives what is new, and asks for no page again', async () => {
    await open({ onTopic: 20, sitemap: 'news' });
    await run(db);
    const pages = () => site.asked.filter((path) => path.startsWith('/2026/')).length;
    expect(pages()).toBe(20);
    expect(await run(db)).toMatchObject({ finished: true, added: 0 });
    expect(pages()).toBe(20);
  });

  test('is brought in by one process at a time, whatever the topic; the other says which', async () => {
    await open({ onTopic: 20, others: 4, sitemap: 'index' });
    let other: Promise<unknown> | undefined;
    site.onRequest = () => {
      if (site.asked.length !== 5) return false;
      other ??= run(db, { topic: 'isis' }, undefined, { holder: 'process 2' }).catch(
        (error: unknown) => error,
      );
      return false;
    };
    expect(await run(db)).toMatchObject({ finished: true, added: 24 });
    expect(await other).toMatchObject({
      message: expect.stringMatching(
        /^127\.0\.0\.1:\d+ is being brought in already, by process 1;/,
      ),
    });
    expect(askedAgain()).toEqual([]);
    expect(await run(db, {}, undefined, { holder: 'process 2' })).toMatchObject({ finished: true });
  });

  test('is free again a minute after its process was killed', async () => {
    await open({ onTopic: 3, sitemap: 'index' });
    const name = `backfill ${new URL(site.url).host}`;
    await takeLease(db, { name, holder: 'process 7', now, leaseMs: 60_000 });
    await expect(run(db)).rejects.toThrow('by process 7; if that was killed');
    expect(site.asked).toEqual([]);
    const later = new Date(now.getTime() + 60_001);
    expect(await run(db, {}, undefined, { now: () => later })).toMatchObject({ added: 3 });
  });

  test('stays with its process while that lives, and is let go of where another took it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      await open({ onTopic: 20, sitemap: 'index' });
      const name = `backfill ${new URL(site.url).host}`;
      const took: string[] = [];
      let at = now;
      site.onRequest = (_, response) => {
        if (site.asked.length < 6) return false;
        void (async () => {
          for (const minutes of [0.5, 2]) {
            at = new Date(now.getTime() + minutes * 60_000);
            // Asleep for all of the two minutes, it did not renew its lease.
            if (minutes < 1) await vi.advanceTimersByTimeAsync(20_000);
            const asked = { name, holder: 'process 2', now: at, leaseMs: 60_000 };
            took.push(await takeLease(db, asked));
          }
          await vi.advanceTimersByTimeAsync(20_000);
          response.end();
        })();
        return true;
      };
      await expect(run(db, {}, undefined, { now: () => at })).rejects.toThrow('by process 2;');
      expect(took).toEqual(['process 1', 'process 2']);
      expect(site.asked).toHaveLength(6);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is asked slowly, for one thing at a time, as its robots.txt wishes', async () => {
    await open({
      onTopic: 5,
      sitemap: 'index',
      robots: 'User-agent: *\nCrawl-delay: 3\nDisallow: /2026/report-2/\n',
    });
    const report = await run(db);

    expect(report.added).toBe(4);
    expect(report.passedOver).toEqual(new Map([['not there', 1]]));
    expect(site.asked).not.toContain('/2026/report-2/');
    expect(gaps.filter((ms) => ms === 3_000).length).toBeGreaterThan(5);
  });

  test('that is out of breath is waited for as long as it asks, and given up on when that is long', async () => {
    await open({ onTopic: 5, sitemap: 'index' });
    let refusals = 2;
    site.onRequest = ({ url }, response) => {
      if (url !== '/2026/report-3/' || refusals === 0) return false;
      refusals -= 1;
      response.writeHead(503, { 'retry-after': '30' }).end();
      return true;
    };
    expect(await run(db)).toMatchObject({ added: 5 });
    expect(waits).toEqual([30_000, 30_000]);

    site.onRequest = (_, response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
      return true;
    };
    await expect(run(db)).rejects.toThrow('cannot be read: the site asks to wait (429)');
  });

  test('that falls silent in the middle ends it with a word, and is gone on with', async () => {
    await open({ onTopic: 30, sitemap: 'index' });
    let asked = 0;
    site.onRequest = ({ url }, response) => {
      asked += url?.startsWith('/2026/') ? 1 : 0;
      if (asked <= 10) return false;
      response.destroy();
      return true;
    };
    await expect(run(db)).rejects.toThrow(/stopped: .*; the same command goes on from there/);
    expect(await archive(db)).toHaveLength(10);
    expect(problems.length).toBeLessThan(5);

    site.onRequest = () => false;
    expect(await run(db)).toMatchObject({ finished: true });
    expect((await archive(db)).length + problems.length).toBe(30);
  });

  test('is not held up by a sitemap that is not there any more', async () => {
    await open({ onTopic: 30, sitemap: 'index' });
    site.onRequest = ({ url }, response) => {
      if (url !== '/post-sitemap.xml') return false;
      response.writeHead(404).end();
      return true;
    };
    expect(await run(db)).toMatchObject({ finished: true, added: 15 });
    expect(problems).toEqual([`${site.url}/post-sitemap.xml`]);
  });

  test('that names many sitemaps is asked for each of them once', async () => {
    await open({
      onTopic: 12,
      sitemap: 'index',
      robots: ['gone.xml', 'post-sitemap.xml', 'post-sitemap2.xml', 'more.xml', 'news.xml']
        .map((name) => `Sitemap: /${name}\n`)
        .join(''),
    });
    expect(await run(db)).toMatchObject({ way: 'sitemaps', finished: true, added: 12 });
    expect(askedAgain()).toEqual(['/post-sitemap.xml']);
  });

  test('is read on past any number of sitemaps that are not there', async () => {
    const gone = Array.from({ length: 15 }, (_, n) => `gone-${n}.xml`);
    await open({
      onTopic: 12,
      sitemap: 'index',
      robots: ['post-sitemap.xml', ...gone, 'post-sitemap2.xml']
        .map((name) => `Sitemap: /${name}\n`)
        .join(''),
    });
    expect(await run(db)).toMatchObject({ finished: true, added: 12 });
    expect(problems).toHaveLength(15);
  });

  test('is asked once for a page that it names with its comments and with tracking, too', async () => {
    await open({ onTopic: 1 });
    site.onRequest = ({ url }, response) => {
      if (url !== '/sitemap.xml') return false;
      const report = `${site.url}/2026/report-1/`;
      const named = [report, `${report}#comments`, `${report}?utm_source=x`];
      response.end(`<urlset>${named.map((to) => `<url><loc>${to}</loc></url>`).join('')}</urlset>`);
      return true;
    };
    expect(await run(db)).toMatchObject({ added: 1, unchanged: 0, passedOver: new Map() });
    expect(site.asked.filter((path) => path.startsWith('/2026/'))).toEqual(['/2026/report-1/']);
  });

  test('that gives too much at once is asked for less', async () => {
    await open({ onTopic: 123, rest: true });
    site.onRequest = ({ url }, response) => {
      if (!url?.includes('per_page=100&page=')) return false;
      response.writeHead(500).end();
      return true;
    };
    expect(await run(db)).toMatchObject({ added: 123 });
    expect(progress.at(-1)).toEqual({ done: 123, total: 123 });
  });

  test('that does not say how many pages it has is read to its end, also past a post behind a password', async () => {
    await open({ onTopic: 123, rest: 'bare' });
    expect(await run(db)).toMatchObject({ finished: true, added: 122 });
  });

  test('that boasts of more articles than there can be is read like one that says nothing', async () => {
    await open({ onTopic: 3, rest: 'boastful' });
    expect(await run(db)).toMatchObject({ finished: true, added: 3 });
  });

  test('that gives the same posts for every page comes to an end', async () => {
    await open({ onTopic: 150, rest: 'circular' });
    expect(await run(db)).toMatchObject({ finished: true, added: 100 });
  });

  test('that files nothing under a topic says what it does file under', async () => {
    await open({ onTopic: 3, others: 3, rest: true });
    await expect(run(db, { topic: 'isiss' })).rejects.toThrow(
      'files nothing under "isiss"; expected a category or tag of it such as ISIS, Weather & Climate',
    );
  });

  test('that has no topics at all says so', async () => {
    await open({ onTopic: 3, rest: true });
    site.onRequest = ({ url }, response) => {
      if (!/\/(?:categories|tags)\b/.test(url ?? '')) return false;
      response.setHeader('content-type', 'application/json');
      response.end('[]');
      return true;
    };
    await expect(run(db, { topic: 'isis' })).rejects.toThrow(
      'files nothing under "isis", nor under any other topic; leave --topic out',
    );
  });

  test('without an archive, or that cannot be read, is refused with the reason', async () => {
    await open({ onTopic: 0 });
    await expect(run(db)).rejects.toThrow('has no back archive that can be read');
    site.onRequest = (_, response) => {
      response.writeHead(403).end();
      return true;
    };
    await expect(run(db)).rejects.toThrow('cannot be read: the site refuses it (403)');
  });

  test('typed without a scheme is found by http, too; what is no address is refused', async () => {
    await open({ onTopic: 3, rest: true });
    const typed = (address: string) => run(db, {}, undefined, { site: address });
    expect(await typed(`127.0.0.1:${site.port}`)).toMatchObject({ added: 3, finished: true });
    await expect(typed('archive/articles.jsonl')).rejects.toThrow(
      '"archive/articles.jsonl" is no web address; expected one such as timesca.com',
    );
  });

  test('cannot lead inside: what its sitemap names elsewhere is not asked for', async () => {
    const inside = await serve((_, response) => response.end('inside'));
    await open({ onTopic: 0 });
    site.onRequest = ({ url }, response) => {
      if (url !== '/sitemap.xml') return false;
      response.end(
        `<urlset><url><loc>http://127.0.0.1:${inside.port}/a-report/</loc></url><url><loc>file:///etc/passwd</loc></url></urlset>`,
      );
      return true;
    };
    await run(db).catch(() => undefined);
    await inside.close();
    expect(inside.connections()).toBe(0);
  });

  test('says how many articles there are as soon as it can be known, and not before', async () => {
    await open({ onTopic: 123, listing: 'pretty' });
    await run(db, { topic: 'isis' });
    expect(progress.find(({ total }) => total !== undefined)).toEqual({ done: 0, total: 123 });

    await open({ onTopic: 123, sitemap: 'index' });
    progress = [];
    await run(db);
    const [first] = progress;
    expect(first?.total).toBeUndefined();
    expect(progress.find(({ total }) => total !== undefined)).toEqual({ done: 0, total: 123 });
  });
});

/** Paths asked for more than once; those that lead to the way are looked at and read. */
function askedAgain(): string[] {
  const isProbe = /^\/(?:sitemap\.xml|archive\.xml\.gz|topics\/isis\/)$/;
  return site.asked.filter((path, at) => site.asked.indexOf(path) < at && !isProbe.test(path));
}
