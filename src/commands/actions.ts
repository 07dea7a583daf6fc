import type { Action } from '../message/action.ts';
import { problem } from '../message/problem.ts';
import { notSubscribed } from '../message/subscription-messages.ts';
import type { ArticleId } from '../model/article.ts';
import type { ListId } from '../model/list.ts';
import type { ShareId } from '../model/share.ts';
import { articleById } from '../store/articles.ts';
import { sendAgain } from '../store/delivery-history.ts';
import { findList } from '../store/lists.ts';
import { removeShare } from '../store/shares.ts';
import { findSubscription } from '../store/subscriptions.ts';
import type { Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { runOnFeed } from './feed-actions.ts';
import { choose } from './feed-add.ts';
import { askToForget, forget } from './forget-me.ts';
import { help } from './help.ts';
import { MANAGERS_ONLY } from './managers-only.ts';
import { cardOf } from './open.ts';
import { mayChange } from './pick-subscription.ts';
import { privately, refusal } from './reply.ts';
import { shareArticle } from './share.ts';
import { showList } from './show-list.ts';
import { plainSubscription, subscribe } from './subscribe.ts';
import { change, runOnSubscription } from './subscription-actions.ts';
import { readTerms } from './subscription-options.ts';
import { openTopic } from './topic.ts';

const EXPIRED = refusal({
  what: 'This list has expired.',
  advice: 'A list is kept for 90 days; please search again.',
  example: '/news search isis smugling',
});

const NOT_THERE = refusal({
  what: 'This article is no longer in the archive.',
  advice: 'Another one may tell the same story.',
  example: '/news search isis smugling',
});

/**
 * Does what a button or a menu stands for. Ids come from the wire: each is looked up within
 * the tenant of whoever pressed, and what is not theirs does not exist for them.
 */
export async function runAction(
  action: Action,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  switch (action.kind) {
    case 'page':
      return page(action.list, action.page, invocation, desk);
    case 'topic':
      return openTopic(action.topic, invocation, desk);
    case 'open':
      return open(action.article, invocation, desk);
    case 'share':
      return share(action.article, invocation, desk);
    case 'unshare':
      return unshare(action.share, invocation, desk);
    case 'follow':
      return follow(action.list, invocation, desk);
    case 'change':
      return changeTo(action, invocation, desk);
    case 'resend':
      return managed(invocation, async () => {
        const again = await sendAgain(desk.db, invocation.channel, action, invocation.now);
        return again
          ? privately(said('It is on its way again; look at the channel in a minute.'))
          : refusal({
              what: 'This digest is settled; there is nothing to send again.',
              advice: 'See how the last ones went.',
              example: '/newsdesk status',
            });
      });
    case 'choose':
      return managed(invocation, () => choose(action.offer, action.choice, invocation, desk));
    case 'forget-me':
      return privately(await askToForget(invocation, desk));
    case 'forget':
      return forget(action.person, invocation, desk);
    case 'help':
      return privately(help(desk));
    case 'feed-check':
    case 'feed-remove':
    case 'feed-restore':
    case 'feed-follow':
      return managed(invocation, () => runOnFeed(action.kind, action.feed, invocation, desk));
    default:
      return runOnSubscription(action.kind, action.subscription, invocation, desk);
  }
}

async function page(
  id: ListId,
  number: number,
  { channel, now }: Invocation,
  desk: Desk,
): Promise<Reply> {
  const list = await findList(desk.db, channel, id, now);
  if (!list) return EXPIRED;
  return { kind: 'update', message: await showList(desk, list, number, now) };
}

async function open(id: ArticleId, { channel, now }: Invocation, desk: Desk): Promise<Reply> {
  const article = await articleById(desk.db, id);
  if (!article) return NOT_THERE;
  return privately(await cardOf(desk, article, channel, now));
}

async function share(id: ArticleId, invocation: Invocation, desk: Desk): Promise<Reply> {
  const article = await articleById(desk.db, id);
  return article ? shareArticle(article, '', invocation, desk) : NOT_THERE;
}

async function unshare(id: ShareId, { channel, person }: Invocation, desk: Desk): Promise<Reply> {
  const removed = await removeShare(desk.db, channel, person.id, id);
  if (removed) return { kind: 'remove' };
  return refusal({
    what: 'Only the person who shared this can remove it.',
    advice: 'If that was you, it has been removed already.',
  });
}

async function follow(id: ListId, invocation: Invocation, desk: Desk): Promise<Reply> {
  const { channel, person, now } = invocation;
  return managed(invocation, async () => {
    const list = await findList(desk.db, channel, id, now);
    if (!list) return EXPIRED;
    const place = { channel, person, timezone: desk.timezone };
    return privately(await subscribe(desk, plainSubscription(list.spec.text, place), invocation));
  });
}

/** A choice of the menu of one digest, in the words of the command. */
async function changeTo(
  { subscription: id, option }: Extract<Action, { kind: 'change' }>,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const subscription = await findSubscription(desk.db, invocation.channel, id);
  if (!subscription) return privately(notSubscribed(id));
  if (!mayChange(invocation.person, subscription)) return privately(MANAGERS_ONLY);
  const [name = '', ...value] = option.split(':');
  const read = readTerms({ [name]: value.join(':') }, subscription);
  return read.kind === 'bad'
    ? refusal({ ...read, example: `/newsdesk change ${id} at:09:00` })
    : change(desk, subscription, read.terms, invocation);
}

async function managed({ person }: Invocation, run: () => Promise<Reply>): Promise<Reply> {
  return person.manages ? run() : privately(MANAGERS_ONLY);
}

function said(line: string) {
  return problem({ what: line, advice: '' });
}
