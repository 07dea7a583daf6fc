import type { Article, ArticleId } from '../../src/model/article.ts';
import type { Story } from '../../src/model/story.ts';
import { groupStories } from '../../src/story/group-stories.ts';
import { StoryIndex } from '../../src/story/story-index.ts';
import { type Headline, headlines, seededRandom } from '../summary/corpora.ts';
import { articleIn } from './article.ts';

/** What one follower of 40 publishers gets on one day. */
export type Day = {
  readonly draw: number;
  readonly date: string;
  readonly articles: readonly Article[];
  /** As the bot groups them. */
  readonly stories: readonly Story[];
  /** As people grouped them. */
  readonly goldStories: readonly Story[];
  readonly goldOf: ReadonlyMap<ArticleId, string>;
  readonly categoryOf: ReadonlyMap<ArticleId, string>;
  /** How many articles of publishers that the bot does not see tell the story that day: its importance. */
  readonly importance: ReadonlyMap<string, number>;
};

const FOLLOWED = 40;
/** A publisher of fewer headlines in three days is not one that people follow. */
const LEAST_HEADLINES = 10;

/** Three days for each of so many choices of the 40 publishers. */
export function headlineDays(draws: number): Day[] {
  const all = headlines().toSorted((a, b) => a.t - b.t);
  const published = Map.groupBy(all, ({ pub }) => pub);
  const publishers = [...published]
    .filter(([, items]) => items.length >= LEAST_HEADLINES)
    .map(([pub]) => pub)
    .toSorted();
  return Array.from({ length: draws }, (_, draw) => {
    const random = seededRandom(draw + 1);
    const followed = new Set(
      publishers
        .map((pub) => ({ pub, order: random() }))
        .toSorted((a, b) => a.order - b.order)
        .slice(0, FOLLOWED)
        .map(({ pub }) => pub),
    );
    return daysOf(all, followed).map((day) => ({ draw, ...day }));
  }).flat();
}

function daysOf(all: readonly Headline[], followed: ReadonlySet<string>): Omit<Day, 'draw'>[] {
  const index = new StoryIndex();
  const byDate = Map.groupBy(all, ({ t }) => new Date(t).toISOString().slice(0, 10));
  return [...byDate].map(([date, items]) => {
    const seen = items.filter(({ pub }) => followed.has(pub));
    const articles = seen.map((item) => articleOf(item, index));
    const unseen = items.filter(({ pub }) => !followed.has(pub));
    const goldIds = new Map(
      [...new Set(seen.map(({ story }) => story))].map((story, i) => [story, i + 1]),
    );
    const gold = seen.map((item, i) => ({
      ...(articles[i] as Article),
      storyId: goldIds.get(item.story) as Article['storyId'],
    }));
    return {
      date,
      articles,
      stories: groupStories(articles),
      goldStories: groupStories(gold),
      goldOf: new Map(seen.map(({ id, story }) => [id as ArticleId, story])),
      categoryOf: new Map(seen.map(({ id, cat }) => [id as ArticleId, cat])),
      importance: new Map(
        [...Map.groupBy(unseen, ({ story }) => story)].map(([story, told]) => [story, told.length]),
      ),
    };
  });
}

function articleOf({ id, title, pub, t }: Headline, index: StoryIndex): Article {
  const publishedAt = new Date(t);
  return articleIn(index, { id: id as ArticleId, title, text: '', source: pub, publishedAt });
}
