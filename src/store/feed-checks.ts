import { type SqlBool, sql } from 'kysely';
import type { ClaimedFeed, FeedCheck, FeedError } from '../model/feed.ts';
import { type Database, inTransaction } from './database.ts';
import { hostOf, polledFeedOf, selectFeeds } from './feed-rows.ts';

/** Between the end of one request to a host and the next: nobody is asked in a hurry. */
const HOST_GAP_MS = 1_000;

/**
 * Of so many that are due the hosts are compared: of all 10,000 it takes seven times as long. Where
 * they are all of one host, that host is busy with the next claim, and others are looked at.
 */
const LOOKED_AT = 500;

/** A feed whose checks end their process is waited for ever longer, up to 2^8 leases. */
const MAX_DOUBLINGS = 8;

/** No feed waits longer: seven days of Retry-After, and some more. */
const MAX_WAIT_MS = 8 * 86_400_000;
/** No feed is held longer: 2^8 leases of five minutes. */
const MAX_LEASE_MS = 86_400_000;
/** The clocks of processes that share a database differ by less. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Claims up to `limit` feeds that are due, longest due first, and no two of one host: not one
 * whose host is asked at this moment, or was within the last second, by whatever process. A claim
 * that is not finished, as its process died, ends with its lease.
 */
export async function claimFeeds(
  db: Database,
  { now, leaseMs, limit }: { readonly now: Date; readonly leaseMs: number; readonly limit: number },
): Promise<ClaimedFeed[]> {
  const at = now.getTime();
  return inTransaction(db, async (tx) => {
    // Whoever claims at the same time waits here, and sees then what has been claimed.
    await tx.query
      .updateTable('counter')
      .set((row) => ({ value: row('value', '+', 1) }))
      .where('name', '=', 'feed claims')
      .execute();
    const due = await tx.query
      .with('longest_due', (query) =>
        query
          .selectFrom('feed_check')
          .select(['feed_id', 'next_check_at', 'host'])
          .where('state', '=', 'active')
          .where('next_check_at', '<=', at)
          .where('lease_until', '<=', at)
          .where((row) =>
            row(
              'host',
              'not in',
              row
                .selectFrom('feed_check as busy')
                .select('busy.host')
                .where((busy) =>
                  busy.or([
                    busy('busy.lease_until', '>', at),
                    busy.between('busy.checked_at', at - HOST_GAP_MS + 1, at),
                  ]),
                ),
            ),
          )
          .orderBy('next_check_at')
          .orderBy('feed_id')
          .limit(LOOKED_AT),
      )
      .selectFrom((from) =>
        from
          .selectFrom('longest_due')
          .select((row) => [
            'feed_id',
            'next_check_at',
            row.fn
              .agg<number>('row_number')
              .over((over) => over.partitionBy('host').orderBy('next_check_at').orderBy('feed_id'))
              .as('place'),
          ])
          .as('due'),
      )
      .select('feed_id')
      .where('place', '=', 1)
      .orderBy('next_check_at')
      .limit(limit)
      .execute();
    if (due.length === 0) return [];
    const ids = due.map(({ feed_id }) => feed_id);
    // A feed whose check is being finished this moment is not due any more.
    const claimed = await tx.query
      .updateTable('feed_check')
      .set((row) => ({
        lease_until: sql<number>`cast(${at} as bigint) + cast(${leaseMs} as bigint) * ${doublings}`,
        fence: row('fence', '+', 1),
        unfinished: row('unfinished', '+', 1),
      }))
      .where('feed_id', 'in', ids)
      .where('lease_until', '<=', at)
      .where('next_check_at', '<=', at)
      .returning('feed_id')
      .execute();
    if (claimed.length === 0) return [];
    const rows = await selectFeeds(tx)
      .where(
        'feed.id',
        'in',
        claimed.map(({ feed_id }) => feed_id),
      )
      .orderBy('next_check_at')
      .execute();
    return rows.map((row) => ({ ...polledFeedOf(row), fence: row.fence }));
  });
}

const doublings = sql<number>`case ${sql.join(
  Array.from(
    { length: MAX_DOUBLINGS },
    (_, n) => sql`when unfinished = ${sql.lit(n)} then ${sql.lit(2 ** n)}`,
  ),
  sql` `,
)} else ${sql.lit(2 ** MAX_DOUBLINGS)} end`;

