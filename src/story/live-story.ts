import type { Article, ArticleId, StoryId } from '../model/article.ts';
import type { WordVector } from './word-vector.ts';

export type StoryArticle = Pick<Article, 'id' | 'title' | 'text' | 'source' | 'publishedAt'>;

/** Why an article is in its story. */
export type Membership = {
  readonly id: ArticleId;
  readonly title: string;
  readonly source: string;
  readonly joined: 'opened' | 'near-duplicate' | 'similar' | 'restored';
  /** How alike the article and the story were when it joined, 0 to 1. */
  readonly similarity: number;
};

/** The live articles of a story, and the sum of their vectors. */
export class LiveStory {
  readonly id: StoryId;
  readonly members: Entry[] = [];
  /** Of two and more: most stories have one member, whose own vector is the sum. */
  #sum: Map<string, number> | undefined;
  #squared = 0;

  constructor(id: StoryId) {
    this.id = id;
  }

  get norm(): number {
    return Math.sqrt(Math.max(this.#squared, Number.EPSILON));
  }

  /** Cosine of the article with the sum of the members, and what of it is not due to standing names. */
  likenessTo({ vector, standing }: Draft): { cosine: number; specific: number } {
    let dot = 0;
    let shared = 0;
    const count = (word: string, product: number) => {
      dot += product;
      if (!standing.has(word)) shared += product;
    };
    const sum = this.#sum;
    if (sum !== undefined) {
      for (const [word, weight] of vector) count(word, weight * (sum.get(word) ?? 0));
    } else {
      this.members[0]?.vector.forEach((word, weight) => {
        count(word, weight * (vector.get(word) ?? 0));
      });
    }
    return { cosine: dot / this.norm, specific: shared / this.norm };
  }

  add(entry: Entry): void {
    const [only] = this.members;
    if (only !== undefined) this.#sum ??= sumOf(only.vector);
    this.members.push(entry);
    entry.vector.forEach((word, weight) => {
      const before = this.#sum?.get(word) ?? 0;
      this.#sum?.set(word, before + weight);
      this.#squared += weight * (2 * before + weight);
    });
  }

  remove(entry: Entry): void {
    const [only] = this.members;
    const sum = this.#sum ?? (only ? sumOf(only.vector) : new Map<string, number>());
    this.#sum = sum;
    this.members.splice(this.members.indexOf(entry), 1);
    entry.vector.forEach((word, weight) => {
      const before = sum.get(word) ?? 0;
      sum.set(word, before - weight);
      this.#squared -= weight * (2 * before - weight);
    });
  }
}

function sumOf(vector: WordVector): Map<string, number> {
  const sum = new Map<string, number>();
  vector.forEach((word, weight) => {
    sum.set(word, weight);
  });
  return sum;
}

export type Draft = {
  readonly article: Pick<StoryArticle, 'id' | 'title' | 'source' | 'publishedAt'>;
  /** Unit length, the heaviest word first. */
  readonly vector: ReadonlyMap<string, number>;
  /** The heaviest first. */
  readonly names: readonly string[];
  readonly standing: ReadonlySet<string>;
  readonly shingles: Uint32Array;
  readonly bare: boolean;
};

/** `live` is the story it counts for, until it is removed. */
export type Entry = Omit<Draft, 'vector'> &
  Match & { readonly vector: WordVector; live: LiveStory | undefined };

export type Match = {
  readonly story: StoryId;
  readonly joined: Membership['joined'];
  readonly similarity: number;
};

/** Milliseconds between the article and the member nearest to it in time. */
export function silence(
  { article }: Pick<Draft, 'article'>,
  members: readonly Pick<Draft, 'article'>[],
): number {
  const at = article.publishedAt.getTime();
  return members.reduce(
    (least, member) => Math.min(least, Math.abs(at - member.article.publishedAt.getTime())),
    Infinity,
  );
}
