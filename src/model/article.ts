import type { Brand } from './brand.ts';
import type { FeedId } from './feed.ts';

/** The row number of an article: short enough to be typed after `/news open`. */
export type ArticleId = number & Brand<'ArticleId'>;

/** Grows by one with every article stored or corrected, in the order in which readers see them. */
export type Revision = number & Brand<'Revision'>;

/** The id of the article that opened the story. */
export type StoryId = number & Brand<'StoryId'>;

export type ArticleImage = {
  readonly url: string | undefined;
  readonly caption: string | undefined;
  readonly credit: string | undefined;
};

export type Article = {
  readonly id: ArticleId;
  readonly feedId: FeedId;
  /** The outlet's name as readers know it. */
  readonly source: string;
  /** Titles of feeds that carry it, where that is not its source. */
  readonly alsoIn?: readonly string[];
  readonly url: string | undefined;
  readonly title: string;
  /** Plain text; captions and credits are in `image`. */
  readonly text: string;
  /** The outlet cut the text off: its last sentence may be incomplete. */
  readonly truncated: boolean;
  readonly image: ArticleImage | undefined;
  readonly publishedAt: Date;
  /** Nobody said when it was published: that is when it was read. */
  readonly undated?: true;
  readonly firstSeenAt: Date;
  readonly firstRevision: Revision;
  readonly revision: Revision;
  readonly topics: readonly string[];
  /** ISO 3166-1 alpha-2 codes. */
  readonly countries: readonly string[];
  /** BCP 47, `und` where it is not known. */
  readonly language: string;
  readonly storyId: StoryId;
};

/** What an article said before it was stored anew. */
export type ArticleVersion = Pick<Article, 'title' | 'text'> & { readonly replacedAt: Date };

/** How an article differs from what it said when it was first read. */
export type Correction = {
  /** When the last of it was read. */
  readonly at: Date;
  /** The first one, where it has another now. */
  readonly formerTitle: string | undefined;
  readonly hasNewText: boolean;
};

/** What a feed or a file gives, before the store has numbered it. */
export type NewArticle = Omit<
  Article,
  'id' | 'feedId' | 'firstRevision' | 'revision' | 'storyId' | 'firstSeenAt'
> & {
  /** What makes the article the same one when its feed is read again: a guid, an address, a hash. */
  readonly key: string;
};

/** Undefined unless the text is a positive whole number that a row can have. */
export function parseArticleId(text: string): ArticleId | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? (Number(text) as ArticleId) : undefined;
}
