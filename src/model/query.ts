import type { Article } from './article.ts';

export type QueryFilters = {
  readonly topics: readonly string[];
  readonly countries: readonly string[];
  readonly sources: readonly string[];
  readonly languages: readonly string[];
  /** Inclusive. */
  readonly after: Date | undefined;
  /** Exclusive. */
  readonly before: Date | undefined;
  /** What an article must not be, `-topic:sport`. */
  readonly without: {
    readonly topics: readonly string[];
    readonly countries: readonly string[];
    readonly sources: readonly string[];
    readonly languages: readonly string[];
  };
};

/** What an article must hold: the tree behind words, quotes, `OR`, `-` and brackets. */
export type Expression =
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly inTitle: boolean;
      /** Welcome, but not required. */
      readonly optional?: true;
    }
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly inTitle: boolean }
  | { readonly kind: 'all'; readonly of: readonly Expression[] }
  | { readonly kind: 'any'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression };

/** A search as understood. What could not be understood was searched as well as possible and is in `notes`. */
export type Query = {
  /** What the person typed, trimmed: for echoing and for parsing anew. */
  readonly text: string;
  /** Words are folded; an `all` of nothing holds every article. */
  readonly expression: Expression;
  readonly terms: readonly string[];
  readonly phrases: readonly string[];
  readonly excluded: readonly string[];
  /** Terms that must stand in the headline. */
  readonly inTitle: readonly string[];
  readonly filters: QueryFilters;
  readonly sort: 'best' | 'new';
  /** No corrections, no other spellings. */
  readonly exact: boolean;
  /** One line each for what was bad in the text and how it was read. */
  readonly notes: readonly string[];
};

export type Correction = { readonly typed: string; readonly searched: string };

export type Hit = {
  readonly article: Article;
  /** 0 to 1, higher is better. */
  readonly score: number;
  /** Folded words of the article that the query met, or several side by side (`islamic state`), for marking them. */
  readonly matches: readonly string[];
  /** Not every word of the query is in the article. */
  readonly partial: boolean;
};

export type SearchResult = {
  readonly query: Query;
  readonly hits: readonly Hit[];
  /** Position of the first and last hit, counted from 1; both 0 where there is none. */
  readonly from: number;
  readonly to: number;
  /** Exact. */
  readonly total: number;
  readonly corrections: readonly Correction[];
};

/** A row of an autocomplete list. */
export type Suggestion = {
  readonly kind: 'article' | 'topic' | 'country' | 'source' | 'zone' | 'subscription' | 'feed';
  readonly label: string;
  /** What choosing it stands for: an article's id, a topic's name, a country's code. */
  readonly value: string;
};
