import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../src/model/article.ts';
import { foldedWords } from '../../src/text/tokens.ts';
import { enlarger } from './enlarge.ts';
import { nameQueries, readNames } from './names.ts';

export type Doc = {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly tags: readonly string[];
  readonly date: string;
};

export type BenchQuery = {
  readonly qid: string;
  readonly q: string;
  readonly rel?: Readonly<Record<string, number>>;
  readonly match?: readonly (readonly string[])[];
  readonly valid?: boolean;
  readonly clean?: string;
};

export type Corpus = {
  readonly size: number;
  /** The document at a place from 0 to size - 1: always the same one. */
  readonly docAt: (place: number) => Doc;
  readonly placeOf: (id: string) => number | undefined;
  /** In how many headlines all the words stand, for the queries that are judged by them. */
  readonly headlinesWith: (words: readonly string[]) => number;
  /** By class. */
  readonly queries: ReadonlyMap<string, readonly BenchQuery[]>;
};

export function readLines<T>(file: string): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

const TITLES_PER_NAME = 6;

/**
 * The news corpus, cut down or enlarged to `size`. Added articles are sentences of others put
 * together under a headline that walks from word to word as headlines do; one word in 25 is
 * invented from the letters of real ones, rare words far more of them than common ones, so that
 * the vocabulary grows as it does in life. No added headline answers a query of the corpus, and
 * no invented word lies within two edits of a word that must find nothing.
 */
export function newsCorpus(folder: string, size: number): Corpus {
  const docs = readLines<Doc>(join(folder, 'news', 'docs.jsonl'));
  const classes = new Map(
    CLASSES.map((name) => [
      name,
      readLines<BenchQuery>(join(folder, 'news', 'queries', `${name}.jsonl`)),
    ]),
  );
  const names = readNames(join(folder, 'names.tsv'));
  const asked = new Set([...classes.values()].flat().flatMap(({ rel }) => Object.keys(rel ?? {})));
  const kept = docs
    .toSorted((a, b) => Number(asked.has(b.id)) - Number(asked.has(a.id)))
    .slice(0, size);
  const named = size > docs.length ? names : [];
  const enlarged =
    size > docs.length ? enlarger(docs, [...classes.values()].flat(), named) : undefined;
  const namedDocs = named.flatMap(({ canonical }, at) =>
    Array.from({ length: TITLES_PER_NAME }, (_, copy) => ({
      canonical,
      place: kept.length + at * TITLES_PER_NAME + copy,
    })),
  );
  const nameAt = new Map(namedDocs.map(({ canonical, place }) => [place, canonical]));
  const docAt = (place: number): Doc => kept[place] ?? needed(enlarged)(place, nameAt.get(place));
  const places = new Map(kept.map(({ id }, place) => [id, place]));
  const present = (id: string): boolean => places.has(id) || id.startsWith('x-');

  const queries = new Map<string, readonly BenchQuery[]>();
  for (const [name, all] of classes) {
    queries.set(
      name,
      all.filter(({ rel }) => Object.keys(rel ?? {}).every(present)),
    );
  }
  for (const [name, made] of nameQueries(named, namedDocs, docAt)) {
    queries.set(name, [...(queries.get(name) ?? []), ...made]);
  }
  const judged = [...kept, ...namedDocs.map(({ place }) => docAt(place))].map(({ title }) =>
    foldedWords(title),
  );
  return {
    size,
    docAt,
    placeOf: (id) => places.get(id) ?? placeOfAdded(id),
    headlinesWith: (words) =>
      judged.filter((title) => words.every((word) => title.includes(word))).length,
    queries,
  };
}

const CLASSES = [
  'full',
  'partial',
  'shuffle',
  'diacritics',
  'typo1',
  'typo2',
  'first',
  'human',
  'splitjoin',
  'name-translit',
  'name-cyr',
  'name1-translit',
  'name1-cyr',
  'hopeless',
  'sug-head',
  'sug-mid',
  'sug-short',
  'sug-typo',
];

function placeOfAdded(id: string): number | undefined {
  return id.startsWith('x-') ? Number(id.slice(2)) : undefined;
}

/** The document as the archive would hold it; its number is its place, counted from 1. */
export function articleOf(doc: Doc, place: number): Article {
  const id = place + 1;
  return {
    id: id as Article['id'],
    feedId: 1 as Article['feedId'],
    source: 'Bench',
    url: undefined,
    title: doc.title,
    text: doc.body,
    truncated: false,
    image: undefined,
    publishedAt: new Date(doc.date === '' ? 0 : doc.date),
    firstSeenAt: new Date(0),
    firstRevision: id as Article['firstRevision'],
    revision: id as Article['revision'],
    topics: doc.tags,
    countries: [],
    language: 'en',
    storyId: id as Article['storyId'],
  };
}

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the corpus ends here');
  return value;
}
