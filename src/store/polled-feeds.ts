import type { Tenant } from '../model/channel.ts';
import type {
  FeedId,
  FeedOrigin,
  FeedPlace,
  FeedState,
  ListedFeed,
  PolledFeed,
} from '../model/feed.ts';
import { type Database, inTransaction } from './database.ts';
import { placesOf, savePlace } from './feed-places.ts';
import { hostOf, polledFeedOf, selectFeeds } from './feed-rows.ts';
import { shortKey } from './short-key.ts';

export type NewPolledFeed = {
  /** Absolute, http or https. */
  readonly url: string;
  readonly title: string;
  readonly siteUrl: string | undefined;
};

/** Until a feed has shown how often it changes. */
const FIRST_INTERVAL_MS = 3_600_000;

/**
 * The feed with this address, made or set going again where it was not, to be read at once: what
 * it holds then is its backlog. `place` is whoever asks for it in chat; one that is read at an
 * address in `alsoAt` is the same feed.
 */
export async function addFeed(
  db: Database,
  feed: NewPolledFeed,
  options: {
    readonly place?: FeedPlace;
    readonly alsoAt?: readonly string[];
    readonly now: Date;
  },
): Promise<{ readonly feed: PolledFeed; readonly isNew: boolean }> {
  const { place, alsoAt = [], now } = options;
  return inTransaction(db, async (tx) => {
    const known = await knownFeed(tx, [feed.url, ...alsoAt]);
    const origin: FeedOrigin = place ? 'chat' : 'operator';
    const id = known?.id ?? (await insertFeed(tx, feed, { origin, now }));
    const isNew = known?.state !== 'active';
    if (known && isNew) await revive(tx, id, now);
    if (place) await savePlace(tx, id, place, { now });
    else if (known?.origin === 'chat') await setOrigin(tx, id, 'operator');
    return { feed: await feedThatIs(tx, id), isNew };
  });
}

/**
 * Brings the feeds of a file in: new ones are added, and those that left the file are read no
 * more. A feed that a person removed stays removed. Gives the number of those added.
 */
export async function takeFeedsOfFile(
  db: Database,
  feeds: readonly NewPolledFeed[],
  now: Date,
): Promise<{ readonly added: number; readonly dropped: number }> {
  return inTransaction(db, async (tx) => {
    const before = await polledFeeds(tx);
    const byAddress = feedsByAddress(before);
    const named = new Set<FeedId>();
    let added = 0;
    for (const feed of feeds) {
      const known = byAddress.get(feed.url) ?? byAddress.get(shortKey(feed.url));
      if (known === undefined) {
        named.add(await insertFeed(tx, feed, { origin: 'file', now }));
        added += 1;
        continue;
      }
      named.add(known.id);
      if (known.state === 'dropped') {
        await revive(tx, known.id, now);
        added += 1;
      }
      if (known.origin === 'file' && isAt(known, feed.url)) {
        await tx.query
          .updateTable('feed')
          .set({ title: feed.title })
          .where('id', '=', known.id)
          .execute();
      } else if (known.origin === 'chat') await setOrigin(tx, known.id, 'file');
    }
    const left = before.filter(
      ({ id, origin, state }) => origin === 'file' && state !== 'removed' && !named.has(id),
    );
    let dropped = 0;
    for (const { id } of left.filter(({ state }) => state !== 'dropped')) {
      // Whoever asked for it in chat still does.
      if ((await placesOf(tx, id)).length > 0) {
        await setOrigin(tx, id, 'chat');
        continue;
      }
      await setState(tx, id, 'dropped');
      dropped += 1;
    }
    return { added, dropped };
  });
}

/** All but those that nobody wants any more, by title. */
export async function listFeeds(db: Database): Promise<ListedFeed[]> {
  const feeds = await polledFeeds(db);
  const merged = Map.groupBy(feeds, ({ mergedInto }) => mergedInto);
  return feeds
    .filter(({ state }) => state !== 'removed' && state !== 'dropped')
    .map((feed) => ({ ...feed, formerly: merged.get(feed.id) ?? [] }))
    .sort((a, b) => a.title.localeCompare(b.title) || a.id - b.id);
}

/** Of those that are listed, the ones that a workspace may know of: its own, and the house's. */
export async function feedsFor(db: Database, tenant: Tenant): Promise<ListedFeed[]> {
  const rows = await db.query
    .selectFrom('feed_place')
    .select('feed_id')
    .where('platform', '=', tenant.platform)
    .where('workspace', '=', tenant.workspace)
    .where('left_at', 'is', null)
    .execute();
  const own = new Set(rows.map(({ feed_id }) => feed_id));
  return (await listFeeds(db)).filter(({ id, origin }) => origin !== 'chat' || own.has(id));
}

