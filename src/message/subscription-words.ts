import type { Gap, Run } from '../model/run.ts';
import type { Subscription, SubscriptionTerms } from '../model/subscription.ts';
import { describeDays } from '../text/clock.ts';
import { bold, countdown, type Span, text, time } from './message.ts';
import { followedName } from './query-words.ts';
import { counted } from './spans.ts';

/** What is followed, in bold. */
export function querySpans({ query }: Pick<SubscriptionTerms, 'query'>): Span[] {
  return [bold(queryName({ query }))];
}

export function queryName({ query }: Pick<SubscriptionTerms, 'query'>): string {
  return query === '' ? 'everything' : followedName(query);
}

/** `every day at 08:00 and 17:30 (Asia/Tashkent)`; `as it comes in, at most 5 messages an hour`. */
export function scheduleText({ at, days, timezone, asNow }: SubscriptionTerms): string {
  if (asNow === undefined) return `${describeDays(days)} at ${listed(at)} (${timezone})`;
  const parts = [
    'as it comes in',
    `at most ${counted(asNow.maxPerHour, 'message')} an hour`,
    ...(days.length < 7 ? [describeDays(days)] : []),
    ...(asNow.quiet ? [`quiet from ${asNow.quiet.from} to ${asNow.quiet.to}`] : []),
  ];
  const local = days.length < 7 || asNow.quiet ? ` (${timezone})` : '';
  return `${parts.join(', ')}${local}`;
}

/** `Next: Mon 23 Nov, 09:00 (Asia/Tashkent), for you …, in 20 hours.` Nothing where no time is set. */
export function nextSpans([run]: readonly Run[], timezone: string, now: Date): Span[] {
  if (run === undefined) return [];
  return [text('Next: '), ...runSpans(run, timezone, now), text('.')];
}

export function runSpans(run: Run, timezone: string, now: Date): Span[] {
  return [
    bold(localTime(run.plannedAt, timezone)),
    text(` (${timezone}), for you `),
    time(run.plannedAt, 'date-time'),
    text(', '),
    countdown(run.plannedAt, now),
  ];
}

/** `Mon 23 Nov, 08:00` */
function localTime(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** `On 28 Mar it comes at 03:30, since 02:30 does not exist that day.` */
export function gapText({ wanted, at }: Gap, plannedAt: Date, timezone: string): string {
  const day = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
  }).format(plannedAt);
  return `On ${day} it comes at ${at}, since ${wanted} does not exist that day.`;
}

export function paceText(perDay: number | undefined): string {
  if (perDay === undefined) return 'It is being read first; then its pace is known.';
  const judged = 'judged by the last 7 days';
  if (perDay === 0) return 'Nothing that matches was published in the last 7 days.';
  if (perDay < 1) return `Less than one article a day, ${judged}.`;
  return `About ${counted(Math.round(perDay), 'article')} a day, ${judged}.`;
}

/** The command that makes the same subscription again. */
export function commandFor(terms: Subscription): string {
  const { query, at, timezone, days, top, empty, asNow } = terms;
  const dayNames = describeDays(days).replace(/^on /, '').replaceAll(', ', ',').toLowerCase();
  const parts = [
    '/newsdesk subscribe',
    query,
    asNow ? `as:now max:${asNow.maxPerHour}/h` : `at:${at.join(',')}`,
    asNow?.quiet ? `quiet:${asNow.quiet.from}-${asNow.quiet.to}` : '',
    days.length < 7 ? `days:${dayNames}` : '',
    `tz:${timezone}`,
    top === 8 ? '' : `top:${top}`,
    empty === 'skip' ? 'empty:skip' : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function listed(items: readonly string[]): string {
  return items.length < 3
    ? items.join(' and ')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
