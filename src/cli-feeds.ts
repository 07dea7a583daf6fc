import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { ownTitle } from './commands/feed-add.ts';
import { meantFeeds } from './commands/pick-feed.ts';
import type { Config } from './config.ts';
import { type FeedWeb, findFeed } from './feed/find-feed.ts';
import { readOpml, writeOpml } from './feed/opml.ts';
import { decode } from './feed/parse/decode.ts';
import { addressIn } from './feed/typed-address.ts';
import { isAiling, stateSpans } from './message/feed-parts.ts';
import { feedReport } from './message/feed-report.ts';
import { plainText, spansText } from './message/plain-text.ts';
import { counted } from './message/spans.ts';
import type { ListedFeed } from './model/feed.ts';
import { openWeb, withDatabase } from './open-desk.ts';
import type { Database } from './store/database.ts';
import { articlesOfFeed } from './store/feed-articles.ts';
import { addFeed, listFeeds, removeFeed } from './store/polled-feeds.ts';

/** Runs one command; see `cli.ts`. */
type Run = (work: (config: Config) => Promise<void>) => Promise<void>;

const WEEK_MS = 7 * 86_400_000;
const WHICH = 'its number, its address, or words of its name';

/** `newsdesk feed add | list | check | remove | import | export`. */
export function addFeedCommands(newsdesk: Command, run: Run): void {
  const feed = newsdesk.command('feed').description('the feeds that the bot reads while it runs');
  feed
    .command('add')
    .description('read a feed from now on')
    .argument('<address...>', 'of feeds, or of sites that have one')
    .action((addresses: string[]) => run((config) => add(config, addresses)));
  feed
    .command('list')
    .description('the feeds, and how each is')
    .action(() => run((config) => withDatabase(config, list)));
  feed
    .command('check')
    .description('how a feed is, and when it is read next')
    .argument('<which...>', WHICH)
    .action((which: string[]) =>
      run((config) => withDatabase(config, (db) => check(db, which.join(' ')))),
    );
  feed
    .command('remove')
    .description('read a feed no more; its articles stay')
    .argument('<which...>', WHICH)
    .action((which: string[]) =>
      run((config) => withDatabase(config, (db) => remove(db, which.join(' ')))),
    );
  feed
    .command('import')
    .description('read all feeds of OPML files')
    .argument('<file...>', 'as other feed readers export them')
    .action((files: string[]) =>
      run((config) => withDatabase(config, (db) => importFiles(db, files))),
    );
  feed
    .command('export')
    .description('print the feeds as OPML')
    .action(() =>
      run((config) =>
        withDatabase(config, async (db) => {
          console.log(writeOpml('Newsdesk', await listFeeds(db)).trimEnd());
        }),
      ),
    );
}

async function add(config: Config, addresses: readonly string[]): Promise<void> {
  const { fetcher, web } = openWeb(config);
  try {
    await withDatabase(config, async (db) => {
      for (const typed of addresses) {
        const { added, problem } = await addOne(db, web, typed);
        if (added !== undefined) console.log(added);
        if (problem === undefined) continue;
        console.error(problem);
        process.exitCode = 1;
      }
    });
  } finally {
    await fetcher.close();
  }
}

/** What is said of one address: the others are added whatever comes of it. */
async function addOne(
  db: Database,
  web: FeedWeb,
  typed: string,
): Promise<{ added?: string; problem?: string }> {
  const at = addressIn(typed);
  if (!at) return { problem: `"${typed}" is no web address; expected one such as timesca.com` };
  const found = await findFeed(web, at);
  if (found.kind === 'none') {
    const { address, reason, code, page } = found;
    const advice = page
      ? `; give the feed's own address, or bring in what the site has: newsdesk backfill ${new URL(page).host}`
      : code === 'forbidden'
        ? '; ALLOW_PRIVATE_NETWORKS=1 allows your own'
        : '';
    return { problem: `no feed could be found at ${address}: ${reason}${advice}` };
  }
  if (found.kind === 'several') {
    const lines = found.feeds.map(({ title, url }) => `  ${url}  ${title}`);
    return {
      problem: [`${typed} has ${lines.length} feeds; add the one you mean:`, ...lines].join('\n'),
    };
  }
  const title = await ownTitle(db, found.feed);
  const options = { alsoAt: found.alsoAt, now: new Date() };
  const { feed, isNew } = await addFeed(db, { ...found.feed, title }, options);
  const said = isNew ? 'is read from now on, while the bot runs' : 'is read already';
  return { added: `${feed.title} (number ${feed.id}) ${said}: ${feed.url}` };
}

async function list(db: Database): Promise<void> {
  const feeds = await listFeeds(db);
  const now = new Date();
  for (const feed of feeds) {
    console.log(`${feed.id}  ${feed.title}  ${feed.url}\n   ${spansText(stateSpans(feed, now))}`);
  }
  const ailing = feeds.filter(isAiling).length;
  console.log(
    feeds.length === 0
      ? 'No feeds; add one: npm run -s newsdesk -- feed add timesca.com'
      : `${counted(feeds.length, 'feed')}, ${ailing} with a problem`,
  );
}

async function check(db: Database, which: string): Promise<void> {
  const feed = await pick(db, which);
  const now = new Date();
  const since = new Date(now.getTime() - WEEK_MS);
  const has = await articlesOfFeed(db, feed, { since, newest: 3 });
  console.log(plainText(feedReport({ feed, ...has, now })));
}

async function remove(db: Database, which: string): Promise<void> {
  const feed = await pick(db, which);
  await removeFeed(db, feed.id, { now: new Date() });
  console.log(`${feed.title} is read no more; its articles stay.`);
}

async function importFiles(db: Database, files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (/^https?:\/\//i.test(file)) {
      throw new Error(`${file} is an address; expected a file, or /newsdesk feed import in chat`);
    }
    if ((await stat(file)).isDirectory()) {
      throw new Error(`${file} is a folder; expected files: ${file}/*`);
    }
    const opml = readOpml(decode(await readFile(file), { contentType: undefined }));
    if (!opml) throw new Error(`${file} is no OPML; expected what feed readers export`);
    let added = 0;
    for (const feed of opml.feeds) {
      const title = await ownTitle(db, feed);
      const { isNew } = await addFeed(db, { ...feed, title }, { now: new Date() });
      if (isNew) added += 1;
    }
    const known = opml.feeds.length - added;
    console.log(
      `${basename(file)}: ${counted(added, 'feed')} added, ${known} read already, ${counted(opml.bad, 'bad address', 'bad addresses')}`,
    );
  }
}

async function pick(db: Database, which: string): Promise<ListedFeed> {
  const found = meantFeeds(await listFeeds(db), which);
  const [feed] = found;
  if (feed && found.length === 1) return feed;
  throw new Error(
    feed
      ? `"${which}" may be ${found.map(({ id, title }) => `${id} (${title})`).join(', ')}; give the number`
      : `no feed is "${which}"; see them: npm run -s newsdesk -- feed list`,
  );
}
