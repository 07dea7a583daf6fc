import type { Brand } from './brand.ts';
import type { Channel } from './channel.ts';

export type FeedId = number & Brand<'FeedId'>;

export type Feed = {
  readonly id: FeedId;
  /** What makes the feed the same one: the address it was added by, or `file:PATH` for an imported file. */
  readonly key: string;
  /** What readers know the outlet by; the source of the feed's articles. */
  readonly title: string;
  readonly url: string | undefined;
};

/** The bundled archive that a bot without tokens shows. */
export const SAMPLE_FEED_KEY = 'sample';

/** A feed that is asked for news again and again. */
export type PolledFeed = Feed &
  FeedCheck & {
    readonly url: string;
    /** The page that the feed belongs to. */
    readonly siteUrl: string | undefined;
    readonly origin: FeedOrigin;
    /** When failing was told to those who depend on it; until it works again. */
    readonly toldAt: Date | undefined;
    /** The feed that it turned out to be. */
    readonly mergedInto: FeedId | undefined;
  };

/** A feed that is read, with those that turned out to be it. */
export type ListedFeed = PolledFeed & { readonly formerly: readonly PolledFeed[] };

/** Where it was named first: in the file of feeds, on the command line, or in chat by those who are its `FeedPlace`s. */
export type FeedOrigin = 'file' | 'operator' | 'chat';

export type FeedState =
  | 'active'
  /** Not found or forbidden for two weeks. */
  | 'disabled'
  /** 410: its server says that it will not come back. */
  | 'gone'
  /** By a person: the file of feeds does not bring it back. */
  | 'removed'
  /** It is no longer in the file that it came from, or turned out to be another feed. */
  | 'dropped';

/** What is remembered of a feed from one check to the next. */
export type FeedCheck = {
  readonly state: FeedState;
  /** What its server gave, byte for byte, to be sent back. */
  readonly validators: {
    readonly etag: string | undefined;
    readonly lastModified: string | undefined;
  };
  /** SHA-256 of the last body that was a feed. */
  readonly bodyHash: string | undefined;
  /** How often it is worth a look, while its server asks for nothing else. */
  readonly intervalMs: number;
  /** How long the feed asked not to be read again. */
  readonly ttlMs: number | undefined;
  readonly nextCheckAt: Date;
  /** The end of the last check, whatever came of it. */
  readonly checkedAt: Date | undefined;
  /** When it last had something new. */
  readonly changedAt: Date | undefined;
  /** When it was read for the first time: what it held then is its backlog. */
  readonly firstReadAt: Date | undefined;
  /** In a row. */
  readonly failures: number;
  readonly failingSince: Date | undefined;
  readonly lastError: FeedError | undefined;
  /** It answers with a permanent redirect, since then. */
  readonly move: { readonly to: string; readonly since: Date } | undefined;
};

export type FeedError = {
  readonly code: string;
  /** For a person: what happened. */
  readonly reason: string;
};

/** A feed that one process holds for a check; a writer with an older fence is refused. */
export type ClaimedFeed = PolledFeed & { readonly fence: number };

/** Who added a feed, and where. */
export type FeedPlace = { readonly channel: Channel; readonly person: string };

export function parseFeedId(text: string): FeedId | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? (Number(text) as FeedId) : undefined;
}
