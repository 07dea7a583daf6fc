import { likenessOf } from '../../src/digest/alike-stories.ts';
import type { Article, ArticleId } from '../../src/model/article.ts';
import { groupStories } from '../../src/story/group-stories.ts';
import { StoryIndex } from '../../src/story/story-index.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { eventTexts, seededRandom } from '../summary/corpora.ts';
import { articleIn } from './article.ts';

type Row = { of: string; pairs: number; 'by headlines': string; 'with texts': string };

const DRAWS = 20;
const TEXTS = [35, 70, 140];

/**
 * Pairs of stories that grouping left apart, of draws of so many of the ECB+ texts: how many of
 * them look alike. The first sentence stands for the headline.
 */
export function toldTwice(): Row[] {
  const pairs = TEXTS.flatMap((texts) =>
    Array.from({ length: DRAWS }, (_, draw) => pairsOf(1_000 + draw, texts)).flat(),
  );
  return [...Map.groupBy(pairs, ({ kind }) => kind)].map(([kind, some]) => {
    const share = (key: 'byHeadlines' | 'withTexts') =>
      `${((100 * some.filter((pair) => pair[key]).length) / some.length).toFixed(1)} %`;
    return {
      of: kind,
      pairs: some.length,
      'by headlines': share('byHeadlines'),
      'with texts': share('withTexts'),
    };
  });
}

type Pair = { kind: string; byHeadlines: boolean; withTexts: boolean };

function pairsOf(seed: number, texts: number): Pair[] {
  const random = seededRandom(seed);
  const index = new StoryIndex();
  const drawn = eventTexts()
    .map((item) => ({ item, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, texts)
    .map(({ item }) => item);
  const stories = groupStories(drawn.map(({ text }, i) => articleOf(i + 1, text, index)));
  const withTexts = likenessOf(stories);
  const byHeadlines = likenessOf(
    stories.map((story) => ({ ...story, lead: { ...story.lead, text: '' } })),
  );
  return stories.flatMap((a, i) =>
    stories.slice(i + 1).map((b) => {
      const [one = '', other = ''] = [a, b].map(({ lead }) => drawn[lead.id - 1]?.event);
      const topic = (event: string) => Number.parseInt(event, 10);
      const kind =
        one === other
          ? 'one event'
          : topic(one) === topic(other)
            ? 'look-alike events'
            : 'different events';
      return { kind, byHeadlines: byHeadlines(a, b), withTexts: withTexts(a, b) };
    }),
  );
}

const AT = new Date(0);

function articleOf(id: number, page: string, index: StoryIndex): Article {
  const first = splitSentences(page)[0];
  return articleIn(index, {
    id: id as ArticleId,
    title: first?.text.slice(0, 110) ?? '',
    text: page.slice(first?.end),
    source: `${id % 40}`,
    publishedAt: AT,
  });
}
