import { articleCard } from '../message/article-card.ts';
import type { Message } from '../message/message.ts';
import { openMenu } from '../message/open-menu.ts';
import { problem } from '../message/problem.ts';
import { type Article, parseArticleId } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { parseQuery } from '../search/query.ts';
import { articleById, articleByUrl, articlesOfStory, versionsOf } from '../store/articles.ts';
import { sharesOfArticle } from '../store/shares.ts';
import { correctionOf } from '../story/correction.ts';
import { relatedTo } from '../story/related.ts';
import { closestHeadline } from './closest-headline.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { privately, refusal } from './reply.ts';

export const openCommand: Command = {
  family: 'news',
  verb: 'open',
  aliases: ['read'],
  description: 'Open the summary of an article, by its number, address or headline',
  usage: '/news open <number | address | words of the headline>',
  example: '/news open smuggling uzbek',
  options: [
    {
      name: 'article',
      description: 'Words of the headline',
      kind: 'text',
      required: true,
      words: true,
      suggests: 'article',
    },
  ],
  run: async ({ words }, { channel, now }, desk) => {
    if (words === '') {
      return refusal({
        what: 'Which article?',
        advice: 'Give its number, its address, or words of its headline.',
        example: '/news open smuggling uzbek',
      });
    }
    const { article, near } = await articleFor(desk, words, now);
    if (article) return privately(await cardOf(desk, article, channel, now));
    const { blocks } = problem(notFound(words));
    return privately({ blocks: near.length === 0 ? blocks : [...blocks, openMenu(near)] });
  },
};

function notFound(words: string): Parameters<typeof problem>[0] {
  if (parseArticleId(bareNumber(words))) {
    return {
      what: `There is no article number ${bareNumber(words)}.`,
      advice: 'Words of its headline find it.',
      example: '/news open smuggling uzbek',
    };
  }
  return WEB_ADDRESS.test(words)
    ? {
        what: 'No article of the archive has this address.',
        advice: 'Words of its headline find it under another one.',
        example: '/news open smuggling uzbek',
      }
    : {
        what: 'No such article.',
        advice: 'Try other words of the headline, or search for it.',
        example: `/news search ${words}`,
      };
}

/** `#12` is number 12, too. */
function bareNumber(words: string): string {
  return words.replace(/^#/, '');
}

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

const WEB_ADDRESS = /^https?:\/\//i;
const MAX_RELATED = 5;
const CANDIDATES = 30;

async function relatedArticles(desk: Desk, article: Article, now: Date): Promise<Article[]> {
  const [story, similar] = await Promise.all([
    articlesOfStory(desk.db, article.storyId),
    desk.finder.find(parseQuery(anyOf(article.title), now), { from: 1, limit: CANDIDATES }),
  ]);
  const candidates = [...story, ...similar.hits.map((hit) => hit.article)];
  const { sameStory, similar: alike } = relatedTo(article, candidates, MAX_RELATED);
  return [...sameStory, ...alike];
}

const MAX_WORDS = 8;

/** A search for whatever has some of the title's longer words. */
function anyOf(title: string): string {
  const words = title.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
  return [...new Set(words)].slice(0, MAX_WORDS).join(' OR ');
}

const MAX_SUGGESTED = 25;
const MAX_NEAR = 5;

/** Opened instead of what was meant, another article would mislead: what is only near is offered. */
async function articleFor(
  desk: Desk,
  words: string,
  now: Date,
): Promise<{ readonly article: Article | undefined; readonly near: readonly Article[] }> {
  const id = parseArticleId(bareNumber(words));
  const byId = id && (await articleById(desk.db, id));
  if (byId) return { article: byId, near: [] };
  if (WEB_ADDRESS.test(words)) return { article: await articleByUrl(desk.db, words), near: [] };

  const suggestions = await desk.finder.suggest(words, ['article'], MAX_SUGGESTED);
  const suggestion = closestHeadline(words, suggestions);
  const suggested = suggestion && parseArticleId(suggestion.value);
  if (suggested) return { article: await articleById(desk.db, suggested), near: [] };
  const { hits } = await desk.finder.find(parseQuery(words, now), { from: 1, limit: MAX_NEAR });
  const [best] = hits;
  if (best && !best.partial) return { article: best.article, near: [] };
  return { article: undefined, near: hits.map(({ article }) => article) };
}
