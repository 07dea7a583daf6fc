import type { ExpressionBuilder } from 'kysely';
import type { Channel } from '../model/channel.ts';
import type { PolledFeed } from '../model/feed.ts';
import type { Database } from './database.ts';
import { polledFeedOf, selectFeeds } from './feed-rows.ts';
import type { Schema } from './schema.ts';

/** A feed of which there is something to tell: that it fails, has ended, or is well again. */
export type FeedNotice = {
  readonly kind: 'fails' | 'ended' | 'recovered';
  /** What makes it the same notice, whoever tells it. */
  readonly name: string;
  readonly feed: PolledFeed;
};

/** Shorter than this, a failure is a matter for the list of feeds. */
const FAILING_MS = 24 * 3_600_000;

/** What is to be told now, until it is settled. */
export async function dueNotices(db: Database, now: Date): Promise<FeedNotice[]> {
  const rows = await selectFeeds(db)
    .where((feed) =>
      feed.or([
        feed.and([
          feed('told_at', 'is', null),
          feed.or([
            feed('state', 'in', ['gone', 'disabled']),
            feed.and([
              feed('state', '=', 'active'),
              feed('failing_since', '<=', now.getTime() - FAILING_MS),
            ]),
          ]),
        ]),
        feed.and([
          feed('told_at', 'is not', null),
          feed('state', '=', 'active'),
          feed('failures', '=', 0),
        ]),
      ]),
    )
    .orderBy('feed.id')
    .execute();
  return rows.map(polledFeedOf).map((feed) => {
    const kind = kindOf(feed);
    const since = feed.toldAt ?? feed.failingSince;
    return { kind, name: `feed ${feed.id} ${kind} ${since?.toISOString()}`, feed };
  });
}

function kindOf({ state, toldAt }: PolledFeed): FeedNotice['kind'] {
  if (toldAt) return 'recovered';
  return state === 'active' ? 'fails' : 'ended';
}

/**
 * To be called before the request leaves; false where the channel was told, or another process is
 * about to. One that did not live to say what came of its post is believed dead after `leaseMs`.
 */
export async function beginTelling(
  db: Database,
  { name, feed }: FeedNotice,
  channel: Channel,
  { now, leaseMs }: { readonly now: Date; readonly leaseMs: number },
): Promise<boolean> {
  const at = now.getTime();
  const { platform, workspace, id } = channel;
  const { numInsertedOrUpdatedRows } = await db.query
    .insertInto('feed_notice')
    .values({ name, feed_id: feed.id, platform, workspace, channel: id, begun_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['name', 'platform', 'workspace', 'channel'])
        .doUpdateSet({ begun_at: at })
        .where('feed_notice.answered', '=', 0)
        .where((row) => row.not(row.between('feed_notice.begun_at', at - leaseMs + 1, at))),
    )
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What came of it; where nothing was posted the channel is still to be told. */
export async function endTelling(
  db: Database,
  { name }: FeedNotice,
  { platform, workspace, id }: Channel,
  { isPosted }: { readonly isPosted: boolean },
): Promise<void> {
  const telling = (row: ExpressionBuilder<Schema, 'feed_notice'>) =>
    row.and({ name, platform, workspace, channel: id });
  await (isPosted
    ? db.query.updateTable('feed_notice').set({ answered: 1 }).where(telling).execute()
    : db.query.deleteFrom('feed_notice').where(telling).execute());
}

/**
 * Nothing more is to be told of it; false while a post is under way, or where `channels` there are
 * and none of them could be reached.
 */
export async function settleNotice(
  db: Database,
  { name, kind, feed }: FeedNotice,
  options: { readonly channels: number; readonly now: Date; readonly leaseMs: number },
): Promise<boolean> {
  const { channels, now, leaseMs } = options;
  const begun = await db.query
    .selectFrom('feed_notice')
    .select(['answered', 'begun_at'])
    .where('name', '=', name)
    .execute();
  const isUnderWay = begun.some(
    ({ answered, begun_at }) =>
      answered === 0 && begun_at > now.getTime() - leaseMs && begun_at <= now.getTime(),
  );
  if (isUnderWay || (channels > 0 && begun.length === 0)) return false;
  await db.query
    .updateTable('feed_check')
    .set({ told_at: kind === 'recovered' ? null : now.getTime() })
    .where('feed_id', '=', feed.id)
    .where('told_at', kind === 'recovered' ? 'is not' : 'is', null)
    .execute();
  return true;
}

/** Forgets who was told what before then. */
export async function dropTellings(db: Database, before: Date): Promise<void> {
  await db.query.deleteFrom('feed_notice').where('begun_at', '<', before.getTime()).execute();
}
