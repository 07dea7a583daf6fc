import type { KnownBlock, PlainTextElement, Button as SlackButton } from '@slack/types';
import { encodeAction } from '../../src/message/action.ts';
import type {
  Block,
  Button,
  Entry,
  Menu,
  MenuOption,
  Message,
  Span,
} from '../../src/message/message.ts';
import { plainText, spansText } from '../../src/message/plain-text.ts';
import { cut } from '../../src/text/graphemes.ts';
import { cutSpans } from './cut-spans.ts';
import { escapeAndCut, linkAddress, printable } from './escape.ts';
import { fitIntoMessage } from './fit.ts';
import { SLACK_LIMITS } from './limits.ts';
import { mrkdwnOf, richText } from './spans.ts';

export type RenderedMessage = {
  /** For notifications and screen readers: says what the blocks say. */
  readonly text: string;
  readonly blocks: KnownBlock[];
};

/**
 * The message in Block Kit, always one that Slack accepts: what is past a limit is cut at a
 * character or left out with a line saying so.
 */
export function render(message: Message): RenderedMessage {
  const ids = new ElementIds();
  const parts = message.blocks.flatMap((block) => {
    const rendered = renderBlock(block, ids);
    return rendered === undefined ? [] : [{ kind: block.kind, block: rendered }];
  });
  return { text: topLevelText(message), blocks: fitIntoMessage(parts) };
}

/** Escaped, for Slack reads the top-level text as mrkdwn. Never empty: Slack would refuse it. */
export function topLevelText(message: Message): string {
  return escapeAndCut(printable(plainText(message)).trim(), SLACK_LIMITS.text) || 'Newsdesk';
}

function renderBlock(block: Block, ids: ElementIds): KnownBlock | undefined {
  switch (block.kind) {
    case 'heading':
      return heading(block.spans);
    case 'paragraph':
      return section(cutSpans(block.spans, SLACK_LIMITS.textObject));
    case 'bullets':
      return bullets(block.items);
    case 'entry':
      return entry(block);
    case 'code':
      return preformatted(block.text);
    case 'note':
      return note(cutSpans(block.spans, SLACK_LIMITS.textObject));
    case 'image':
      return image(block);
    case 'divider':
      return { type: 'divider' };
    case 'buttons':
      return buttons(block.buttons, ids);
    case 'menu':
      return menu(block, ids);
  }
}

function heading(spans: readonly Span[]): KnownBlock | undefined {
  const text = printable(spansText(spans)).trim();
  if (text === '') return undefined;
  return text.length <= SLACK_LIMITS.header && spans.every(({ kind }) => kind === 'text')
    ? { type: 'header', text: label(text.replaceAll('\n', ' '), SLACK_LIMITS.header) }
    : section(cutSpans(spans, SLACK_LIMITS.textObject), 'bold');
}

function section(spans: readonly Span[], style?: 'bold'): KnownBlock | undefined {
  const elements = richText(spans, style);
  return elements.length === 0
    ? undefined
    : { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

function bullets(items: readonly (readonly Span[])[]): KnownBlock | undefined {
  const most = Math.floor(SLACK_LIMITS.textObject / Math.max(items.length, 1));
  const elements = items
    .map((item) => richText(cutSpans(item, Math.max(most, SLACK_LIMITS.entryDetails))))
    .filter((item) => item.length > 0)
    .map((item) => ({ type: 'rich_text_section' as const, elements: item }));
  return elements.length === 0
    ? undefined
    : { type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] };
}

/** What is to be copied stays whole: in pieces that Slack takes, of which a reader sees nothing. */
function preformatted(code: string): KnownBlock | undefined {
  const elements = Array.from(printable(code).matchAll(PIECES), ([text]) => ({
    type: 'text' as const,
    text,
  }));
  return elements.length === 0
    ? undefined
    : { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements }] };
}

/** A character is at most two units. */
const PIECES = new RegExp(`.{1,${SLACK_LIMITS.textObject / 2}}`, 'gsu');

