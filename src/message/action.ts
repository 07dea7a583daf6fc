import { type ArticleId, parseArticleId } from '../model/article.ts';
import { type Period, parsePeriod } from '../model/delivery.ts';
import { type FeedId, parseFeedId } from '../model/feed.ts';
import { type ListId, parseListId } from '../model/list.ts';
import { type PersonKey, parsePersonKey } from '../model/person-key.ts';
import { parseShareId, type ShareId } from '../model/share.ts';
import { parseSubscriptionId, type SubscriptionId } from '../model/subscription.ts';
import { parseTopicKey, type TopicKey } from '../model/topic.ts';

/**
 * What a button or a menu option does. It carries ids only: what they stand for, and who may
 * use it, is looked up when it is pressed.
 */
export type Action =
  | { readonly kind: 'page'; readonly list: ListId; readonly page: number }
  | { readonly kind: 'topic'; readonly topic: TopicKey }
  | { readonly kind: 'open'; readonly article: ArticleId }
  | { readonly kind: 'share'; readonly article: ArticleId }
  | { readonly kind: 'unshare'; readonly share: ShareId }
  | { readonly kind: 'follow'; readonly list: ListId }
  | { readonly kind: SubscriptionVerb; readonly subscription: SubscriptionId }
  /** `option` as it is typed: `at:09:00`, `days:weekdays`. */
  | { readonly kind: 'change'; readonly subscription: SubscriptionId; readonly option: string }
  | { readonly kind: 'resend'; readonly subscription: SubscriptionId; readonly period: Period }
  | { readonly kind: FeedVerb; readonly feed: FeedId }
  /** The first of what was offered is 1. */
  | { readonly kind: 'choose'; readonly offer: ListId; readonly choice: number }
  /** Asks first … */
  | { readonly kind: 'forget-me' }
  /** … and that is answered by whoever was asked. */
  | { readonly kind: 'forget'; readonly person: PersonKey }
  | { readonly kind: 'help' };

/** What needs nothing but the subscription; `move` means to the channel of whoever presses. */
export const SUBSCRIPTION_VERBS = [
  'unsubscribe',
  'restore',
  'preview',
  'send',
  'manage',
  'pause',
  'resume',
  'move',
  'undo',
] as const;
export type SubscriptionVerb = (typeof SUBSCRIPTION_VERBS)[number];

/** What needs nothing but the feed; `feed-follow` means in the channel of whoever presses. */
export const FEED_VERBS = ['feed-check', 'feed-remove', 'feed-restore', 'feed-follow'] as const;
export type FeedVerb = (typeof FEED_VERBS)[number];

/**
 * The wire form of an action, `v1:page:k3j…:2`: at most 75 characters, for that is all a Slack
 * option's value may have (Discord's custom_id: 100).
 */
export function encodeAction(action: Action): string {
  return ['v1', action.kind, ...fieldsOf(action)].join(':');
}

/** Undefined for anything that `encodeAction` cannot have made. */
export function parseAction(wire: string): Action | undefined {
  const [version, kind, first = '', ...rest] = wire.split(':');
  if (version !== 'v1') return undefined;
  const second = rest.join(':');
  switch (kind) {
    case 'page': {
      const list = parseListId(first);
      return list && /^[1-9]\d{0,5}$/.test(second)
        ? { kind, list, page: Number(second) }
        : undefined;
    }
    case 'topic': {
      const topic = parseTopicKey(first);
      return topic && second === '' ? { kind, topic } : undefined;
    }
    case 'open':
    case 'share': {
      const article = parseArticleId(first);
      return article && second === '' ? { kind, article } : undefined;
    }
    case 'unshare': {
      const share = parseShareId(first);
      return share && second === '' ? { kind, share } : undefined;
    }
    case 'follow': {
      const list = parseListId(first);
      return list && second === '' ? { kind, list } : undefined;
    }
    case 'change': {
      const subscription = parseSubscriptionId(first);
      const isOption = /^(?:at|days|top|empty|as):[\w:,-]{1,30}$/.test(second);
      return subscription && isOption ? { kind, subscription, option: second } : undefined;
    }
    case 'resend': {
      const subscription = parseSubscriptionId(first);
      const period = parsePeriod(second);
      return subscription && period ? { kind, subscription, period } : undefined;
    }
    case 'choose': {
      const offer = parseListId(first);
      return offer && /^[1-9]\d?$/.test(second)
        ? { kind, offer, choice: Number(second) }
        : undefined;
    }
    case 'forget': {
      const person = parsePersonKey(first);
      return person && second === '' ? { kind, person } : undefined;
    }
    case 'forget-me':
    case 'help':
      return first === '' && second === '' ? { kind } : undefined;
    default: {
      const feedVerb = FEED_VERBS.find((known) => known === kind);
      const feed = parseFeedId(first);
      if (feedVerb) return feed && second === '' ? { kind: feedVerb, feed } : undefined;
      const verb = SUBSCRIPTION_VERBS.find((known) => known === kind);
      const subscription = parseSubscriptionId(first);
      return verb && subscription && second === '' ? { kind: verb, subscription } : undefined;
    }
  }
}

function fieldsOf(action: Action): (string | number)[] {
  switch (action.kind) {
    case 'page':
      return [action.list, action.page];
    case 'topic':
      return [action.topic];
    case 'open':
    case 'share':
      return [action.article];
    case 'unshare':
      return [action.share];
    case 'follow':
      return [action.list];
    case 'change':
      return [action.subscription, action.option];
    case 'resend':
      return [action.subscription, action.period];
    case 'choose':
      return [action.offer, action.choice];
    case 'forget':
      return [action.person];
    case 'forget-me':
    case 'help':
      return [];
    case 'feed-check':
    case 'feed-remove':
    case 'feed-restore':
    case 'feed-follow':
      return [action.feed];
    default:
      return [action.subscription];
  }
}
