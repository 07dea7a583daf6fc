import { cut } from '../text/graphemes.ts';
import { type PhraseAt, phraseFinder } from '../text/phrases.ts';
import { foldedWords, tokensOf } from '../text/tokens.ts';
import { type Candidate, candidatesOf, languageRead, type Readable } from './candidates.ts';
import { speakingOfGuilt } from './denial.ts';
import { summarize } from './summarize.ts';

export type Marked = {
  readonly text: string;
  /** The words that were searched for: ranges of `text`, ascending, not touching each other. */
  readonly marks: readonly (readonly [start: number, end: number])[];
};

/**
 * One or two sentences that show why an article was found: those that hold the most of
 * `matches`, folded words of the article or several that stand side by side; without any, its
 * first good ones. Beside a sentence that accuses stands the denial, where the article has one.
 * Verbatim and in order; a sentence is cut, with `…`, only where it is longer than `maxChars`
 * (UTF-16 units) by itself, or an accusation where its denial would find no room.
 * Undefined where the article has no sentence at all.
 */
export function extract(
  article: Readable,
  matches: readonly string[],
  { maxChars }: { maxChars: number },
): Marked | undefined {
  const find = phraseFinder(matches.map((match) => [match.split(' '), match]));
  const all = candidatesOf(article);
  const best = bestSentences(article, all, matches.length === 0 ? undefined : find);
  const [first] = best;
  if (first === undefined) return undefined;
  const whole = inOrder(best);
  const fits = whole.length <= maxChars;
  const denial = denialBeside(article, fits ? best : [first], all, maxChars);
  const short = fits ? whole : cut(first.text, maxChars);
  const text = denial === undefined ? short : withRoomFor(denial, first, maxChars);
  return { text, marks: marksOf(text, find) };
}

type FindMatches = (words: readonly string[]) => PhraseAt<string>[];

/** At most two, best first. */
function bestSentences(
  article: Readable,
  all: readonly Candidate[],
  find: FindMatches | undefined,
): Candidate[] {
  const clean = all.filter(({ defect }) => defect === undefined);
  if (clean.length === 0) return all.filter(isBearable).slice(0, 1);
  if (find === undefined) {
    const lead = summarize(article, { sentences: 2 });
    return all.filter(({ text }) => lead.includes(text));
  }
  const scored = clean
    .map((candidate) => ({ ...candidate, met: matchesMet(candidate.text, find) }))
    .toSorted((a, b) => b.met.size - a.met.size || b.score - a.score);
  const [first, ...rest] = scored;
  if (first === undefined) return [];
  const [second] = rest.toSorted(
    (a, b) =>
      b.met.difference(first.met).size - a.met.difference(first.met).size || b.score - a.score,
  );
  return second === undefined ? [first] : [first, second];
}

/** The best denial that has room beside an accusation; none where nobody is accused, or what is shown denies. */
function denialBeside(
  article: Readable,
  shown: readonly Candidate[],
  all: readonly Candidate[],
  maxChars: number,
): Candidate | undefined {
  const { accuses, denialStrength } = speakingOfGuilt(languageRead(article));
  if (![article.title, ...shown.map(({ text }) => text)].some(accuses)) return undefined;
  const strongest = Math.max(...shown.map(({ text }) => denialStrength(text)));
  const [denial] = all
    .filter(({ defect }) => defect === undefined || defect === 'dangling' || defect === 'length')
    .filter(({ text }) => text.length <= maxChars - LEAST_SHOWN)
    .map((candidate) => ({ ...candidate, strength: denialStrength(candidate.text) }))
    .filter(({ strength }) => strength > strongest)
    .toSorted(
      (a, b) =>
        b.strength - a.strength ||
        Number(a.defect !== undefined) - Number(b.defect !== undefined) ||
        b.score - a.score,
    );
  return denial;
}

/** UTF-16 units of an accusation that say what it is. */
const LEAST_SHOWN = 80;

function withRoomFor(denial: Candidate, accusation: Candidate, maxChars: number): string {
  const both = inOrder([accusation, denial]);
  if (both.length <= maxChars) return both;
  const room = maxChars - denial.text.length - GAP.length;
  return denial.index < accusation.index
    ? `${denial.text}${GAP}${cut(accusation.text, room)}`
    : `${cut(accusation.text, room + 1).replace(/…$/u, '')}${GAP}${denial.text}`;
}

const GAP = ' … ';

/** What may be shown of a text without one clean sentence: no caption and no boilerplate. */
function isBearable({ defect }: Candidate): boolean {
  return defect !== 'caption' && defect !== 'boilerplate';
}

function matchesMet(sentence: string, find: FindMatches): Set<string> {
  return new Set(find(foldedWords(sentence)).map(({ value }) => value));
}

function inOrder(sentences: readonly Candidate[]): string {
  const [earlier, later] = sentences.toSorted((a, b) => a.index - b.index);
  if (earlier === undefined || later === undefined) return earlier?.text ?? '';
  return `${earlier.text}${later.index === earlier.index + 1 ? ' ' : GAP}${later.text}`;
}

function marksOf(text: string, find: FindMatches): [start: number, end: number][] {
  const tokens = tokensOf(text);
  return find(tokens.map(({ folded }) => folded)).map(({ at, length }) => [
    tokens[at]?.start ?? 0,
    tokens[at + length - 1]?.end ?? 0,
  ]);
}
