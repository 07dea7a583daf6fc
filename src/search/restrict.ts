import type { Revision } from '../model/article.ts';
import type { QueryFilters } from '../model/query.ts';
import { countryName } from '../text/countries.ts';
import { foldedWords } from '../text/tokens.ts';
import { LABELS, type LabelKind } from './labels.ts';
import { nearestName } from './nearest-name.ts';
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
    const found = labelsNamed(kind, name, labels);
    if (found.length > 0) return found;
    const none = `No article has the ${kind} "${kind === 'country' ? countryName(name) : name}"`;
    const near = labelNear(kind, name, labels);
    if (near === undefined) notes.push(`${none}.${mostUsed(kind, labels)}`);
    else notes.push(`${none}; it was read as "${near}".`);
    return near === undefined ? [] : [near];
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

type LabelCounts = ReadonlyMap<string, number>;

/** The names that are the same when folded; else those that have every word of it. */
function labelsNamed(kind: LabelKind, name: string, labels: LabelCounts): string[] {
  const words = foldedWords(name);
  const folded = words.join(' ');
  const known = [...labels.keys()].flatMap((label) =>
    namesOf(kind, label).map((other) => ({ label, words: foldedWords(other) })),
  );
  const same = known.filter((other) => other.words.join(' ') === folded);
  const like =
    same.length > 0
      ? same
      : known.filter((other) =>
          words.every((word) => other.words.some((have) => have.startsWith(word))),
        );
  return words.length === 0 ? [] : [...new Set(like.map(({ label }) => label))];
}

/** The name that was mistyped, as a whole or as one of its words. */
function labelNear(kind: LabelKind, name: string, labels: LabelCounts): string | undefined {
  const typed = foldedWords(name).join(' ');
  const known = [...labels.keys()].flatMap((label) =>
    namesOf(kind, label).map((other) => ({ label, words: foldedWords(other) })),
  );
  const whole = known.map(({ label, words }) => [words.join(' '), label] as const);
  const parts = known.flatMap(({ label, words }) => words.map((word) => [word, label] as const));
  return nearestName(typed, whole) ?? nearestName(typed, parts);
}

const LANGUAGE_NAMES = ['en', 'ru', 'uz'].map(
  (locale) => new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }),
);

/** People say `lang:english` where articles carry `en`. */
function namesOf(kind: LabelKind, label: string): string[] {
  if (kind !== 'language') return [label];
  return [label, ...LANGUAGE_NAMES.flatMap((names) => languageName(names, label) ?? [])];
}

function languageName(names: Intl.DisplayNames, code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}

const MOST_OFFERED = 3;

/** The language of articles whose feed does not say it. */
const UNDETERMINED = 'und';

function mostUsed(kind: LabelKind, labels: LabelCounts): string {
  const names = [...labels]
    .filter(([label]) => label !== UNDETERMINED)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map(([label]) => (kind === 'country' ? countryName(label) : label));
  return names.length === 0 ? '' : ` Most have ${names.join(', ')}.`;
}
