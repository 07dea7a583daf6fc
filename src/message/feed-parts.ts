import type { PolledFeed } from '../model/feed.ts';
import { cut } from '../text/graphemes.ts';
import type { FeedVerb } from './action.ts';
import {
  type ActionButton,
  type Block,
  countdown,
  linkOrText,
  type Span,
  text,
} from './message.ts';

export const MAX_TITLE = 100;
const MAX_LABEL = 75;

export function isAiling({ state, failures }: PolledFeed): boolean {
  return state !== 'active' || failures > 0;
}

/** How it is: `read 5 minutes ago`, `fails: …`. */
export function stateSpans(
  { state, failures, checkedAt, lastError, nextCheckAt }: PolledFeed,
  now: Date,
) {
  switch (state) {
    case 'disabled':
      return [text('switched off: not found or refused for two weeks')];
    case 'gone':
      return [text('ended: its server says that it is gone for good')];
    case 'removed':
    case 'dropped':
      return [text('removed')];
    case 'active':
      if (failures > 0) {
        return [
          text(`fails: ${lastError?.reason ?? 'unknown'}, tried again `),
          soon(nextCheckAt, now),
        ];
      }
      return checkedAt ? [text('read '), countdown(checkedAt, now)] : [text('being read first')];
  }
}

/** A time that has come already is any moment now. */
export function soon(at: Date, now: Date): Span {
  return at > now ? countdown(at, now) : text('any moment now');
}

export function titleSpan({ title, siteUrl }: PolledFeed): Span {
  return linkOrText(cut(title, MAX_TITLE), siteUrl);
}

export function whichMenu(
  placeholder: string,
  feeds: readonly PolledFeed[],
  verb: FeedVerb,
): Block {
  return {
    kind: 'menu',
    placeholder,
    options: feeds.map(({ id, title, url }) => ({
      label: cut(`${id}: ${title}`, MAX_LABEL),
      description: cut(url, MAX_LABEL),
      action: { kind: verb, feed: id },
    })),
  };
}

export function press(
  kind: FeedVerb,
  { id }: PolledFeed,
  label: string,
  description?: string,
): ActionButton {
  return {
    kind: 'action',
    label,
    ...(description === undefined ? {} : { description }),
    action: { kind, feed: id },
  };
}

export function note(spans: readonly Span[]): Block {
  return { kind: 'note', spans };
}
