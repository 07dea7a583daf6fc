import type { Query, Suggestion } from '../model/query.ts';
import type { ArticleChange } from '../store/articles.ts';
import type { Page } from './page.ts';

/** What the thread of the index is started with. */
export type Opening = {
  readonly aliases: readonly (readonly string[])[];
  /** Names the archive, so that the kept index of another one is not taken for its own. */
  readonly archive: string;
  readonly snapshotFile: string | undefined;
};

/** What the thread can be asked. Answered in turn, each by its number. */
export type Question =
  | { readonly kind: 'open'; readonly revision: number }
  | { readonly kind: 'change'; readonly changes: readonly ArticleChange[] }
  | { readonly kind: 'find'; readonly query: Query; readonly page: Page }
  | {
      readonly kind: 'suggest';
      readonly typed: string;
      readonly kinds: readonly Suggestion['kind'][];
      readonly limit: number;
    }
  | { readonly kind: 'close' };

export type Request = Question & { readonly number: number };

export type Response =
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly number: number; readonly reason: string }
  /** For the log. */
  | {
      readonly kind: 'event';
      readonly event: string;
      readonly facts: Readonly<Record<string, unknown>>;
    };
