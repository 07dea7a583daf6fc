import type { Selectable } from 'kysely';
import type { ArticleId, StoryId } from '../model/article.ts';
import type { ClaimedDelivery } from '../model/delivery.ts';
import { type Database, inTransaction } from './database.ts';
import type { Schema } from './schema.ts';

/*
 * What whoever holds a delivery does with it. Each step is refused, and says so by `false`, when
 * the claim is lost: its lease ran out, and the fence of the next holder is higher.
 */

/** A story as a digest showed it. */
export type DeliveredStory = {
  readonly story: StoryId;
  readonly sources: number;
  readonly lead: ArticleId;
};

/** Freezes what is to be posted, so that every retry sends the same; false when the claim is lost. */
export async function freezeDelivery(
  db: Database,
  held: ClaimedDelivery,
  frozen: {
    readonly payload: string;
    readonly contentHash: string;
    readonly windowSince: Date;
    readonly stories: readonly DeliveredStory[];
  },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const stillHeld = await update(tx, held, {
      payload: frozen.payload,
      content_hash: frozen.contentHash,
      window_since: frozen.windowSince.getTime(),
    });
    if (!stillHeld) return false;
    if (frozen.stories.length > 0) {
      await tx.query
        .insertInto('delivered_story')
        .values(
          frozen.stories.map(({ story, sources, lead }) => ({
            subscription_id: held.subscription,
            period: held.period,
            story_id: story,
            sources,
            lead_id: lead,
          })),
        )
        .execute();
    }
    return true;
  });
}

/** To be called before the request leaves; false when the claim is lost, and nothing may be posted. */
export async function beginPost(
  db: Database,
  held: ClaimedDelivery,
  { now, leaseMs }: { readonly now: Date; readonly leaseMs: number },
): Promise<boolean> {
  return update(db, held, {
    post_open: 1,
    attempts: held.attempts + 1,
    first_post_at: (held.firstPostAt ?? now).getTime(),
    next_try_at: now.getTime() + leaseMs,
  });
}

export type DeliveryEnd =
  | { readonly state: 'sent'; readonly messageId: string }
  | { readonly state: 'unknown' | 'failed' | 'skipped'; readonly reason: string };

/** Ends it; false when the claim is lost, and somebody else has the last word. */
export async function endDelivery(
  db: Database,
  held: ClaimedDelivery,
  end: DeliveryEnd,
  now: Date,
): Promise<boolean> {
  return update(db, held, {
    state: end.state,
    post_open: 0,
    finished_at: now.getTime(),
    ...(end.state === 'sent'
      ? { message_id: end.messageId, reason: null }
      : { reason: end.reason }),
  });
}

/** Gives it back to the queue, to be tried no sooner than `at`. */
export async function postponeDelivery(
  db: Database,
  held: ClaimedDelivery,
  retry: { readonly at: Date; readonly reason: string; readonly inDoubt: boolean },
): Promise<boolean> {
  return update(db, held, {
    state: 'due',
    post_open: retry.inDoubt ? 1 : 0,
    next_try_at: retry.at.getTime(),
    turn_at: null,
    reason: retry.reason,
  });
}

/** Gives it back to the queue until its turn, which it keeps. */
export async function awaitTurn(
  db: Database,
  held: ClaimedDelivery,
  turnAt: Date,
): Promise<boolean> {
  return update(db, held, {
    state: 'due',
    next_try_at: turnAt.getTime(),
    turn_at: turnAt.getTime(),
  });
}

/** Gives it back to the queue at once, with the plain form of a message that the platform refused. */
export async function replaceByPlain(
  db: Database,
  held: ClaimedDelivery,
  { payload, contentHash, now }: { payload: string; contentHash: string; now: Date },
): Promise<boolean> {
  return update(db, held, {
    state: 'due',
    post_open: 0,
    next_try_at: now.getTime(),
    turn_at: null,
    payload,
    content_hash: contentHash,
    plain: 1,
  });
}

async function update(
  db: Database,
  held: ClaimedDelivery,
  change: Partial<Selectable<Schema['delivery']>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db.query
    .updateTable('delivery')
    .set(change)
    .where('subscription_id', '=', held.subscription)
    .where('period', '=', held.period)
    .where('state', '=', 'claimed')
    .where('fence', '=', held.fence)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
