import type { Run } from '../model/run.ts';
import type { Subscription } from '../model/subscription.ts';
import { cut } from '../text/graphemes.ts';
import type { Action } from './action.ts';
import { bold, code, type MenuOption, type Message, type Span, text, time } from './message.ts';
import { counted } from './spans.ts';
import { queryName, querySpans, scheduleText } from './subscription-words.ts';

export type ListedSubscription = {
  readonly subscription: Subscription;
  /** The next one; undefined where no time is set. */
  readonly run: Run | undefined;
  /** Of more channels than this one: whether it is this. */
  readonly isHere: boolean;
};

const MAX_LISTED = 25;
const MAX_LABEL = 75;

/** What a channel, or the whole place, follows; any of it can be changed and stopped from here. */
export function subscriptionList(options: {
  readonly listed: readonly ListedSubscription[];
  readonly everywhere: boolean;
}): Message {
  const { everywhere } = options;
  const listed = options.listed.slice(0, MAX_LISTED);
  const more = options.listed.length - listed.length;
  if (listed.length === 0) return nothingFollowed(everywhere);
  const count = counted(options.listed.length, 'digest');
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [text(everywhere ? `${count} in all channels` : `${count} in this channel`)],
      },
      { kind: 'bullets', items: listed.map((item) => listedSpans(item, everywhere)) },
      ...(more > 0 ? [{ kind: 'note' as const, spans: [text(`And ${more} more.`)] }] : []),
      {
        kind: 'menu',
        placeholder: 'Change, pause or stop one…',
        options: listed.map(({ subscription }) =>
          optionOf(subscription, { kind: 'manage', subscription: subscription.id }),
        ),
      },
    ],
  };
}

/** Several are meant; choosing one does what was asked for. */
export function whichSubscription(
  choice: readonly { readonly subscription: Subscription; readonly action: Action }[],
): Message {
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [bold('Which digest?'), text(' Choose it here, or give its number.')],
      },
      {
        kind: 'menu',
        placeholder: 'Which digest…',
        options: choice
          .slice(0, MAX_LISTED)
          .map(({ subscription, action }) => optionOf(subscription, action)),
      },
      { kind: 'note', spans: [code('/newsdesk list'), text(' shows each with its number.')] },
    ],
  };
}

function nothingFollowed(everywhere: boolean): Message {
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [
          text(everywhere ? 'Nothing is followed here yet' : 'This channel follows nothing yet'),
        ],
      },
      {
        kind: 'paragraph',
        spans: [
          text('Start with '),
          code('/newsdesk subscribe isis smuggling at:08:00'),
          text('.'),
        ],
      },
    ],
  };
}

function listedSpans(
  { subscription, run, isHere }: ListedSubscription,
  everywhere: boolean,
): Span[] {
  const { id, creatorName } = subscription;
  return [
    ...querySpans(subscription),
    text(` · ${scheduleText(subscription)}`),
    ...stateSpans(subscription, run),
    ...(everywhere ? [text(isHere ? ' · in this channel' : ' · in another channel')] : []),
    ...(creatorName === '' ? [] : [text(` · by ${cut(creatorName, 40)}`)]),
    text(` · number ${id}`),
  ];
}

/** ` · next …`, or that it is paused, and why. */
export function stateSpans(
  { pausedBecause }: Pick<Subscription, 'pausedBecause'>,
  run: Run | undefined,
): Span[] {
  switch (pausedBecause) {
    case 'channel closed':
      return [text(' · paused: the channel would not take it')];
    case 'asked':
      return [text(' · paused')];
    case undefined:
      return run ? [text(' · next '), time(run.plannedAt, 'date-time')] : [];
  }
}

function optionOf(subscription: Subscription, action: Action): MenuOption {
  return {
    label: cut(`${subscription.id}: ${queryName(subscription)}`, MAX_LABEL),
    description: cut(scheduleText(subscription), MAX_LABEL),
    action,
  };
}
