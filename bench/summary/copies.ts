import { splitSentences } from '../../src/text/sentences.ts';
import { foldedWords } from '../../src/text/tokens.ts';
import { docs, eventTexts, seededRandom } from './corpora.ts';

export type Pair = { a: string[]; b: string[]; copy: boolean; excerpt: boolean };

/** Edited copies of real articles, and pairs that are none, half of them on the same event. */
export function copyPairs(): Pair[] {
  const random = seededRandom(11);
  const articles = docs()
    .filter(({ body }) => body.length > 900)
    .slice(0, 300);
  const pairs: Pair[] = [];
  for (const [i, { title, body }] of articles.entries()) {
    const edit = EDITS[i % EDITS.length] ?? EDITS[0];
    pairs.push({
      a: foldedWords(`${title}\n${body}`),
      b: foldedWords(edit(title, body, random)),
      copy: true,
      excerpt: i % EDITS.length < 2,
    });
    const other = articles[(i + 37) % articles.length];
    if (other === undefined) continue;
    pairs.push({
      a: foldedWords(body),
      b: foldedWords(other.body),
      copy: false,
      excerpt: false,
    });
  }
  const events = eventTexts();
  for (const [i, a] of events.entries()) {
    const b = events.slice(i + 1).find(({ event }) => event === a.event);
    if (b === undefined || shareRun(foldedWords(a.text), foldedWords(b.text))) continue;
    pairs.push({ a: foldedWords(a.text), b: foldedWords(b.text), copy: false, excerpt: false });
  }
  return pairs;
}

/** Twelve words in a row in both: outlets that print the same release are no negatives. */
function shareRun(a: readonly string[], b: readonly string[]): boolean {
  const runs = new Set(a.map((_, i) => a.slice(i, i + 12).join(' ')));
  return b.slice(0, -11).some((_, i) => runs.has(b.slice(i, i + 12).join(' ')));
}

type Edit = (title: string, body: string, random: () => number) => string;

const EDITS: readonly [Edit, ...Edit[]] = [
  /** What feeds give: the headline and the first words. */
  (title, body) => `${title}\n${body.split(' ').slice(0, 45).join(' ')}...`,
  (_, body) => `${sentencesOf(body).slice(0, 2).join(' ')} Read more`,
  /** Another headline, a dateline and a byline. */
  (_, body) => `News agency report\nLONDON (Agency) - ${body} Reporting by a staff writer.`,
  /** One word in twelve is another. */
  (title, body, random) =>
    `${title}\n${body
      .split(' ')
      .map((word) => (random() < 1 / 12 ? 'instead' : word))
      .join(' ')}`,
  /** A third of the sentences cut. */
  (title, body) =>
    `${title}\n${sentencesOf(body)
      .filter((_, i) => i % 3 !== 1)
      .join(' ')}`,
  /** Paragraphs in another order. */
  (title, body) => `${title}\n${sentencesOf(body).toReversed().join(' ')}`,
];

function sentencesOf(body: string): string[] {
  return splitSentences(body).map(({ text }) => text);
}