function entry({ title, details, body }: Entry): KnownBlock | undefined {
  const lines = [
    cutSpans([title], SLACK_LIMITS.entryTitle),
    cutSpans(details, SLACK_LIMITS.entryDetails),
    cutSpans(body, SLACK_LIMITS.entryBody),
  ].filter((line) => spansText(line) !== '');
  const newline: Span = { kind: 'text', text: '\n' };
  return section(lines.flatMap((line, index) => (index === 0 ? line : [newline, ...line])));
}

/** Small print is a context block, unless only rich text can show it as it was written. */
function note(spans: readonly Span[]): KnownBlock | undefined {
  const text = printable(spansText(spans));
  if (text.trim() === '') return undefined;
  if (spans.every((span) => span.kind === 'text' && span.style === undefined)) {
    return { type: 'context', elements: [label(text, SLACK_LIMITS.textObject)] };
  }
  const mrkdwn = mrkdwnOf(spans);
  return mrkdwn === undefined || mrkdwn.length > SLACK_LIMITS.textObject
    ? section(spans)
    : { type: 'context', elements: [{ type: 'mrkdwn', text: mrkdwn, verbatim: true }] };
}

/** Slack loads pictures over https only; another one is told in words. */
function image({ url, alt, credit }: Extract<Block, { kind: 'image' }>): KnownBlock | undefined {
  const address = linkAddress(url, SLACK_LIMITS.url);
  const alternative = printable(alt).trim();
  if (address === undefined || !address.startsWith('https:') || alternative === '') {
    const words = [alternative, credit].filter(Boolean).join(' · ');
    return note([{ kind: 'text', text: cut(words, SLACK_LIMITS.textObject) }]);
  }
  return {
    type: 'image',
    image_url: address,
    alt_text: cut(alternative, SLACK_LIMITS.imageAlt),
    ...(credit?.trim() && { title: label(credit, SLACK_LIMITS.imageTitle) }),
  };
}

function buttons(all: readonly Button[], ids: ElementIds): KnownBlock | undefined {
  const elements = all.flatMap((button) => slackButton(button, ids)).slice(0, SLACK_LIMITS.buttons);
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

function slackButton(button: Button, ids: ElementIds): SlackButton[] {
  const text = label(button.label, SLACK_LIMITS.buttonLabel);
  if (button.kind === 'link') {
    const url = linkAddress(button.url, SLACK_LIMITS.url);
    return url === undefined ? [] : [{ type: 'button', text, url, action_id: ids.next('link') }];
  }
  // Slack cannot grey a button out.
  if (button.disabled) return [];
  const value = encodeAction(button.action);
  const { description, style } = button;
  return [
    {
      type: 'button',
      text,
      value,
      action_id: ids.next(value),
      ...(style && { style }),
      ...(description && {
        accessibility_label: cut(printable(description), SLACK_LIMITS.buttonDescription),
      }),
    },
  ];
}

/** Without the descriptions of the options: strict readers of Slack's own types refuse them in a select. */
function menu({ placeholder, options }: Menu, ids: ElementIds): KnownBlock | undefined {
  if (options.length === 0) return undefined;
  return {
    type: 'actions',
    elements: [
      {
        type: 'static_select',
        action_id: ids.next('menu'),
        placeholder: label(placeholder, SLACK_LIMITS.placeholder),
        options: options.slice(0, SLACK_LIMITS.options).map((option) => ({
          text: label(oneLine(option), SLACK_LIMITS.optionLabel),
          value: encodeAction(option.action),
        })),
      },
    ],
  };
}

/** The description stands behind the label where there is room for both, else it is left out. */
function oneLine({ label: name, description }: MenuOption): string {
  const both = description ? `${name} · ${description}` : name;
  return both.length <= SLACK_LIMITS.optionLabel ? both : name;
}

/** Plain text, of which Slack demands at least one character. */
function label(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(printable(text), max) || '…', emoji: false };
}

/** Gives every element of a message its own id: the same action may stand on two buttons. */
class ElementIds {
  readonly #taken = new Map<string, number>();

  next(wish: string): string {
    const before = this.#taken.get(wish) ?? 0;
    this.#taken.set(wish, before + 1);
    return before === 0 ? wish : `${wish}#${before + 1}`;
  }
}
