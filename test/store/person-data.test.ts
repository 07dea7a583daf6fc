import { expect, test } from 'vitest';
import type { Channel } from '../../src/model/channel.ts';
import type { Database } from '../../src/store/database.ts';
import { savePlace } from '../../src/store/feed-places.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { saveOffer } from '../../src/store/lists.ts';
import { personData } from '../../src/store/person-data.ts';
import { addShare } from '../../src/store/shares.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription } from '../support/digests.ts';

const HERE: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
const ELSEWHERE: Channel = { ...HERE, workspace: 'T2' };
const NOON = new Date('2026-11-22T12:00:00Z');

onEveryDatabase('the data of a person', (db) => {
  test('is counted within one workspace', async () => {
    await leaveTraces(db(), HERE, 'U1');
    await leaveTraces(db(), ELSEWHERE, 'U1');
    await leaveTraces(db(), HERE, 'U2');

    const one = { lists: 1, oldestListAt: NOON, subscriptions: 1, shares: 1, feeds: 1 };
    expect(await personData(db(), HERE, 'U1')).toEqual(one);
    const none = { lists: 0, oldestListAt: undefined, subscriptions: 0, shares: 0, feeds: 0 };
    expect(await personData(db(), HERE, 'U3')).toEqual(none);
  });
});

/** One of each kind. */
async function leaveTraces(db: Database, channel: Channel, person: string): Promise<void> {
  const name = `${channel.workspace} ${person}`;
  const feed = await ensureFeed(db, { key: name, title: name, url: undefined }, NOON);
  const stored = await storeArticles(db, feed, [aNewArticle({ title: name })], {
    now: NOON,
    placeInStory: apart,
  });
  for (const { id } of stored.added) {
    await addShare(db, { channel, person, article: id, sharedAt: NOON });
  }
  const spec = { kind: 'feeds', verb: 'feed add', options: {}, addresses: [] } as const;
  await saveOffer(db, { tenant: channel, person, spec, now: NOON });
  await addSubscription(
    db,
    aNewSubscription(channel, { createdBy: person, creatorName: person }),
    NOON,
  );
  await savePlace(db, feed, { channel, person }, { now: NOON });
}
