import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StoryIndex } from '../../src/story/story-index.ts';
import { separateCaptions } from '../../src/text/captions.ts';
import { sharedPath } from '../support/corpora.ts';
import { anArticle } from './stories.ts';

type Text = { readonly title: string; readonly text: string };

/** One country, one group, five events. */
const BEAT: readonly Text[] = [
  {
    title: 'Tajikistan Arrests Twelve Over Alleged Ties to ISIS',
    text: 'Police in Tajikistan arrested twelve people in the town of Kulob on Monday, accusing them of ties to ISIS. The interior ministry said that leaflets had been found in a garage. A lawyer for three of the men said that they repair cars and denied the allegations. Central Asia has seen many such raids.',
  },
  {
    title: 'UN Warns of ISIS Recruitment in Tajikistan',
    text: 'A report for the UN Security Council warns that ISIS recruits young people from Tajikistan through video games. Its authors spoke with forty families in Central Asia. They ask governments for schools and jobs instead of prison terms.',
  },
  {
    title: 'Russia Sends Workers Back to Tajikistan',
    text: 'Russia turned away some 900 workers from Tajikistan at Moscow airports in a week, aid groups said. Border guards cited the danger of attacks by ISIS. Many travellers slept on the floor of the terminal. Remittances are nearly half of what Tajikistan earns.',
  },
  {
    title: 'Court in Germany Hears Witnesses on ISIS Cell',
    text: 'A court in Düsseldorf heard the first witnesses in the trial of five men from Tajikistan whom prosecutors call a cell of ISIS. A neighbour recalled parcels on the stairs. The defence calls the case thin and asks for an acquittal.',
  },
  {
    title: 'Mothers From Tajikistan Return From Camps in Syria',
    text: 'A plane with 104 women and children from camps in northern Syria landed in Dushanbe, the capital of Tajikistan. Their husbands had joined ISIS. Doctors examined the children in a sanatorium outside the city.',
  },
];

test('articles of one beat that came at the same moment stay apart, in any order', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...BEAT], { minLength: BEAT.length }), (texts) => {
      expect(new Set(storiesOf(texts)).size).toBe(BEAT.length);
    }),
    { numRuns: 60 },
  );
});

test('two reports of one event of that beat are one story', () => {
  const [raid] = BEAT;
  const again = {
    title: 'Twelve held in Kulob in raid on suspected ISIS supporters',
    text: 'Twelve people are held in Kulob after a raid on a garage in which police found leaflets, the interior ministry of Tajikistan said. They are accused of ties to ISIS, which a lawyer for three of the men, who repair cars, denied.',
  };

  expect(storiesOf([raid ?? again, ...BEAT.slice(1), again]).at(-1)).toBe(1);
});

const seed = read((id) => id.startsWith('seed-'));
const archive = read((id) => !id.startsWith('seed-'));

describe.skipIf(seed.length === 0)('six articles of one news desk, imported at one moment', () => {
  test.each([0, 3, 10, 30, 50, 200, 1000])('are six stories among %i others', (others) => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(archive, { minLength: others, maxLength: others }),
        fc.infiniteStream(fc.nat()),
        (unrelated, places) => {
          const all = [...unrelated];
          for (const text of seed)
            all.splice((places.next().value ?? 0) % (all.length + 1), 0, text);
          const stories = storiesOf(all);
          const own = seed.map((text) => stories[all.indexOf(text)]);

          expect(new Set(own).size).toBe(6);
        },
      ),
      { numRuns: others > 100 ? 3 : 20, seed: 4 },
    );
  });
});

function storiesOf(texts: readonly Text[]): number[] {
  const index = new StoryIndex();
  return texts.map((text, i) => index.add(anArticle({ id: i + 1, ...text })));
}

function read(wanted: (id: string) => boolean): Text[] {
  const path = sharedPath('corpora', 'search', 'news', 'docs.jsonl');
  if (path === undefined) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line): { id: string; title: string; body: string } => JSON.parse(line))
    .filter(({ id }) => wanted(id))
    .map(({ title, body }) => ({ title, text: separateCaptions(body).text }));
}
