import { liveStories } from '../../src/feed/live-stories.ts';
import { createFetcher } from '../../src/feed/net/fetcher.ts';
import { createPoller } from '../../src/feed/poll.ts';
import { openReadingThread } from '../../src/feed/reading-thread.ts';
import { SILENT } from '../../src/log.ts';
import { countArticles } from '../../src/store/articles.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { takeFeedsOfFile } from '../../src/store/polled-feeds.ts';

/** What reading all feeds once came to. Times in milliseconds since all of them were due. */
export type FeedsReport = {
  readonly good: readonly number[];
  readonly hostile: readonly number[];
  readonly items: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
};

const { file, port, good, hostile } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly file: string;
  readonly port: number;
  readonly good: number;
  readonly hostile: number;
};

const db = await openDatabase({ kind: 'sqlite', file });
const every = hostile === 0 ? Number.POSITIVE_INFINITY : Math.round((good + hostile) / hostile);
let goods = 0;
let hostiles = 0;
const names = Array.from({ length: good + hostile }, (_, n) =>
  // Their order is that of their names: the hostile ones are to stand between the good ones.
  n % every === every - 1
    ? `${String(n).padStart(6, '0')}-hostile-${hostiles++}`
    : `${String(n).padStart(6, '0')}-good-${goods++}`,
);
await takeFeedsOfFile(
  db,
  names.map((name) => ({
    url: `http://${name}.test:${port}/feed`,
    title: name,
    siteUrl: undefined,
  })),
  new Date(),
);

const done = new Map<string, number>();
let startedMs = 0;
const fetcher = createFetcher({
  allowPrivateNetworks: true,
  userAgent: 'Newsdesk/bench',
  resolveHost: async () => ['127.0.0.1'],
});
const reading = openReadingThread();
const stop = new AbortController();
const poller = createPoller(
  {
    db,
    fetch: async (url, options) => {
      const outcome = await fetcher.fetch(url, options);
      const [name = ''] = new URL(url).hostname.split('.');
      done.set(name, performance.now() - startedMs);
      return outcome;
    },
    readFeed: reading.readFeed,
    stories: liveStories(() => new Date()),
    log: SILENT,
    now: () => new Date(),
    random: Math.random,
  },
  stop.signal,
);

let maxRss = 0;
const watch = setInterval(() => {
  maxRss = Math.max(maxRss, process.memoryUsage().rss);
}, 50);
const before = process.cpuUsage();
startedMs = performance.now();
while (done.size < names.length) {
  await poller.start();
  if (poller.underWay() > 0) await poller.next();
}
await poller.settled();
clearInterval(watch);
const { user, system } = process.cpuUsage(before);
const times = (kind: string) =>
  [...done].flatMap(([name, ms]) => (name.includes(kind) ? [ms] : []));
const report: FeedsReport = {
  good: times('good'),
  hostile: times('hostile'),
  items: await countArticles(db),
  cpuMs: (user + system) / 1000,
  maxRssMb: Math.round(maxRss / 2 ** 20),
};
process.send?.(report);
await fetcher.close();
await reading.close();
await closeDatabase(db);
process.disconnect();
