import { setTimeout as sleep } from 'node:timers/promises';
import { feedNotice } from '../message/feed-notice.ts';
import type { Channel } from '../model/channel.ts';
import type { PostOutcome } from '../model/delivery.ts';
import type { PolledFeed } from '../model/feed.ts';
import { parseQuery } from '../search/query.ts';
import { closedWorkspaces } from '../store/closed-workspaces.ts';
import { type FeedNotice, putBackNotice, takeFeedNotices } from '../store/feed-notices.ts';
import { placesOf } from '../store/feed-places.ts';
import { takeTurn } from '../store/pace.ts';
import { activeSubscriptions } from '../store/subscriptions.ts';
import { foldedWords } from '../text/tokens.ts';
import { lanesOf } from './lanes.ts';
import type { DigestService } from './service.ts';

/**
 * Tells those who depend on a feed that it has failed for a day, or ended, and that it is well
 * again: the channels that follow it, or where there are none the channels in which it was added.
 * Once, by one process; a post whose answer is lost is not repeated.
 */
export async function tellOfFeeds(service: DigestService): Promise<void> {
  const { db, log, now } = service;
  for (const notice of await takeFeedNotices(db, now())) {
    const { kind, feed } = notice;
    const channels = await dependentsOf(service, feed);
    const outcomes: PostOutcome['kind'][] = [];
    for (const channel of channels) outcomes.push(await post(service, channel, notice));
    log.warn(
      { feed: feed.id, notice: kind, channels: channels.length, outcomes },
      'told of a feed',
    );
    const isNowhere = outcomes.length > 0 && outcomes.every((outcome) => LATER.has(outcome));
    if (isNowhere) await putBackNotice(db, notice);
  }
}

/** Proof that nothing was posted, and no reason why it should never be. */
const LATER: ReadonlySet<PostOutcome['kind']> = new Set(['rate-limited', 'unreachable']);

async function post(
  { db, posters, now }: DigestService,
  channel: Channel,
  { kind, feed }: FeedNotice,
): Promise<PostOutcome['kind']> {
  const poster = posters[channel.platform];
  if (!poster) return 'workspace-closed';
  const turnAt = await takeTurn(db, lanesOf(channel), now());
  await sleep(Math.max(0, turnAt.getTime() - now().getTime()));
  const key = {
    notice: `feed ${feed.id} ${kind} ${(feed.toldAt ?? feed.failingSince)?.toISOString()}`,
  };
  return (await poster(channel, feedNotice(kind, feed), key)).kind;
}

/** Channels whose subscriptions name the feed as their source, each once. */
async function dependentsOf({ db, now }: DigestService, feed: PolledFeed): Promise<Channel[]> {
  const closed = new Set((await closedWorkspaces(db)).map(workspaceOf));
  const title = foldedWords(feed.title).join(' ');
  const following = (await activeSubscriptions(db)).filter(({ query }) =>
    parseQuery(query, now()).filters.sources.some((name) => foldedWords(name).join(' ') === title),
  );
  const channels =
    following.length > 0
      ? following.map(({ channel }) => channel)
      : (await placesOf(db, feed.id)).map(({ channel }) => channel);
  const once = new Map(
    channels.map((channel) => [`${workspaceOf(channel)} ${channel.id}`, channel]),
  );
  return [...once.values()].filter((channel) => !closed.has(workspaceOf(channel)));
}

function workspaceOf({ platform, workspace }: Pick<Channel, 'platform' | 'workspace'>): string {
  return `${platform} ${workspace}`;
}
