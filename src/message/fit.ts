import type { Block, Span } from './message.ts';

/**
 * What a message may weigh so that no platform leaves anything out: Discord takes 6,000
 * characters over all embeds, of which its adapter uses 5,500, and counts a link's address and
 * every escape; Slack has room for more.
 */
export const MAX_WEIGHT = 5_300;

/** What the blocks weigh on the narrowest platform, rather too much than too little. */
export function weightOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + blockWeight(block), 0);
}

/** Marks, line ends and the small print's prefix around a line of text. */
const LINE = 8;

function blockWeight(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return lineWeight(block.spans);
    case 'bullets':
      return block.items.reduce((sum, item) => sum + lineWeight(item), 0);
    case 'entry':
      return lineWeight([block.title]) + lineWeight(block.details) + lineWeight(block.body);
    case 'code':
      return 2 * LINE + block.text.length;
    case 'image':
      return LINE + block.url.length + block.alt.length + (block.credit ?? '').length;
    case 'divider':
    case 'buttons':
    case 'menu':
      return 0;
  }
}

function lineWeight(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + spanWeight(span), LINE);
}

/** `<t:1795334400:f>` */
const TIME = 18;
/** `**[](…)**`, and for a title that looks like an address, its host. */
const LINK = 12;

function spanWeight(span: Span): number {
  if (span.kind === 'time') return TIME;
  const text = span.text.length + (span.text.match(/[\\*_~`|<>[\]@:\n]/g)?.length ?? 0);
  if (span.kind === 'text') return text + (span.style === undefined ? 0 : 4);
  return text + LINK + addressWeight(span.url) + (/https?:/i.test(span.text) ? 60 : 0);
}

/** Characters that are not plain are written as `%D0%B6`. */
function addressWeight(url: string): number {
  const href = URL.parse(url)?.href ?? url;
  return href.length + 2 * (href.match(/[()<>\\*`|]/g)?.length ?? 0);
}
