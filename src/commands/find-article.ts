import { type Block, code, text } from '../message/message.ts';
import { openMenu } from '../message/open-menu.ts';
import { problem } from '../message/problem.ts';
import { type Article, parseArticleId } from '../model/article.ts';
import { parseQuery } from '../search/query.ts';
import { articleById, articleByUrl } from '../store/articles.ts';
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

const MAX_SUGGESTED = 25;
const MAX_NEAR = 5;

/** Shown instead of what was meant, another article would mislead: what is only near is offered. */
export async function closestArticle(desk: Desk, words: string, now: Date): Promise<Meant> {
  if (words === '') return { article: undefined, near: [] };
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

/** Asks which article is meant, and offers those that are near. */
export function askForArticle(
  words: string,
  { near }: Pick<Meant, 'near'>,
  { verb, example }: Pick<Command, 'verb' | 'example'>,
): Reply {
  const { blocks } = problem(words === '' ? which(example) : notFound(words, example));
  const others: Block[] = near.length === 0 ? [] : [openMenu(near)];
  return privately({ blocks: [...blocks, ...(words === '' ? [wordSearch(verb)] : others)] });
}

function which(example: string): Parameters<typeof problem>[0] {
  return {
    what: 'Which article?',
    advice: 'Give its number, its address, or words of its headline.',
    example,
  };
}

/** For whoever typed the verb alone because it is the word that they look for. */
function wordSearch(verb: string): Block {
  return {
    kind: 'note',
    spans: [text('To search for the word: '), code(`/news search ${verb}`)],
  };
}

const WEB_ADDRESS = /^https?:\/\//i;

function notFound(words: string, example: string): Parameters<typeof problem>[0] {
  if (parseArticleId(bareNumber(words))) {
    return {
      what: `There is no article number ${bareNumber(words)}.`,
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
function bareNumber(words: string): string {
  return words.replace(/^#/, '');
}
