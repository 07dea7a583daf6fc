import type { ArticleId, StoryId } from '../model/article.ts';
import { featuresOf } from './features.ts';
import {
  type Draft,
  type Entry,
  LiveStory,
  type Match,
  type Membership,
  type StoryArticle,
} from './live-story.ts';
import { type Candidate, closestCopy, closestStory } from './match.ts';
import { shinglesOf } from './shingles.ts';
import { KEPT_WORDS, PooledVector, VectorPool } from './vector-pool.ts';

/**
 * Sorts articles into stories as they come: one pass, in memory, no clock, so that the same
 * articles in the same order give the same stories. An article joins the story that holds a copy
 * of its text, else the one it is most like (TF-IDF cosine with the sum of its members, halved
 * by time, unless the names speak against it), else it opens its own.
 */
export class StoryIndex {
  readonly #capacity: number;
  readonly #sums: Float64Array;
  readonly #slots: (Entry | undefined)[] = [];
  readonly #byId = new Map<ArticleId, Entry>();
  readonly #stories = new Map<StoryId, LiveStory>();
  readonly #vectors: VectorPool;
  #shelf = new Uint16Array();
  /** Slots go round; `#next` counts on. */
  #next = 0;

  /** Keeps at most `capacity` articles for comparison: the one added first is forgotten first. */
  constructor({ capacity = 20_000 }: { capacity?: number } = {}) {
    this.#capacity = capacity;
    this.#sums = new Float64Array(capacity);
    this.#vectors = new VectorPool(capacity);
  }

