import type { Selectable } from 'kysely';
import type { FeedId, PolledFeed } from '../model/feed.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

type Row = Selectable<Schema['feed']> & Selectable<Schema['feed_check']>;

export function selectFeeds(db: Database) {
  return db.query
    .selectFrom('feed')
    .innerJoin('feed_check', 'feed_check.feed_id', 'feed.id')
    .selectAll();
}

export function polledFeedOf(row: Row): PolledFeed {
  return {
    id: row.id as FeedId,
    key: row.key,
    title: row.title,
    url: row.url ?? row.key,
    siteUrl: row.site_url ?? undefined,
    origin: row.origin,
    state: row.state,
    validators: { etag: row.etag ?? undefined, lastModified: row.last_modified ?? undefined },
    bodyHash: row.body_hash ?? undefined,
    intervalMs: row.interval_ms,
    ttlMs: row.ttl_ms ?? undefined,
    nextCheckAt: new Date(row.next_check_at),
    checkedAt: dateOf(row.checked_at),
    changedAt: dateOf(row.changed_at),
    firstReadAt: dateOf(row.first_read_at),
    failures: row.failures,
    failingSince: dateOf(row.failing_since),
    lastError:
      row.error_code === null
        ? undefined
        : { code: row.error_code, reason: row.error_reason ?? row.error_code },
    move:
      row.moved_to === null || row.moved_since === null
        ? undefined
        : { to: row.moved_to, since: new Date(row.moved_since) },
    toldAt: dateOf(row.told_at),
    mergedInto: row.merged_into === null ? undefined : (row.merged_into as FeedId),
  };
}

function dateOf(instant: number | null): Date | undefined {
  return instant === null ? undefined : new Date(instant);
}

export function hostOf(url: string): string {
  return new URL(url).host;
}
