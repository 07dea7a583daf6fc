import { type Block, code, text } from '../message/message.ts';
import { openMenu } from '../message/open-menu.ts';
import { problem } from '../message/problem.ts';
import { type Article, type ArticleId, parseArticleId } from '../model/article.ts';
import { parseQuery } from '../search/query.ts';
import { articleById, articleByUrl } from '../store/articles.ts';
import { cut } from '../text/graphemes.ts';
import { closestHeadline } from './closest-headline.ts';
import type { Command, CommandOption, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately } from './reply.ts';

/** The article that a command is about: its number, its address, or words of its headline. */
export const ARTICLE: CommandOption = {
  name: 'article',
  description: 'Words of its headline, its address or its number',
  kind: 'text',
  required: true,
  words: true,
  suggests: 'article',
};

/** The article that somebody means; where it is none for sure, those that are near. */
export type Meant = { readonly article: Article | undefined; readonly near: readonly Article[] };

/** What platforms show at most. */
export const MAX_SUGGESTED = 25;
export const MAX_NEAR = 5;

/** Shown instead of what was meant, another article would mislead: what is only near is offered. */
export async function closestArticle(desk: Desk, words: string, now: Date): Promise<Meant> {
  if (words === '') return { article: undefined, near: [] };
  const named = await namedArticle(desk, words);
  if (named || WEB_ADDRESS.test(words)) return { article: named, near: [] };

  const suggestions = await desk.finder.suggest(words, ['article'], MAX_SUGGESTED);
  const suggestion = closestHeadline(words, suggestions);
  const suggested = suggestion && parseArticleId(suggestion.value);
  if (suggested) return { article: await articleById(desk.db, suggested), near: [] };
  const { hits } = await desk.finder.find(parseQuery(words, now), { from: 1, limit: MAX_NEAR });
  const [best] = hits;
  if (best && !best.partial) return { article: best.article, near: [] };
  return { article: undefined, near: hits.map(({ article }) => article) };
}

/** The article of that number or address. */
export async function namedArticle(
  { db }: Pick<Desk, 'db'>,
  name: string,
): Promise<Article | undefined> {
  if (WEB_ADDRESS.test(name)) return articleByUrl(db, name);
  const id = numberIn(name);
  return id && articleById(db, id);
}

/** Whether it is a number or an address, which no headline is. */
export function isName(words: string): boolean {
  return WEB_ADDRESS.test(words) || numberIn(words) !== undefined;
}

/** Asks which article is meant, and offers those that are near. */
export function askForArticle(
  words: string,
  { near }: Pick<Meant, 'near'>,
  { verb, example }: Pick<Command, 'verb' | 'example'>,
): Reply {
  const { blocks } = problem(words === '' ? which(example) : notFound(words, example));
  const others: Block[] = near.length === 0 ? [] : [openMenu(near)];
  return privately({ blocks: [...blocks, ...(words === '' ? [searchInstead(verb)] : others)] });
}

function which(example: string): Parameters<typeof problem>[0] {
  return {
    what: 'Which article?',
    advice: 'Give its number, its address, or words of its headline.',
    example,
  };
}

/** For whoever looks for the words, of which the verb is one. */
export function searchInstead(words: string): Block {
  const line = cut(`/news search ${words}`, MAX_LINE);
  return { kind: 'note', spans: [text('To search instead: '), code(line)] };
}

const WEB_ADDRESS = /^https?:\/\//i;
/** Somebody may paste a whole article. */
const MAX_LINE = 300;

function notFound(words: string, example: string): Parameters<typeof problem>[0] {
  const id = numberIn(words);
  if (id !== undefined) {
    return {
      what: `There is no article number ${id}.`,
      advice: 'Words of its headline find it.',
      example,
    };
  }
  return WEB_ADDRESS.test(words)
    ? {
        what: 'No article of the archive has this address.',
        advice: 'Words of its headline find it under another one.',
        example,
      }
    : {
        what: 'No such article.',
        advice: 'Try other words of the headline, or search for it.',
        example: `/news search ${words}`,
      };
}

/** `#12` is number 12, too. */
function numberIn(words: string): ArticleId | undefined {
  return parseArticleId(words.replace(/^#/, ''));
}
