import type { FeedId, PolledFeed } from '../model/feed.ts';
import type { Database } from './database.ts';
import { polledFeedOf, selectFeeds } from './feed-rows.ts';

/** A feed of which there is something to tell: that it fails, has ended, or is well again. */
export type FeedNotice = {
  readonly kind: 'fails' | 'ended' | 'recovered';
  readonly feed: PolledFeed;
};

/** Shorter than this, a failure is a matter for the list of feeds. */
const FAILING_MS = 24 * 3_600_000;

/**
 * Takes what is to be told now, for this process alone: it is told at most once, whatever becomes
 * of it, unless it is put back.
 */
export async function takeFeedNotices(db: Database, now: Date): Promise<FeedNotice[]> {
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
  const taken: FeedNotice[] = [];
  for (const feed of rows.map(polledFeedOf)) {
    const notice: FeedNotice = { kind: kindOf(feed), feed };
    const toldAt = notice.kind === 'recovered' ? undefined : now;
    if (await setTold(db, feed.id, { from: feed.toldAt, to: toldAt })) taken.push(notice);
  }
  return taken;
}

/** Nobody could be reached: it is to be told later. */
export async function putBackNotice(db: Database, { feed, kind }: FeedNotice): Promise<void> {
  await db.query
    .updateTable('feed_check')
    .set({ told_at: feed.toldAt?.getTime() ?? null })
    .where('feed_id', '=', feed.id)
    .where('told_at', kind === 'recovered' ? 'is' : 'is not', null)
    .execute();
}

function kindOf({ state, toldAt }: PolledFeed): FeedNotice['kind'] {
  if (toldAt) return 'recovered';
  return state === 'active' ? 'fails' : 'ended';
}

async function setTold(
  db: Database,
  id: FeedId,
  { from, to }: { readonly from: Date | undefined; readonly to: Date | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await db.query
    .updateTable('feed_check')
    .set({ told_at: to?.getTime() ?? null })
    .where('feed_id', '=', id)
    .where('told_at', from ? '=' : 'is', from?.getTime() ?? null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
