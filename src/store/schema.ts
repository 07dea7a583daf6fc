import type { ColumnType, Generated } from 'kysely';
import type { StepKind, StepNote } from '../model/backfill.ts';
import type { FeedOrigin, FeedState } from '../model/feed.ts';

/** Milliseconds since the epoch, as a whole number. */
export type Instant = number;
/** JSON as text. */
export type Json = string;
/** 0 or 1. */
export type Flag = number;

type Id = Generated<number>;
type Fixed<T> = ColumnType<T, T, never>;

export type Schema = {
  meta: { key: string; value: string };
  counter: { name: string; value: number };
  feed: { id: Id; key: string; title: string; url: string | null; created_at: Fixed<Instant> };
  feed_check: FeedCheckTable;
  /** Who asked for a feed: one row for each workspace or server. */
  feed_place: {
    feed_id: number;
    platform: string;
    workspace: string;
    channel: string;
    person: string;
    added_at: Instant;
    /** It wants the feed no more, and may take that back. */
    left_at: Instant | null;
  };
  /** What a channel was told of a feed, or is being told. */
  feed_notice: {
    name: string;
    feed_id: number;
    platform: string;
    workspace: string;
    channel: string;
    begun_at: Instant;
    /** It is known what came of the post. */
    answered: Generated<Flag>;
  };
  article: ArticleTable;
  /** What a feed said of an article, and whether the text was read from its page instead. */
  feed_item: { article_id: number; hash: string; from_page: Flag };
  article_version: {
    article_id: number;
    revision: number;
    title: string;
    text: string;
    replaced_at: Instant;
  };
  article_topic: { article_id: number; name: string };
  backfill_step: {
    task: string;
    url: string;
    kind: StepKind;
    /** The order in which the steps were found. */
    position: number;
    changed_at: Instant | null;
    state: 'waiting' | 'changed' | 'done' | 'failed';
    tries: Generated<number>;
    expected: number | null;
    handled: Generated<number>;
    note: StepNote | null;
  };
  /** What one process does alone, and until when. */
  lease: { name: string; holder: string; lease_until: Instant };
  deletion: { article_id: number; revision: number };
  list: {
    id: string;
    platform: string;
    workspace: string;
    person: string;
    spec: Json;
    revision: number;
    created_at: Instant;
  };
  share: {
    id: string;
    platform: string;
    workspace: string;
    channel: string;
    person: string;
    article_id: number;
    shared_at: Instant;
  };
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
  delivered_story: {
    subscription_id: number;
    story_id: number;
    period: string;
    sources: number;
    lead_id: number;
  };
  installation: {
    platform: string;
    workspace: string;
    data: Json;
    installed_at: Instant;
    removed_at: Instant | null;
  };
  /** Until when a channel, a workspace or a platform has all the posts it takes. */
  pace: { lane: string; free_at: Instant };
  /** Workspaces that shut us out, until they let us in again. */
  closed_workspace: { platform: string; workspace: string; code: string; closed_at: Instant };
};

type ArticleTable = {
  id: Fixed<number>;
  feed_id: Fixed<number>;
  /** What makes it the same article within its feed. */
  key: Fixed<string>;
  source: string;
  url: string | null;
  title: string;
  text: string;
  truncated: Flag;
  image: Json | null;
  published_at: Instant;
  first_seen_at: Fixed<Instant>;
  revision: number;
  topics: Json;
  countries: Json;
  language: string;
  story_id: number;
  /** It was there when its feed was first read. */
  backlog: Generated<Flag>;
  /** Published when it was read, for all we know. */
  undated: Generated<Flag>;
  /** Titles of other feeds that carry it. */
  also_in: Json | null;
};

type FeedCheckTable = {
  feed_id: number;
  /** Of the feed's address: one check at a time for each. */
  host: string;
  site_url: string | null;
  origin: FeedOrigin;
  state: FeedState;
  etag: string | null;
  last_modified: string | null;
  body_hash: string | null;
  interval_ms: number;
  ttl_ms: number | null;
  next_check_at: Instant;
  checked_at: Instant | null;
  changed_at: Instant | null;
  first_read_at: Instant | null;
  failures: Generated<number>;
  failing_since: Instant | null;
  error_code: string | null;
  error_reason: string | null;
  moved_to: string | null;
  moved_since: Instant | null;
  told_at: Instant | null;
  /** It turned out to be that one, and is read no more. */
  merged_into: number | null;
  /** Until then a process holds it. */
  lease_until: Generated<Instant>;
  /** Grows with every claim. */
  fence: Generated<number>;
  /** Claims since the last check that was finished: a feed that ends its process waits longer each time. */
  unfinished: Generated<number>;
};

type SubscriptionTable = {
  id: Id;
  platform: string;
  workspace: string;
  channel: string;
  query: string;
  at: Json;
  days: Json;
  timezone: string;
  top: number;
  empty: 'skip' | 'say';
  /** 0 no, 1 by a person, 2 by us, because the channel is closed to us. */
  paused: number;
  /** Empty where that person was forgotten, like `creator_name`. */
  created_by: string;
  creator_name: string;
  created_at: Instant;
  active_since: Instant;
  /** The number of each slot, in the order of `at`; null: 1, 2, 3 … */
  slots: Json | null;
  /** Null: a digest at its times. */
  as_now: Json | null;
  /** The terms before the last change, for taking it back. */
  previous: Json | null;
  /** Stopped, and kept for a while in case that is taken back. */
  removed_at: Instant | null;
};

type DeliveryTable = {
  subscription_id: number;
  period: string;
  state: 'due' | 'claimed' | 'sent' | 'unknown' | 'failed' | 'skipped';
  /** When the slot was to be sent. */
  planned_at: Instant;
  /** The digest reaches from here, known once it is composed … */
  window_since: Instant | null;
  /** … to here, excluded. */
  window_until: Instant;
  /** The frozen message; null until it is composed. */
  payload: Json | null;
  content_hash: string | null;
  /** Grows with every claim: a writer with an older one is refused. */
  fence: number;
  /** Posts begun. */
  attempts: number;
  /** When the first post was begun. */
  first_post_at: Instant | null;
  /** A post was begun and its answer is not recorded: after a crash nobody knows what came of it. */
  post_open: Flag;
  /** When an open delivery may be claimed; for a claimed one, when its lease runs out. */
  next_try_at: Instant;
  /** When it is this one's turn to be posted, where it has taken a turn. */
  turn_at: Instant | null;
  /** The platform refused the message; `payload` is now its plain-text form. */
  plain: Generated<Flag>;
  message_id: string | null;
  /** Why it was skipped, failed or is unknown. */
  reason: string | null;
  finished_at: Instant | null;
};
