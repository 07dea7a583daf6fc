import type { KnownBlock } from '@slack/types';
import type { Block } from '../../src/message/message.ts';
import { SLACK_LIMITS } from './limits.ts';

/** A rendered block and what it was before. */
export type Part = { readonly kind: Block['kind']; readonly block: KnownBlock };

/** What goes first when a message is too long: stories, then other text; the heading stays longest. */
const LEFT_OUT_FIRST: readonly (readonly Block['kind'][])[] = [
  ['entry'],
  ['paragraph', 'bullets', 'code', 'image', 'divider', 'note'],
  ['buttons', 'menu'],
  ['heading'],
];

/**
 * As many blocks as one message holds, in order. What does not fit is left out whole, from the
 * end, and a line in its place says how much that was.
 */
export function fitIntoMessage(parts: readonly Part[]): KnownBlock[] {
  const all = parts.map(({ block }) => block);
  let blocks = all.length;
  let characters = countCharacters(all);
  if (blocks <= SLACK_LIMITS.blocks && characters <= SLACK_LIMITS.characters) return all;

  const dropped = new Set<number>();
  const spare = countCharacters([leftOut(parts.length)]);
  for (const index of dropOrder(parts)) {
    if (blocks < SLACK_LIMITS.blocks && characters + spare <= SLACK_LIMITS.characters) break;
    dropped.add(index);
    blocks -= 1;
    characters -= countCharacters(all.slice(index, index + 1));
  }
  const place = Math.min(...dropped);
  return all.flatMap((block, index) => {
    if (index === place) return [leftOut(dropped.size)];
    return dropped.has(index) ? [] : [block];
  });
}

/** Everything that Slack counts, as far as is known: shown text and addresses, not ids. */
export function countCharacters(blocks: readonly KnownBlock[]): number {
  return blocks.reduce((sum, block) => sum + lengthOf(block), 0);
}

const COUNTED = new Set([
  'text',
  'url',
  'image_url',
  'alt_text',
  'fallback',
  'accessibility_label',
]);

function lengthOf(value: unknown, key = ''): number {
  if (typeof value === 'string') return COUNTED.has(key) ? value.length : 0;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, inner]) => sum + lengthOf(inner, name), 0);
}

function dropOrder(parts: readonly Part[]): number[] {
  const fromTheEnd = [...parts.keys()].reverse();
  return LEFT_OUT_FIRST.flatMap((kinds) =>
    fromTheEnd.filter((index) => {
      const part = parts[index];
      return part !== undefined && kinds.includes(part.kind);
    }),
  );
}

function leftOut(count: number): KnownBlock {
  const what = count === 1 ? '1 more part was' : `${count} more parts were`;
  const text = `${what} left out: the message would be too long for Slack.`;
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
