import { articleOf, type Corpus } from './corpus.ts';
import type { Engine } from './engines.ts';
import { judge, suggested } from './quality.ts';

export type Row = {
  readonly engine: string;
  readonly articles: number;
  readonly quality: Readonly<Record<string, number>>;
  /** Of a class that took too long, how many of its queries were asked. */
  readonly askedOnly: Readonly<Record<string, number>>;
  readonly searchMs: readonly number[];
  readonly suggestMs: readonly number[];
  readonly buildMs: number;
  readonly rssMb: number;
};

const BATCH = 1000;
const WARM_UP = 5;
const WARM_UP_MS = 1000;

/** CPU time of the whole process in ms, collecting garbage included. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Builds an engine over the corpus and asks it every query that time allows. */
export function measure(engine: Engine, corpus: Corpus, budgetMs: number): Row {
  let buildMs = 0;
  for (let start = 0; start < corpus.size; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, corpus.size - start) }, (_, at) =>
      articleOf(corpus.docAt(start + at), start + at),
    );
    const before = cpuMs();
    engine.add(batch);
    buildMs += cpuMs() - before;
  }
  const before = cpuMs();
  engine.finish();
  buildMs += cpuMs() - before;

  const quality: Record<string, number> = {};
  const askedOnly: Record<string, number> = {};
  const searchMs: number[] = [];
  const suggestMs: number[] = [];
  for (const [name, queries] of corpus.queries) {
    if (queries.length === 0) continue;
    const suggests = name.startsWith('sug-');
    const ask = suggests ? engine.suggest : engine.find;
    const warm = cpuMs() + WARM_UP_MS;
    for (const { q } of queries.slice(0, WARM_UP)) if (cpuMs() < warm) ask(q);
    let sum = 0;
    let asked = 0;
    const until = cpuMs() + budgetMs;
    for (const query of queries) {
      if (cpuMs() > until) break;
      const start = cpuMs();
      const places = ask(query.q).map((id) => id - 1);
      (suggests ? suggestMs : searchMs).push(cpuMs() - start);
      sum += suggests ? suggested(query, places, corpus) : judge(query, places, corpus);
      asked += 1;
    }
    quality[name] = sum / asked;
    if (asked < queries.length) askedOnly[name] = asked;
  }
  return {
    engine: engine.name,
    articles: corpus.size,
    quality,
    askedOnly,
    searchMs: searchMs.toSorted((a, b) => a - b),
    suggestMs: suggestMs.toSorted((a, b) => a - b),
    buildMs,
    rssMb: process.memoryUsage().rss / 1e6,
  };
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
