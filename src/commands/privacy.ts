import { privacyMessage } from '../message/privacy.ts';
import { personData } from '../store/person-data.ts';
import type { Command } from './command.ts';
import { searchInstead } from './find-article.ts';
import { privately } from './reply.ts';

export const privacyCommand: Command = {
  family: 'news',
  verb: 'privacy',
  aliases: [],
  description: 'What is stored about you here, for how long, and who sees it',
  usage: '/news privacy',
  example: '/news privacy',
  options: [],
  run: async (_, { channel, person }, { db }) => {
    const { blocks } = privacyMessage(await personData(db, channel, person.id));
    return privately({ blocks: [...blocks, searchInstead('privacy')] });
  },
};
