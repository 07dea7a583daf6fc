import { topicList } from '../message/topic-list.ts';
import { topicCounts } from '../store/topics.ts';
import type { Command } from './command.ts';
import { privately } from './reply.ts';

const MAX_TOPICS = 25;

export const topicsCommand: Command = {
  family: 'news',
  verb: 'topics',
  aliases: [],
  description: 'The topics of the archive, with how many articles each has',
  usage: '/news topics',
  example: '/news topics',
  options: [],
  run: async (_, _invocation, { db }) => {
    const topics = await topicCounts(db);
    return privately(topicList({ topics: topics.slice(0, MAX_TOPICS), total: topics.length }));
  },
};
