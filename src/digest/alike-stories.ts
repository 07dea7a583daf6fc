import type { StoryId } from '../model/article.ts';
import type { Story } from '../model/story.ts';
import { featuresOf } from '../story/features.ts';

/**
 * From here on two stories of one digest look to a reader like the same one told twice. Chosen
 * on half of the draws of `bench/digest-quality.ts`, measured on the other half.
 */
const ALIKE_HEADLINES = 0.1;

/** The same where both leads have a text: it says more, and less of it is chance. */
const ALIKE_TEXTS = 0.18;

/** UTF-16 units of a text: the news is at the top. */
const READ = 1_000;

/** Stories whose texts are read: what comes behind them is in no digest. */
const TEXTS = 60;

/**
 * Tells which of these stories, best first, are alike: what grouping took for two events is often one. Where
 * both leads have a text it decides, else the headlines. Words count the more the fewer of the
 * stories have them.
 */
export function likenessOf(stories: readonly Story[]): (a: Story, b: Story) => boolean {
  const headlines = likeness(stories, ({ lead, others }) =>
    [lead, ...others].map(({ title }) => featuresOf(title, '').weights),
  );
  const texts = likeness(stories.slice(0, TEXTS), ({ lead }) => {
    const { weights, bare } = featuresOf(lead.title, lead.text.slice(0, READ));
    return bare ? [] : [weights];
  });
  return (a, b) => {
    const told = texts(a, b);
    return told === undefined ? (headlines(a, b) ?? 0) >= ALIKE_HEADLINES : told >= ALIKE_TEXTS;
  };
}

type Weights = ReadonlyMap<string, number>;

/** The cosine of two of the stories, from 0 to 1; undefined where one of them has no words to compare. */
function likeness(
  stories: readonly Story[],
  wordsOf: (story: Story) => readonly Weights[],
): (a: Story, b: Story) => number | undefined {
  const told = new Map<StoryId, Weights>();
  const counts = new Map<string, number>();
  for (const story of stories) {
    const sum = new Map<string, number>();
    for (const words of wordsOf(story)) {
      for (const [word, weight] of words) sum.set(word, (sum.get(word) ?? 0) + weight);
    }
    if (sum.size === 0) continue;
    told.set(story.id, sum);
    for (const word of sum.keys()) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const vectors = new Map<StoryId, Weights>();
  return (a, b) => {
    const [one, other] = [vectorOf(a), vectorOf(b)];
    return one === undefined || other === undefined ? undefined : dot(one, other);
  };

  /** Few of the stories are ever compared. */
  function vectorOf({ id }: Story): Weights | undefined {
    const words = told.get(id);
    if (words === undefined) return undefined;
    const vector = vectors.get(id) ?? unit(words, rarity);
    vectors.set(id, vector);
    return vector;
  }

  function rarity(word: string): number {
    return Math.log(1 + told.size / (counts.get(word) ?? 1));
  }
}

function unit(weights: Weights, rarity: (word: string) => number): Weights {
  const rare = [...weights].map(([word, weight]) => [word, weight * rarity(word)] as const);
  const norm = Math.sqrt(rare.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return new Map(rare.map(([word, weight]) => [word, weight / norm]));
}

function dot(a: Weights, b: Weights): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}
