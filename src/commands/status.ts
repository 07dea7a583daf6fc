import { isAiling } from '../message/feed-parts.ts';
import { statusMessage } from '../message/status-message.ts';
import { countArticles } from '../store/articles.ts';
import { recentDeliveries } from '../store/delivery-history.ts';
import { countFeeds } from '../store/feeds.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import { subscriptionsOfTenant } from '../store/subscriptions.ts';
import type { Command } from './command.ts';
import { privately } from './reply.ts';
import { runsOf } from './subscription-actions.ts';

const MAX_DELIVERIES = 5;

export const statusCommand: Command = {
  family: 'newsdesk',
  verb: 'status',
  aliases: ['health'],
  description: 'How the bot is: archive, next digest, last deliveries',
  usage: '/newsdesk status',
  example: '/newsdesk status',
  options: [],
  run: async (_, { channel, now }, desk) => {
    const { db, version, outages } = desk;
    const [articles, feeds, read, subscriptions, last, unsure] = await Promise.all([
      countArticles(db),
      countFeeds(db),
      feedsFor(db, channel),
      subscriptionsOfTenant(db, channel),
      recentDeliveries(db, { tenant: channel, limit: MAX_DELIVERIES }),
      recentDeliveries(db, { tenant: channel, states: ['unknown'], limit: MAX_DELIVERIES }),
    ]);
    const active = subscriptions.filter(({ paused }) => !paused);
    const next = (await Promise.all(active.map((one) => runsOf(desk, one, now))))
      .flat()
      .map(({ plannedAt }) => plannedAt)
      .sort((a, b) => a.getTime() - b.getTime());
    return privately(
      statusMessage({
        version,
        outages: outages(),
        articles,
        feeds,
        polled: {
          read: read.filter((feed) => !isAiling(feed)).length,
          ailing: read.filter(isAiling).map(({ title }) => title),
        },
        subscriptions: subscriptions.length,
        paused: subscriptions.filter(({ paused }) => paused).length,
        next: next[0],
        last,
        unsure,
      }),
    );
  },
};
