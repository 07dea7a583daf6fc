import { articleCard } from '../message/article-card.ts';
import type { Message } from '../message/message.ts';
import type { Article } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { versionsOf } from '../store/articles.ts';
import { sharesOfArticle } from '../store/shares.ts';
import { correctionOf } from '../story/correction.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { ARTICLE, askForArticle, closestArticle } from './find-article.ts';
import { relatedArticles } from './related.ts';
import { privately } from './reply.ts';

export const openCommand: Command = {
  family: 'news',
  verb: 'open',
  aliases: ['read'],
  description: 'Open the summary of an article, by its number, address or headline',
  usage: '/news open <number | address | words of the headline>',
  example: '/news open smuggling uzbek',
  options: [ARTICLE],
  run: async ({ words }, { channel, now }, desk) => {
    const meant = await closestArticle(desk, words, now);
    return meant.article
      ? privately(await cardOf(desk, meant.article, channel, now))
      : askForArticle(words, meant, openCommand);
  },
};

/** The summary card with what belongs to it. */
export async function cardOf(
  desk: Desk,
  article: Article,
  channel: Channel,
  now: Date,
): Promise<Message> {
  const [correction, summary, shares, related] = await Promise.all([
    correctionIn(desk, article),
    desk.summarize(article),
    sharesOfArticle(desk.db, channel, article.id),
    relatedArticles(desk, article, now),
  ]);
  return articleCard({ article, correction, summary, related, shares, channel: channel.id });
}

export async function correctionIn({ db }: Pick<Desk, 'db'>, article: Article) {
  return correctionOf(article, await versionsOf(db, article));
}
