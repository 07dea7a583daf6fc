import type { Channel } from '../model/channel.ts';
import { type Message, text } from './message.ts';
import { followedName } from './query-words.ts';

/** For the person who made a subscription: why it is quiet, and what brings it back. */
export function closedChannelMessage(options: {
  readonly channel: Channel;
  readonly queries: readonly string[];
  readonly code: string;
}): Message {
  const what = options.queries.map((query) =>
    query === '' ? 'everything' : `"${followedName(query)}"`,
  );
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [
          text(
            `The digest of ${what.join(', ')} could not be posted in the channel ${options.channel.id} several times in a row (${options.code}), so it is paused. Nothing is deleted.`,
          ),
        ],
      },
      {
        kind: 'paragraph',
        spans: [
          text(
            'Invite me to that channel again, or let me post there, and use any of my commands in it: the digest goes on by itself, with what was missed.',
          ),
        ],
      },
    ],
  };
}
