import type { Gap, Run } from '../model/run.ts';
import type { Subscription, SubscriptionId } from '../model/subscription.ts';
import type { SubscriptionVerb } from './action.ts';
import { type ActionButton, type Block, code, type Message, type Span, text } from './message.ts';
import {
  commandFor,
  gapText,
  nextSpans,
  paceText,
  querySpans,
  scheduleText,
} from './subscription-words.ts';

/** What was just agreed: what, when, in which zone, how much, and how to take it back. */
export function subscribed(options: {
  readonly subscription: Subscription;
  readonly isHere: boolean;
  readonly runs: readonly Run[];
  readonly gap: { readonly plannedAt: Date; readonly gap: Gap } | undefined;
  /** Undefined where nothing is known yet. */
  readonly perDay: number | undefined;
  /** What was odd in the query, one line each. */
  readonly notes: readonly string[];
  readonly now: Date;
}): Message {
  const { subscription, isHere, runs, gap, perDay, notes, now } = options;
  const { id, timezone, asNow } = subscription;
  return said(
    [
      text(`${isHere ? 'This' : 'That'} channel now follows `),
      ...querySpans(subscription),
      text(`, ${scheduleText(subscription)}.`),
    ],
    [
      paragraph(nextSpans(runs, timezone, now)),
      note([text(paceText(perDay))]),
      ...notes.map((line) => note([text(line)])),
      ...(gap ? [note([text(gapText(gap.gap, gap.plannedAt, timezone))])] : []),
    ],
    [
      { ...press('preview', id, 'Preview', PREVIEW), style: 'primary' },
      ...(asNow ? [] : [press('send', id, 'Send one now', SEND)]),
      press('manage', id, 'Change', 'Change when and how it comes'),
      press('unsubscribe', id, 'Undo', 'Undo: stop following'),
    ],
  );
}

/** Somebody wants what the channel has; another time is one command away. */
export function followedAlready(options: {
  readonly subscription: Subscription;
  readonly wanted: Pick<Subscription, 'at' | 'timezone'>;
  readonly isHere: boolean;
}): Message {
  const { subscription, wanted, isHere } = options;
  const { id, at, asNow, paused, timezone } = subscription;
  const all = [...new Set([...at, ...wanted.at])].sort();
  const isOtherTime = !asNow && all.length > at.length && timezone === wanted.timezone;
  return said(
    [
      text(`${isHere ? 'This' : 'That'} channel follows `),
      ...querySpans(subscription),
      text(` already, ${scheduleText(subscription)}${paused ? '; it is paused' : ''}.`),
    ],
    isOtherTime
      ? [
          note([
            text('To have it at both times: '),
            code(`/newsdesk change ${id} at:${all.join()}`),
          ]),
        ]
      : [],
    [
      { ...press('manage', id, 'Change', 'Change when and how it comes'), style: 'primary' },
      press('preview', id, 'Preview', PREVIEW),
    ],
  );
}

/** The new terms, beside what they were. */
export function changed(options: {
  readonly before: Subscription;
  readonly after: Subscription;
  readonly isUndo: boolean;
  readonly runs: readonly Run[];
  readonly now: Date;
}): Message {
  const { before, after, isUndo, runs, now } = options;
  return said(
    [
      text('Changed: '),
      ...querySpans(after),
      text(`, ${scheduleText(after)}${amountText(after)}.`),
    ],
    [
      note([
        text('It was '),
        ...(before.query === after.query ? [] : [...querySpans(before), text(', ')]),
        text(`${scheduleText(before)}${amountText(before)}.`),
      ]),
      after.paused
        ? note([text('It is still paused.')])
        : paragraph(nextSpans(runs, after.timezone, now)),
    ],
    [
      press('manage', after.id, 'Change more', 'Change more of when and how it comes'),
      ...(isUndo ? [] : [press('undo', after.id, 'Undo', 'Undo: as it was before')]),
    ],
  );
}

export function moved(options: {
  readonly subscription: Subscription;
  readonly isHere: boolean;
  readonly isUndo: boolean;
  readonly runs: readonly Run[];
  readonly now: Date;
}): Message {
  const { subscription, isHere, isUndo, runs, now } = options;
  return said(
    [
      text('The digest of '),
      ...querySpans(subscription),
      text(
        ` now comes to ${isHere ? 'this' : 'that other'} channel, ${scheduleText(subscription)}.`,
      ),
    ],
    [paragraph(nextSpans(runs, subscription.timezone, now))],
    isUndo ? [] : [press('undo', subscription.id, 'Undo', 'Undo: to the channel where it was')],
  );
}

