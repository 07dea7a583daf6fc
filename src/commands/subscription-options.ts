import type { Platform } from '../model/channel.ts';
import type { AsNow, SubscriptionTerms } from '../model/subscription.ts';
import { parseDays, parseHoursOfDay, parseTimes } from '../text/clock.ts';
import { parseZone } from '../text/zones.ts';
import type { CommandOption, CommandRequest } from './command.ts';

const MAX_TOP = 10;
const MAX_TIMES = 6;
const MAX_PER_HOUR = 60;
const DEFAULT_PER_HOUR = 5;

/** When and how: the same for a new subscription and for one that is changed. */
export const TERM_OPTIONS: readonly CommandOption[] = [
  {
    name: 'at',
    description: 'When, in the zone given: 08:00, or 8am, or 08:00,17:30',
    kind: 'text',
  },
  {
    name: 'days',
    description: 'mon-fri, sat,sun, weekdays; every day unless you say otherwise',
    kind: 'text',
  },
  {
    name: 'tz',
    description: 'Time zone, or its city: Asia/Tashkent, Berlin',
    kind: 'text',
    suggests: 'zone',
  },
  { name: 'top', description: 'Most stories in one digest, 1 to 10', kind: 'number' },
  {
    name: 'empty',
    description: 'When nothing is new: say so, or skip',
    kind: 'choice',
    choices: ['say', 'skip'],
  },
  {
    name: 'as',
    description: 'A digest at its time, or each article now, as it comes in',
    kind: 'choice',
    choices: ['digest', 'now'],
  },
  {
    name: 'max',
    description: 'With as:now, most messages an hour: 5/h; the rest is rolled into one',
    kind: 'text',
  },
  {
    name: 'quiet',
    description: 'With as:now, hours without messages: 22-7; none to have no such hours',
    kind: 'text',
  },
];

export const CHANNEL_OPTION: CommandOption = {
  name: 'channel',
  description: 'Where it is sent; here unless you say otherwise',
  kind: 'channel',
};

export type ReadTerms =
  | { readonly kind: 'terms'; readonly terms: SubscriptionTerms }
  | { readonly kind: 'bad'; readonly what: string; readonly advice: string };

/** The terms with what the options say instead; the first bad option is named, with what would do. */
export function readTerms(options: CommandRequest['options'], base: SubscriptionTerms): ReadTerms {
  const { at, days, tz, top, empty } = options;
  const times = at === undefined ? base.at : parseTimes(at);
  if (times === undefined) {
    return bad(`"${at}" is no time of day.`, 'Try 08:00, 8am or 08:00,17:30.');
  }
  if (times.length > MAX_TIMES) {
    return bad(`${times.length} times a day are too many.`, `At most ${MAX_TIMES} work.`);
  }
  const weekdays = days === undefined ? base.days : parseDays(days);
  if (weekdays === undefined) {
    return bad(`"${days}" names no days.`, 'Try mon-fri, sat,sun or daily.');
  }
  const zone = tz === undefined ? undefined : parseZone(tz);
  if (zone?.kind === 'unknown') {
    const near = zone.nearest.length > 0 ? `The nearest: ${zone.nearest.join(', ')}.` : '';
    return bad(`"${tz}" is no time zone.`, near || 'Try the next big city.');
  }
  const most = top === undefined ? base.top : Number(top);
  if (!Number.isInteger(most) || most < 1 || most > MAX_TOP) {
    return bad(`top:${top} is no number of stories.`, `top:1 to top:${MAX_TOP} works.`);
  }
  if (empty !== undefined && empty !== 'say' && empty !== 'skip') {
    return bad(`empty:${empty} is not known.`, 'empty:say or empty:skip works.');
  }
  const channel = readChannel(options.channel, base);
  if (channel === undefined) {
    return bad(
      `"${options.channel}" is no channel that I can find.`,
      CHANNEL_ADVICE[base.channel.platform],
    );
  }
  const form = readForm(options, base.asNow);
  if (form.kind === 'bad') return form;
  return {
    kind: 'terms',
    terms: {
      ...base,
      channel,
      at: times,
      days: weekdays,
      timezone: zone?.zone ?? base.timezone,
      top: most,
      empty: empty ?? base.empty,
      asNow: form.asNow,
    },
  };
}

type ReadForm =
  | { readonly kind: 'form'; readonly asNow: AsNow | undefined }
  | Extract<ReadTerms, { kind: 'bad' }>;

function readForm(
  { as, max, quiet }: CommandRequest['options'],
  base: AsNow | undefined,
): ReadForm {
  if (as !== undefined && as !== 'digest' && as !== 'now') {
    return bad(`as:${as} is not known.`, 'as:digest or as:now works.');
  }
  const isNow = as === undefined ? base !== undefined : as === 'now';
  if (!isNow) {
    return max === undefined && quiet === undefined
      ? { kind: 'form', asNow: undefined }
      : bad('A digest has no max: and no quiet:.', 'They go with as:now.');
  }
  const perHour = /^(\d{1,3})\s*(?:\/\s*h(?:our)?)?$/i.exec(max?.trim() ?? '')?.[1];
  const maxPerHour = max === undefined ? (base?.maxPerHour ?? DEFAULT_PER_HOUR) : Number(perHour);
  if (!(maxPerHour >= 1 && maxPerHour <= MAX_PER_HOUR)) {
    return bad(`max:${max} is no number of messages.`, `max:1/h to max:${MAX_PER_HOUR}/h works.`);
  }
  if (quiet === undefined) return { kind: 'form', asNow: { ...base, maxPerHour } };
  if (/^(none|off|no)$/i.test(quiet)) return { kind: 'form', asNow: { maxPerHour } };
  const hours = parseHoursOfDay(quiet);
  return hours === undefined
    ? bad(`"${quiet}" names no hours of the day.`, 'Try quiet:22-7 or quiet:none.')
    : { kind: 'form', asNow: { maxPerHour, quiet: hours } };
}

const CHANNEL_ADVICE: Readonly<Record<Platform, string>> = {
  slack: 'Type the command in that channel, or give its ID from the end of its About tab.',
  discord: 'Choose it from the list that opens at the channel option.',
  web: 'The playground has one channel only.',
};

/** Ids alone say which channel is meant: names would need a right to read them all. */
const CHANNEL_IDS: Readonly<Record<Platform, RegExp>> = {
  slack: /^#?([CG][A-Z0-9]{6,20})$/,
  discord: /^(?:<#)?(\d{15,21})>?$/,
  web: /^(playground)$/,
};

function readChannel(
  typed: string | undefined,
  { channel }: SubscriptionTerms,
): SubscriptionTerms['channel'] | undefined {
  if (typed === undefined) return channel;
  const id = CHANNEL_IDS[channel.platform].exec(typed.trim())?.[1];
  return id === undefined ? undefined : { ...channel, id };
}

function bad(what: string, advice: string): Extract<ReadTerms, { kind: 'bad' }> {
  return { kind: 'bad', what, advice };
}
