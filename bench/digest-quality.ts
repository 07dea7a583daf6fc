import { Console } from 'node:console';
import { selectStories } from '../src/digest/select-stories.ts';
import type { Article } from '../src/model/article.ts';
import type { Story } from '../src/model/story.ts';
import { type Day, headlineDays } from './digest/headline-days.ts';
import { toldTwice } from './digest/told-twice.ts';
import { seededRandom } from './summary/corpora.ts';

/**
 * `node bench/digest-quality.ts`: which ten stories of a day a digest should show. A table for
 * people on stderr, the same as JSON on stdout.
 *
 * 40 publishers are followed; how many articles the others have on a story is its importance,
 * which the bot cannot see. nDCG@10 has that as linear gain, and none for a story shown again.
 * What the digest has of constants was chosen on the first half of the draws; the table is of
 * the second. Then, of articles with texts, which stories are taken for one.
 */
const DRAWS = 40;
const SHOWN = 10;

type Order = (day: Day) => readonly Article[];

const newest = (story: Story) =>
  Math.max(...[story.lead, ...story.others].map(({ publishedAt }) => publishedAt.getTime()));
const articlesIn = ({ others }: Story) => others.length + 1;
const by =
  (...keys: readonly ((story: Story) => number)[]) =>
  (stories: readonly Story[]) =>
    stories
      .toSorted((a, b) => keys.map((key) => key(b) - key(a)).find((d) => d !== 0) ?? a.id - b.id)
      .map(({ lead }) => lead);
const sources = (story: Story) => story.sources.length;
/** The formula that was proposed, without the terms that these data cannot judge. */
const formula = (day: Day) => {
  const until = Math.max(...day.articles.map(({ publishedAt }) => publishedAt.getTime()));
  const HOUR_MS = 3_600_000;
  return (story: Story) => {
    const times = [story.lead, ...story.others].map(({ publishedAt }) => publishedAt.getTime());
    const recent = times.filter((time) => time > until - 6 * HOUR_MS).length;
    return (
      Math.log2(1 + sources(story)) +
      0.3 * Math.log2(1 + times.length) +
      0.2 * Math.log2(1 + recent) +
      0.5 * 2 ** (-(until - newest(story)) / (8 * HOUR_MS))
    );
  };
};

const ORDERS: Readonly<Record<string, Order>> = {
  'newest first': ({ articles }) =>
    articles.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime()),
  random: ({ stories, date }) => {
    const random = seededRandom(stories.length + Date.parse(date));
    const order = new Map(stories.map(({ id }) => [id, random()]));
    return by(({ id }) => order.get(id) ?? 0)(stories);
  },
  'largest story': ({ stories }) => by(articlesIn, newest)(stories),
  'most sources': ({ stories }) => by(sources, newest)(stories),
  formula: (day) => by(formula(day))(day.stories),
  'sources + articles / 2': ({ stories }) =>
    by((story) => sources(story) + story.others.length / 2, newest)(stories),
  'the digest': ({ stories }) =>
    selectStories(stories, { top: SHOWN, shown: new Map(), since: new Date(0) }).stories.map(
      ({ lead }) => lead,
    ),
  'most sources, stories by people': ({ goldStories }) => by(sources, newest)(goldStories),
};

type Quality = { ndcg: number; coverage: number; repeats: number; categories: number };

const days = headlineDays(DRAWS).filter(({ draw }) => draw >= DRAWS / 2);
const dates = [...new Set(days.map(({ date }) => date))];
const results = Object.entries(ORDERS).map(([name, order]) => {
  const qualities = days.map((day) => ({ date: day.date, ...qualityOf(day, order(day)) }));
  const perDay = dates.map((date) => mean(qualities.filter((q) => q.date === date)).ndcg);
  return { name, qualities, perDay, ...mean(qualities) };
});
const baseline = results.find(({ name }) => name === 'most sources');
const table = results.map(({ name, qualities, perDay, ...all }) => {
  const differences = qualities.map(({ ndcg }, i) => ndcg - (baseline?.qualities[i]?.ndcg ?? 0));
  const [low, high] = interval(differences);
  return {
    order: name,
    'nDCG@10': fixed(all.ndcg),
    [`per day (${dates.join(', ')})`]: perDay.map(fixed).join(' / '),
    'against most sources, 95 %': `${fixed(low)} … ${fixed(high)}`,
    coverage: fixed(all.coverage),
    repeats: fixed(all.repeats),
    categories: all.categories.toFixed(1),
  };
});
const alike = toldTwice();
const people = new Console(process.stderr);
people.table(table);
people.table(alike);
process.stdout.write(`${JSON.stringify({ orders: table, alike }, undefined, 1)}\n`);

function qualityOf(day: Day, ordered: readonly Article[]): Quality {
  const shown = ordered.slice(0, SHOWN);
  const ideal = [...new Set(day.goldOf.values())]
    .map((story) => ({ story, gain: day.importance.get(story) ?? 0 }))
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, SHOWN);
  const told = new Set<string>();
  let repeats = 0;
  const gains = shown.map(({ id }) => {
    const story = day.goldOf.get(id) ?? '';
    if (told.has(story)) {
      repeats += 1;
      return 0;
    }
    told.add(story);
    return day.importance.get(story) ?? 0;
  });
  return {
    ndcg: discounted(gains) / (discounted(ideal.map(({ gain }) => gain)) || 1),
    coverage: ideal.filter(({ story }) => told.has(story)).length / ideal.length,
    repeats: repeats / shown.length,
    categories: new Set(shown.map(({ id }) => day.categoryOf.get(id))).size,
  };
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, rank) => sum + gain / Math.log2(rank + 2), 0);
}

function mean(qualities: readonly Quality[]): Quality {
  const of = (key: keyof Quality) =>
    qualities.reduce((sum, quality) => sum + quality[key], 0) / qualities.length;
  return {
    ndcg: of('ndcg'),
    coverage: of('coverage'),
    repeats: of('repeats'),
    categories: of('categories'),
  };
}

/** Of the mean, by 2,000 resamples. */
function interval(values: readonly number[]): [low: number, high: number] {
  const random = seededRandom(1);
  const means = Array.from({ length: 2000 }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i += 1) {
      sum += values[Math.floor(random() * values.length)] ?? 0;
    }
    return sum / values.length;
  }).toSorted((a, b) => a - b);
  return [means[50] ?? 0, means[1949] ?? 0];
}

function fixed(value: number): string {
  return value.toFixed(3);
}
