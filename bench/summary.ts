import { Console } from 'node:console';
import { areNearDuplicates, shinglesOf } from '../src/story/shingles.ts';
import { extract } from '../src/summary/extract.ts';
import { summarize } from '../src/summary/summarize.ts';
import { countriesIn, parseCountry } from '../src/text/countries.ts';
import { splitSentences } from '../src/text/sentences.ts';
import { foldedWords } from '../src/text/tokens.ts';
import { BASELINES, type Summarizer } from './summary/baselines.ts';
import {
  bCubed,
  byOnePass,
  byStoryIndex,
  eventSets,
  headlineSets,
  type Item,
} from './summary/clusters.ts';
import { copyPairs } from './summary/copies.ts';
import * as corpora from './summary/corpora.ts';
import { accusedArticles } from './summary/denials.ts';
import { flawsIn } from './summary/flaws.ts';
import { ALSO_NAMED, NAMED } from './summary/named-countries.ts';
import { meanRouge, rouge } from './summary/rouge.ts';
import { seeds } from './summary/seeds.ts';
import { speed } from './summary/speed.ts';

/** `node bench/summary.ts`: a table for people on stderr, the same as JSON on stdout. */
const rows: { what: string; value: string; against: string }[] = [];

summaries();
denials();
denialsBeside();
seeds(row);
sentences();
verbatim();
nearDuplicates();
stories();
countries();
speed(row);

new Console(process.stderr).table(rows);
process.stdout.write(`${JSON.stringify(rows, undefined, 1)}\n`);

