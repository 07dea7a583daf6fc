import type { Log } from '../log.ts';
import type { Poster, Tell } from '../message/poster.ts';
import type { Platform } from '../model/channel.ts';
import type { Finder } from '../search/finder.ts';
import type { Database } from '../store/database.ts';

/** What the digests work with. */
export type DigestService = {
  readonly db: Database;
  readonly finder: Finder;
  readonly posters: Partial<Readonly<Record<Platform, Poster>>>;
  readonly tell?: Partial<Readonly<Record<Platform, Tell>>>;
  readonly log: Log;
  /** How long a claim holds; far longer than a post may take. */
  readonly leaseMs: number;
  readonly now: () => Date;
};
