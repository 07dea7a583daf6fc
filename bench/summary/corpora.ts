import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the shared corpora are: beside the project, or where NEWSDESK_SHARED says. */
const SHARED = process.env.NEWSDESK_SHARED ?? join(import.meta.dirname, '..', '..', '..', 'shared');

function lines(...path: string[]): string[] {
  return readFileSync(join(SHARED, 'corpora', ...path), 'utf8')
    .trim()
    .split('\n');
}

function rows<Row>(...path: string[]): Row[] {
  return lines(...path).map((line): Row => JSON.parse(line));
}

export type GumSentence = { t: string; b: string; p: 0 | 1; y: string };
export type Wikinews = {
  id: string;
  title: string;
  sents: GumSentence[];
  refs: string[];
  ents: { name: string; type: string }[];
};

/** 24 articles with summaries by people. */
export const wikinews = (): Wikinews[] => rows('summary', 'news-summaries.jsonl');

/**
 * The text of such an article as a page gives it: paragraphs on lines, without headline, date
 * line and footer; with or without the captions that stand between its paragraphs.
 */
export function pageText({ sents }: Wikinews, { captions }: { captions: boolean }): string {
  return sents
    .filter(({ b, t }) => b !== 'head' && !DATE_LINE.test(t) && !FOOTER.test(t))
    .filter(({ b }) => captions || (b !== 'figure' && b !== 'caption'))
    .map(({ t, p }, i) => `${i === 0 ? '' : p === 1 ? '\n' : ' '}${t}`)
    .join('');
}

const DATE_LINE = /^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \p{L}+ \d{1,2}, \d{4}$/u;
const FOOTER = /^(?:Categor(?:y|ies):|Sources?$|Related (?:news|articles?)$|External links?$)/u;

export type EventText = { id: string; text: string; event: string };

/** 277 texts on 24 events in look-alike pairs. */
export const eventTexts = (): EventText[] => rows('summary', 'articles-stories.jsonl');

export type Headline = {
  id: number;
  title: string;
  pub: string;
  cat: string;
  story: string;
  t: number;
};

export const headlines = (): Headline[] => rows('summary', 'headline-stories.jsonl');

export type Doc = { id: string; title: string; body: string; date: string };

/** 2,548 articles: the seed, Wikinews, Reuters of 1987. */
export const docs = (): Doc[] => rows('search', 'news', 'docs.jsonl');

export const goldenSentences = (): { text: string; sents: string[] }[] =>
  rows('summary', 'sentences-golden.jsonl');

export const newsySentences = (): { text: string; sents: string[] }[] =>
  lines('summary', 'sentences-newsy.txt')
    .filter((line) => !line.startsWith('#'))
    .map((line) => ({ text: line.replaceAll(' | ', ' '), sents: line.split(' | ') }));

export type SeedCheck = {
  headline: string;
  anyOf: string[][];
  noneOf: string[];
  countries: string[];
};

export const seedChecks = (): SeedCheck[] =>
  JSON.parse(lines('summary', 'seed-checks.json').join('\n')).articles;

/** The same numbers on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
