import { areDifferentEvents } from './entity-veto.ts';
import { type Draft, type Entry, type LiveStory, type Match, silence } from './live-story.ts';
import { areNearDuplicates, containment } from './shingles.ts';

/** When an article joins a story. */
type Setting = {
  /** From this similarity on. */
  readonly threshold: number;
  /** From so much of it on that is not due to names which the whole beat shares. */
  readonly specific: number;
  /** Similarity halves for so long a silence between the article and the story. */
  readonly halfLifeMs: number;
};

const HOUR = 3_600_000;
const FULL_TEXT: Setting = { threshold: 0.2, specific: 0.21, halfLifeMs: 72 * HOUR };

/** A bare headline says so little that the time must speak, too. */
const HEADLINE: Setting = { threshold: 0.18, specific: 0, halfLifeMs: 12 * HOUR };

/** The story of an article that has the same text, but for an edit here and there. */
export function closestCopy(draft: Draft, candidates: readonly Entry[]): Match | undefined {
  const copy = candidates.find((entry) => {
    if (!areNearDuplicates(draft.shingles, entry.shingles)) return false;
    if (silence(draft, [entry]) > COPY_WITHIN_MS) return false;
    return (
      containment(draft.shingles, entry.shingles) >= SAME_TEXT ||
      !areDifferentEvents(draft.weights, [entry.weights])
    );
  });
  if (copy === undefined) return undefined;
  const similarity = containment(draft.shingles, copy.shingles);
  return { story: copy.story, joined: 'near-duplicate', similarity };
}

/** From this share on two texts are one, whomever they name; below, a form may have been filled in anew. */
const SAME_TEXT = 0.8;

/** A copy of a text counts as one for so long; a yearly report that repeats itself is news. */
const COPY_WITHIN_MS = 7 * 24 * HOUR;

/** A story, and its cosine with an article: in all, and by words that not the whole beat shares. */
export type Candidate = {
  readonly story: LiveStory;
  readonly cosine: number;
  readonly specific: number;
};

/** The story that the article is most like, unless its names speak against it. */
export function closestStory(
  draft: Draft,
  candidates: readonly Candidate[],
  live: number,
): Match | undefined {
  const { threshold: warm, specific: least, halfLifeMs } = draft.bare ? HEADLINE : FULL_TEXT;
  // Among few articles no word is known to be common: all news of one beat look alike.
  const threshold = warm + (draft.bare ? 0 : (COLD * WARM) / (WARM + live));
  const best = candidates
    .filter(({ cosine, specific }) => cosine >= threshold && specific >= least)
    .map(({ story, cosine }) => {
      const similarity = cosine * 0.5 ** (silence(draft, story.members) / halfLifeMs);
      return { story, similarity };
    })
    .filter(({ similarity }) => similarity >= threshold)
    .toSorted((a, b) => b.similarity - a.similarity || a.story.id - b.story.id)
    .find(({ story }) => draft.bare || !hasAnotherEvent(draft, story));
  return best === undefined
    ? undefined
    : { story: best.story.id, joined: 'similar', similarity: best.similarity };
}

function hasAnotherEvent({ weights }: Draft, { members }: LiveStory): boolean {
  return areDifferentEvents(
    weights,
    members.map((member) => member.weights),
  );
}

/** How much more alike two texts must be for the very first articles. */
const COLD = 0.25;

/** Of so many articles on, half of that. */
const WARM = 6;
