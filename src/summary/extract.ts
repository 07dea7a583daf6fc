import { cut } from '../text/graphemes.ts';
import { type PhraseAt, phraseFinder } from '../text/phrases.ts';
import { foldedWords, tokensOf } from '../text/tokens.ts';
import { type Candidate, candidatesOf, type Readable } from './candidates.ts';
import { accuses, denialStrength } from './denial.ts';
import { summarize } from './summarize.ts';

export type Marked = {
  readonly text: string;
  /** The words that were searched for: ranges of `text`, ascending, not touching each other. */
  readonly marks: readonly (readonly [start: number, end: number])[];
};

/**
 * One or two sentences that show why an article was found: those that hold the most of
 * `matches`, folded words of the article or several that stand side by side; without any, its
 * first good ones. Beside a sentence
 * that accuses stands the denial, where the article has one. Verbatim and in order; only a single sentence longer than `maxChars` (UTF-16 units) is cut, with `…`.
 * Undefined where the article has no sentence at all.
 */
export function extract(
  article: Readable,
  matches: readonly string[],
  { maxChars }: { maxChars: number },
): Marked | undefined {
  const find = phraseFinder(matches.map((match) => [match.split(' '), match]));
  const best = bestSentences(article, matches.length === 0 ? undefined : find);
  const text = joined(best, maxChars);
  return text === undefined ? undefined : { text, marks: marksOf(text, find) };
}

type FindMatches = (words: readonly string[]) => PhraseAt<string>[];

/** At most two, best first. */
function bestSentences(article: Readable, find: FindMatches | undefined): Candidate[] {
  const all = candidatesOf(article);
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
  const accused = accuses(`${article.title}\n${first.text}`) && denialStrength(first.text) === 0;
  const [second] = rest
    .map((candidate) => ({
      candidate,
      added: candidate.met.difference(first.met).size,
      denies: accused ? denialStrength(candidate.text) : 0,
    }))
    .toSorted(
      (a, b) => b.denies - a.denies || b.added - a.added || b.candidate.score - a.candidate.score,
    );
  return second === undefined ? [first] : [first, second.candidate];
}

/** What may be shown of a text without one clean sentence: no caption and no boilerplate. */
function isBearable({ defect }: Candidate): boolean {
  return defect !== 'caption' && defect !== 'boilerplate';
}

function matchesMet(sentence: string, find: FindMatches): Set<string> {
  return new Set(find(foldedWords(sentence)).map(({ value }) => value));
}

function joined([first, second]: readonly Candidate[], maxChars: number): string | undefined {
  if (first === undefined) return undefined;
  if (second !== undefined) {
    const [earlier, later] = first.index < second.index ? [first, second] : [second, first];
    const gap = later.index === earlier.index + 1 ? ' ' : ' … ';
    const both = `${earlier.text}${gap}${later.text}`;
    if (both.length <= maxChars) return both;
  }
  return cut(first.text, maxChars);
}

function marksOf(text: string, find: FindMatches): [start: number, end: number][] {
  const tokens = tokensOf(text);
  return find(tokens.map(({ folded }) => folded)).map(({ at, length }) => [
    tokens[at]?.start ?? 0,
    tokens[at + length - 1]?.end ?? 0,
  ]);
}
