import type { Run } from '../model/run.ts';
import type { Subscription } from '../model/subscription.ts';
import { code, type Message, type Span, text } from './message.ts';
import { querySpans, runSpans, scheduleText } from './subscription-words.ts';

/** When the next ones come, with what changes of the clocks do to them. */
export function nextRunsList(options: {
  readonly listed: readonly {
    readonly subscription: Subscription;
    readonly runs: readonly Run[];
  }[];
  readonly more: number;
  readonly now: Date;
}): Message {
  const { listed, more, now } = options;
  return {
    blocks: [
      ...listed.flatMap(({ subscription, runs }) => [
        {
          kind: 'paragraph' as const,
          spans: [...querySpans(subscription), text(`, ${scheduleText(subscription)}`)],
        },
        { kind: 'bullets' as const, items: linesOf(subscription, runs, now) },
      ]),
      {
        kind: 'note',
        spans: [
          ...(more > 0 ? [text(`And ${more} more digests. `)] : []),
          code('/newsdesk digest preview'),
          text(' shows what one would say now.'),
        ],
      },
    ],
  };
}

function linesOf(subscription: Subscription, runs: readonly Run[], now: Date): Span[][] {
  if (subscription.paused) return [[text('Paused: none comes until it is resumed')]];
  if (runs.length === 0) return [[text('As soon as something comes in')]];
  return runLines(runs, subscription.timezone, now);
}

/** One line for each. */
export function runLines(runs: readonly Run[], timezone: string, now: Date): Span[][] {
  return runs.map((run) => [...runSpans(run, timezone, now), ...markOf(run)]);
}

function markOf({ gap, twice, shiftMinutes }: Run): Span[] {
  const marks = [
    shiftMinutes === 0
      ? ''
      : `clocks go ${shiftMinutes > 0 ? 'forward' : 'back'} ${spanOf(Math.abs(shiftMinutes))} before it`,
    gap ? `${gap.wanted} does not exist that day` : '',
    twice ? 'that time comes twice; this is the first' : '',
  ].filter((mark) => mark !== '');
  return marks.length === 0 ? [] : [text(` (${marks.join('; ')})`)];
}

function spanOf(minutes: number): string {
  if (minutes % 60 !== 0) return `${minutes} minutes`;
  return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
}
