import { relatedList } from '../message/related-list.ts';
import type { Article } from '../model/article.ts';
import { parseQuery } from '../search/query.ts';
import { articlesOfStory } from '../store/articles.ts';
import { relatedTo } from '../story/related.ts';
import type { Command } from './command.ts';
import type { Desk } from './desk.ts';
import { ARTICLE, askForArticle, closestArticle } from './find-article.ts';
import { privately } from './reply.ts';

export const relatedCommand: Command = {
  family: 'news',
  verb: 'related',
  aliases: [],
  description: 'The same story elsewhere, then similar articles',
  usage: '/news related <number | address | words of the headline>',
  example: '/news related smuggling uzbek',
  options: [ARTICLE],
  run: async ({ words }, { now }, desk) => {
    const meant = await closestArticle(desk, words, now);
    if (!meant.article) return askForArticle(words, meant, relatedCommand);
    const related = await relatedArticles(desk, meant.article, now);
    return privately(relatedList({ article: meant.article, related, now }));
  },
};

const MAX_RELATED = 5;
const CANDIDATES = 30;

/** The rest of its story first, then similar ones; at most five. */
export async function relatedArticles(
  desk: Pick<Desk, 'db' | 'finder'>,
  article: Article,
  now: Date,
): Promise<Article[]> {
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