  /** The story of a new article: an older one's, or its own. Adding it again changes nothing. */
  add(article: StoryArticle): StoryId {
    const known = this.#byId.get(article.id);
    if (known !== undefined) return known.story;
    const draft = this.#draft(article);
    const match: Match = this.#closest(draft) ?? {
      story: article.id as number as StoryId,
      joined: 'opened',
      similarity: 1,
    };
    this.#keep(draft, match);
    return match.story;
  }

  /** Puts back an article whose story was decided before a restart; in the order they were added. */
  restore(article: StoryArticle, story: StoryId): void {
    if (this.#byId.has(article.id)) return;
    this.#keep(this.#draft(article), { story, joined: 'restored', similarity: 1 });
  }

  /** Forgets an article, as when its feed took it back; unknown ids are none of its business. */
  remove(id: ArticleId): void {
    const entry = this.#byId.get(id);
    if (entry === undefined) return;
    this.#byId.delete(id);
    const { live } = entry;
    if (live === undefined) return;
    entry.live = undefined;
    const others = live.slots.filter((slot) => slot !== entry.slot);
    live.remove(entry, this.#dot(this.#vectors.vectorAt(entry.slot), others));
    if (others.length === 0) this.#stories.delete(entry.story);
  }

  /** The live members of an article's story and why each is there; empty where it is not live. */
  explain(id: ArticleId): readonly Membership[] {
    const entry = this.#byId.get(id);
    if (entry === undefined) return [];
    return (entry.live?.members ?? []).map(({ id, joined, similarity }) => ({
      id,
      joined,
      similarity,
    }));
  }

  /** Unit vector of the article, its words weighted by how rare they are among the live ones. */
  #draft({ id, title, text, publishedAt }: StoryArticle): Draft {
    const { weights, names, standing, words, bare } = featuresOf(title, text);
    const live = this.#byId.size;
    const heaviest = [...weights]
      .map(([word, weight]): [string, number] => {
        return [word, weight * Math.log(1 + (live + 50) / (this.#vectors.count(word) + 1))];
      })
      .toSorted(([, x], [, y]) => y - x)
      .slice(0, KEPT_WORDS);
    const norm = Math.hypot(...heaviest.map(([, weight]) => weight)) || 1;
    const vector = new Map(heaviest.map(([word, weight]) => [word, weight / norm]));
    return {
      id,
      publishedMs: publishedAt.getTime(),
      vector,
      weights: {
        get: (word) => vector.get(word),
        has: (word) => vector.has(word),
        names: [...vector.keys()].filter((word) => names.has(word)),
      },
      standing,
      shingles: shinglesOf(words),
      bare,
    };
  }

  #closest(draft: Draft): Match | undefined {
    const { entries, stories } = this.#candidates(draft);
    return (
      closestCopy(draft, entries) ??
      closestStory(draft, this.#likened(draft, stories), this.#byId.size)
    );
  }

  #likened({ vector, standing }: Draft, stories: readonly LiveStory[]): Candidate[] {
    const groups = stories.map(({ slots }) => slots);
    const likenesses = this.#vectors.likeness(vector, standing, groups);
    return stories.map((story, at) => {
      const { dot, specific } = likenesses[at] ?? { dot: 0, specific: 0 };
      return { story, cosine: dot / story.norm, specific: specific / story.norm };
    });
  }

  /** The live articles and the stories that share most of the draft's heaviest words. */
  #candidates({ vector }: Draft): { entries: Entry[]; stories: LiveStory[] } {
    const heaviest = [...vector].slice(0, SEARCHED_WORDS);
    const common = Math.max(300, this.#byId.size / 50);
    const sums = this.#sums;
    const entries: { entry: Entry; shared: number }[] = [];
    const stories = new Map<LiveStory, number>();
    for (const slot of this.#vectors.accumulate(heaviest, sums, common)) {
      const shared = sums[slot] ?? 0;
      sums[slot] = 0;
      if (shared < FAINT) continue;
      const entry = this.#slots[slot];
      const story = entry?.live;
      if (entry === undefined || story === undefined) continue;
      stories.set(story, (stories.get(story) ?? 0) + shared);
      if (shared >= COPY_LIKENESS) entries.push({ entry, shared });
    }
    return {
      entries: entries
        .toSorted((a, b) => b.shared - a.shared || a.entry.id - b.entry.id)
        .slice(0, COMPARED)
        .map(({ entry }) => entry),
      stories: [...stories]
        .map(([story, shared]) => ({ story, shared: shared / story.norm }))
        .toSorted((a, b) => b.shared - a.shared || a.story.id - b.story.id)
        .slice(0, COMPARED)
        .map(({ story }) => story),
    };
  }

  #keep(draft: Draft, match: Match): void {
    const slot = this.#emptySlot();
    const { id, publishedMs, vector } = draft;
    const live = this.#stories.get(match.story) ?? new LiveStory(match.story);
    const weights = new PooledVector(this.#vectors, slot);
    const shingles = this.#keptShingles(draft.shingles);
    const entry: Entry = { ...match, id, publishedMs, weights, shingles, slot, live };
    this.#slots[slot] = entry;
    this.#byId.set(id, entry);
    this.#vectors.put(slot, vector, new Set(draft.weights.names));
    live.add(entry, this.#dot(vector, live.slots));
    this.#stories.set(match.story, live);
  }

  /** Beside those of others, in one array for hundreds: to each its own would take twice the room. */
  #keptShingles(shingles: Uint16Array): Uint16Array {
    if (this.#shelf.length < shingles.length) {
      this.#shelf = new Uint16Array(Math.max(SHELF, shingles.length));
    }
    const kept = this.#shelf.subarray(0, shingles.length);
    kept.set(shingles);
    this.#shelf = this.#shelf.subarray(shingles.length);
    return kept;
  }

  /** The next one, of which the oldest article is forgotten. */
  #emptySlot(): number {
    const slot = this.#next % this.#capacity;
    this.#next += 1;
    const evicted = this.#slots[slot];
    if (evicted?.live !== undefined) this.remove(evicted.id);
    if (evicted !== undefined) this.#vectors.clear(slot);
    return slot;
  }

  /** Of a vector with the sum of those in the slots. */
  #dot(vector: ReadonlyMap<string, number>, slots: readonly number[]): number {
    const [likeness] = this.#vectors.likeness(vector, new Set(), [slots]);
    return likeness?.dot ?? 0;
  }
}

/** An article is looked up by its heaviest words: the others decide nothing. */
const SEARCHED_WORDS = 20;

/** The shingles of some two hundred articles. */
const SHELF = 32_768;

/** Articles that share less than this with it are passed over. */
const FAINT = 0.04;

/** How many of the most alike articles and stories are compared in full. */
const COMPARED = 10;

/** Copies share most of their heaviest words, an excerpt fewer. */
const COPY_LIKENESS = 0.12;
