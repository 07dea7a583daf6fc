import type { ArticleId, StoryId } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import type { SubscriptionId } from '../model/subscription.ts';
import type { Database } from './database.ts';
import type { DeliveredStory, DeliveryEnd } from './held-delivery.ts';

/**
 * Up to when this subscription's channel has been told everything, as seen at `until`: the end
 * of the window of the last digest that was sent, may have been sent, or had nothing to say.
 */
export async function toldUntil(
  db: Database,
  subscription: SubscriptionId,
  until: Date,
): Promise<Date | undefined> {
  const row = await db.query
    .selectFrom('delivery')
    .select((table) => table.fn.max('window_until').as('until'))
    .where('subscription_id', '=', subscription)
    .where('window_until', '<=', until.getTime())
    .where((table) =>
      table.or([
        table('state', 'in', ['sent', 'unknown']),
        table.and([table('state', '=', 'skipped'), table('reason', '=', NOTHING_NEW)]),
      ]),
    )
    .executeTakeFirst();
  return row?.until == null ? undefined : new Date(Number(row.until));
}

/** The reason of a delivery that was not sent because there was nothing to tell. */
export const NOTHING_NEW = 'nothing new';

/** The reason of a delivery that came due in a subscription that was paused meanwhile. */
export const PAUSED = 'paused';

/** How each of these stories was last shown by this subscription. */
export async function lastShown(
  db: Database,
  subscription: SubscriptionId,
): Promise<Map<StoryId, DeliveredStory>> {
  const rows = await db.query
    .selectFrom('delivered_story')
    .innerJoin('delivery', (join) =>
      join
        .onRef('delivery.subscription_id', '=', 'delivered_story.subscription_id')
        .onRef('delivery.period', '=', 'delivered_story.period'),
    )
    .select(['story_id', 'sources', 'lead_id'])
    .where('delivered_story.subscription_id', '=', subscription)
    .where('delivery.state', 'in', ['sent', 'unknown'])
    .orderBy('delivery.planned_at')
    .execute();
  return new Map(
    rows.map((row) => [
      row.story_id as StoryId,
      { story: row.story_id as StoryId, sources: row.sources, lead: row.lead_id as ArticleId },
    ]),
  );
}

/** How often in a row a channel was found closed, and since when. */
export type Closures = { readonly count: number; readonly since: Date | undefined };

const CHANNEL_CLOSED = 'channel-closed: ';

export const channelClosed = (code: string): string => `${CHANNEL_CLOSED}${code}`;

export function isChannelClosed(
  end: DeliveryEnd,
): end is DeliveryEnd & { readonly state: 'failed' } {
  return end.state === 'failed' && end.reason.startsWith(CHANNEL_CLOSED);
}

/** Of all that the channel's subscriptions tried since they were made, changed or resumed. */
export async function closuresInARow(db: Database, channel: Channel): Promise<Closures> {
  const rows = await db.query
    .selectFrom('delivery')
    .innerJoin('subscription', 'subscription.id', 'delivery.subscription_id')
    .select(['reason', 'finished_at'])
    .where('platform', '=', channel.platform)
    .where('workspace', '=', channel.workspace)
    .where('channel', '=', channel.id)
    .where('state', 'in', ['sent', 'unknown', 'failed'])
    .whereRef('finished_at', '>=', 'subscription.active_since')
    .orderBy('finished_at', 'desc')
    .limit(10)
    .execute();
  const other = rows.findIndex(({ reason }) => !reason?.startsWith(CHANNEL_CLOSED));
  const closures = other === -1 ? rows : rows.slice(0, other);
  const since = closures.at(-1)?.finished_at ?? undefined;
  return { count: closures.length, since: since === undefined ? undefined : new Date(since) };
}
