import type { Digest } from '../model/digest.ts';
import { cut } from '../text/graphemes.ts';
import { MAX_WEIGHT, weightOf } from './fit.ts';
import { type Block, bold, code, type Message, type Span, text } from './message.ts';
import { openMenu } from './open-menu.ts';
import { aboutSpans } from './query-words.ts';
import { counted } from './spans.ts';
import { storyEntry, storyLine } from './story-entry.ts';

const MAX_QUERY = 100;

/**
 * What has just come in, in one message: a story or two in full, of more the rest as one line
 * each. What even so does not fit is counted, with a command that shows it.
 */
export function newsMessage(digest: Digest): Message {
  const { stories, also, more } = digest;
  const entries = stories.map(storyEntry);
  const lines = also.map(storyLine);
  const total = entries.length + lines.length + more;
  for (let left = entries.length + lines.length; left > 1; left -= 1) {
    const blocks = newsBlocks(digest, {
      entries: entries.slice(0, left),
      lines: lines.slice(0, Math.max(0, left - entries.length)),
      rest: total - left,
    });
    if (weightOf(blocks) <= MAX_WEIGHT) return { blocks };
  }
  const one = { entries: entries.slice(0, 1), lines: [], rest: Math.max(0, total - 1) };
  return { blocks: newsBlocks(digest, one) };
}

function newsBlocks(
  { query, stories, also, more }: Digest,
  shown: {
    readonly entries: readonly Block[];
    readonly lines: readonly (readonly Span[])[];
    readonly rest: number;
  },
): Block[] {
  const count = stories.length + also.length + more;
  const { entries, lines, rest } = shown;
  const told = [...stories, ...also].slice(0, entries.length + lines.length);
  return [
    {
      kind: 'note',
      spans: [
        bold(
          count === 0
            ? 'Nothing new'
            : count === 1
              ? 'New'
              : counted(count, 'new story', 'new stories'),
        ),
        ...(query === '' ? [] : [text(' '), ...aboutSpans(query)]),
      ],
    },
    ...entries,
    ...(lines.length === 0
      ? []
      : [
          { kind: 'paragraph' as const, spans: [bold('Also')] },
          { kind: 'bullets' as const, items: lines },
        ]),
    ...(rest === 0
      ? []
      : [
          {
            kind: 'note' as const,
            spans: [
              text(`And ${counted(rest, 'more story', 'more stories')}: `),
              code(
                query === '' ? '/news latest' : `/news search ${cut(query, MAX_QUERY)} sort:new`,
              ),
            ],
          },
        ]),
    ...(told.length === 0 ? [] : [openMenu(told.map(({ lead }) => lead))]),
  ];
}
