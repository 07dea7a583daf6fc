import type { Revision } from '../model/article.ts';

/** The part of a result list that is asked for. */
export type Page = {
  /** Position of the first hit, counted from 1. */
  readonly from: number;
  readonly limit: number;
  /** Articles first stored later are left out. */
  readonly asOf?: Revision | undefined;
  /** Articles first stored before it are left out, too. */
  readonly notBefore?: Revision | undefined;
  /** Leaves `matches` empty: finding them is most of the work where hits are many. */
  readonly unmarked?: boolean | undefined;
};
