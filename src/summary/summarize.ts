import { contentStems } from '../text/content-stems.ts';
import { type Candidate, candidatesOf, cosine, languageRead, type Readable } from './candidates.ts';
import { type SpeaksOfGuilt, speakingOfGuilt } from './denial.ts';

/**
 * The sentences that say most of an article: verbatim, in its order, each able to stand where it
 * stands. May be fewer than asked, even none, where the article has no clean ones. Where it
 * accuses somebody and holds a denial or says that proof is lacking, that is among them.
 */
export function summarize(
  article: Readable,
  { sentences: wanted = 3 }: { sentences?: number } = {},
): readonly string[] {
  const candidates = candidatesOf(article);
  const known = new Set(contentStems(article.title));
  const picked = pick(candidates, known, wanted);
  return withDenial(picked, candidates, article, wanted)
    .toSorted((a, b) => a.index - b.index)
    .map(({ text }) => text);
}

/** How much a sentence loses by saying again what is already picked. */
const REPETITION = 0.3;

/** How much it loses by taking something as known that is not. */
const UNKNOWN = 0.2;

/** Maximal marginal relevance (Carbonell and Goldstein, 1998): the next best that says something new. */
function pick(
  candidates: readonly Candidate[],
  known: ReadonlySet<string>,
  wanted: number,
): Candidate[] {
  const picked: Candidate[] = [];
  while (picked.length < wanted) {
    let best: Candidate | undefined;
    let bestScore = -Infinity;
    for (const candidate of candidates) {
      if (picked.includes(candidate) || !isReadable(candidate, picked)) continue;
      const repeats = Math.max(0, ...picked.map(({ vector }) => cosine(candidate.vector, vector)));
      const unknown = isUnderstood(candidate, picked, known) ? 0 : UNKNOWN;
      const score = candidate.score - REPETITION * repeats - unknown;
      if (score > bestScore) [best, bestScore] = [candidate, score];
    }
    if (best === undefined) break;
    picked.push(best);
  }
  return picked;
}

/** Whether the sentence is clean, or hangs on one that is shown before it. */
export function isReadable({ index, defect }: Candidate, picked: readonly Candidate[]): boolean {
  if (defect === 'dangling') return follows(index, picked);
  return defect === undefined;
}

/** Whether a reader of the title and of what is picked knows what the sentence speaks of. */
function isUnderstood(
  { index, leans }: Candidate,
  picked: readonly Candidate[],
  known: ReadonlySet<string>,
): boolean {
  if (follows(index, picked)) return true;
  return [...leans].every(
    (stem) =>
      known.has(stem) || picked.some((other) => other.index < index && other.vector.has(stem)),
  );
}

function follows(index: number, picked: readonly Candidate[]): boolean {
  return picked.some((other) => other.index === index - 1);
}

/**
 * The last picks give way to the best denial, where the article accuses and no pick denies. One
 * that begins with "He" brings the sentence before it along.
 */
export function withDenial(
  picked: readonly Candidate[],
  candidates: readonly Candidate[],
  article: Readable,
  wanted: number,
): readonly Candidate[] {
  const { accuses, denialStrength } = speakingOfGuilt(languageRead(article));
  const shown = [article.title, ...picked.map((other) => other.text)];
  if (![...shown, article.text.slice(0, ACCUSATION_WITHIN)].some(accuses)) return picked;
  const strongest = Math.max(0, ...picked.map((other) => denialStrength(other.text)));
  if (strongest === 1) return picked;
  const denial = bestDenial(candidates, shown, strongest, denialStrength);
  if (denial === undefined) return picked;
  const before =
    denial.defect === 'dangling' && wanted > 1
      ? candidates.find(({ index, defect }) => index === denial.index - 1 && defect === undefined)
      : undefined;
  const added = before === undefined ? [denial] : [before, denial];
  const room = wanted - added.length;
  const kept = picked.filter((other) => !added.includes(other)).slice(0, Math.max(0, room));
  return [...kept.filter((other) => isReadable(other, [...kept, ...added])), ...added];
}

/** UTF-16 units of the text in which an accusation is what the article is about. */
const ACCUSATION_WITHIN = 800;

/** Denials before refusals to comment, clean ones before others, then by what they say. */
function bestDenial(
  candidates: readonly Candidate[],
  shown: readonly string[],
  stronger: number,
  denialStrength: SpeaksOfGuilt['denialStrength'],
): Candidate | undefined {
  const known = new Set(shown.flatMap(contentStems));
  const [best] = candidates
    .filter(({ defect }) => defect === undefined || defect === 'dangling' || defect === 'length')
    .filter(({ index, vector }) => index < NEAR || vector.keys().some((stem) => known.has(stem)))
    .map((candidate) => ({ candidate, strength: denialStrength(candidate.text) }))
    .filter(({ strength }) => strength > stronger)
    .map(({ candidate, strength }) => {
      const clean = candidate.defect === undefined ? 1 : 0;
      const unknown = [...candidate.leans].every((stem) => known.has(stem)) ? 0 : UNKNOWN;
      return { candidate, rank: 10 * strength + clean + candidate.score - unknown };
    })
    .toSorted((a, b) => b.rank - a.rank);
  return best?.candidate;
}

/** Sentences beyond these may deny something else altogether, unless they share a word with what is shown. */
const NEAR = 25;
