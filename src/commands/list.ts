import { nextRuns } from '../digest/next-runs.ts';
import { subscriptionList } from '../message/subscription-list.ts';
import { deliveryChain } from '../store/delivery-chain.ts';
import { subscriptionsOfChannel, subscriptionsOfTenant } from '../store/subscriptions.ts';
import type { Command } from './command.ts';
import { privately } from './reply.ts';

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
  run: async ({ words }, { channel, now }, { db }) => {
    const everywhere = words.toLowerCase() === 'all';
    const subscriptions = everywhere
      ? await subscriptionsOfTenant(db, channel)
      : await subscriptionsOfChannel(db, channel);
    const listed = await Promise.all(
      subscriptions.map(async (subscription) => {
        const { spent } = await deliveryChain(db, subscription.id, now);
        const [run] = nextRuns(subscription, { now, count: 1, spent });
        return { subscription, run, isHere: subscription.channel.id === channel.id };
      }),
    );
    return privately(subscriptionList({ listed, everywhere }));
  },
};
