import type { ListedFeed, PolledFeed } from '../model/feed.ts';
import { cut } from '../text/graphemes.ts';
import { MAX_TITLE, note, press, soon, stateSpans } from './feed-parts.ts';
import { type Block, code, linkOrText, type Message, type Span, text, time } from './message.ts';
import { counted } from './spans.ts';

/** All that is known of one feed. */
export function feedReport(options: {
  readonly feed: ListedFeed;
  readonly articles: number;
  /** Published in the last seven days. */
  readonly recent: number;
  /** Newest first. */
  readonly newest: readonly { readonly title: string; readonly url: string | undefined }[];
  readonly now: Date;
}): Message {
  const { feed, articles, recent, newest, now } = options;
  const { checkedAt, changedAt, failures, lastError, failingSince, nextCheckAt, state } = feed;
  const names = [...new Set(feed.formerly.map(({ title }) => cut(title, MAX_TITLE)))];
  const lines: Span[][] = [
    [text('State: '), ...stateSpans(feed, now)],
    [
      text(failures > 0 ? 'Last tried: ' : 'Last read: '),
      ...(checkedAt ? [time(checkedAt, 'date-time')] : [text('not yet')]),
      ...(changedAt && changedAt.getTime() !== checkedAt?.getTime()
        ? [text('; something new last came '), time(changedAt, 'date-time')]
        : []),
    ],
    ...(state === 'active'
      ? [[text('Next: '), time(nextCheckAt, 'date-time'), text(', '), soon(nextCheckAt, now)]]
      : []),
    ...(lastError && failingSince && state !== 'gone'
      ? [
          [
            text(failures === 1 ? 'Failed once, ' : `Failed ${failures} times in a row, since `),
            time(failingSince, 'date-time'),
            ...(state === 'active' ? [] : [text(`: ${lastError.reason}`)]),
          ],
        ]
      : []),
    ...(names.length > 0 ? [[text(`Also followed as ${names.join(', ')}`)]] : []),
    ...(feed.move ? [[text('It says that it has moved to '), code(feed.move.to)]] : []),
    [text(`Archive: ${counted(articles, 'article')}`)],
    [text(`A channel that follows it would have had ${counted(recent, 'article')} last week`)],
  ];
  return {
    blocks: [
      { kind: 'heading', spans: [text(cut(feed.title, MAX_TITLE))] },
      { kind: 'paragraph', spans: [code(feed.url)] },
      { kind: 'bullets', items: lines },
      ...(newest.length > 0
        ? [
            { kind: 'paragraph' as const, spans: [text('The newest:')] },
            {
              kind: 'bullets' as const,
              items: newest.map(({ title, url }) => [linkOrText(cut(title, 150), url)]),
            },
          ]
        : []),
      ...adviceOn(feed),
      {
        kind: 'buttons',
        buttons: [
          ...(state === 'active' ? [press('feed-follow', feed, 'Follow it here')] : []),
          press('feed-remove', feed, 'Remove', 'Read it no more; its articles stay'),
        ],
      },
    ],
  };
}

function adviceOn(feed: PolledFeed): Block[] {
  if (feed.state !== 'disabled' && feed.state !== 'gone') return [];
  return [
    note([
      text('It is not tried any more. If it is there again: '),
      code(`/newsdesk feed add ${feed.url}`),
    ]),
  ];
}
