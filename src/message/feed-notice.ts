import type { PolledFeed } from '../model/feed.ts';
import { cut } from '../text/graphemes.ts';
import { bold, type Message, type Span, text, time } from './message.ts';

const MAX_TITLE = 100;

/** To a channel that depends on a feed: once when it has failed for a day or ended, once when it is well again. */
export function feedNotice(kind: 'fails' | 'ended' | 'recovered', feed: PolledFeed): Message {
  const { id, title, failingSince, lastError } = feed;
  const name = bold(cut(title, MAX_TITLE));
  const why = lastError ? `: ${lastError.reason}` : '';
  const since = failingSince ? [text(' since '), time(failingSince, 'date-time')] : [];
  switch (kind) {
    case 'recovered':
      return said([
        name,
        text(' can be read again. What it brought meanwhile is in the next digest.'),
      ]);
    case 'fails':
      return said(
        [
          text('I have not been able to read '),
          name,
          ...since,
          text(`${why}. Its news is missing here until that is mended; I keep trying.`),
        ],
        id,
      );
    case 'ended':
      return said(
        [
          text('I do not read '),
          name,
          text(` any more${why}. Its articles stay, but no new ones come from there.`),
        ],
        id,
      );
  }
}

function said(spans: readonly Span[], feed?: PolledFeed['id']): Message {
  return {
    blocks: [
      { kind: 'paragraph', spans },
      ...(feed === undefined
        ? []
        : [
            {
              kind: 'buttons' as const,
              buttons: [
                {
                  kind: 'action' as const,
                  label: 'Check the feed',
                  description: 'How the feed is; for managers',
                  action: { kind: 'feed-check' as const, feed },
                },
              ],
            },
          ]),
    ],
  };
}
