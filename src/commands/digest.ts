import { composeDigest } from '../digest/compose.ts';
import { digestMessage } from '../message/digest-message.ts';
import type { Message } from '../message/message.ts';
import type { Channel } from '../model/channel.ts';
import { subscriptionsOfChannel } from '../store/subscriptions.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { parseHours } from './latest.ts';
import { privately, refusal } from './reply.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_TOP = 8;

export const digestCommand: Command = {
  family: 'news',
  verb: 'digest',
  aliases: ['brief'],
  description: 'The digest of what came in lately, for you alone',
  usage: '/news digest [words] [hours:24]',
  example: '/news digest hours:48',
  options: [
    {
      name: 'query',
      description: 'Only what matches; else what this channel follows',
      kind: 'text',
      words: true,
    },
    { name: 'hours', description: 'How far back; 24 unless you say otherwise', kind: 'number' },
  ],
  run: async ({ words, options }, { channel, now }, desk) => {
    // `/news digest 48` and `digest 3d` mean a time, not a word to look for.
    const span = options.hours === undefined ? parseHours(words) : undefined;
    const asked = span === undefined ? words : '';
    const hours = span ?? parseHours(options.hours ?? '24');
    if (hours === undefined) {
      return refusal({
        what: `"${options.hours}" is no number of hours.`,
        advice: 'A number from 1 to 8784 works.',
        example: '/news digest hours:48',
      });
    }
    const queries = asked === '' ? await followedBy(desk, channel) : [asked];
    return privately(await digestOf(desk, { queries, hours, now }));
  },
};

/** The digest of the last hours, as it would be posted now. */
export async function digestOf(
  desk: Pick<Desk, 'db' | 'finder' | 'timezone'>,
  options: {
    readonly queries: readonly string[];
    readonly hours: number;
    readonly now: Date;
  },
): Promise<Message> {
  const { queries, hours, now } = options;
  const digest = await composeDigest(desk, {
    queries,
    window: {
      since: new Date(now.getTime() - hours * HOUR_MS),
      until: new Date(now.getTime() + 1),
    },
    top: DEFAULT_TOP,
    shown: new Map(),
  });
  return digestMessage({ digest, plannedAt: now, timezone: desk.timezone, hours });
}

/** What the channel's subscriptions ask for; everything where there is none. */
async function followedBy({ db }: Desk, channel: Channel): Promise<string[]> {
  return (await subscriptionsOfChannel(db, channel)).map(({ query }) => query);
}
