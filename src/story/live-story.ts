import type { Article, ArticleId, StoryId } from '../model/article.ts';
import type { Weights } from './vector-pool.ts';

export type StoryArticle = Pick<Article, 'id' | 'title' | 'text' | 'publishedAt'>;

/** Why an article is in its story. */
export type Membership = {
  readonly id: ArticleId;
  readonly joined: 'opened' | 'near-duplicate' | 'similar' | 'restored';
  /** How alike the article and the story were when it joined, 0 to 1. */
  readonly similarity: number;
};

/** The live articles of a story, and the length of the sum of their vectors. */
export class LiveStory {
  readonly id: StoryId;
  readonly members: Entry[] = [];
  #squared = 0;

  constructor(id: StoryId) {
    this.id = id;
  }

  get norm(): number {
    return Math.sqrt(Math.max(this.#squared, Number.EPSILON));
  }

  get slots(): number[] {
    return this.members.map(({ slot }) => slot);
  }

  /** `dot`: the article's vector with the sum of the members' before it came. */
  add(entry: Entry, dot: number): void {
    this.members.push(entry);
    this.#squared += 2 * dot + 1;
  }

  /** `dot`: the article's vector with the sum of the others'. */
  remove(entry: Entry, dot: number): void {
    this.members.splice(this.members.indexOf(entry), 1);
    this.#squared -= 2 * dot + 1;
  }
}

export type Draft = {
  readonly id: ArticleId;
  readonly publishedMs: number;
  /** Unit length, the heaviest word first. */
  readonly vector: ReadonlyMap<string, number>;
  readonly weights: Weights;
  readonly standing: ReadonlySet<string>;
  readonly shingles: Uint16Array;
  readonly bare: boolean;
};

/** What is kept of an article. `live` is the story it counts for, until it is removed. */
export type Entry = Pick<Draft, 'id' | 'publishedMs' | 'weights' | 'shingles'> &
  Match & { readonly slot: number; live: LiveStory | undefined };

export type Match = {
  readonly story: StoryId;
  readonly joined: Membership['joined'];
  readonly similarity: number;
};

/** Milliseconds between the article and the member nearest to it in time. */
export function silence(
  { publishedMs }: Pick<Draft, 'publishedMs'>,
  members: readonly Pick<Draft, 'publishedMs'>[],
): number {
  return members.reduce(
    (least, member) => Math.min(least, Math.abs(publishedMs - member.publishedMs)),
    Infinity,
  );
}
