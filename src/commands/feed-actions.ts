import type { FeedVerb } from '../message/action.ts';
import { feedRemoved, feedRestored } from '../message/feed-messages.ts';
import { feedReport } from '../message/feed-report.ts';
import type { Channel } from '../model/channel.ts';
import type { FeedId, ListedFeed } from '../model/feed.ts';
import { articlesOfFeed } from '../store/feed-articles.ts';
import { hasLeft, servesOthers } from '../store/feed-places.ts';
import { addFeed, feedsFor, leaveFeed, polledFeed, removeFeed } from '../store/polled-feeds.ts';
import { subscriptionsOfTenant } from '../store/subscriptions.ts';
import type { Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { placeOf, sourceQuery } from './of-feed.ts';
import { privately, refusal } from './reply.ts';
import { plainSubscription, subscribe } from './subscribe.ts';

const WEEK_MS = 7 * 86_400_000;
const MAX_NEWEST = 3;

/** Does with a feed what a verb, typed or pressed, says. What the workspace may not know of is not there. */
export async function runOnFeed(
  verb: FeedVerb,
  id: FeedId,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const { channel, person, now } = invocation;
  if (verb === 'feed-restore') return restore(id, invocation, desk);
  const feed = (await feedsFor(desk.db, channel)).find((known) =>
    [known, ...known.formerly].some((same) => same.id === id),
  );
  if (!feed) return NOT_THERE;
  switch (verb) {
    case 'feed-check': {
      const since = new Date(now.getTime() - WEEK_MS);
      const has = await articlesOfFeed(desk.db, feed, { since, newest: MAX_NEWEST });
      return privately(feedReport({ feed, ...has, now }));
    }
    case 'feed-remove':
      return remove(feed, invocation, desk);
    case 'feed-follow': {
      const place = { channel, person, timezone: desk.timezone };
      const subscription = plainSubscription(sourceQuery(feed.title), place);
      return privately(await subscribe(desk, subscription, invocation));
    }
  }
}

async function remove(feed: ListedFeed, invocation: Invocation, { db }: Desk): Promise<Reply> {
  const { channel, now } = invocation;
  const by = placeOf(invocation);
  const { articles } = await articlesOfFeed(db, feed, { since: now, newest: 0 });
  const followers = await followersOf(feed, channel, db);
  if (feed.origin === 'chat') {
    const isRemoved = await leaveFeed(db, feed.id, { by, now });
    return privately(feedRemoved(feed, { articles, followers, isLeft: !isRemoved }));
  }
  if (await servesOthers(db, channel)) {
    return refusal({
      what: `${feed.title} is read for other workspaces, too.`,
      advice: `Whoever runs this bot can remove it: npm run -s newsdesk -- feed remove ${feed.id}`,
      example: '/newsdesk feed list',
    });
  }
  await removeFeed(db, feed.id, { by, now });
  return privately(feedRemoved(feed, { articles, followers, isLeft: false }));
}

/** The digests that are left without anything to tell. */
async function followersOf(feed: ListedFeed, channel: Channel, db: Desk['db']): Promise<number> {
  const others = await feedsFor(db, channel);
  if (others.some(({ title, id }) => title === feed.title && id !== feed.id)) return 0;
  const queries = new Set(
    [feed, ...feed.formerly].map(({ title }) => sourceQuery(title).toLowerCase()),
  );
  const subscriptions = await subscriptionsOfTenant(db, channel);
  return subscriptions.filter(({ query }) => queries.has(query.toLowerCase())).length;
}

/** Takes a removal back: the one that removed it may. */
async function restore(id: FeedId, invocation: Invocation, { db }: Desk): Promise<Reply> {
  const { channel, now } = invocation;
  const feed = (await hasLeft(db, id, channel)) ? await polledFeed(db, id) : undefined;
  if (!feed) return NOT_THERE;
  const restored = await addFeed(db, feed, { place: placeOf(invocation), now });
  return privately(feedRestored(restored.feed));
}

const NOT_THERE = refusal({
  what: 'This feed is not read here any more.',
  advice: 'See which are:',
  example: '/newsdesk feed list',
});