function row(what: string, value: string, against = ''): void {
  rows.push({ what, value, against });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function summaries(): void {
  const ours: Summarizer = (article, k) => [
    ...summarize({ ...article, truncated: false }, { sentences: k }),
  ];
  for (const captions of [false, true]) {
    const set = corpora.wikinews().map((article) => ({
      title: article.title,
      text: corpora.pageText(article, { captions }),
      refs: article.refs.map((reference) => [reference]),
    }));
    for (const k of [2, 3]) {
      const scores = (method: Summarizer) => set.map((a) => meanRouge(rouge(method(a, k), a.refs)));
      const lead = scores(BASELINES.lead ?? ours);
      const own = scores(ours);
      const others = Object.entries(BASELINES).map(([name, method]) => {
        return `${name} ${(mean(scores(method)) / mean(lead)).toFixed(2)}`;
      });
      const [low, high] = interval(own.map((score, i) => score - (lead[i] ?? 0)));
      const name = `summary, Wikinews 24${captions ? ' with captions' : ''}, k=${k}`;
      row(
        `${name}: mean ROUGE against Lead`,
        `${(mean(own) / mean(lead)).toFixed(3)} (95 % of differences ${low} to ${high})`,
        others.join(', '),
      );
      const per100 = (method: Summarizer) =>
        Math.round((100 * set.reduce((n, a) => n + flawsIn(method(a, k), a.text), 0)) / set.length);
      row(`${name}: flaws per 100`, `${per100(ours)}`, `lead ${per100(BASELINES.lead ?? ours)}`);
    }
  }
  const wikinews = corpora.docs().filter(({ id }) => id.startsWith('wn-'));
  const flaws = wikinews.map(({ title, body }) => {
    return flawsIn(ours({ title, text: body }, 2), body);
  });
  const longLeads = wikinews.map(({ title, body }) => {
    return ours({ title, text: body }, 2).filter((sentence) => sentence.split(/\s+/).length > 50)
      .length;
  });
  const leadFlaws = wikinews.map(({ title, body }) => {
    return flawsIn(BASELINES.lead?.({ title, text: body }, 2) ?? [], body);
  });
  row(
    'flaws per 100, 295 Wikinews, k=2',
    `${(100 * mean(flaws)).toFixed(1)}, ${(100 * mean(longLeads)).toFixed(1)} of them leads of 51 to 75 words`,
    `lead ${(100 * mean(leadFlaws)).toFixed(0)}`,
  );
}

/** Bootstrap of the mean, 2,000 draws. */
function interval(differences: readonly number[]): [low: string, high: string] {
  const random = corpora.seededRandom(3);
  const means = Array.from({ length: 2000 }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  ).toSorted((a, b) => a - b);
  return [(means[50] ?? 0).toFixed(1), (means[1949] ?? 0).toFixed(1)];
}

function denials(): void {
  const articles = accusedArticles();
  const kept = (method: Summarizer) => {
    const n = articles.filter((a) => method(a, 3).includes(a.denial)).length;
    return `${((100 * n) / articles.length).toFixed(0)} %`;
  };
  row(
    `denial kept, ${articles.length} made articles, k=3`,
    kept((article, k) => [...summarize({ ...article, truncated: false }, { sentences: k })]),
    `lead ${kept(BASELINES.lead ?? (() => []))}, textrank ${kept(BASELINES.textrank ?? (() => []))}`,
  );
}

/** Extracts of a result list, searched for with the two longest words of the accusation. */
function denialsBeside(): void {
  const shown = accusedArticles().flatMap((article) => {
    const words = foldedWords(article.text.slice(0, article.text.indexOf('. ')));
    return words
      .toSorted((a, b) => b.length - a.length)
      .slice(0, 2)
      .map((word) => {
        const found = extract({ ...article, truncated: false }, [word], { maxChars: 280 });
        return found?.text.includes(article.denial) ?? false;
      });
  });
  row('denial beside the accusation, extracts', `${shown.filter(Boolean).length}/${shown.length}`);
}

function sentences(): void {
  const gum = corpora.wikinews().map(({ sents }) => {
    const kept = sents.filter(
      ({ b, t }) => (b === 'p' || b === 'quote') && /[.!?]["”’)]*$/.test(t),
    );
    return { text: kept.map(({ t }) => t).join(' '), sents: kept.map(({ t }) => t) };
  });
  const sets = {
    'golden rules 48': corpora.goldenSentences(),
    'news cases 40': corpora.newsySentences(),
    'GUM news, flat': gum,
  };
  for (const [name, cases] of Object.entries(sets)) {
    const ours = boundaries(cases, (text) => splitSentences(text).map((sentence) => sentence.text));
    const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
    const plain = boundaries(cases, (text) => [...segmenter.segment(text)].map((s) => s.segment));
    row(`sentences, ${name}: F1 / exact`, ours, `Intl.Segmenter ${plain}`);
  }
}

function boundaries(
  cases: readonly { text: string; sents: string[] }[],
  split: (text: string) => string[],
): string {
  let right = 0;
  let found = 0;
  let gold = 0;
  let exact = 0;
  for (const { text, sents } of cases) {
    const got = new Set(endsOf(split(text)));
    const wanted = new Set(endsOf(sents));
    const both = got.intersection(wanted).size;
    right += both;
    found += got.size;
    gold += wanted.size;
    if (both === got.size && both === wanted.size) exact += 1;
  }
  return `${((200 * right) / (found + gold)).toFixed(1)} / ${Math.round((100 * exact) / cases.length)}`;
}

/** Every text of the corpora: is each summary sentence in it, byte for byte, in order? */
function verbatim(): void {
  const texts = [
    ...corpora.docs().map(({ title, body }) => ({ title, text: body })),
    ...corpora.eventTexts().map(({ text }) => ({ title: '', text })),
  ];
  const faithful = texts.filter(({ title, text }) => {
    let from = 0;
    return summarize({ title, text, truncated: false }).every((sentence) => {
      const at = text.indexOf(sentence, from);
      from = at + sentence.length;
      return at >= 0;
    });
  });
  row('summaries verbatim and in order', `${faithful.length} of ${texts.length}`);
}

/** Places of the ends within the text without its white space. */
function endsOf(parts: readonly string[]): number[] {
  let at = 0;
  return parts.map((part) => (at += part.replaceAll(/\s/gu, '').length)).slice(0, -1);
}

function nearDuplicates(): void {
  const judged = copyPairs().map((pair) => ({
    ...pair,
    same: areNearDuplicates(shinglesOf(pair.a), shinglesOf(pair.b)),
  }));
  const copies = judged.filter(({ copy }) => copy);
  const excerpts = copies.filter(({ excerpt }) => excerpt);
  const claimed = judged.filter(({ same }) => same);
  const share = (part: readonly unknown[], of: readonly unknown[]) =>
    `${((100 * part.length) / of.length).toFixed(1)} %`;
  row(
    `near-duplicates, ${copies.length} copies, ${judged.length - copies.length} others: recall / precision`,
    `${share(
      copies.filter(({ same }) => same),
      copies,
    )} / ${share(
      claimed.filter(({ copy }) => copy),
      claimed,
    )}`,
    `excerpts found ${share(
      excerpts.filter(({ same }) => same),
      excerpts,
    )}`,
  );
}

function stories(): void {
  const sets: [string, Item[][], number][] = [
    ['ECB+ 277 texts, 24 look-alike events', eventSets(), 0.25],
    ['ECB+, 12 more orders', eventSets(Array.from({ length: 12 }, (_, i) => 200 + i)), 0.25],
    ['headlines of 40 publishers', headlineSets(), 0.2],
  ];
  for (const [name, items, threshold] of sets) {
    const ours = items.map((set) => bCubed(set, byStoryIndex(set)));
    const plain = items.map((set) => bCubed(set, byOnePass(set, threshold)));
    row(
      `stories, ${name}: B-cubed F1`,
      `${mean(ours).toFixed(1)} (${Math.min(...ours).toFixed(1)} to ${Math.max(...ours).toFixed(1)})`,
      `one pass, TF-IDF ${mean(plain).toFixed(1)}`,
    );
  }
}

function countries(): void {
  const linked = corpora.wikinews().map((article) => ({
    got: countriesIn(article.title, corpora.pageText(article, { captions: true })),
    wanted: [
      ...(ALSO_NAMED[article.id]?.split(' ') ?? []),
      ...article.ents.flatMap(({ name, type }) => (type === 'place' && parseCountry(name)) || []),
    ],
  }));
  const read = corpora.docs().flatMap(({ id, title, body }) => {
    const wanted = NAMED[id]?.split(' ').filter((code) => code !== '');
    return wanted === undefined ? [] : [{ got: countriesIn(title, body), wanted }];
  });
  row('countries, Wikinews 24, linked or named: P / R / F1', quality(linked));
  row('countries, Wikinews 40, as read: P / R / F1', quality(read));
}

function quality(
  articles: readonly { got: readonly string[]; wanted: readonly string[] }[],
): string {
  let [right, found, gold] = [0, 0, 0];
  for (const article of articles) {
    const wanted = new Set(article.wanted);
    right += wanted.intersection(new Set(article.got)).size;
    found += article.got.length;
    gold += wanted.size;
  }
  return [right / found, right / gold, (2 * right) / (found + gold)]
    .map((share) => (100 * share).toFixed(1))
    .join(' / ');
}
