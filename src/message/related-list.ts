import type { Article } from '../model/article.ts';
import { extract } from '../summary/extract.ts';
import { articleEntry } from './article-entry.ts';
import { italic, type Message, text } from './message.ts';
import { openMenu } from './open-menu.ts';
import { counted } from './spans.ts';

const MAX_EXTRACT = 280;

/** What to read beside an article: the rest of its story first, as the caller has it in order. */
export function relatedList(options: {
  readonly article: Article;
  readonly related: readonly Article[];
  readonly now: Date;
}): Message {
  const { article, related, now } = options;
  const count = related.length === 0 ? 'Nothing' : counted(related.length, 'article');
  return {
    blocks: [
      { kind: 'heading', spans: [text(`${count} related to `), italic(article.title)] },
      ...related.map((other) =>
        articleEntry(other, {
          extract: extract(other, [], { maxChars: MAX_EXTRACT }),
          now,
          remarks: other.storyId === article.storyId ? ['same story'] : [],
        }),
      ),
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: 'Open the article itself',
            action: { kind: 'open', article: article.id },
          },
        ],
      },
      openMenu(related),
    ],
  };
}
