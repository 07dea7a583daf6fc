import type { Revision } from '../model/article.ts';
import type { QueryFilters } from '../model/query.ts';
import { foldedWords } from '../text/tokens.ts';
import { LABELS, type LabelKind } from './labels.ts';
import type { View } from './view.ts';

export type Allows = (segment: number, article: number) => boolean;

/** Whether an article passes the filters, and what to say of names that no article carries. */
export function restriction(
  filters: QueryFilters,
  notBefore: Revision | undefined,
  view: View,
): { allows: Allows; notes: string[] } {
  const { without, after, before } = filters;
  const notes: string[] = [];
  const wanted = (kind: LabelKind, names: readonly string[]): (readonly Uint8Array[])[] =>
    names.length === 0 ? [] : [membersOf(kind, names, view, notes)];
  const required = [
    ...wanted('topic', filters.topics),
    ...wanted('country', filters.countries),
    ...wanted('source', filters.sources),
    ...wanted('language', filters.languages),
  ];
  const forbidden = [
    ...wanted('topic', without.topics),
    ...wanted('country', without.countries),
    ...wanted('source', without.sources),
    ...wanted('language', without.languages),
  ];
  const from = after?.getTime() ?? Number.NEGATIVE_INFINITY;
  const until = before?.getTime() ?? Number.POSITIVE_INFINITY;
  const anyTime = after === undefined && before === undefined;
  return {
    notes,
    allows: (segment, article) => {
      for (const members of required) if (members[segment]?.[article] !== 1) return false;
      for (const members of forbidden) if (members[segment]?.[article] === 1) return false;
      const { publishedAt, firstRevisions } = view.segments[segment]?.arrays ?? {};
      if (notBefore !== undefined && (firstRevisions?.[article] ?? 0) < notBefore) return false;
      if (anyTime) return true;
      const at = publishedAt?.[article] ?? 0;
      return from <= at && at < until;
    },
  };
}

/** For each segment, 1 for the articles that carry one of the names. */
function membersOf(
  kind: LabelKind,
  names: readonly string[],
  view: View,
  notes: string[],
): Uint8Array[] {
  const labels = labelCounts(kind, view);
  const meant = names.flatMap((name) => {
    const found = labelsNamed(name, labels);
    if (found.length === 0) notes.push(`No article has the ${kind} "${name}".`);
    return found;
  });
  return view.segments.map((segment, at) => {
    const members = new Uint8Array(segment.size);
    for (const label of meant) {
      for (const article of view.postings(at, LABELS[kind] + label).articles) members[article] = 1;
    }
    return members;
  });
}

/** Every name of a kind that a visible article carries, with how many do. */
export function labelCounts(kind: LabelKind, view: View): Map<string, number> {
  const counts = new Map<string, number>();
  for (const segment of view.segments) {
    const [first, end] = segment.termsFrom(LABELS[kind]);
    for (let term = first; term < end; term += 1) {
      const label = segment.wordOf(term);
      const count = view.count(label);
      if (count > 0) counts.set(label.slice(LABELS[kind].length), count);
    }
  }
  return counts;
}

/** The names that are the same when folded; else those that have every word of it. */
function labelsNamed(name: string, labels: ReadonlyMap<string, number>): string[] {
  const words = foldedWords(name);
  const folded = words.join(' ');
  const known = [...labels.keys()].map((label) => ({ label, words: foldedWords(label) }));
  const same = known.filter((other) => other.words.join(' ') === folded);
  const like =
    same.length > 0
      ? same
      : known.filter((other) =>
          words.every((word) => other.words.some((have) => have.startsWith(word))),
        );
  return words.length === 0 ? [] : like.map(({ label }) => label);
}
