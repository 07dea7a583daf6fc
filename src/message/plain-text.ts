import { formatUtc } from '../text/format-utc.ts';
import type { Block, Message, Span } from './message.ts';

/**
 * The message without any dress: what a notification, a screen reader or a terminal shows.
 * Buttons and menus are left out; everything else is said.
 */
export function plainText({ blocks }: Message): string {
  return blocks
    .map(blockText)
    .filter((line) => line !== '')
    .join('\n');
}

export function spansText(spans: readonly Span[]): string {
  return spans.map(spanText).join('');
}

export function spanText(span: Span): string {
  return span.kind === 'time' ? (span.words ?? formatUtc(new Date(span.at), span.form)) : span.text;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return spansText(block.spans);
    case 'bullets':
      return block.items.map((item) => `• ${spansText(item)}`).join('\n');
    case 'entry':
      return [spanText(block.title), spansText(block.details), spansText(block.body)]
        .filter((line) => line !== '')
        .join('\n');
    case 'code':
      return block.text;
    case 'image':
      return block.credit === undefined
        ? `Image: ${block.alt}`
        : `Image: ${block.alt} (${block.credit})`;
    case 'divider':
    case 'buttons':
    case 'menu':
      return '';
  }
}
