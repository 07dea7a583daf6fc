import { expect, test } from 'vitest';
import type { ArticleId, StoryId } from '../../src/model/article.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { Period } from '../../src/model/delivery.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { Database } from '../../src/store/database.ts';
import { claimDeliveries, enterDeliveries } from '../../src/store/deliveries.ts';
import { recentDeliveries } from '../../src/store/delivery-history.ts';
import { lastShown } from '../../src/store/delivery-past.ts';
import { endDelivery, freezeDelivery } from '../../src/store/held-delivery.ts';
import {
  addSubscription,
  removeSubscription,
  restoreSubscription,
} from '../../src/store/subscriptions.ts';
import { tidy } from '../../src/store/tidy.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription } from '../support/digests.ts';

const CHANNEL: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
const NOON = new Date('2026-11-22T12:00:00Z');
const inDays = (days: number) => new Date(NOON.getTime() + days * 86_400_000);

onEveryDatabase('tidying', (db) => {
  test('what was posted is forgotten after a week, and that it was posted is not', async () => {
    const { id } = await subscribe(db());
    await deliver(db(), id, 'sent');
    const payload = async () =>
      (await db().query.selectFrom('delivery').select('payload').executeTakeFirst())?.payload;

    await tidy(db(), inDays(6));
    expect(await payload()).toBe('{"blocks":[]}');
    await tidy(db(), inDays(8));
    expect(await payload()).toBe(null);
    expect(await recentDeliveries(db(), { limit: 5 })).toMatchObject([{ state: 'sent' }]);
  });

  test('what can be sent again keeps its message', async () => {
    const { id } = await subscribe(db());
    await deliver(db(), id, 'unknown');
    await tidy(db(), inDays(20));

    const row = await db().query.selectFrom('delivery').select('payload').executeTakeFirst();
    expect(row?.payload).toBe('{"blocks":[]}');
  });

  test('which stories were shown is known for as long as they may come again', async () => {
    const { id } = await subscribe(db());
    await deliver(db(), id, 'sent');

    await tidy(db(), inDays(59));
    expect([...(await lastShown(db(), id)).keys()]).toEqual([7]);
    await tidy(db(), inDays(61));
    expect(await lastShown(db(), id)).toEqual(new Map());
  });

  test('a stopped subscription can be had back for a day', async () => {
    const [early, late] = [await subscribe(db()), await subscribe(db())];
    for (const { id } of [early, late]) await removeSubscription(db(), CHANNEL, id, NOON);

    await tidy(db(), inDays(0.9));
    expect(await restoreSubscription(db(), CHANNEL, early.id, inDays(0.9))).toBeDefined();
    await tidy(db(), inDays(1.1));
    const kept = await db().query.selectFrom('subscription').select('id').execute();
    expect(kept).toEqual([{ id: early.id }]);
  });
});

function subscribe(db: Database): Promise<Subscription> {
  return addSubscription(db, aNewSubscription(CHANNEL), inDays(-1));
}

async function deliver(
  db: Database,
  subscription: Subscription['id'],
  state: 'sent' | 'unknown',
): Promise<void> {
  const period = '2026-11-22/1' as Period;
  const due = { subscription, period, plannedAt: NOON, windowUntil: NOON, skip: undefined };
  await enterDeliveries(db, [due], NOON);
  const [held] = await claimDeliveries(db, { now: NOON, leaseMs: 60_000, limit: 1 });
  if (!held) throw new Error('nothing was claimed');
  await freezeDelivery(db, held, {
    payload: '{"blocks":[]}',
    contentHash: 'x',
    windowSince: inDays(-1),
    stories: [{ story: 7 as StoryId, sources: 2, lead: 7 as ArticleId }],
  });
  await endDelivery(
    db,
    held,
    state === 'sent' ? { state, messageId: 'm1' } : { state, reason: 'lost' },
    NOON,
  );
}
