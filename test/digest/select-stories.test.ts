import { expect, test } from 'vitest';
import { type Shown, selectStories } from '../../src/digest/select-stories.ts';
import type { Article, ArticleId, StoryId } from '../../src/model/article.ts';
import type { Story } from '../../src/model/story.ts';

const SINCE = new Date('2026-11-22T08:00:00Z');
const hoursLater = (hours: number) => new Date(SINCE.getTime() + hours * 3_600_000);

/** Headlines that have nothing in common. */
const WORDS =
  'Glacier Pipeline Election Harvest Museum Railway Vaccine Tariff Wrestler Satellite Border Archive Orchestra Drought Reactor Customs Strike Summit Landslide Camel Bridge Tunnel'.split(
    ' ',
  );

/** A story led by its first source; `hour` is when its articles came, after the window began. */
function story(id: number, sources: readonly string[], { hour = 1, lead = id * 100 } = {}): Story {
  const [first, ...others] = sources.map(
    (source, n) =>
      ({
        id: (lead + n) as ArticleId,
        source,
        title: `${WORDS[id % WORDS.length]} ${id}`,
        text: '',
        publishedAt: hoursLater(hour),
        firstSeenAt: hoursLater(hour),
      }) as Article,
  );
  if (first === undefined) throw new Error('a story has a source');
  return { id: id as StoryId, lead: first, others, sources };
}

const select = (stories: readonly Story[], { top = 10, shown = new Map<StoryId, Shown>() } = {}) =>
  selectStories(stories, { top, shown, since: SINCE });
const ids = (stories: readonly Story[]) => stories.map(({ id }) => id);

test('what more independent sources carry comes first, further articles count half, then comes the freshest', () => {
  const copied = { ...story(3, ['A', 'B'], { hour: 1 }), sources: ['A'] };
  const { stories } = select([
    story(1, ['E'], { hour: 1 }),
    story(2, ['F'], { hour: 5 }),
    copied,
    story(4, ['C', 'D'], { hour: 0 }),
  ]);
  expect(ids(stories)).toEqual([4, 3, 2, 1]);
});

test('what is long past stands behind all the news of the window, even of one source', () => {
  const { stories } = select([
    story(1, ['Samples', 'Archive', 'Museum'], { hour: -24 * 365 }),
    story(2, ['Samples'], { hour: -24 * 300 }),
    ...[3, 4, 5].map((id) => story(id, ['River News'], { hour: id })),
  ]);
  expect(ids(stories)).toEqual([5, 4, 3, 1, 2]);
});

test('a third story led by one source comes behind everybody else’s, but is not lost', () => {
  const { stories, also, more } = select(
    [
      story(1, ['A', 'x', 'y', 'z']),
      story(2, ['A', 'x', 'y']),
      story(3, ['A', 'x']),
      story(4, ['B']),
    ],
    { top: 3 },
  );
  expect(ids(stories)).toEqual([1, 2, 4]);
  expect(ids(also)).toEqual([3]);
  expect(more).toBe(0);
});

test('a story that looks like one above it yields to others, though more outlets have it', () => {
  const title = (words: string, of: Story): Story => ({
    ...of,
    lead: { ...of.lead, title: words },
  });
  const { stories } = select([
    title('Glacier lake bursts above the Pamir village', story(1, ['A', 'x', 'y', 'z'])),
    title('Pamir village flees as glacier lake bursts', story(2, ['B', 'x', 'y'])),
    title('Election date is set in Bishkek', story(3, ['C'])),
  ]);
  expect(ids(stories)).toEqual([1, 3, 2]);
});

const ACCIDENT =
  'A rope bridge over the river Zarafshon gave way on Sunday under a herd of forty sheep and their two shepherds, who were pulled from the water by farmers. Nobody was hurt, but the herd is lost, and the governor of the district promised a bridge of steel before the winter.';
const REPORT =
  'The ministry of transport wants to lend four hundred million dollars for roads and a bridge to Hairatan, its report to the parliament says. Engineers of three companies will offer plans by May, and the first part is to be open to lorries from the south in two years at the latest.';

test.each([
  ['Shepherds saved as footbridge falls', ACCIDENT.replace('gave way', 'broke'), [1, 3, 2]],
  ['Bridge on the list of roads', REPORT, [1, 2, 3]],
])(
  'where there are texts, they and not the headlines tell what is alike: %s',
  (title, text, order) => {
    const told = (of: Story, title: string, text: string): Story => ({
      ...of,
      lead: { ...of.lead, title, text },
    });
    const { stories } = select([
      told(story(1, ['A', 'x', 'y', 'z']), 'Bridge collapses in Ayni', ACCIDENT),
      told(story(2, ['B', 'x', 'y']), title, text),
      story(3, ['C']),
    ]);
    expect(ids(stories)).toEqual(order);
  },
);

test('five follow as one line each, and what is left is counted', () => {
  const many = Array.from({ length: 20 }, (_, n) => story(n + 1, [`S${n}`]));
  const { stories, also, more } = select(many, { top: 8 });
  expect([stories.length, also.length, more]).toEqual([8, 5, 7]);
});

test.each([
  ['the same again', ['A', 'B'], { lead: 100 }, false],
  ['one more source', ['A', 'B', 'C'], { lead: 100 }, false],
  ['two more sources', ['A', 'B', 'C', 'D'], { lead: 100 }, true],
  ['another lead, come in since', ['A', 'B'], { lead: 200, hour: 1 }, true],
  ['another lead, known before', ['A', 'B'], { lead: 200, hour: -1 }, false],
])('what was shown comes again with %s: %s', (_, sources, change, isUpdate) => {
  const shown = new Map([[1 as StoryId, { sources: 2, lead: 100 as ArticleId }]]);
  const { stories } = select([story(1, sources, change)], { shown });
  expect(stories.map(({ update }) => update)).toEqual(isUpdate ? [true] : []);
});
