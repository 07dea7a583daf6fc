import type { Article } from '../model/article.ts';
import { contentStems } from '../text/content-stems.ts';
import { splitSentences } from '../text/sentences.ts';
import { type Defect, defectOf, insideQuotation } from './defects.ts';
import { defectOfAnyLanguage } from './defects-of-any.ts';
import { leaningsOf } from './leaning.ts';

export type Readable = Pick<Article, 'title' | 'text' | 'truncated'> & {
  /** BCP 47; English where it is missing, told by its commonest words where it is `und`. */
  readonly language?: string;
};

export type Candidate = {
  readonly text: string;
  /** Its place among the sentences of the article. */
  readonly index: number;
  /** Undefined for a sentence that may be shown; `dangling` for one that may be shown after the one before it. */
  readonly defect: Defect | undefined;
  /** How much it says about the article; higher is better. */
  readonly score: number;
  /** Its stems, weighted by how often the article uses them. */
  readonly vector: ReadonlyMap<string, number>;
  /** Stems that must be known from the title or a sentence shown before it. */
  readonly leans: ReadonlySet<string>;
};

/** What the first sentence's place is worth against its words; each next one's is worth less. */
const PLACE = 1;
const CENTROID = 0.5;
const TITLE = 0.5;

/** Sentences beyond these are read for their words only: no reader expects the news there. */
const READ = 200;

/** UTF-16 units of a text that are read, and of one sentence: what is longer is a table or an attack. */
const MAX_TEXT = 100_000;
const MAX_SENTENCE = 3_000;

/**
 * Every sentence of an article with its defect and its score: place, likeness to the whole text
 * and to the title (H. P. Edmundson, 1969). Repeated sentences are candidates once. Of another
 * language than English the place alone counts: its words are not known, and the lead is safe.
 */
export function candidatesOf(article: Readable): Candidate[] {
  const { title, text: page, truncated } = article;
  const language = languageRead(article);
  const isEnglish = /^en\b/i.test(language);
  const start = repeatedTitle(title.slice(0, MAX_SENTENCE), page);
  const text = page.slice(start, start + MAX_TEXT);
  const places = splitSentences(text, language).slice(0, READ);
  const sentences = places.map((sentence) => sentence.text.slice(0, MAX_SENTENCE));
  const quoted = insideQuotation(text, places);
  const stems = sentences.map(contentStems);
  const counts = new Map<string, number>();
  for (const stem of stems.flat()) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const centroid = weighted(counts.keys(), counts);
  const titleVector = weighted(contentStems(title), counts);
  const leanings = leaningsOf(sentences);
  const lead = sentences.findIndex((sentence) => /(?:\S+\s+){5}\S.*[.!?。]/su.test(sentence));
  return sentences
    .map((sentence, index): Candidate => {
      const vector = weighted(stems[index] ?? [], counts);
      const last = index === sentences.length - 1;
      return {
        text: sentence,
        index,
        defect: isEnglish
          ? defectOf(sentence, {
              lead: index === lead,
              last,
              truncated,
              quoted: quoted[index] ?? false,
            })
          : defectOfAnyLanguage(sentence, language),
        score:
          PLACE / (1 + 0.5 * index) +
          (isEnglish
            ? CENTROID * cosine(vector, centroid) + TITLE * cosine(vector, titleVector)
            : 0),
        vector,
        leans: isEnglish ? (leanings[index] ?? new Set()) : new Set(),
      };
    })
    .filter(({ text: sentence, index }) => sentences.indexOf(sentence) === index);
}

/** UTF-16 units of a headline that a feed put before the text without a stop: "Ferry sinks A ferry …". */
function repeatedTitle(title: string, text: string): number {
  const words = title.trim().split(/\s+/u);
  if (words.length < 3) return 0;
  const start = text.slice(0, 2 * title.length + 10);
  const pattern = words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('\\s+');
  const repeated = new RegExp(`^\\s*${pattern}\\s+(?=["“‘«]?[\\p{Lu}\\p{N}])`, 'u').exec(start);
  return repeated?.[0].length ?? 0;
}

/**
 * The language whose rules an article is read by, BCP 47: what it says of itself. Of a text that
 * nobody could name the language of, two in a hundred words that only English has are enough.
 */
export function languageRead({ text, language = 'en' }: Readable): string {
  if (!/^und\b/i.test(language)) return language;
  const start = text.slice(0, 2000);
  const common = start.match(/\b(?:the|and|that|were|said|with|have|this|which)\b/gi) ?? [];
  return common.length >= 0.02 * start.split(/\s+/u).length ? 'en' : language;
}

export function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [stem, weight] of a) dot += weight * (b.get(stem) ?? 0);
  return dot === 0 ? 0 : dot / Math.sqrt(squared(a) * squared(b));
}

function squared(vector: ReadonlyMap<string, number>): number {
  return vector.values().reduce((sum, weight) => sum + weight * weight, 0);
}

function weighted(
  stems: Iterable<string>,
  counts: ReadonlyMap<string, number>,
): Map<string, number> {
  const vector = new Map<string, number>();
  for (const stem of stems) vector.set(stem, Math.log2(1 + (counts.get(stem) ?? 0.5)));
  return vector;
}
