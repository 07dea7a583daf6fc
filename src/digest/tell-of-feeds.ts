import { setTimeout as sleep } from 'node:timers/promises';
import { feedNotice } from '../message/feed-notice.ts';
import type { Channel } from '../model/channel.ts';
import type { PostOutcome } from '../model/delivery.ts';
import type { PolledFeed } from '../model/feed.ts';
import { parseQuery } from '../search/query.ts';
import { closedWorkspaces } from '../store/closed-workspaces.ts';
import {
  beginTelling,
  dueNotices,
  endTelling,
  type FeedNotice,
  settleNotice,
} from '../store/feed-notices.ts';
import { placesOf } from '../store/feed-places.ts';
import { titlesOf } from '../store/merged-feeds.ts';
import { takeTurn } from '../store/pace.ts';
import { activeSubscriptions } from '../store/subscriptions.ts';
import { foldedWords } from '../text/tokens.ts';
import { lanesOf } from './lanes.ts';
import type { DigestService } from './service.ts';

/**
 * Tells those who depend on a feed that it has failed for a day, or ended, and that it is well
 * again: the channels that follow it, or where there are none the channels in which it was added.
 *
 * Each of them once, by one process. A process that ends before all are told is gone on from; only
 * where it ended during a post, so that nobody knows what came of that, is the channel told again,
 * since to be told twice is better than to miss news unawares. A post whose answer is lost while the
 * process lives is not repeated.
 */
export async function tellOfFeeds(service: DigestService): Promise<void> {
  const { db, log, now, leaseMs } = service;
  for (const notice of await dueNotices(db, now())) {
    const { kind, feed } = notice;
    const channels = await dependentsOf(service, feed);
    const outcomes: PostOutcome['kind'][] = [];
    for (const channel of channels) {
      const outcome = await tell(service, channel, notice);
      if (outcome) outcomes.push(outcome);
    }
    log.warn(
      { feed: feed.id, notice: kind, channels: channels.length, outcomes },
      'told of a feed',
    );
    await settleNotice(db, notice, { channels: channels.length, now: now(), leaseMs });
  }
}

/** Undefined where the channel has been told, or is being told by another process. */
async function tell(
  { db, posters, now, leaseMs }: DigestService,
  channel: Channel,
  notice: FeedNotice,
): Promise<PostOutcome['kind'] | undefined> {
  const turnAt = await takeTurn(db, lanesOf(channel), now());
  await sleep(Math.max(0, turnAt.getTime() - now().getTime()));
  if (!(await beginTelling(db, notice, channel, { now: now(), leaseMs }))) return undefined;
  const { kind, name, feed } = notice;
  const message = feedNotice(kind, feed);
  const outcome = await posters[channel.platform]?.(channel, message, { notice: name });
  await endTelling(db, notice, channel, { isPosted: !outcome || !LATER.has(outcome.kind) });
  return outcome?.kind ?? 'workspace-closed';
}

/** Proof that nothing was posted, and no reason why it should never be. */
const LATER: ReadonlySet<PostOutcome['kind']> = new Set(['rate-limited', 'unreachable']);

/** Channels whose subscriptions name the feed as their source, each once. */
async function dependentsOf({ db, now }: DigestService, feed: PolledFeed): Promise<Channel[]> {
  const closed = new Set((await closedWorkspaces(db)).map(workspaceOf));
  const titles = new Set((await titlesOf(db, feed)).map(folded));
  const following = (await activeSubscriptions(db)).filter(({ query }) =>
    parseQuery(query, now()).filters.sources.some((name) => titles.has(folded(name))),
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

function folded(name: string): string {
  return foldedWords(name).join(' ');
}

function workspaceOf({ platform, workspace }: Pick<Channel, 'platform' | 'workspace'>): string {
  return `${platform} ${workspace}`;
}
