import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import Fuse from 'fuse.js';
import type { Article } from '../../src/model/article.ts';
import { ArticleIndex } from '../../src/search/article-index.ts';
import { parseQuery } from '../../src/search/query.ts';
import { SAY, type Say } from '../../src/search/rank.ts';
import { isStopWord } from '../../src/search/stop-words.ts';
import { foldedWords } from '../../src/text/tokens.ts';

/** A search engine as the bench sees it. Answers are numbers of articles, best first. */
export type Engine = {
  readonly name: string;
  readonly add: (batch: readonly Article[]) => void;
  /** Called once, after the last batch. */
  readonly finish: () => void;
  readonly find: (text: string) => readonly number[];
  readonly suggest: (typed: string) => readonly number[];
};

const NOW = new Date('2026-01-01T00:00:00Z');
const HITS = 10;
const ROWS = 5;

export function newsdesk(
  aliases: readonly (readonly string[])[] = [],
  say: Say = SAY,
): Engine & { readonly index: ArticleIndex } {
  const index = new ArticleIndex(aliases, [], say);
  return {
    name: say.fuse === 0 ? 'without fuse.js' : 'newsdesk',
    index,
    add: (batch) => {
      for (const article of batch) index.add(article);
      while (index.maintain(100));
    },
    finish: () => {
      while (index.maintain(1000, true));
    },
    find: (text) =>
      index.find(parseQuery(text, NOW), { from: 1, limit: HITS }).hits.map(({ id }) => id),
    suggest: (typed) => index.suggest(typed, ['article'], ROWS).map(({ value }) => Number(value)),
  };
}

/** FTS5 with an English stemmer, headline ×4, any word, stop words left out: its best simple form. */
export function sqliteFts5(): Engine {
  const db = new DatabaseSync(':memory:');
  db.exec(
    "create virtual table news using fts5(title, body, tokenize='porter unicode61 remove_diacritics 2')",
  );
  const insert = db.prepare('insert into news(rowid, title, body) values (?, ?, ?)');
  const search = db.prepare(
    `select rowid from news where news match ? order by bm25(news, 4, 1) limit ${HITS}`,
  );
  const suggest = db.prepare(
    `select rowid from news where news match ? order by rowid desc limit ${ROWS}`,
  );
  const ids = (rows: readonly Record<string, unknown>[]): number[] =>
    rows.map(({ rowid }) => Number(rowid));
  return {
    name: 'sqlite-fts5',
    add: (batch) => {
      db.exec('begin');
      for (const { id, title, text } of batch) insert.run(id, title, text);
      db.exec('commit');
    },
    finish: () => undefined,
    find: (text) => {
      const words = wordsIn(text);
      const kept = words.filter((word) => !isStopWord(word));
      const sought = (kept.length > 0 ? kept : words).map((word) => `"${word}"`).join(' OR ');
      return sought === '' ? [] : ids(search.all(sought));
    },
    suggest: (typed) => {
      const words = wordsIn(typed).map((word) => `"${word}"`);
      return words.length === 0 ? [] : ids(suggest.all(`title : (${words.join(' AND ')} *)`));
    },
  };
}

/** fuse.js over headlines alone, with token search: over texts it takes a second a query. */
export function fuseTitles(): Engine {
  const titles: { id: number; title: string }[] = [];
  let fuse: Fuse<{ id: number; title: string }> | undefined;
  const top = (text: string, limit: number): number[] =>
    fuse?.search(text, { limit }).map(({ item }) => item.id) ?? [];
  return {
    name: 'fuse.js titles',
    add: (batch) => {
      for (const { id, title } of batch) titles.push({ id, title });
    },
    finish: () => {
      fuse = new Fuse(titles, {
        keys: ['title'],
        useTokenSearch: true,
        ignoreLocation: true,
        ignoreDiacritics: true,
      });
    },
    find: (text) => top(text, HITS),
    suggest: (typed) => top(typed, ROWS),
  };
}

type MiniSearch = {
  addAll: (documents: readonly object[]) => void;
  search: (text: string, options?: object) => { id: number }[];
};

/** minisearch with folding, typos by word length and a prefix on the last word; undefined where it is not installed. */
export function miniSearch(folder: string | undefined): Engine | undefined {
  if (folder === undefined) return undefined;
  let Constructor: new (options: object) => MiniSearch;
  try {
    Constructor = createRequire(`${folder}/package.json`)('minisearch') as typeof Constructor;
  } catch {
    return undefined;
  }
  const processTerm = (term: string): string | null => foldedWords(term).join('') || null;
  const index = new Constructor({ fields: ['title', 'text'], processTerm });
  const options = {
    fuzzy: (term: string) => (term.length < 4 ? false : term.length < 8 ? 1 : 2),
    prefix: (_: string, at: number, terms: readonly string[]) => at === terms.length - 1,
    boost: { title: 3 },
  };
  const top = (text: string, limit: number): number[] =>
    index
      .search(text, options)
      .slice(0, limit)
      .map(({ id }) => id);
  return {
    name: 'minisearch tuned',
    add: (batch) => index.addAll(batch.map(({ id, title, text }) => ({ id, title, text }))),
    finish: () => undefined,
    find: (text) => top(text, HITS),
    suggest: (typed) => top(typed, ROWS),
  };
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
