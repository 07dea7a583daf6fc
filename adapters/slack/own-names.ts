import type { Reply } from '../../src/commands/command.ts';
import type { Block, Span } from '../../src/message/message.ts';
import type { CommandNames } from './invocation.ts';

/** The reply with its commands under the names that they have in this workspace. */
export function underOwnNames(reply: Reply, names: CommandNames): Reply {
  if (reply.kind === 'remove' || (names.news === '/news' && names.newsdesk === '/newsdesk')) {
    return reply;
  }
  const rename = (spans: readonly Span[]) => spans.map((span) => renamed(span, names));
  const blocks = reply.message.blocks.map((block): Block => {
    if ('spans' in block) return { ...block, spans: rename(block.spans) };
    return block.kind === 'bullets' ? { ...block, items: block.items.map(rename) } : block;
  });
  return { ...reply, message: { blocks } };
}

/** What is to be typed is code; everything else may be a stranger's words. */
function renamed(span: Span, names: CommandNames): Span {
  if (span.kind !== 'text' || span.style !== 'code') return span;
  const text = span.text.replace(
    /^\/(newsdesk|news)\b/,
    (_, family: 'news' | 'newsdesk') => names[family],
  );
  return { ...span, text };
}
