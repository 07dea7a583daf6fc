import { firstGap, nextRuns } from '../digest/next-runs.ts';
import { findFeed } from '../feed/find-feed.ts';
import { addressIn } from '../feed/typed-address.ts';
import type { Message } from '../message/message.ts';
import { outletIn } from '../message/query-words.ts';
import { followedAlready, subscribed } from '../message/subscription-messages.ts';
import type { Channel, Person } from '../model/channel.ts';
import type { PolledFeed } from '../model/feed.ts';
import type { NewSubscription, Subscription, SubscriptionTerms } from '../model/subscription.ts';
import { parseQuery } from '../search/query.ts';
import { holdName, inTransaction } from '../store/database.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import { addSubscription, subscriptionsOfChannel } from '../store/subscriptions.ts';
import { parseTimes } from '../text/clock.ts';
import type { Command, CommandRequest, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { addFound } from './feed-add.ts';
import { MAY_NOT_POST } from './may-not-post.ts';
import { sourceQuery } from './of-feed.ts';
import { privately, refusal } from './reply.ts';
import { FILTERS, queryText } from './search.ts';
import { CHANNEL_OPTION, readTerms, TERM_OPTIONS } from './subscription-options.ts';

const EXAMPLE = '/newsdesk subscribe isis smuggling at:08:00 tz:Asia/Tashkent';
const DEFAULT_TIME = '08:00';
const DEFAULT_TOP = 8;

export const subscribeCommand: Command = {
  family: 'newsdesk',
  verb: 'subscribe',
  aliases: ['sub', 'follow'],
  description: 'Send this channel a daily digest of what matches',
  usage:
    '/newsdesk subscribe <words | topic:x | address of a feed> at:08:00[,17:30] [days:mon-fri tz:Asia/Tashkent top:8 empty:skip as:now max:5/h quiet:22-7]',
  example: EXAMPLE,
  managed: true,
  options: [
    {
      name: 'query',
      description: 'What to follow; leave it out to follow everything',
      kind: 'text',
      words: true,
    },
    ...FILTERS.filter(({ name }) => ['topic', 'country', 'source'].includes(name)),
    ...TERM_OPTIONS,
    CHANNEL_OPTION,
  ],
  run: async (request, invocation, desk) => {
    const { channel, person } = invocation;
    const place = { channel, person, timezone: desk.timezone };
    const words = await wordsFor(request, invocation, desk);
    if (typeof words !== 'string') return words;
    const plain = plainSubscription(queryText({ ...request, words }), place);
    const read = readTerms(request.options, plain);
    if (read.kind === 'bad') {
      const typed = Object.entries(request.options).map(([key, value]) =>
        /\s/.test(value) ? `${key}:"${value}"` : `${key}:${value}`,
      );
      const keep = ['/newsdesk subscribe', request.words, ...typed].filter(Boolean).join(' ');
      return refusal({ ...read, example: EXAMPLE, keep });
    }
    return privately(await subscribe(desk, { ...plain, ...read.terms }, invocation));
  },
};

/**
 * What to follow: the words themselves, or, where they are the address of a feed or a site, what
 * comes from there; that feed is read from then on. A reply where there is no telling.
 */
async function wordsFor(
  { words, options }: CommandRequest,
  invocation: Invocation,
  desk: Desk,
): Promise<string | Reply> {
  const typed = addressIn(words);
  if (!typed) return words;
  const found = await findFeed(desk.web, typed);
  if (found.kind === 'none' && !typed.isSure) return words;
  const added = await addFound(desk, found, invocation, { verb: 'subscribe', options });
  if (added.kind === 'reply') return added.reply;
  return sourceQuery(added.feed.title);
}

/**
 * Makes the subscription and says when, where and how much. A channel that follows the same in
 * the same form already is told so: two digests of one thing nobody wants.
 */
export async function subscribe(
  desk: Desk,
  subscription: NewSubscription,
  { now, channel: here, mayPost }: Pick<Invocation, 'now' | 'channel' | 'mayPost'>,
): Promise<Message> {
  const { channel } = subscription;
  const isHere = channel.id === here.id;
  if (isHere && mayPost === false) return MAY_NOT_POST;
  const { same, stored } = await inTransaction(desk.db, async (tx) => {
    await holdName(tx, `subscribe ${channel.id}`);
    const followed = await subscriptionsOfChannel(tx, channel);
    const before = followed.find((other) => isAlike(other, subscription));
    return { same: before, stored: before ?? (await addSubscription(tx, subscription, now)) };
  });
  if (same) return followedAlready({ subscription: same, wanted: subscription, isHere });
  const { perDay, notes } = await pace(desk, stored, now);
  return subscribed({
    subscription: stored,
    isHere,
    runs: nextRuns(stored, { now, count: 1, spent: new Set() }),
    gap: stored.asNow ? undefined : firstGap(stored, now),
    perDay,
    notes,
    now,
  });
}

function isAlike(a: SubscriptionTerms, b: SubscriptionTerms): boolean {
  const words = ({ query }: SubscriptionTerms) => query.toLowerCase().split(/\s+/).join(' ');
  return words(a) === words(b) && (a.asNow === undefined) === (b.asNow === undefined);
}

/** What somebody gets who presses Follow: every day at 08:00, in the zone of the desk. */
export function plainSubscription(
  query: string,
  { channel, person, timezone }: { channel: Channel; person: Person; timezone: string },
): NewSubscription {
  return {
    channel: { platform: channel.platform, workspace: channel.workspace, id: channel.id },
    query,
    at: parseTimes(DEFAULT_TIME) ?? [],
    days: [1, 2, 3, 4, 5, 6, 7],
    timezone,
    top: DEFAULT_TOP,
    empty: 'say',
    createdBy: person.id,
    creatorName: person.name,
  };
}

const WEEK_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Articles a day that it would have told of, judged by the dates of the last seven days, and what
 * was odd in the query: a topic that no article has is told before a digest stays empty for good.
 * Of a feed that is being read first nothing is known, and that its outlet is not there says nothing.
 */
export async function pace(
  { db, finder }: Pick<Desk, 'db' | 'finder'>,
  { query, channel }: Pick<Subscription, 'query' | 'channel'>,
  now: Date,
): Promise<{ perDay: number | undefined; notes: readonly string[] }> {
  const outlet = outletIn(query)?.toLowerCase();
  const isUnread = (feed: PolledFeed) => !feed.checkedAt && feed.title.toLowerCase() === outlet;
  if (outlet !== undefined && (await feedsFor(db, channel)).some(isUnread)) {
    return { perDay: undefined, notes: [] };
  }
  const parsed = parseQuery(query, now);
  const after = new Date(now.getTime() - WEEK_DAYS * DAY_MS);
  const { total, query: understood } = await finder.find(
    { ...parsed, filters: { ...parsed.filters, after } },
    { from: 1, limit: 1 },
  );
  return { perDay: total / WEEK_DAYS, notes: understood.notes };
}
