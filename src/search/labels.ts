import type { Article } from '../model/article.ts';

/** What an article is filed under. Kept among the terms; the sign in front is in no word. */
export const LABELS = {
  topic: '#topic:',
  country: '#country:',
  source: '#source:',
  language: '#lang:',
} as const;

export type LabelKind = keyof typeof LABELS;

export function labelsOf({ topics, countries, source, alsoIn = [], language }: Article): string[] {
  return [
    ...topics.map((topic) => LABELS.topic + topic),
    ...countries.map((country) => LABELS.country + country),
    ...[source, ...alsoIn].map((name) => LABELS.source + name),
    LABELS.language + language.toLowerCase(),
  ];
}

export function isLabel(term: string): boolean {
  return term.startsWith('#');
}
