import type { DeliveryKey, DeliveryState } from '../model/delivery.ts';
import { type Block, code, type Message, type Span, text, time } from './message.ts';
import { followedName } from './query-words.ts';
import { counted } from './spans.ts';

export type ShownDelivery = DeliveryKey & {
  readonly query: string;
  readonly state: DeliveryState;
  readonly plannedAt: Date;
  readonly reason: string | undefined;
};

export type Outage = { readonly platform: 'Slack' | 'Discord'; readonly reason: string };

/** How the bot is doing for one workspace or server. */
export function statusMessage(options: {
  readonly version: string;
  readonly outages: readonly Outage[];
  readonly articles: number;
  readonly feeds: number;
  /** Of those that are read: how many, and the titles of those with a problem. */
  readonly polled: { readonly read: number; readonly ailing: readonly string[] };
  readonly subscriptions: number;
  readonly paused: number;
  readonly next: Date | undefined;
  /** Newest first. */
  readonly last: readonly ShownDelivery[];
  /** Deliveries of which nobody knows whether they arrived. */
  readonly unsure: readonly ShownDelivery[];
}): Message {
  const { articles, feeds, polled, subscriptions, paused, next, last, unsure } = options;
  return {
    blocks: [
      { kind: 'heading', spans: [text(`Newsdesk ${options.version}`)] },
      {
        kind: 'bullets',
        items: [
          ...options.outages.map(({ platform, reason }) => [
            text(`${platform} is not connected: ${reason}`),
          ]),
          [text(`Archive: ${counted(articles, 'article')} from ${counted(feeds, 'feed')}`)],
          ...polledSpans(polled),
          [
            text(`Digests here: ${subscriptions}`),
            ...(paused > 0 ? [text(` (${paused} paused)`)] : []),
            ...(next ? [text(', next '), time(next, 'date-time')] : []),
          ],
          ...last.map((delivery): Span[] => [
            time(delivery.plannedAt, 'date-time'),
            text(` · ${followedName(delivery.query) || 'everything'} · ${stateText(delivery)}`),
          ]),
        ],
      },
      ...unsure.flatMap(unsureBlocks),
    ],
  };
}

const MAX_AILING = 5;

function polledSpans({ read, ailing }: { read: number; ailing: readonly string[] }): Span[][] {
  if (read + ailing.length === 0) return [];
  const named = ailing.slice(0, MAX_AILING).join(', ');
  const more = ailing.length > MAX_AILING ? ` and ${ailing.length - MAX_AILING} more` : '';
  return [
    [
      text(`Read regularly: ${counted(read, 'feed')}`),
      ...(ailing.length === 0
        ? []
        : [text(`; with a problem: ${named}${more}, see `), code('/newsdesk feed list')]),
    ],
  ];
}

function unsureBlocks({ subscription, period, query, plannedAt }: ShownDelivery): Block[] {
  return [
    {
      kind: 'paragraph',
      spans: [
        text(
          `Nobody knows whether the digest of ${followedName(query) || 'everything'} planned for `,
        ),
        time(plannedAt, 'date-time'),
        text(' arrived: the answer was lost. Please look at the channel.'),
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        {
          kind: 'action',
          label: 'Send again',
          description: `Send the digest of ${period} again`,
          action: { kind: 'resend', subscription, period },
        },
      ],
    },
  ];
}

function stateText({ state, reason }: ShownDelivery): string {
  switch (state) {
    case 'sent':
      return 'sent';
    case 'due':
    case 'claimed':
      return reason === undefined ? 'on its way' : `waiting: ${reason}`;
    case 'unknown':
      return 'unknown whether it arrived';
    case 'failed':
      return `not sent: ${reason ?? 'refused'}`;
    case 'skipped':
      return `skipped: ${reason ?? 'nothing new'}`;
  }
}
