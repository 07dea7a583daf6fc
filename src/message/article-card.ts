import type { Article, Correction } from '../model/article.ts';
import type { Share } from '../model/share.ts';
import { cut } from '../text/graphemes.ts';
import {
  type Block,
  type Button,
  italic,
  linkOrText,
  type Message,
  text,
  time,
} from './message.ts';
import { countrySpans, dotted } from './spans.ts';

const WORDS_PER_MINUTE = 230;
const MAX_LABEL = 75;
const MAX_FORMER = 120;

/** An article's summary: its own sentences, unchanged and in their order, with all that says where they come from. */
export function articleCard(options: {
  readonly article: Article;
  readonly correction: Correction | undefined;
  /** Its own sentences, verbatim and in order; may be none. */
  readonly summary: readonly string[];
  /** Same story first, then similar ones. */
  readonly related: readonly Article[];
  /** Where this tenant shared it before, newest first. */
  readonly shares: readonly Share[];
  /** Where the card is shown. */
  readonly channel: Share['channel']['id'];
}): Message {
  const { article, correction, summary, related, shares, channel } = options;
  return {
    blocks: [
      ...articleBlocks(article, correction, summary),
      ...sharedBefore(shares, channel),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Share',
            description: 'Share this summary with the whole channel',
            action: { kind: 'share', article: article.id },
            style: 'primary',
          },
          ...readButtons(article),
        ],
      },
      ...(related.length > 0
        ? [
            {
              kind: 'menu' as const,
              placeholder: 'Related…',
              options: related.map((other) => ({
                label: cut(other.title, MAX_LABEL),
                description: cut(
                  other.storyId === article.storyId ? `${other.source} · same story` : other.source,
                  MAX_LABEL,
                ),
                action: { kind: 'open' as const, article: other.id },
              })),
            },
          ]
        : []),
    ],
  };
}

/** The card as a whole channel sees it. */
export function sharedCard(options: {
  readonly article: Article;
  readonly correction: Correction | undefined;
  readonly summary: readonly string[];
  /** How the platform writes the person's name. */
  readonly sharer: string;
  /** The person's own words; may be empty. */
  readonly note: string;
  readonly share: Share['id'];
  /** Where this tenant shared it before, newest first. */
  readonly shares: readonly Share[];
  readonly channel: Share['channel']['id'];
}): Message {
  const { article, correction, summary, sharer, note, share, shares, channel } = options;
  return {
    blocks: [
      { kind: 'note', spans: [text(`${sharer} shared`)] },
      ...(note === '' ? [] : [{ kind: 'paragraph' as const, spans: [text(`“${note}”`)] }]),
      ...articleBlocks(article, correction, summary),
      ...sharedBefore(shares, channel),
      {
        kind: 'buttons',
        buttons: [
          ...readButtons(article),
          {
            kind: 'action',
            label: 'Remove',
            description: 'Take this card away again; only the person who shared it can',
            action: { kind: 'unshare', share },
          },
        ],
      },
    ],
  };
}

function sharedBefore([last]: readonly Share[], channel: Share['channel']['id']): Block[] {
  if (last === undefined) return [];
  const where = last.channel.id === channel ? 'here' : 'in another channel';
  return [
    {
      kind: 'note',
      spans: [text(`Shared ${where} before, `), time(last.sharedAt, 'date-time')],
    },
  ];
}

function articleBlocks(
  article: Article,
  correction: Correction | undefined,
  sentences: readonly string[],
): Block[] {
  return [
    { kind: 'heading', spans: [linkOrText(article.title, article.url)] },
    {
      kind: 'note',
      spans: dotted([
        [text(article.source)],
        [time(article.publishedAt, 'date')],
        countrySpans(article),
        article.topics.length === 0 ? [] : [text(article.topics.slice(0, 5).join(', '))],
      ]),
    },
    ...(correction ? [changed(correction)] : []),
    ...imageBlocks(article),
    sentences.length === 0
      ? {
          kind: 'paragraph',
          spans: [
            italic('No sentence of this article stands well by itself; please read it whole.'),
          ],
        }
      : { kind: 'bullets', items: sentences.map((sentence) => [text(sentence)]) },
    ...origin(article, sentences.length > 0),
  ];
}

/** What differs, not why: whether it was a mistake is for the outlet to say. */
function changed({ at, formerTitle, hasNewText }: Correction): Block {
  const parts = [
    ...(formerTitle === undefined
      ? []
      : [`the headline, which was “${cut(formerTitle, MAX_FORMER)}”`]),
    ...(hasNewText ? ['the text'] : []),
  ];
  return {
    kind: 'note',
    spans: [
      text('Changed since it was first read, '),
      time(at, 'date-time'),
      text(`: ${parts.join(', and ')}.`),
    ],
  };
}

/** Where the words come from, and that there are more of them. */
function origin({ truncated }: Article, hasSentences: boolean): Block[] {
  const said = [
    ...(hasSentences ? ['Sentences of the article, unchanged.'] : []),
    ...(truncated ? ['The outlet gives only its beginning.'] : []),
  ];
  return said.length === 0 ? [] : [{ kind: 'note', spans: [text(said.join(' '))] }];
}

function imageBlocks({ image, title }: Article): Block[] {
  if (image === undefined) return [];
  const { url, caption, credit } = image;
  if (url !== undefined) {
    return [{ kind: 'image', url, alt: caption ?? `Photo from the article: ${title}`, credit }];
  }
  if (caption === undefined) return [];
  return [
    {
      kind: 'note',
      spans: [text(credit === undefined ? `Image: ${caption}` : `Image: ${caption} (${credit})`)],
    },
  ];
}

function readButtons(article: Article): Button[] {
  if (article.url === undefined) return [];
  const label = cut(`Read it at ${article.source}`, MAX_LABEL - ' (999 min)'.length);
  return [{ kind: 'link', label: `${label}${readingTime(article)}`, url: article.url }];
}

/** Nothing where the outlet gave only a beginning: nobody knows how long the whole is. */
function readingTime({ text: whole, truncated }: Article): string {
  const words = whole.split(/\s+/).length;
  return truncated ? '' : ` (${Math.max(1, Math.round(words / WORDS_PER_MINUTE))} min)`;
}
