import type { Article, ArticleId } from '../model/article.ts';
import type { Query, Suggestion } from '../model/query.ts';
import { type Aliases, aliasesFrom } from './aliases.ts';
import { draftSegment } from './draft.ts';
import { type Found, findArticles } from './find-articles.ts';
import { mergeSegments } from './merge.ts';
import type { Page } from './page.ts';
import { SAY, type Say } from './rank.ts';
import { Segment } from './segment.ts';
import { finish, type Steps } from './steps.ts';
import { suggest } from './suggest.ts';
import { View } from './view.ts';

/** Articles are laid out together once there are so many, or a search wants them. */
const BATCH = 1000;

/** What is merged while someone waits: a few milliseconds. Larger merges go on in the background. */
const MERGED_AT_ONCE = 500;

/** A segment is merged with the ones after it once it is less than so many times their size. */
const RATIO = 4;

/** From this size on, deriving the ways to a segment's words takes longer than a search may. */
const LARGE = 10_000;

type Merge = {
  readonly inputs: readonly Segment[];
  readonly steps: Steps<Segment>;
  /** Articles that went while the merge was under way. */
  readonly removed: ArticleId[];
};

/**
 * The index of all articles: adding, deleting and searching, without waiting. Everything is in
 * immutable segments, most of it in one; new articles come as small ones, which are merged into
 * larger ones as they gather, so that there is one way to read whatever its age.
 */
export class ArticleIndex {
  readonly #aliases: Aliases;
  readonly #say: Say;
  #segments: readonly Segment[];
  #pending = new Map<ArticleId, Article>();
  #merge: Merge | undefined;

  constructor(
    aliases: readonly (readonly string[])[] = [],
    segments: readonly Segment[] = [],
    say = SAY,
  ) {
    this.#aliases = aliasesFrom(aliases);
    this.#say = say;
    this.#segments = segments;
  }

  /** Adds an article, in the place of the one with the same id where there is one. */
  add(article: Article): void {
    this.remove(article.id);
    this.#pending.set(article.id, article);
    if (this.#pending.size >= BATCH) this.#settle();
  }

  remove(id: ArticleId): void {
    this.#pending.delete(id);
    for (const segment of this.#segments) {
      const article = segment.articleOf(id);
      if (article === -1) continue;
      segment.delete(article);
      this.#merge?.removed.push(id);
    }
  }

  find(query: Query, page: Page): Found {
    this.#settle();
    const view = new View(this.#segments, page.asOf);
    return findArticles(query, page, view, { aliases: this.#aliases, say: this.#say });
  }

  suggest(typed: string, kinds: readonly Suggestion['kind'][], limit: number): Suggestion[] {
    this.#settle();
    return suggest(typed, kinds, limit, new View(this.#segments, undefined));
  }

  /** How many articles there are. */
  get size(): number {
    return this.#segments.reduce((sum, { live }) => sum + live, 0) + this.#pending.size;
  }

  /** Everything that the index is made of, for keeping it. */
  segments(): readonly Segment[] {
    this.#settle();
    return this.#segments;
  }

  /**
   * Works at what is waiting to be merged for about so long, and says whether there is more to
   * do. `all` merges what is there into one segment: after the first reading of an archive.
   */
  maintain(budgetMs: number, all = false): boolean {
    this.#settle();
    this.#merge ??= this.#nextMerge(all);
    if (!this.#merge) return false;
    const until = performance.now() + budgetMs;
    do {
      const { done, value } = this.#merge.steps.next();
      if (done) {
        this.#put(value, this.#merge);
        return all || this.#tail().length > 1;
      }
    } while (performance.now() < until);
    return true;
  }

  #nextMerge(all: boolean): Merge | undefined {
    const inputs = all ? this.#segments : this.#tail();
    if (inputs.length < 2) return undefined;
    return { inputs, steps: mergeAndDerive(inputs), removed: [] };
  }

  #put(merged: Segment, { inputs, removed }: Merge): void {
    this.#segments = this.#segments.flatMap((segment) => {
      if (segment === inputs[0]) return [merged];
      return inputs.includes(segment) ? [] : [segment];
    });
    for (const id of removed) {
      const article = merged.articleOf(id);
      if (article !== -1) merged.delete(article);
    }
    this.#merge = undefined;
  }

  /** Lays out what waits and merges what is small, so that a search reads few segments. */
  #settle(): void {
    if (this.#pending.size === 0) return;
    const fresh = new Segment(draftSegment([...this.#pending.values()]));
    this.#pending = new Map();
    this.#segments = [...this.#segments, fresh];
    const small = this.#tail(MERGED_AT_ONCE);
    if (small.length < 2 || this.#merge) return;
    this.#segments = [...this.#segments.slice(0, -small.length), finish(mergeSegments(small))];
  }

  /** The last segments that are worth merging into one of at most so many articles. */
  #tail(most = Number.POSITIVE_INFINITY): readonly Segment[] {
    let first = this.#segments.length - 1;
    let size = this.#segments[first]?.size ?? 0;
    for (; first > 0; first -= 1) {
      const before = this.#segments[first - 1]?.size ?? 0;
      if (before >= RATIO * size || before + size > most) break;
      size += before;
    }
    return this.#segments.slice(Math.max(0, first));
  }
}

/** A large segment is ready to be searched when it takes its place; a small one is made so quickly. */
function* mergeAndDerive(segments: readonly Segment[]): Steps<Segment> {
  const merged = yield* mergeSegments(segments);
  if (merged.size >= LARGE) yield* merged.derive();
  return merged;
}
