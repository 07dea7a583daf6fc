import type { Run } from '../model/run.ts';
import type { Subscription } from '../model/subscription.ts';
import { cut } from '../text/graphemes.ts';
import { type ActionButton, code, type MenuOption, type Message, text } from './message.ts';
import { runLines } from './next-runs-list.ts';
import { stateSpans } from './subscription-list.ts';
import { press } from './subscription-messages.ts';
import { paceText, queryName, scheduleText } from './subscription-words.ts';

/** One digest with everything that can be done with it. */
export function subscriptionCard(options: {
  readonly subscription: Subscription;
  readonly isHere: boolean;
  readonly runs: readonly Run[];
  /** Undefined where nothing is known yet. */
  readonly perDay: number | undefined;
  readonly now: Date;
}): Message {
  const { subscription, isHere, runs, perDay, now } = options;
  const { id, top, empty, asNow, paused, creatorName, timezone } = subscription;
  const amount = asNow
    ? []
    : [
        [
          text(
            `At most ${top} stories; ${empty === 'say' ? 'says so' : 'silent'} when nothing is new`,
          ),
        ],
      ];
  return {
    blocks: [
      { kind: 'heading', spans: [text(queryName(subscription))] },
      {
        kind: 'bullets',
        items: [
          [
            text(sentence(scheduleText(subscription))),
            ...(isHere ? [] : [text(' · in another channel')]),
            ...(paused ? stateSpans(subscription, undefined) : []),
          ],
          ...(paused ? [] : runLines(runs, timezone, now)),
          ...amount,
          [text(paceText(perDay))],
        ],
      },
      {
        kind: 'note',
        spans: [
          ...(creatorName === '' ? [] : [text(`Set up by ${cut(creatorName, 40)} · `)]),
          text(`number ${id} · `),
          code(`/newsdesk change ${id} at:09:00 tz:${timezone}`),
        ],
      },
      { kind: 'buttons', buttons: buttonsFor(subscription, isHere) },
      { kind: 'menu', placeholder: 'Change…', options: changesFor(subscription) },
    ],
  };
}

function buttonsFor({ id, paused }: Subscription, isHere: boolean): ActionButton[] {
  return [
    {
      ...press('preview', id, 'Preview', 'Preview: what it would say now, for you alone'),
      style: 'primary',
    },
    paused
      ? press('resume', id, 'Resume', 'Resume: send it again')
      : press('send', id, 'Send one now', 'Send one now, to the whole channel'),
    ...(paused ? [] : [press('pause', id, 'Pause', 'Pause: nothing comes until you resume it')]),
    ...(isHere ? [] : [press('move', id, 'Move here', 'Move here: send it to this channel')]),
    { ...press('unsubscribe', id, 'Stop', 'Stop it; that can be taken back'), style: 'danger' },
  ];
}

const TIMES = ['06:00', '07:00', '08:00', '09:00', '12:00', '17:00', '18:00', '20:00'];

/** What people change most; everything else is typed. */
function changesFor({ id, at, days, top, empty, asNow }: Subscription): MenuOption[] {
  const to = (label: string, option: string): MenuOption => ({
    label,
    action: { kind: 'change', subscription: id, option },
  });
  const everyDay = days.length === 7;
  const form = asNow
    ? [to('As a digest at its time', 'as:digest')]
    : [
        ...TIMES.filter((time) => time !== at.join()).map((time) => to(`At ${time}`, `at:${time}`)),
        to('Each article as it comes in', 'as:now'),
        to(
          empty === 'say' ? 'Silent when nothing is new' : 'Say so when nothing is new',
          empty === 'say' ? 'empty:skip' : 'empty:say',
        ),
        ...[3, 5, 8, 10]
          .filter((most) => most !== top)
          .map((most) => to(`At most ${most} stories`, `top:${most}`)),
      ];
  return [
    ...form,
    everyDay ? to('On weekdays only', 'days:weekdays') : to('Every day', 'days:daily'),
  ];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
