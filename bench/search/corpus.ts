import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from '../../src/model/article.ts';
import { distance } from '../../src/search/osa.ts';
import { isStopWord } from '../../src/search/stop-words.ts';
import { foldedWords } from '../../src/text/tokens.ts';
import { pick, randomFrom } from './random.ts';

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

/** How often a word of an added article is one that the corpus does not have. */
const NEW_WORDS = 0.04;
const INVENTED = 220_000;
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

type Name = {
  readonly canonical: string;
  readonly latin: readonly string[];
  readonly cyrillic: readonly string[];
};

function readNames(file: string): Name[] {
  const [, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [canonical = '', latin = '', cyrillic = ''] = row.split('\t');
    return { canonical, latin: latin.split('|'), cyrillic: cyrillic.split('|') };
  });
}

/** Each other spelling of a name alone, and with one word of a headline that has the name. */
function nameQueries(
  names: readonly Name[],
  named: readonly { canonical: string; place: number }[],
  docAt: (place: number) => Doc,
): Map<string, BenchQuery[]> {
  const made = new Map<string, BenchQuery[]>(
    ['name-translit', 'name-cyr', 'name1-translit', 'name1-cyr'].map((name) => [name, []]),
  );
  const random = randomFrom(11);
  for (const { canonical, latin, cyrillic } of names) {
    const places = named.filter((doc) => doc.canonical === canonical).map(({ place }) => place);
    for (const [variants, kind] of [
      [latin, 'translit'],
      [cyrillic, 'cyr'],
    ] as const) {
      for (const variant of variants) {
        made.get(`name1-${kind}`)?.push({ qid: `x-${variant}`, q: variant, match: [[canonical]] });
        const doc = docAt(pick(places, random));
        const others = foldedWords(doc.title).filter(
          (word) => word !== canonical && word.length > 4,
        );
        const word = others[0];
        if (word === undefined) continue;
        const rel = Object.fromEntries(
          places
            .map(docAt)
            .filter(({ title }) => foldedWords(title).includes(word))
            .map(({ id }) => [id, 1]),
        );
        made.get(`name-${kind}`)?.push({ qid: `x-${variant}+`, q: `${word} ${variant}`, rel });
      }
    }
  }
  return made;
}

function enlarger(
  docs: readonly Doc[],
  queries: readonly BenchQuery[],
  names: readonly Name[],
): (place: number, name: string | undefined) => Doc {
  const sentences = docs
    .flatMap(({ body }) => body.match(/[^.!?]+[.!?]+/g) ?? [])
    .map((text) => text.trim());
  const sentenceWords = sentences.map((text) => text.split(' '));
  const following = followers(docs);
  const firsts = docs.map(({ title }) => title.split(' ')[0] ?? 'News');
  const tags = docs.map((doc) => doc.tags);
  const invent = inventor(docs, queries, names);
  const answers = answersTo(queries);

  const titleOf = (random: () => number): string => {
    const words = [pick(firsts, random)];
    const length = 5 + Math.floor(random() * 5);
    while (words.length < length) {
      const next = following.get(words.at(-1) ?? '');
      words.push(
        random() < NEW_WORDS ? invent(random) : next ? pick(next, random) : pick(firsts, random),
      );
    }
    return words.join(' ');
  };
  return (place, name) => {
    const random = randomFrom(place * 7919 + 1);
    let title = titleOf(random);
    while (answers(foldedWords(title))) title = titleOf(random);
    if (name !== undefined) title = `${capitalized(name)} ${title}`;
    const body: string[] = [];
    for (let words = 0; words < 205; ) {
      const sentence = pick(sentenceWords, random).map((word) =>
        random() < NEW_WORDS ? invent(random) : word,
      );
      body.push(sentence.join(' '));
      words += sentence.length;
    }
    const day = new Date(Date.UTC(2000, 0, 1) + Math.floor(random() * 9000) * 86_400_000);
    return {
      id: `x-${place}`,
      title,
      body: body.join(' '),
      tags: pick(tags, random),
      date: day.toISOString().slice(0, 10),
    };
  };
}

function followers(docs: readonly Doc[]): Map<string, string[]> {
  const following = new Map<string, string[]>();
  for (const { title } of docs) {
    const words = title.split(' ');
    for (const [at, word] of words.entries()) {
      const next = words[at + 1];
      if (next !== undefined) following.set(word, [...(following.get(word) ?? []), next]);
    }
  }
  return following;
}

/** Words made of the letter triples of real ones; low numbers are drawn far more often. */
function inventor(
  docs: readonly Doc[],
  queries: readonly BenchQuery[],
  names: readonly Name[],
): (random: () => number) => string {
  const real = new Set(
    docs
      .flatMap(({ title, body }) => foldedWords(`${title} ${body}`))
      .filter((word) => /^[a-z]{4,12}$/.test(word)),
  );
  const next = new Map<string, string[]>();
  for (const word of real) {
    const letters = `^^${word}$`;
    for (let at = 2; at < letters.length; at += 1) {
      const before = letters.slice(at - 2, at);
      const list = next.get(before);
      if (list) list.push(letters[at] ?? '');
      else next.set(before, [letters[at] ?? '']);
    }
  }
  const forbidden = queries
    .filter(({ qid }) => qid.startsWith('hopeless'))
    .flatMap(({ q }) => foldedWords(q));
  const canonical = names.map((name) => name.canonical);
  const random = randomFrom(5);
  const invented = new Set<string>();
  while (invented.size < INVENTED) {
    let word = '';
    for (let letter = ''; letter !== '$' && word.length < 14; ) {
      word += letter;
      letter = pick(next.get(`^^${word}`.slice(-2)) ?? ['$'], random);
    }
    if (word.length < 4 || real.has(word)) continue;
    if (forbidden.some((hopeless) => distance(hopeless, word, 2) <= 2)) continue;
    if (!canonical.includes(word)) invented.add(word);
  }
  const words = [...invented];
  return (draw) => words[Math.floor(words.length ** draw())] ?? 'word';
}

/**
 * Whether a headline has every word of some query, so that it would be an answer that nobody
 * judged; stop words do not count. The last word of a suggestion's query counts where the headline's word goes on.
 */
function answersTo(queries: readonly BenchQuery[]): (title: readonly string[]) => boolean {
  const byStart = new Map<string, (readonly string[])[]>();
  for (const { q, clean, rel, match } of queries) {
    if (!rel && !match) continue;
    const all = match?.[0] ?? foldedWords(clean ?? q);
    const telling = all.filter((word) => !isStopWord(word));
    const words = telling.length > 0 ? telling : all;
    const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? '';
    const start = longest.slice(0, 3);
    byStart.set(start, [...(byStart.get(start) ?? []), words]);
  }
  const has = (title: readonly string[], words: readonly string[]): boolean =>
    words.every((word) => title.some((other) => other.startsWith(word)));
  return (title) =>
    title.some((word) => byStart.get(word.slice(0, 3))?.some((words) => has(title, words)));
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
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