/**
 * When the next feed is due; undefined when none is read. What a clock that ran ahead put off or
 * holds is put right: no wait is longer than eight days, no lease than one, and no check is in the
 * future.
 */
export async function nextFeedAt(db: Database, now: Date): Promise<Date | undefined> {
  const at = now.getTime();
  const row = await db.query
    .selectFrom('feed_check')
    .select(({ fn }) => [
      fn.min('next_check_at').filterWhere('lease_until', '<=', at).as('next'),
      fn.max('next_check_at').as('last'),
      fn.max('checked_at').as('checked'),
      fn.max('lease_until').as('leased'),
    ])
    .where('state', '=', 'active')
    .executeTakeFirst();
  const isAhead =
    Number(row?.last) > at + MAX_WAIT_MS ||
    Number(row?.checked) > at + CLOCKS_DIFFER_MS ||
    Number(row?.leased) > at + MAX_LEASE_MS;
  if (!isAhead) return row?.next == null ? undefined : new Date(Number(row.next));
  await putClockRight(db, at);
  return now;
}

async function putClockRight(db: Database, at: number): Promise<void> {
  await db.query
    .updateTable('feed_check')
    .set({ next_check_at: at })
    .where('state', '=', 'active')
    .where('next_check_at', '>', at)
    .where((feed) =>
      feed.or([
        feed('next_check_at', '>', at + MAX_WAIT_MS),
        feed('checked_at', '>', at + CLOCKS_DIFFER_MS),
      ]),
    )
    .execute();
  await db.query
    .updateTable('feed_check')
    .set({ lease_until: 0 })
    .where('lease_until', '>', at + MAX_LEASE_MS)
    .execute();
}

/**
 * Writes down what a check found, and where the feed is from now on; false when the claim is
 * lost, and somebody else has the last word. Call it first in the transaction that stores the
 * articles: what goes before its lease is over can then not be done twice. A feed that was
 * removed meanwhile stays removed.
 */
export async function finishCheck(
  tx: Database,
  held: ClaimedFeed,
  check: FeedCheck,
  url: string = held.url,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable('feed_check')
    .set({
      state: sql`case when state = 'active' then ${check.state} else state end`,
      host: hostOf(url),
      etag: check.validators.etag ?? null,
      last_modified: check.validators.lastModified ?? null,
      body_hash: check.bodyHash ?? null,
      interval_ms: check.intervalMs,
      ttl_ms: check.ttlMs ?? null,
      next_check_at: check.nextCheckAt.getTime(),
      checked_at: instantOf(check.checkedAt),
      changed_at: instantOf(check.changedAt),
      first_read_at: instantOf(check.firstReadAt),
      failures: check.failures,
      failing_since: instantOf(check.failingSince),
      error_code: check.lastError?.code ?? null,
      error_reason: check.lastError?.reason ?? null,
      moved_to: check.move?.to ?? null,
      moved_since: instantOf(check.move?.since),
      lease_until: 0,
      unfinished: 0,
    })
    .where(isHeld(held))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  if (url !== held.url) {
    await tx.query.updateTable('feed').set({ url }).where('id', '=', held.id).execute();
  }
  return true;
}

/**
 * Notes why a check could not be ended, so that whoever looks at the feed sees it. The claim stays:
 * when its lease is over the feed is tried again, after ever longer times.
 */
export async function noteBrokenCheck(
  db: Database,
  held: ClaimedFeed,
  error: FeedError,
  now: Date,
): Promise<void> {
  await db.query
    .updateTable('feed_check')
    .set((row) => ({
      failures: row('failures', '+', 1),
      failing_since: row.fn.coalesce(
        'failing_since',
        sql<number>`cast(${now.getTime()} as bigint)`,
      ),
      error_code: error.code,
      error_reason: error.reason,
    }))
    .where(isHeld(held))
    .execute();
}

/** Gives a claim back unused, as when the process stops. */
export async function releaseFeed(db: Database, held: ClaimedFeed): Promise<void> {
  await db.query
    .updateTable('feed_check')
    .set({ lease_until: 0, unfinished: 0 })
    .where(isHeld(held))
    .execute();
}

function isHeld({ id, fence }: ClaimedFeed) {
  return sql<SqlBool>`feed_id = ${id} and fence = ${fence}`;
}

function instantOf(date: Date | undefined): number | null {
  return date?.getTime() ?? null;
}
