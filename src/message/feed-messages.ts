import type { PolledFeed } from '../model/feed.ts';
import type { FeedVerb } from './action.ts';
import { isAiling, note, press, stateSpans, titleSpan, whichMenu } from './feed-parts.ts';
import { bold, code, type Message, text } from './message.ts';
import { counted } from './spans.ts';

const MAX_LISTED = 25;

export function feedAdded(options: {
  readonly feed: PolledFeed;
  readonly isNew: boolean;
  readonly items: number;
}): Message {
  const { feed, isNew, items } = options;
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [titleSpan(feed), text(isNew ? ' is read from now on.' : ' is read already.')],
      },
      note(
        isNew
          ? [text(`${whatItHolds(items)} What comes from now on is posted where it is followed.`)]
          : [text(`It is number ${feed.id}, at `), code(feed.url), text('.')],
      ),
      {
        kind: 'buttons',
        buttons: [
          { ...press('feed-follow', feed, 'Follow it here'), style: 'primary' },
          press('feed-check', feed, 'Check'),
          ...(isNew ? [press('feed-remove', feed, 'Undo', 'Undo: do not read it')] : []),
        ],
      },
    ],
  };
}

function whatItHolds(items: number): string {
  if (items === 0) return 'It holds no article yet.';
  return items === 1
    ? 'Its one article can be searched within a minute or two, and is not posted.'
    : `Its ${counted(items, 'article')} can be searched within a minute or two, and are not posted.`;
}

export function feedList(options: {
  readonly feeds: readonly PolledFeed[];
  readonly now: Date;
}): Message {
  const feeds = options.feeds.slice(0, MAX_LISTED);
  const more = options.feeds.length - feeds.length;
  if (feeds.length === 0) return noFeeds();
  const ailing = options.feeds.filter((feed) => isAiling(feed)).length;
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [
          text(counted(options.feeds.length, 'feed')),
          ...(ailing > 0 ? [text(`, ${ailing} with a problem`)] : []),
        ],
      },
      {
        kind: 'bullets',
        items: feeds.map((feed) => [
          titleSpan(feed),
          text(' · '),
          ...stateSpans(feed, options.now),
          text(` · number ${feed.id}`),
        ]),
      },
      whichMenu('Check one…', feeds, 'feed-check'),
      note([
        text(more > 0 ? `And ${more} more. Add one: ` : 'Add one: '),
        code('/newsdesk feed add timesca.com'),
      ]),
    ],
  };
}

function noFeeds(): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('No feeds are read yet')] },
      {
        kind: 'paragraph',
        spans: [text('Start with '), code('/newsdesk feed add timesca.com'), text('.')],
      },
    ],
  };
}

/** Several are meant; choosing one does what was asked for. */
export function whichFeed(feeds: readonly PolledFeed[], verb: FeedVerb): Message {
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [bold('Which feed?'), text(' Choose it here, or give its number.')],
      },
      whichMenu('Which feed…', feeds.slice(0, MAX_LISTED), verb),
    ],
  };
}

/** `isLeft`: others want it still. */
export function feedRemoved(
  feed: PolledFeed,
  {
    articles,
    followers,
    isLeft,
  }: {
    readonly articles: number;
    /** Digests of this workspace that follow it and nothing else. */
    readonly followers: number;
    readonly isLeft: boolean;
  },
): Message {
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [
          titleSpan(feed),
          text(isLeft ? ' is off your list; others read it still.' : ' is read no more.'),
        ],
      },
      ...(articles > 0
        ? [
            note([
              text(
                `Its ${counted(articles, 'article')} ${articles === 1 ? 'stays' : 'stay'} in the archive.`,
              ),
            ]),
          ]
        : []),
      ...(followers > 0
        ? [
            note([
              text(
                followers === 1
                  ? 'A digest follows it and will have nothing new: '
                  : `${followers} digests follow it and will have nothing new: `,
              ),
              code('/newsdesk list all'),
            ]),
          ]
        : []),
      { kind: 'buttons', buttons: [press('feed-restore', feed, 'Undo', 'Undo: read it again')] },
    ],
  };
}

export function feedRestored(feed: PolledFeed): Message {
  return {
    blocks: [
      { kind: 'paragraph', spans: [titleSpan(feed), text(' is read again.')] },
      { kind: 'buttons', buttons: [press('feed-check', feed, 'Check')] },
    ],
  };
}

export function feedsImported(options: {
  readonly added: number;
  readonly known: number;
  readonly bad: number;
}): Message {
  const { added, known, bad } = options;
  const parts = [
    `${counted(added, 'feed')} added`,
    `${known} read already`,
    ...(bad > 0 ? [`${counted(bad, 'line')} without a usable address left out`] : []),
  ];
  return {
    blocks: [
      { kind: 'paragraph', spans: [bold(`${parts.join(', ')}.`)] },
      note([
        text('They are read one after another. '),
        code('/newsdesk feed list'),
        text(' shows how each is.'),
      ]),
    ],
  };
}
