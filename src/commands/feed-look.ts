import { feedList } from '../message/feed-messages.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import type { Command } from './command.ts';
import { runOnFeed } from './feed-actions.ts';
import { runWithoutVerb } from './feed-verbs.ts';
import { pickFeed, WHICH_FEED } from './pick-feed.ts';
import { privately } from './reply.ts';

export const feedListCommand: Command = {
  family: 'newsdesk',
  verb: 'feed list',
  aliases: ['feeds', 'feed', 'feed ls'],
  description: 'The feeds that are read, and how each is',
  usage: '/newsdesk feed list',
  example: '/newsdesk feed list',
  managed: true,
  options: [],
  run: async ({ verb, words }, invocation, desk) => {
    if (words !== '' && verb !== 'feed list') return runWithoutVerb(words, invocation, desk);
    const { channel, now } = invocation;
    return privately(feedList({ feeds: await feedsFor(desk.db, channel), now }));
  },
};

export const feedCheckCommand = onFeed({
  verb: 'feed check',
  aliases: ['feed show', 'feed status'],
  does: 'feed-check',
  description: 'How a feed is, when it is read next, and what it would have sent you',
});

export const feedRemoveCommand = onFeed({
  verb: 'feed remove',
  aliases: ['feed delete', 'feed rm', 'feed stop'],
  does: 'feed-remove',
  description: 'Read a feed no more; its articles stay',
});

/** A command that does one thing with one feed. */
function onFeed(options: {
  readonly verb: string;
  readonly aliases: readonly string[];
  readonly does: 'feed-check' | 'feed-remove';
  readonly description: string;
}): Command {
  const { verb, aliases, does, description } = options;
  return {
    family: 'newsdesk',
    verb,
    aliases,
    description,
    usage: `/newsdesk ${verb} <number | address | words of its name>`,
    example: `/newsdesk ${verb} times of central asia`,
    managed: true,
    options: [WHICH_FEED],
    run: async ({ words }, invocation, desk) => {
      const picked = await pickFeed(desk, invocation.channel, words, does);
      return picked.kind === 'none'
        ? picked.reply
        : runOnFeed(does, picked.feed.id, invocation, desk);
    },
  };
}
