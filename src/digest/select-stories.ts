import type { Article, StoryId } from '../model/article.ts';
import type { DigestStory } from '../model/digest.ts';
import type { Story } from '../model/story.ts';
import { likenessOf } from './alike-stories.ts';

/** How a story was shown to the channel last. */
export type Shown = { readonly sources: number; readonly lead: Article['id'] };

export type Selection = {
  /** Best first, at most `top`. */
  readonly stories: readonly DigestStory[];
  /** The next best, at most `also`. */
  readonly also: readonly DigestStory[];
  /** How many came after those. */
  readonly more: number;
};

const ALSO = 5;
const MAX_OF_ONE_SOURCE = 2;
const NEW_SOURCES_FOR_UPDATE = 2;
/** What was published so long before the window is no news of it, as late as it came in: see `keepSamples`. */
const OLD_MS = 7 * 24 * 3_600_000;

/**
 * Chooses the stories of one digest. First comes what most independent sources carry, every
 * further article counting half as much as a source, then what is freshest. A story that looks
 * like one above it yields to others, and so does one led by a source that leads two already:
 * as long as there are others. What was a week old when the window began stands behind all that
 * was not. What the channel has seen comes again only with two new sources, or with an article of
 * this window as its lead, marked as an update.
 */
export function selectStories(
  stories: readonly Story[],
  options: {
    readonly top: number;
    readonly also?: number | undefined;
    readonly shown: ReadonlyMap<StoryId, Shown>;
    /** Where the window begins. */
    readonly since: Date;
  },
): Selection {
  const { top, also = ALSO, shown, since } = options;
  const fresh = stories.flatMap((story) => {
    const before = shown.get(story.id);
    if (before === undefined) return [{ ...story, update: false }];
    return hasGrown(story, before, since) ? [{ ...story, update: true }] : [];
  });
  const isOld = (story: Story) => newestOf(story) < since.getTime() - OLD_MS;
  const ranked = [fresh.filter((story) => !isOld(story)), fresh.filter(isOld)].flatMap((part) =>
    withYielding(part.toSorted(byWeight), top + also),
  );
  return {
    stories: ranked.slice(0, top),
    also: ranked.slice(top, top + also),
    more: Math.max(0, ranked.length - top - also),
  };
}

function hasGrown({ lead, sources }: Story, before: Shown, since: Date): boolean {
  return (
    sources.length >= before.sources + NEW_SOURCES_FOR_UPDATE ||
    (lead.id !== before.lead && lead.firstSeenAt >= since)
  );
}

/**
 * The most important first, by what can be seen of that. Better than sources alone by more than
 * chance, on no day worse (`bench/digest-quality.ts`); and one outlet that writes eight times
 * about its story still does not pass five outlets that write about theirs.
 */
function byWeight(a: Story, b: Story): number {
  return weightOf(b) - weightOf(a) || newestOf(b) - newestOf(a) || a.id - b.id;
}

function weightOf({ sources, others }: Story): number {
  return sources.length + others.length / 2;
}

function newestOf({ lead, others }: Story): number {
  return Math.max(...[lead, ...others].map(({ publishedAt }) => publishedAt.getTime()));
}

/** Keeps the order, but for what yields among the first `count`: that comes behind all others. */
function withYielding<T extends Story>(stories: readonly T[], count: number): T[] {
  const isAlike = likenessOf(stories);
  const led = new Map<string, number>();
  const first: T[] = [];
  const later: T[] = [];
  for (const story of stories) {
    const leads = led.get(story.lead.source) ?? 0;
    const yields =
      first.length < count &&
      (leads >= MAX_OF_ONE_SOURCE || first.some((above) => isAlike(above, story)));
    if (!yields) led.set(story.lead.source, leads + 1);
    (yields ? later : first).push(story);
  }
  return [...first, ...later];
}
