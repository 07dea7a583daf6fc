import { topicList } from '../message/topic-list.ts';
import type { ListId } from '../model/list.ts';
import { inTransaction } from '../store/database.ts';
import { topicCounts } from '../store/topics.ts';
import type { Command } from './command.ts';
import { privately } from './reply.ts';
import { newList } from './show-list.ts';
import { topicSearch } from './topic.ts';

const MAX_TOPICS = 25;

export const topicsCommand: Command = {
  family: 'news',
  verb: 'topics',
  aliases: [],
  description: 'The topics of the archive, with how many articles each has',
  usage: '/news topics',
  example: '/news topics',
  options: [],
  run: async (_, { channel, person, now }, desk) => {
    const topics = await topicCounts(desk.db);
    const shown = topics.slice(0, MAX_TOPICS);
    const lists: ListId[] = [];
    await inTransaction(desk.db, async (db) => {
      for (const { name } of shown) {
        const spec = { kind: 'search' as const, text: topicSearch(name) };
        const list = await newList(
          { ...desk, db },
          { tenant: channel, person: person.id, spec, now },
        );
        lists.push(list.id);
      }
    });
    return privately(topicList({ topics: shown, lists, total: topics.length }));
  },
};
