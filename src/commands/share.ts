import { sharedCard } from '../message/article-card.ts';
import { text } from '../message/message.ts';
import { openMenu } from '../message/open-menu.ts';
import { problem } from '../message/problem.ts';
import { formatNumber } from '../message/spans.ts';
import { type Article, parseArticleId } from '../model/article.ts';
import { parseQuery } from '../search/query.ts';
import { articlesByIds } from '../store/articles.ts';
import { addShare, sharesOfArticle } from '../store/shares.ts';
import { cut } from '../text/graphemes.ts';
import { foldedWords } from '../text/tokens.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import {
  ARTICLE,
  askForArticle,
  closestArticle,
  isName,
  MAX_NEAR,
  MAX_SUGGESTED,
  type Meant,
  namedArticle,
  searchInstead,
} from './find-article.ts';
import { correctionIn } from './open.ts';
import { privately, refusal } from './reply.ts';

/** A card with it is well within what any platform shows. */
const MAX_NOTE = 500;
/** Of a note that is too long, so that it need not be typed again. */
const MAX_ECHO = 2_000;

export const shareCommand: Command = {
  family: 'news',
  verb: 'share',
  aliases: [],
  description:
    'Show the summary of an article to this channel, with a note of your own if you like',
  usage: '/news share <number | address | words of the headline> [note: your own words]',
  example: '/news share smuggling uzbek note: worth a read',
  options: [
    ARTICLE,
    {
      name: 'note',
      description:
        'Your own words, above the summary; in a typed line all that stands behind note:',
      kind: 'text',
      rest: true,
      maxLength: MAX_NOTE,
    },
  ],
  posts: true,
  run: async ({ words, options }, invocation, desk) => {
    const { article, near, which, behind } = await articleToShare(words, desk, invocation.now);
    const note = [behind, options.note ?? ''].join(' ').trim();
    if (note.length > MAX_NOTE) return tooLong(note);
    if (article) return shareArticle(article, note, invocation, desk);
    return near.length > 0
      ? notClear(which, note, near)
      : askForArticle(which, { near }, shareCommand);
  },
};

/** Shows the card to the channel, under the name of whoever shares it. */
export async function shareArticle(
  article: Article,
  note: string,
  { channel, person, now }: Invocation,
  desk: Desk,
): Promise<Reply> {
  const [correction, summary, shares] = await Promise.all([
    correctionIn(desk, article),
    desk.summarize(article),
    sharesOfArticle(desk.db, channel, article.id),
  ]);
  const share = await addShare(desk.db, {
    channel: { platform: channel.platform, workspace: channel.workspace, id: channel.id },
    person: person.id,
    article: article.id,
    sharedAt: now,
  });
  if (share === undefined) {
    return refusal({ what: 'You shared this here a moment ago.', advice: 'It is there once.' });
  }
  return {
    kind: 'answer',
    visibility: 'channel',
    message: sharedCard({
      article,
      correction,
      summary,
      sharer: person.name,
      note,
      share,
      shares,
      channel: channel.id,
    }),
  };
}

/** A number or an address, and behind it a note. */
const NAME_AND_NOTE = /^(#\d+|https?:\/\/\S+)\s+(.+)$/i;
/** The same, or a headline: `5 years of drought`. */
const NUMBER_AND_MORE = /^(\d+)\s+(.+)$/;

type ToShare = Meant & {
  /** The words that stand for the article. */
  readonly which: string;
  /** What stands behind its number or address. */
  readonly behind: string;
};

/** Nothing is shown to a channel on a guess: whatever else may be meant is near. */
async function articleToShare(words: string, desk: Desk, now: Date): Promise<ToShare> {
  const [, which = words, behind = ''] = NAME_AND_NOTE.exec(words) ?? [];
  const named = await namedArticle(desk, which);
  if (named || isName(which)) return { article: named, near: [], which, behind };
  const meant = await onlyHeadline(desk, words, now);
  if (meant.article || meant.near.length > 0) return { ...meant, which, behind };

  const { article: found, near } = await closestArticle(desk, words, now);
  const [, number = '', more = ''] = NUMBER_AND_MORE.exec(words) ?? [];
  const numbered = found ? undefined : await namedArticle(desk, number);
  return numbered
    ? { article: numbered, near: [], which: number, behind: more }
    : { article: undefined, near: found ? [found] : near, which, behind };
}

/** The article whose headline these words are, or the only one that has them all in its headline. */
async function onlyHeadline(desk: Desk, words: string, now: Date): Promise<Meant> {
  const typed = foldedWords(words);
  if (typed.length === 0) return { article: undefined, near: [] };
  const rows = await desk.finder.suggest(words, ['article'], MAX_SUGGESTED);
  const headlines = rows.map(({ label, value }) => ({ value, has: foldedWords(label) }));
  const having = headlines.filter(({ has }) => typed.every((word) => has.includes(word)));
  const whole = having.filter(({ has }) => has.length === typed.length);
  const nearest = [whole, having].find((some) => some.length > 0) ?? headlines;
  const near = await articlesByIds(
    desk.db,
    nearest.slice(0, MAX_NEAR).flatMap(({ value }) => parseArticleId(value) ?? []),
  );
  const isOnly = nearest.length === 1 && having.length > 0;
  const isMeant = isOnly && (whole.length > 0 || !(await isSought(typed, desk, now)));
  return isMeant ? { article: near[0], near: [] } : { article: undefined, near };
}

/** `share prices` and `share of the market` are typed by people who know nothing of this command. */
async function isSought(
  [first = '']: readonly string[],
  { finder }: Pick<Desk, 'finder'>,
  now: Date,
): Promise<boolean> {
  if (/^(?:the|an?)$/.test(first)) return false;
  const query = parseQuery(`exact:yes "share ${first}"`, now);
  return (await finder.find(query, { from: 1, limit: 1 })).total > 0;
}

function tooLong(note: string): Reply {
  const { blocks } = problem({
    what: `A note has room for ${MAX_NOTE} characters; this one has ${formatNumber(note.length)}.`,
    advice: 'Please make it shorter:',
  });
  const whole = text(cut(note, MAX_ECHO));
  return privately({ blocks: [...blocks, { kind: 'paragraph', spans: [whole] }] });
}

function notClear(words: string, note: string, near: readonly Article[]): Reply {
  const { blocks } = problem({
    what: 'It is not clear which article you mean.',
    advice: 'Choose it below and press Share, or type more of its headline.',
    keep: lineOf(words, note),
  });
  return privately({ blocks: [...blocks, searchInstead(`share ${words}`), openMenu(near)] });
}

/** What was typed, so that it need not be typed again. */
function lineOf(words: string, note: string): string {
  return ['/news share', words, ...(note === '' ? [] : ['note:', note])].join(' ');
}
