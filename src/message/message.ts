import { timeUntil } from '../text/time-until.ts';
import type { Action } from './action.ts';

/**
 * What the bot says, before any platform. Every string is plain text as a reader should see
 * it and may come from a stranger: adapters escape it, and never interpret it. The value is
 * plain JSON, so that a digest can be frozen before its first post.
 */
export type Message = {
  readonly blocks: readonly Block[];
};

export type Block =
  /** The first line of a message: what it is and how many. */
  | { readonly kind: 'heading'; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'bullets'; readonly items: readonly (readonly Span[])[] }
  | Entry
  /** Shown letter by letter, to be copied; may have several lines. */
  | { readonly kind: 'code'; readonly text: string }
  /** Small print. */
  | { readonly kind: 'note'; readonly spans: readonly Span[] }
  | {
      readonly kind: 'image';
      readonly url: string;
      readonly alt: string;
      readonly credit: string | undefined;
    }
  | { readonly kind: 'divider' }
  /** One row. At most five; at most one is primary. */
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | Menu;

/** An article or a story in a list. */
export type Entry = {
  readonly kind: 'entry';
  /** A link where the article has an address, else text. */
  readonly title: Span;
  /** Source, age, countries: shown small. */
  readonly details: readonly Span[];
  /** Verbatim sentences; may be empty. */
  readonly body: readonly Span[];
};

export type Span = TextSpan | LinkSpan | TimeSpan;

export type TextSpan = {
  readonly kind: 'text';
  readonly text: string;
  readonly style?: 'bold' | 'italic' | 'code';
};

export type LinkSpan = {
  readonly kind: 'link';
  readonly text: string;
  /** Absolute, http or https. */
  readonly url: string;
  readonly style?: 'bold';
};

/** An instant that the platform shows in the reader's own zone. */
export type TimeSpan = {
  readonly kind: 'time';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly form: 'date' | 'date-time' | 'relative';
  /** What plain text says in its place: a relative time has no other form without a clock. */
  readonly words?: string;
};

export type Button = ActionButton | LinkButton;

export type ActionButton = {
  readonly kind: 'action';
  /** Shown; 30 characters at most. */
  readonly label: string;
  /** For screen readers, where the label does not say it all; 75 characters at most. */
  readonly description?: string;
  readonly action: Action;
  readonly style?: 'primary' | 'danger';
  /** Greyed out where the platform can, left out where it cannot. */
  readonly disabled?: boolean;
};

export type LinkButton = {
  readonly kind: 'link';
  readonly label: string;
  readonly url: string;
};

/** A drop-down list, at most 25 options; choosing one is the action of that option. */
export type Menu = {
  readonly kind: 'menu';
  readonly placeholder: string;
  readonly options: readonly MenuOption[];
};

export type MenuOption = {
  readonly label: string;
  readonly description?: string;
  readonly action: Action;
};

export const text = (value: string): TextSpan => ({ kind: 'text', text: value });
export const bold = (value: string): TextSpan => ({ kind: 'text', text: value, style: 'bold' });
export const italic = (value: string): TextSpan => ({ kind: 'text', text: value, style: 'italic' });
export const code = (value: string): TextSpan => ({ kind: 'text', text: value, style: 'code' });
export const time = (at: Date, form: TimeSpan['form']): TimeSpan => ({
  kind: 'time',
  at: at.getTime(),
  form,
});
/** `in 5 hours` and counting where the platform can, else as it was at `now`. */
export const countdown = (at: Date, now: Date): TimeSpan => ({
  kind: 'time',
  at: at.getTime(),
  form: 'relative',
  words: timeUntil(at, now),
});

/** A link where there is an address, else the bare text. */
export function linkOrText(value: string, url: string | undefined): Span {
  return url === undefined ? bold(value) : { kind: 'link', text: value, url, style: 'bold' };
}
