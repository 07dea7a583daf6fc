import type { Block, Entry, Message, Span } from '../../src/message/message.ts';
import { plainText } from '../../src/message/plain-text.ts';
import { formatUtc } from '../../src/text/format-utc.ts';
import { cut } from '../../src/text/graphemes.ts';
import { fitsButton, type Row, rows } from './components.ts';
import { descriptionsOf, type Piece } from './descriptions.ts';
import { codeBlock, escapeText, webAddress } from './escape.ts';
import { inlineRow, inlineWithin } from './inline.ts';
import { LIMITS } from './limits.ts';

/** The body of a message, as it goes over the wire. */
export type DiscordMessage = {
  readonly content?: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Row[];
  readonly allowed_mentions: { readonly parse: readonly [] };
};

/** https://docs.discord.com/developers/resources/message#embed-object, in the parts that Newsdesk uses. */
export type Embed = {
  readonly color: number;
  readonly title?: string;
  readonly url?: string;
  readonly description?: string;
  readonly image?: { readonly url: string };
};

const COLOR = 0x2f6fb0;
const NOBODY = { parse: [] } as const;

/**
 * The message as embeds, buttons and menus. It is always one that Discord takes: what does not fit
 * is left out in whole entries from the end, and a line says how many.
 */
export function render({ blocks }: Message): DiscordMessage {
  const title = titleOf(blocks[0]);
  const image = blocks.find((block) => block.kind === 'image' && showable(block.url));
  const pieces = (title ? blocks.slice(1) : blocks).flatMap((block) => piecesOf(block, image));
  const [first = title || image ? undefined : 'Nothing to show.', ...others] = descriptionsOf(
    pieces,
    LIMITS.embedsTotal - (title?.title.length ?? 0),
  );
  const opening: Embed = {
    color: COLOR,
    ...title,
    ...(first === undefined ? {} : { description: first }),
    ...(image?.kind === 'image' ? { image: { url: image.url } } : {}),
  };
  return {
    embeds: [opening, ...others.map((description) => ({ color: COLOR, description }))],
    components: rows(blocks),
    allowed_mentions: NOBODY,
  };
}

/** The message as plain words, for when Discord has refused its other form. */
export function renderPlain(message: Message): DiscordMessage {
  // Escaping at most doubles the text, and isolating it adds two characters.
  const content = escapeText(cut(plainText(message), LIMITS.content / 2 - 2));
  return { content, embeds: [], components: [], allowed_mentions: NOBODY };
}

/** A heading becomes the title where one can show it: links and times do not work there. */
function titleOf(block: Block | undefined): { title: string; url?: string } | undefined {
  if (block?.kind !== 'heading') return undefined;
  const [span, ...others] = block.spans;
  const url = span?.kind === 'link' && others.length === 0 ? webAddress(span.url)?.href : undefined;
  if (url === undefined && block.spans.some(({ kind }) => kind === 'link')) return undefined;
  const title = inlineRow(block.spans.map(asTitle));
  if (title === '' || title.length > LIMITS.title) return undefined;
  return url === undefined || url.length > LIMITS.embedUrl ? { title } : { title, url };
}

/** Titles are bold by themselves. */
function asTitle(span: Span): Span {
  if (span.kind === 'time') return { kind: 'text', text: formatUtc(new Date(span.at), span.form) };
  if (span.kind === 'link' || span.style === 'bold') return { kind: 'text', text: span.text };
  return span;
}

function piecesOf(block: Block, shownImage: Block | undefined): Piece[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: inlineWithin(block.spans.map(bolded), LIMITS.description) }];
    case 'paragraph':
      return [{ text: inlineWithin(block.spans, LIMITS.description) }];
    case 'bullets':
      return block.items.map((item, index) => ({
        text: `- ${within(item, LIMITS.description - 2)}`,
        close: index > 0,
        countable: true,
      }));
    case 'entry':
      return [{ text: entryText(block), countable: true }];
    case 'code':
      return [{ text: codeBlock(block.text, LIMITS.description), close: true }];
    case 'note':
      return [{ text: small(block.spans, LIMITS.description), close: true }];
    case 'image': {
      if (block.alt === '') return [];
      const credit = block.credit === undefined ? '' : ` (${block.credit})`;
      const alt: Span = { kind: 'text', text: block.alt };
      const words: Span =
        block === shownImage ? alt : { kind: 'link', text: block.alt, url: block.url };
      const spans: Span[] = [
        { kind: 'text', text: 'Image: ' },
        words,
        { kind: 'text', text: credit },
      ];
      return [{ text: small(spans, LIMITS.description), close: true }];
    }
    case 'buttons':
      return block.buttons
        .filter((button) => button.kind === 'link' && !fitsButton(button.url))
        .map((button) => ({
          text: button.kind === 'link' ? inlineRow([{ ...button, text: button.label }]) : '',
        }));
    case 'divider':
    case 'menu':
      return [];
  }
}

/** Longest parts of an entry's first two lines, so that there is always room for both. */
const ENTRY_TITLE = 300;
const ENTRY_URL = 2048;
const ENTRY_DETAILS = 1000;

function entryText({ title, details, body }: Entry): string {
  const head = [inlineRow([bolded(shortTitle(title))]), small(details, ENTRY_DETAILS)].filter(
    (line) => line !== '',
  );
  const room = LIMITS.description - head.join('\n').length - 1;
  return [...head, inlineWithin(body, room)].filter((line) => line.trim() !== '').join('\n');
}

function shortTitle(title: Span): Span {
  if (title.kind === 'time') return title;
  const text = cut(title.text, ENTRY_TITLE);
  if (title.kind === 'link' && title.url.length > ENTRY_URL) return { kind: 'text', text };
  return { ...title, text };
}

function bolded(span: Span): Span {
  return span.kind === 'time' || (span.kind === 'text' && span.style !== undefined)
    ? span
    : { ...span, style: 'bold' };
}

/** Small print, one line; nothing where there are no words. */
function small(spans: readonly Span[], max: number): string {
  const line = within(spans, max - 3);
  return line === '' ? '' : `-# ${line}`;
}

function within(spans: readonly Span[], max: number): string {
  const row = inlineRow(spans);
  return row.length <= max ? row : inlineWithin(spans, max).replaceAll(/\s*\n\s*/g, ' ');
}

function showable(url: string): boolean {
  const href = webAddress(url)?.href;
  return href !== undefined && href.length <= LIMITS.embedUrl;
}
