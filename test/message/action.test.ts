import { expect, test } from 'vitest';
import {
  type Action,
  encodeAction,
  FEED_VERBS,
  parseAction,
  SUBSCRIPTION_VERBS,
} from '../../src/message/action.ts';
import type { ArticleId } from '../../src/model/article.ts';
import type { Period } from '../../src/model/delivery.ts';
import type { FeedId } from '../../src/model/feed.ts';
import type { ListId } from '../../src/model/list.ts';
import type { PersonKey } from '../../src/model/person-key.ts';
import type { ShareId } from '../../src/model/share.ts';
import type { SubscriptionId } from '../../src/model/subscription.ts';
import type { TopicKey } from '../../src/model/topic.ts';

const list = 'a1b2c3d4e5f6' as ListId;
const article = 999_999_999_999_999 as ArticleId;
const subscription = 7 as SubscriptionId;
const every: readonly Action[] = [
  { kind: 'page', list, page: 999_999 },
  { kind: 'topic', topic: 'a1b2c3d4e5f6' as TopicKey },
  { kind: 'open', article },
  { kind: 'share', article },
  { kind: 'unshare', share: 'zzzzzzzzzzzz' as ShareId },
  { kind: 'follow', list },
  ...SUBSCRIPTION_VERBS.map((kind) => ({ kind, subscription })),
  { kind: 'change', subscription, option: 'at:09:00' },
  { kind: 'change', subscription, option: 'days:weekdays' },
  { kind: 'resend', subscription, period: '2026-11-22/1' as Period },
  { kind: 'resend', subscription, period: '2026-11-22T08:00:00.000Z' as Period },
  ...FEED_VERBS.map((kind) => ({ kind, feed: 999_999_999_999_999 as FeedId })),
  { kind: 'choose', offer: list, choice: 25 },
  { kind: 'forget-me' },
  { kind: 'forget', person: 'a1b2c3d4e5f6' as PersonKey },
  { kind: 'help' },
];

test.each(every)('$kind comes back from its wire form as it went', (action) => {
  expect(parseAction(encodeAction(action))).toEqual(action);
});

test.each(every)('$kind fits into the value of a Slack option', (action) => {
  expect(encodeAction(action).length).toBeLessThanOrEqual(75);
});

test.each([
  '',
  'v1',
  'v0:help',
  'v1:help:1',
  'v1:forget-me:a1b2c3d4e5f6',
  'v1:forget',
  'v1:forget:U1',
  'v1:forget:a1b2c3d4e5f6:1',
  'v1:page:a1b2c3d4e5f6:0',
  'v1:page:a1b2c3d4e5f6:-1',
  'v1:page:A1B2C3D4E5F6:2',
  'v1:topic:Water',
  'v1:topic:a1b2c3d4e5f6:1',
  'v1:open:1e3',
  'v1:open:12:34',
  'v1:open:٣',
  'v1:drop:1',
  'v1:choose:a1b2c3d4e5f6:0',
  'v1:choose:a1b2c3d4e5f6:100',
  'v1:choose:7:1',
  'v1:resend:7:2026-11-22',
  'v1:resend:7:2026-11-22T08:00Z',
  'v1:manage:7:1',
  'v1:change:7',
  'v1:change:7:channel:C2',
  'v1:change:7:at:9 am',
])('%j is no action', (wire) => {
  expect(parseAction(wire)).toBeUndefined();
});
