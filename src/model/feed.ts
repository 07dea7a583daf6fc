import type { Brand } from './brand.ts';

export type FeedId = number & Brand<'FeedId'>;

export type Feed = {
  readonly id: FeedId;
  /** What makes the feed the same one: its address, or `file:NAME` for an imported file. */
  readonly key: string;
  readonly title: string;
  readonly url: string | undefined;
};

/** The bundled archive that a bot without tokens shows. */
export const SAMPLE_FEED_KEY = 'sample';
