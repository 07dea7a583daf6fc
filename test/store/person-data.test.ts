import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { lanesOf } from '../../src/digest/lanes.ts';
import { type Channel, workspaceOfPerson } from '../../src/model/channel.ts';
import type { Period } from '../../src/model/delivery.ts';
import type { Database } from '../../src/store/database.ts';
import { enterDeliveries } from '../../src/store/deliveries.ts';
import { savePlace } from '../../src/store/feed-places.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { saveOffer } from '../../src/store/lists.ts';
import { takeTurn } from '../../src/store/pace.ts';
import { forgetPerson, personData } from '../../src/store/person-data.ts';
import { addShare } from '../../src/store/shares.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { addSubscription, removeSubscription } from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription } from '../support/digests.ts';

const HERE: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
const ELSEWHERE: Channel = { ...HERE, workspace: 'T2' };
const NOON = new Date('2026-11-22T12:00:00Z');
const ANN = 'U-ann';
const BOB = 'U-bob';
const ONE = { lists: 1, subscriptions: 1, shares: 1, feeds: 1 };
const NONE = { lists: 0, subscriptions: 0, shares: 0, feeds: 0 };

/** Every column that names a person; `forgetPerson` sees to each. */
const NAMES_A_PERSON = [
  'feed_place.person',
  'list.person',
  'share.person',
  'subscription.created_by',
  'subscription.creator_name',
];
const MAY_NAME_A_PERSON =
  /person|people|user|member|author|owner|editor|sender|creator|by$|nick|mail/i;

onEveryDatabase('the data of a person', (db) => {
  test('is counted within one workspace', async () => {
    await leaveTraces(db(), HERE, ANN);
    await leaveTraces(db(), ELSEWHERE, ANN);
    await leaveTraces(db(), HERE, BOB);

    expect(await personData(db(), HERE, ANN)).toEqual({ ...ONE, oldestListAt: NOON });
    const nobody = await personData(db(), HERE, 'U-cy');
    expect(nobody).toEqual({ ...NONE, oldestListAt: undefined });
  });

  test('is nowhere any more once it is forgotten, and a second time nothing is left to do', async () => {
    const subscription = await leaveTraces(db(), HERE, ANN);
    await removeSubscription(db(), HERE, subscription, NOON);
    expect(await everything(db())).toContain(ANN);

    expect(await forgetPerson(db(), HERE, ANN)).toEqual(ONE);
    const after = await everything(db());
    expect(after).not.toContain(ANN);
    expect(await forgetPerson(db(), HERE, ANN)).toEqual(NONE);
    expect(await everything(db())).toBe(after);
  });

  test('of others, and of the same person elsewhere, stays; so does the ledger of the digests', async () => {
    const theirs = [
      [ELSEWHERE, ANN],
      [{ ...HERE, platform: 'discord' }, ANN],
      [HERE, BOB],
    ] as const;
    for (const [channel, person] of theirs) await leaveTraces(db(), channel, person);
    await leaveTraces(db(), HERE, ANN);
    const kept = async () =>
      (await everything(db()))
        .split('\n')
        .filter((row) => /^delivery|"T2"|"discord"|bob/.test(row));
    const before = await kept();

    await forgetPerson(db(), HERE, ANN);
    expect(await kept()).toEqual(before);
    for (const [channel, person] of theirs) {
      expect(await personData(db(), channel, person)).toMatchObject(ONE);
    }
  });

  test('in a conversation of its own goes with that, and with its digests', async () => {
    const own: Channel = { platform: 'discord', workspace: workspaceOfPerson('1'), id: '5' };
    const other = { ...own, workspace: workspaceOfPerson('12') };
    await leaveTraces(db(), own, '1');
    await leaveTraces(db(), other, '12');

    expect(await forgetPerson(db(), own, '1')).toEqual(ONE);
    expect(await everything(db())).not.toMatch(/user:1\b/);
    expect(await everything(db())).toMatch(/"lane":"discord user:12 5"/);
    expect(await personData(db(), other, '12')).toMatchObject(ONE);
  });

  test('is in no column that nobody thought of', async () => {
    const tables = await db().query.introspection.getTables();
    const columns = tables.flatMap(({ name, columns }) =>
      columns.map((column) => `${name}.${column.name}`),
    );
    const suspects = columns.filter((column) => MAY_NAME_A_PERSON.test(column.split('.')[1] ?? ''));
    expect(suspects.sort()).toEqual(NAMES_A_PERSON);
  });
});

/** One of each kind, with what comes of it. */
async function leaveTraces(db: Database, channel: Channel, person: string) {
  const feed = await ensureFeed(db, { key: randomUUID(), title: 'News', url: undefined }, NOON);
  const { added } = await storeArticles(db, feed, [aNewArticle({ title: 'Dam' })], {
    now: NOON,
    placeInStory: apart,
  });
  for (const { id } of added) await addShare(db, { channel, person, article: id, sharedAt: NOON });
  const spec = { kind: 'feeds', verb: 'feed add', options: {}, addresses: [] } as const;
  await saveOffer(db, { tenant: channel, person, spec, now: NOON });
  await savePlace(db, feed, { channel, person }, { now: NOON });
  const terms = aNewSubscription(channel, { createdBy: person, creatorName: person });
  const { id } = await addSubscription(db, terms, NOON);
  const period = '2026-11-22/1' as Period;
  const due = { subscription: id, period, plannedAt: NOON, windowUntil: NOON, skip: undefined };
  await enterDeliveries(db, [due], NOON);
  await takeTurn(db, lanesOf(channel), NOON);
  return id;
}

/** A line for each row of each table. */
async function everything(db: Database): Promise<string> {
  const lines: string[] = [];
  for (const { name } of await db.query.introspection.getTables()) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db.query);
    for (const row of rows) lines.push(`${name} ${JSON.stringify(row)}`);
  }
  return lines.sort().join('\n');
}