export function paused(
  subscription: Subscription,
  { isPosting }: { readonly isPosting: boolean },
): Message {
  return said(
    [text('Paused: nothing of '), ...querySpans(subscription), text(' comes until you resume it.')],
    [
      ...lastOne(isPosting),
      note([text('What comes in meanwhile is in the first digest after that, for up to a week.')]),
    ],
    [press('resume', subscription.id, 'Resume', 'Resume: send it again')],
  );
}

export function resumed(
  subscription: Subscription,
  { runs, now }: { readonly runs: readonly Run[]; readonly now: Date },
): Message {
  return said(
    [text('Resumed: '), ...querySpans(subscription), text(`, ${scheduleText(subscription)}.`)],
    [paragraph(nextSpans(runs, subscription.timezone, now))],
    [press('pause', subscription.id, 'Pause', 'Pause it again')],
  );
}

export function unsubscribed(
  subscription: Subscription,
  { isPosting }: { readonly isPosting: boolean },
): Message {
  return said(
    [text('No more digests of '), ...querySpans(subscription), text('.')],
    [...lastOne(isPosting), note([text('To have it back: '), code(commandFor(subscription))])],
    [press('restore', subscription.id, 'Undo', 'Undo: follow it again')],
  );
}

/** A post that has left cannot be called back. */
function lastOne(isPosting: boolean): Block[] {
  return isPosting ? [note([text('One is being sent at this very moment; it is the last.')])] : [];
}

export function restored(
  subscription: Subscription,
  { runs, now }: { readonly runs: readonly Run[]; readonly now: Date },
): Message {
  return said(
    [text('Back again: '), ...querySpans(subscription), text(`, ${scheduleText(subscription)}.`)],
    [paragraph(nextSpans(runs, subscription.timezone, now))],
    [press('unsubscribe', subscription.id, 'Stop', 'Stop it after all')],
  );
}

export function notSubscribed(id: SubscriptionId): Message {
  return said(
    [text(`There is no digest ${id} here; it may have been stopped already.`)],
    [note([code('/newsdesk list'), text(' shows what this channel follows.')])],
  );
}

/** To the person who asked for one now. */
export function digestOnItsWay(
  subscription: Subscription,
  { already }: { readonly already: boolean },
): Message {
  return said(
    [
      text('The digest of '),
      ...querySpans(subscription),
      text(already ? ' is on its way already.' : ' is on its way; it comes within a minute.'),
    ],
    [
      note([
        text('The next one covers what comes in after it. '),
        code('/newsdesk status'),
        text(' tells what became of it.'),
      ]),
    ],
  );
}

export function nothingToSend(subscription: Subscription): Message {
  return said(
    [
      text('Nothing new on '),
      ...querySpans(subscription),
      text(' since the last digest, so nothing was sent.'),
    ],
    [note([text('Look further back: '), code(`/news digest ${subscription.query}`.trim())])],
  );
}

const PREVIEW = 'What the digest would say now, for you alone';
const SEND = 'Send one now, to the whole channel';

/** A button for one digest. */
export function press(
  kind: SubscriptionVerb,
  subscription: SubscriptionId,
  label: string,
  description: string,
): ActionButton {
  return { kind: 'action', label, description, action: { kind, subscription } };
}

function amountText({ top, empty, asNow }: Subscription): string {
  if (asNow) return '';
  return `, at most ${top} stories, ${empty === 'say' ? 'also when nothing is new' : 'silent when nothing is new'}`;
}

function said(
  first: readonly Span[],
  others: readonly (Block | undefined)[],
  buttons: readonly ActionButton[] = [],
): Message {
  return {
    blocks: [
      { kind: 'paragraph', spans: first },
      ...others.filter((block) => block !== undefined),
      ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ],
  };
}

/** Undefined where there is nothing to say. */
function paragraph(spans: readonly Span[]): Block | undefined {
  return spans.length === 0 ? undefined : { kind: 'paragraph', spans };
}

function note(spans: readonly Span[]): Block {
  return { kind: 'note', spans };
}
