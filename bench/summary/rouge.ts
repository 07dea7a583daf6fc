import { stemmer } from 'stemmer';

export type Rouge = { r1: number; r2: number; rl: number };

/**
 * ROUGE-1, ROUGE-2 and summary-level ROUGE-L as F1 in percent (C.-Y. Lin, 2004), tokenised and
 * stemmed like Google's `rouge_score`. Of several references the mean counts.
 */
export function rouge(
  summary: readonly string[],
  references: readonly (readonly string[])[],
): Rouge {
  const scores = references.map((reference) => ({
    r1: overlap(summary, reference, 1),
    r2: overlap(summary, reference, 2),
    rl: longestCommon(summary, reference),
  }));
  const mean = (key: keyof Rouge) =>
    (100 * scores.reduce((sum, score) => sum + score[key], 0)) / scores.length;
  return { r1: mean('r1'), r2: mean('r2'), rl: mean('rl') };
}

export function meanRouge({ r1, r2, rl }: Rouge): number {
  return (r1 + r2 + rl) / 3;
}

const cache = new Map<string, string[]>();

function tokens(text: string): string[] {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const made = (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((token) =>
    token.length > 3 ? stemmer(token) : token,
  );
  if (cache.size < 50_000) cache.set(text, made);
  return made;
}

function overlap(summary: readonly string[], reference: readonly string[], n: number): number {
  const a = ngrams(tokens(summary.join('\n')), n);
  const b = ngrams(tokens(reference.join('\n')), n);
  let shared = 0;
  for (const [gram, count] of a.counts) shared += Math.min(count, b.counts.get(gram) ?? 0);
  return f1(shared / a.size, shared / b.size);
}

function ngrams(
  words: readonly string[],
  n: number,
): { counts: Map<string, number>; size: number } {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i += 1) {
    const gram = words.slice(i, i + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return { counts, size: Math.max(1, words.length - n + 1) };
}

/** ROUGE-Lsum: for each reference sentence the union of its common subsequences with all of ours. */
function longestCommon(summary: readonly string[], reference: readonly string[]): number {
  const ours = summary.map(tokens);
  const theirs = reference.map(tokens);
  const left = counted(ours.flat());
  const leftTheirs = counted(theirs.flat());
  let hits = 0;
  for (const sentence of theirs) {
    const union = new Set(ours.flatMap((own) => commonIndices(sentence, own)));
    for (const index of union) {
      const word = sentence[index] ?? '';
      if ((left.get(word) ?? 0) < 1 || (leftTheirs.get(word) ?? 0) < 1) continue;
      hits += 1;
      left.set(word, (left.get(word) ?? 0) - 1);
      leftTheirs.set(word, (leftTheirs.get(word) ?? 0) - 1);
    }
  }
  return f1(hits / Math.max(1, ours.flat().length), hits / Math.max(1, theirs.flat().length));
}

function counted(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Places in `reference` of one longest common subsequence with `own`. */
function commonIndices(reference: readonly string[], own: readonly string[]): number[] {
  const width = own.length + 1;
  const table = new Uint16Array((reference.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = 1; i <= reference.length; i += 1) {
    for (let j = 1; j <= own.length; j += 1) {
      table[i * width + j] =
        reference[i - 1] === own[j - 1]
          ? at(i - 1, j - 1) + 1
          : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  const indices: number[] = [];
  for (let i = reference.length, j = own.length; i > 0 && j > 0; ) {
    if (reference[i - 1] === own[j - 1]) {
      indices.push(i - 1);
      i -= 1;
      j -= 1;
    } else if (at(i - 1, j) > at(i, j - 1)) i -= 1;
    else j -= 1;
  }
  return indices;
}

function f1(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