/** How many wait for their first reading, and have not failed at it. */
export async function unreadFeeds(db: Database): Promise<number> {
  const { n } = await db.query
    .selectFrom('feed_check')
    .select((row) => row.fn.countAll<number>().as('n'))
    .where('state', '=', 'active')
    .where('first_read_at', 'is', null)
    .where('failures', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(n);
}

export async function polledFeed(db: Database, id: FeedId): Promise<PolledFeed | undefined> {
  const row = await selectFeeds(db).where('feed.id', '=', id).executeTakeFirst();
  return row && polledFeedOf(row);
}

/** By the address it has, or was added by; where that was of a feed that turned out to be another, that other one. */
export async function feedByUrl(db: Database, url: string): Promise<PolledFeed | undefined> {
  const row = await selectFeeds(db)
    .where((feed) => feed.or([feed('feed.url', '=', url), feed('feed.key', '=', shortKey(url))]))
    .orderBy('feed.id')
    .executeTakeFirst();
  if (!row) return undefined;
  const feed = polledFeedOf(row);
  return (feed.mergedInto && (await polledFeed(db, feed.mergedInto))) ?? feed;
}

/** The one whose server says that it is now at this address. */
async function feedMovingTo(db: Database, url: string): Promise<PolledFeed | undefined> {
  const row = await selectFeeds(db)
    .where('moved_to', '=', url)
    .where('state', '=', 'active')
    .orderBy('feed.id')
    .executeTakeFirst();
  return row && polledFeedOf(row);
}

/** The one that is read at any of these addresses, else the one that was at the first. */
async function knownFeed(
  db: Database,
  [url, ...others]: readonly [string, ...string[]],
): Promise<PolledFeed | undefined> {
  const known = (await feedByUrl(db, url)) ?? (await feedMovingTo(db, url));
  if (known?.state === 'active') return known;
  for (const other of others) {
    const same = await feedByUrl(db, other);
    if (same?.state === 'active') return same;
  }
  return known;
}

/** As `feedByUrl` and `feedMovingTo` find them. */
function feedsByAddress(feeds: readonly PolledFeed[]): ReadonlyMap<string, PolledFeed> {
  const byId = new Map(feeds.map((feed) => [feed.id, feed]));
  return new Map([
    ...feeds.flatMap((feed) =>
      feed.move && feed.state === 'active' ? [[feed.move.to, feed] as const] : [],
    ),
    ...[...feeds].reverse().flatMap((feed) => {
      const is = (feed.mergedInto && byId.get(feed.mergedInto)) ?? feed;
      return [[feed.key, is] as const, [feed.url, is] as const];
    }),
  ]);
}

function isAt({ url, key, move }: PolledFeed, address: string): boolean {
  return url === address || key === shortKey(address) || move?.to === address;
}

/** It is read no more, whoever asked for it; its articles stay. `by` may take that back. */
export async function removeFeed(
  db: Database,
  id: FeedId,
  { by, now }: { readonly by?: FeedPlace; readonly now: Date },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await setState(tx, id, 'removed');
    await tx.query
      .updateTable('feed_place')
      .set({ left_at: now.getTime() })
      .where('feed_id', '=', id)
      .execute();
    if (by) await savePlace(tx, id, by, { now, leftAt: now });
  });
}

/** The workspace wants it no more; true where nobody else does, and it is read no more. */
export async function leaveFeed(
  db: Database,
  id: FeedId,
  { by, now }: { readonly by: FeedPlace; readonly now: Date },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await savePlace(tx, id, by, { now, leftAt: now });
    if ((await placesOf(tx, id)).length > 0) return false;
    await setState(tx, id, 'removed');
    return true;
  });
}

async function polledFeeds(db: Database): Promise<PolledFeed[]> {
  return (await selectFeeds(db).orderBy('feed.id').execute()).map(polledFeedOf);
}

async function feedThatIs(db: Database, id: FeedId): Promise<PolledFeed> {
  const feed = await polledFeed(db, id);
  if (!feed) throw new Error(`there is no feed ${id}`);
  return feed;
}

async function insertFeed(
  db: Database,
  { url, title, siteUrl }: NewPolledFeed,
  { origin, now }: { readonly origin: FeedOrigin; readonly now: Date },
): Promise<FeedId> {
  const { id } = await db.query
    .insertInto('feed')
    .values({ key: shortKey(url), title, url, created_at: now.getTime() })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db.query
    .insertInto('feed_check')
    .values({
      feed_id: id,
      host: hostOf(url),
      site_url: siteUrl ?? null,
      origin,
      state: 'active',
      interval_ms: FIRST_INTERVAL_MS,
      next_check_at: now.getTime(),
    })
    .execute();
  return id as FeedId;
}

/** As if it had never been read, but for its articles. */
async function revive(db: Database, id: FeedId, now: Date): Promise<void> {
  await db.query
    .updateTable('feed_check')
    .set({
      state: 'active',
      next_check_at: now.getTime(),
      etag: null,
      last_modified: null,
      body_hash: null,
      ttl_ms: null,
      first_read_at: null,
      failures: 0,
      failing_since: null,
      error_code: null,
      error_reason: null,
      told_at: null,
    })
    .where('feed_id', '=', id)
    .execute();
}

async function setOrigin(db: Database, id: FeedId, origin: FeedOrigin): Promise<void> {
  await db.query.updateTable('feed_check').set({ origin }).where('feed_id', '=', id).execute();
}

async function setState(db: Database, id: FeedId, state: FeedState): Promise<void> {
  await db.query.updateTable('feed_check').set({ state }).where('feed_id', '=', id).execute();
}
