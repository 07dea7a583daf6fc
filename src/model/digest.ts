import type { Story } from './story.ts';

/** Half-open: `since` belongs to this digest, `until` to the next. */
export type DigestWindow = { readonly since: Date; readonly until: Date };

export type Digest = {
  readonly window: DigestWindow;
  /** The subscription's search text; empty means everything. */
  readonly query: string;
  /** Best first. */
  readonly stories: readonly DigestStory[];
  /** One line each, after the stories. */
  readonly also: readonly DigestStory[];
  /** Stories that are new, too, and not among them. */
  readonly more: number;
  /** Everything new in the window, shown or not. */
  readonly articles: number;
};

export type DigestStory = Story & {
  /** The channel has seen it before; there are two more sources, or another lead, since. */
  readonly update: boolean;
};
