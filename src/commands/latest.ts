import { parseDate } from '../search/dates.ts';
import type { Command } from './command.ts';
import { privately, refusal } from './reply.ts';
import { FILTERS, queryText } from './search.ts';
import { newList, showList } from './show-list.ts';

const NARROW = FILTERS.filter(({ name }) => ['topic', 'country', 'source'].includes(name));

export const latestCommand: Command = {
  family: 'news',
  verb: 'latest',
  aliases: ['recent'],
  description: 'The newest articles, one row for each story',
  usage: '/news latest [topic: country: source: since:24h]',
  example: '/news latest topic:Water',
  options: [
    ...NARROW,
    { name: 'since', description: 'How far back: 24h, 3d, 1w, yesterday', kind: 'text' },
  ],
  run: async (request, { channel, person, now }, desk) => {
    const { since } = request.options;
    const hours = since === undefined || YEAR.test(since) ? undefined : parseHours(since);
    const isDate = since !== undefined && hours === undefined;
    if (isDate && !((parseDate(since, now) ?? now) < now)) {
      return refusal({
        what: `"${since}" is no span of time and no day that has been.`,
        advice: 'Hours, days, weeks or a day work.',
        example: '/news latest since:24h',
      });
    }
    const spec = {
      kind: 'latest' as const,
      text: [
        queryText(request),
        ...(isDate ? [/\s/.test(since) ? `since:"${since}"` : `since:${since}`] : []),
      ]
        .join(' ')
        .trim(),
      ...(hours === undefined ? {} : { hours }),
    };
    const list = await newList(desk, { tenant: channel, person: person.id, spec, now });
    return privately(await showList(desk, list, 1, now));
  },
};

/** Nobody counts back so many hours. */
const YEAR = /^(19|20)\d\d$/;

const HOURS_IN = { h: 1, d: 24, w: 168 } as const;

/** `24h`, `3 d`, `1week`; a bare number counts hours. At most a year; undefined for anything else. */
export function parseHours(text: string): number | undefined {
  const match = /^(\d{1,4})\s*(h|d|w)?(?:ours?|rs?|ays?|eeks?)?$/i.exec(text.trim());
  const unit = (match?.[2]?.toLowerCase() ?? 'h') as keyof typeof HOURS_IN;
  const hours = Number(match?.[1]) * HOURS_IN[unit];
  return hours >= 1 && hours <= 366 * 24 ? hours : undefined;
}
