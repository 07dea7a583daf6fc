import type { PersonData } from '../model/person-data.ts';
import { bold, code, type Message, type Span, text, time } from './message.ts';
import { formatNumber } from './spans.ts';

/** What is stored of the person who asks, for how long, and who sees it. */
export function privacyMessage(
  data: PersonData & { readonly oldestListAt: Date | undefined },
): Message {
  const { lists, oldestListAt, subscriptions, shares, feeds } = data;
  return {
    blocks: [
      { kind: 'heading', spans: [text('What Newsdesk stores about you here, by your id')] },
      {
        kind: 'bullets',
        items: [
          [
            number('Searches', lists),
            ...(oldestListAt ? [text(' since '), time(oldestListAt, 'date')] : []),
            text('. What you looked for, so that Next and Follow work; deleted after 90 days.'),
          ],
          [
            number('Digests you set up', subscriptions),
            text('. Your name with each; deleted a day or two after it is stopped.'),
          ],
          [
            number('Articles you shared', shares),
            text('. The article, where and when, not your note; kept as long as the article.'),
          ],
          [
            number('Feeds you added or removed', feeds),
            text('. That it was you; kept until 30 days after Newsdesk is removed from here.'),
          ],
        ],
      },
      {
        kind: 'paragraph',
        spans: [
          text(
            'It cannot read messages: it gets what you type to it and the buttons of its own that you press. What you open and read is not stored.',
          ),
        ],
      },
      {
        kind: 'paragraph',
        spans: [
          text(
            'Whoever runs this Newsdesk can see all of it. Backups they make hold copies, and the log may name you by your id where something failed. Everybody here sees your name with the digests you set up. What was posted in a channel is kept there by Slack or Discord.',
          ),
        ],
      },
      {
        kind: 'paragraph',
        spans: [text('To have it deleted: '), code('/news forget-me'), text(' asks first.')],
      },
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Forget me…',
            description: 'Forget me here; asks first',
            action: { kind: 'forget-me' },
          },
        ],
      },
    ],
  };
}

/** `Searches: 12`, `Searches: none`. */
function number(what: string, n: number): Span {
  return bold(`${what}: ${n === 0 ? 'none' : formatNumber(n)}`);
}
