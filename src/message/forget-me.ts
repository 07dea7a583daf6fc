import type { PersonData } from '../model/person-data.ts';
import type { PersonKey } from '../model/person-key.ts';
import { bold, code, type Message, type Span, text } from './message.ts';
import { counted } from './spans.ts';

/** Before anything is done: what would go, what would stay, and the one button that does it. */
export function forgetQuestion(options: {
  readonly data: PersonData;
  /** The place is the person's alone, and nothing of it is anybody else's. */
  readonly isOwn: boolean;
  readonly person: PersonKey;
}): Message {
  const { data, isOwn, person } = options;
  return {
    blocks: [
      { kind: 'heading', spans: [text('Shall Newsdesk forget you here?')] },
      {
        kind: 'bullets',
        items: [
          ...whatGoes(data, isOwn, ['Will be deleted', 'Will lose your id and name']),
          ...(data.subscriptions === 0 ? [] : [isOwn ? DIGESTS_END : DIGESTS_GO_ON]),
          [
            bold('Stays: '),
            text(`what was posted in channels${data.shares === 0 ? '.' : CARDS_STAY}`),
          ],
        ],
      },
      {
        kind: 'paragraph',
        spans: [text('This cannot be undone. To keep everything, do nothing.')],
      },
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Forget me',
            description: 'Forget me here; this cannot be undone',
            action: { kind: 'forget', person },
            style: 'danger',
          },
        ],
      },
    ],
  };
}

const CARDS_STAY =
  ', also the articles you shared, with your name on them. To take one away, press its Remove first: afterwards it no longer knows you.';
const DIGESTS_END: Span[] = [bold('Digests: '), text('no more come here.')];
const DIGESTS_GO_ON: Span[] = [
  bold('Digests: '),
  text(
    'they belong to their channels and go on, for people who manage this place to change. To end one, stop it first: ',
  ),
  code('/newsdesk list all'),
];

/** What was done. */
export function forgotten({
  data,
  isOwn,
}: {
  readonly data: PersonData;
  readonly isOwn: boolean;
}): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('Newsdesk has forgotten you here')] },
      {
        kind: 'bullets',
        items: whatGoes(data, isOwn, ['Deleted', 'Without your id and name now']),
      },
      {
        kind: 'note',
        spans: [
          text(
            'Backups made before still have it, for as long as whoever runs this Newsdesk keeps them. What you search from now on is stored again: ',
          ),
          code('/news privacy'),
        ],
      },
    ],
  };
}

export function nothingStored(): Message {
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [
          bold('Nothing about you is stored here.'),
          text(' What would be, and for how long: '),
          code('/news privacy'),
        ],
      },
    ],
  };
}

/** A line for what is deleted, and one for what stays without the person. */
function whatGoes(
  { lists, subscriptions, shares, feeds }: PersonData,
  isOwn: boolean,
  [deleted, anonymous]: readonly [string, string],
): Span[][] {
  const searches = countedIfAny(lists, 'search', 'searches');
  const others = [
    ...countedIfAny(subscriptions, 'digest'),
    ...countedIfAny(shares, 'shared article'),
    ...countedIfAny(feeds, 'feed'),
  ];
  return isOwn
    ? line(deleted, [...searches, ...others])
    : [...line(deleted, searches), ...line(anonymous, others)];
}

function line(name: string, parts: readonly string[]): Span[][] {
  return parts.length === 0 ? [] : [[bold(`${name}: `), text(`${parts.join(', ')}.`)]];
}

function countedIfAny(n: number, one: string, many?: string): string[] {
  return n === 0 ? [] : [counted(n, one, many)];
}
