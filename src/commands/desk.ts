import type { FeedWeb } from '../feed/find-feed.ts';
import type { Log } from '../log.ts';
import type { Outage } from '../message/status-message.ts';
import type { Article } from '../model/article.ts';
import type { Finder } from '../search/finder.ts';
import type { Database } from '../store/database.ts';
import type { Command } from './command.ts';

/** What the commands work with; `open-desk.ts` makes it. */
export type Desk = {
  readonly commands: readonly Command[];
  readonly db: Database;
  readonly finder: Finder;
  /** Where feeds are looked for. */
  readonly web: FeedWeb;
  readonly log: Log;
  /** The platforms that are not connected now, and why. */
  readonly outages: () => readonly Outage[];
  /** The sentences of an article's summary, verbatim and in order. */
  readonly summarize: (article: Article) => Promise<readonly string[]>;
  /** The zone of a digest whose subscriber names none. */
  readonly timezone: string;
  readonly version: string;
};
