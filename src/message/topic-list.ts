import type { Topic } from '../model/topic.ts';
import { cut } from '../text/graphemes.ts';
import { bold, code, type Message, text } from './message.ts';
import { counted, formatNumber } from './spans.ts';

const MAX_LABEL = 75;

/** The most used topics, each a choice away from its articles. */
export function topicList(options: {
  readonly topics: readonly Topic[];
  /** How many topics there are in all. */
  readonly total: number;
}): Message {
  const { topics, total } = options;
  if (topics.length === 0) {
    return {
      blocks: [
        { kind: 'heading', spans: [text('No topics yet')] },
        { kind: 'paragraph', spans: [text('Topics come with the articles; none has one so far.')] },
      ],
    };
  }
  return {
    blocks: [
      { kind: 'heading', spans: [text(counted(total, 'topic'))] },
      {
        kind: 'paragraph',
        spans: topics.flatMap(({ name, articles }, index) => [
          text(index === 0 ? '' : ' · '),
          bold(name),
          text(` ${formatNumber(articles)}`),
        ]),
      },
      {
        kind: 'note',
        spans: [
          ...(total > topics.length ? [text(`The ${topics.length} most used. `)] : []),
          code('/news topic NAME'),
          text(' opens any of them.'),
        ],
      },
      {
        kind: 'menu',
        placeholder: 'Open a topic…',
        options: topics.map(({ name, key, articles }) => ({
          label: cut(name, MAX_LABEL),
          description: counted(articles, 'article'),
          action: { kind: 'topic', topic: key },
        })),
      },
    ],
  };
}
