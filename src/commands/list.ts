import { subscriptionList } from '../message/subscription-list.ts';
import { subscriptionsOfChannel, subscriptionsOfTenant } from '../store/subscriptions.ts';
import type { Command } from './command.ts';
import { privately } from './reply.ts';
import { runsOf } from './subscription-actions.ts';

export const listCommand: Command = {
  family: 'newsdesk',
  verb: 'list',
  aliases: ['ls', 'subscriptions'],
  description: 'What this channel follows, and when it comes next',
  usage: '/newsdesk list [all]',
  example: '/newsdesk list',
  options: [
    {
      name: 'where',
      description: 'Say all for every channel',
      kind: 'choice',
      choices: ['all'],
      words: true,
    },
  ],
  run: async ({ words }, { channel, now }, desk) => {
    const everywhere = words.toLowerCase() === 'all';
    const subscriptions = everywhere
      ? await subscriptionsOfTenant(desk.db, channel)
      : await subscriptionsOfChannel(desk.db, channel);
    const listed = await Promise.all(
      subscriptions.map(async (subscription) => {
        const [run] = await runsOf(desk, subscription, now);
        return { subscription, run, isHere: subscription.channel.id === channel.id };
      }),
    );
    return privately(subscriptionList({ listed, everywhere }));
  },
};
