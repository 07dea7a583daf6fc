import type { Article, ArticleId, StoryId } from '../model/article.ts';
import { areDifferentEvents } from './entity-veto.ts';
import { featuresOf } from './features.ts';
import { Postings } from './postings.ts';
import { areNearDuplicates, containment, shinglesOf } from './shingles.ts';

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

/** When an article joins a story. */
type Setting = {
  /** From this similarity on. */
  readonly threshold: number;
  /** Similarity halves for so long a silence between the article and the story. */
  readonly halfLifeMs: number;
};

const HOUR = 3_600_000;
const FULL_TEXT: Setting = { threshold: 0.24, halfLifeMs: 72 * HOUR };

/** A bare headline says so little that the time must speak, too. */
const HEADLINE: Setting = { threshold: 0.18, halfLifeMs: 12 * HOUR };

/** A copy of a text counts as one for so long; a yearly report that repeats itself is news. */
const COPY_WITHIN_MS = 7 * 24 * HOUR;

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
  readonly #postings = new Postings();
  /** Slots go round; `#next` counts on. */
  #next = 0;

  /** Keeps at most `capacity` articles for comparison: the one added first is forgotten first. */
  constructor({ capacity = 20_000 }: { capacity?: number } = {}) {
    this.#capacity = capacity;
    this.#sums = new Float64Array(capacity);
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
    entry.live?.remove(entry);
    if (entry.live?.members.length === 0) this.#stories.delete(entry.story);
    entry.live = undefined;
  }

  /** The live members of an article's story and why each is there; empty where it is not live. */
  explain(id: ArticleId): readonly Membership[] {
    const entry = this.#byId.get(id);
    if (entry === undefined) return [];
    return (entry.live?.members ?? []).map(({ article, joined, similarity }) => ({
      id: article.id,
      title: article.title,
      source: article.source,
      joined,
      similarity,
    }));
  }

  /** Unit vector of the article, its words weighted by how rare they are among the live ones. */
  #draft({ id, title, text, source, publishedAt }: StoryArticle): Draft {
    const { weights, names, words, bare } = featuresOf(title, text);
    const live = this.#byId.size;
    const heaviest = [...weights]
      .map(([word, weight]): [string, number] => {
        return [word, weight * Math.log(1 + (live + 50) / (this.#postings.count(word) + 1))];
      })
      .toSorted(([, x], [, y]) => y - x)
      .slice(0, KEPT_WORDS);
    const norm = Math.hypot(...heaviest.map(([, weight]) => weight)) || 1;
    const vector = new Map(heaviest.map(([word, weight]) => [word, weight / norm]));
    return {
      article: { id, title, source, publishedAt },
      vector,
      names: [...vector.keys()].filter((word) => names.has(word)),
      shingles: shinglesOf(words),
      bare,
    };
  }

  #closest(draft: Draft): Match | undefined {
    const { entries, stories } = this.#candidates(draft);
    return closestCopy(draft, entries) ?? closestStory(draft, stories, this.#byId.size);
  }

  /** The live articles and the stories that share most of the draft's heaviest words. */
  #candidates({ vector }: Draft): { entries: Entry[]; stories: LiveStory[] } {
    const heaviest = [...vector].slice(0, SEARCHED_WORDS);
    const common = Math.max(300, this.#byId.size / 50);
    const sums = this.#sums;
    const entries: { entry: Entry; shared: number }[] = [];
    const stories = new Map<LiveStory, number>();
    for (const slot of this.#postings.accumulate(heaviest, sums, common)) {
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
        .toSorted((a, b) => b.shared - a.shared || a.entry.article.id - b.entry.article.id)
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
    const live = this.#stories.get(match.story) ?? new LiveStory(match.story);
    const entry: Entry = { ...draft, ...match, live };
    const slot = this.#next % this.#capacity;
    this.#next += 1;
    const evicted = this.#slots[slot];
    if (evicted !== undefined) {
      if (evicted.live !== undefined) this.remove(evicted.article.id);
      this.#postings.removeFirst(slot, evicted.vector);
    }
    this.#slots[slot] = entry;
    this.#byId.set(entry.article.id, entry);
    this.#postings.add(slot, entry.vector);
    live.add(entry);
    this.#stories.set(match.story, live);
  }
}

type Draft = {
  readonly article: Pick<StoryArticle, 'id' | 'title' | 'source' | 'publishedAt'>;
  /** Unit length, the heaviest word first. */
  readonly vector: ReadonlyMap<string, number>;
  /** The heaviest first. */
  readonly names: readonly string[];
  readonly shingles: Uint32Array;
  readonly bare: boolean;
};

/** `live` is the story it counts for, until it is removed. */
type Entry = Draft & Match & { live: LiveStory | undefined };

type Match = {
  readonly story: StoryId;
  readonly joined: Membership['joined'];
  readonly similarity: number;
};

/** The live articles of a story, and the sum of their vectors. */
class LiveStory {
  readonly id: StoryId;
  readonly members: Entry[] = [];
  readonly #sum = new Map<string, number>();
  #squared = 0;

  constructor(id: StoryId) {
    this.id = id;
  }

  get norm(): number {
    return Math.sqrt(Math.max(this.#squared, Number.EPSILON));
  }

  cosineWith({ vector }: Draft): number {
    let dot = 0;
    for (const [word, weight] of vector) dot += weight * (this.#sum.get(word) ?? 0);
    return dot / this.norm;
  }

  add(entry: Entry): void {
    this.members.push(entry);
    for (const [word, weight] of entry.vector) {
      const before = this.#sum.get(word) ?? 0;
      this.#sum.set(word, before + weight);
      this.#squared += weight * (2 * before + weight);
    }
  }

  remove(entry: Entry): void {
    this.members.splice(this.members.indexOf(entry), 1);
    for (const [word, weight] of entry.vector) {
      const before = this.#sum.get(word) ?? 0;
      this.#sum.set(word, before - weight);
      this.#squared -= weight * (2 * before - weight);
    }
  }
}

/** The words of an article that are kept: the others decide nothing. */
const KEPT_WORDS = 100;

/** An article is looked up by its heaviest words: the others decide nothing. */
const SEARCHED_WORDS = 20;

/** Articles that share less than this with it are passed over. */
const FAINT = 0.04;

/** How many of the most alike articles and stories are compared in full. */
const COMPARED = 10;

/** Copies share most of their heaviest words, an excerpt fewer. */
const COPY_LIKENESS = 0.12;

/** From this share on two texts are one, whomever they name; below, a form may have been filled in anew. */
const SAME_TEXT = 0.8;

function closestCopy(draft: Draft, candidates: readonly Entry[]): Match | undefined {
  const copy = candidates.find((entry) => {
    if (!areNearDuplicates(draft.shingles, entry.shingles)) return false;
    if (silence(draft, [entry]) > COPY_WITHIN_MS) return false;
    return (
      containment(draft.shingles, entry.shingles) >= SAME_TEXT ||
      !areDifferentEvents(draft, [entry])
    );
  });
  if (copy === undefined) return undefined;
  const similarity = containment(draft.shingles, copy.shingles);
  return { story: copy.story, joined: 'near-duplicate', similarity };
}

/** How much more alike two texts must be for the very first articles. */
const COLD = 0.25;

/** Of so many articles on, half of that. */
const WARM = 6;

function closestStory(
  draft: Draft,
  candidates: readonly LiveStory[],
  live: number,
): Match | undefined {
  const { threshold: warm, halfLifeMs } = draft.bare ? HEADLINE : FULL_TEXT;
  // Among few articles no word is known to be common: all news of one beat look alike.
  const threshold = warm + (draft.bare ? 0 : (COLD * WARM) / (WARM + live));
  const best = candidates
    .map((story) => ({ story, cosine: story.cosineWith(draft) }))
    .filter(({ cosine }) => cosine >= threshold)
    .map(({ story, cosine }) => {
      const similarity = cosine * 0.5 ** (silence(draft, story.members) / halfLifeMs);
      return { story, similarity };
    })
    .filter(({ similarity }) => similarity >= threshold)
    .toSorted((a, b) => b.similarity - a.similarity || a.story.id - b.story.id)
    .find(({ story }) => draft.bare || !areDifferentEvents(draft, story.members));
  return best === undefined
    ? undefined
    : { story: best.story.id, joined: 'similar', similarity: best.similarity };
}

/** Milliseconds between the article and the member nearest to it in time. */
function silence({ article }: Draft, members: readonly Draft[]): number {
  const at = article.publishedAt.getTime();
  return members.reduce(
    (least, member) => Math.min(least, Math.abs(at - member.article.publishedAt.getTime())),
    Infinity,
  );
}
