import type { RichTextElement } from '@slack/types';
import type { LinkSpan, Span, TimeSpan } from '../../src/message/message.ts';
import { spanText } from '../../src/message/plain-text.ts';
import { escapeMrkdwn, linkAddress, printable } from './escape.ts';
import { SLACK_LIMITS } from './limits.ts';

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
const DATE_FORMATS: Record<TimeSpan['form'], string> = {
  date: '{date_short_pretty}',
  'date-time': '{date_short_pretty} at {time}',
  relative: '{ago}',
};

/** Text that would mean something in mrkdwn and has no escape there: styles, quotes, emoji. */
const MEANS_SOMETHING = /[*_~`|]|(?:^|\n)\s*>|:[\w'+-]+:/u;

/** Text that a reader takes for an address. */
const LOOKS_LIKE_ADDRESS = /:\/\/|\bwww\.|\b[\w-]+\.\p{L}{2,}\//iu;

/** Rich text is shown as it is, never parsed: the form for anything that strangers wrote. */
export function richText(spans: readonly Span[], style?: 'bold'): RichTextElement[] {
  return spans.flatMap((span) => richTextOf(span, style));
}

/**
 * The spans as one piece of mrkdwn; undefined where mrkdwn cannot say them exactly, for then
 * they must be rich text.
 */
export function mrkdwnOf(spans: readonly Span[]): string | undefined {
  const texts = spans.map(spanText);
  const parts = spans.map((span, index) => {
    const part = mrkdwnPart(span);
    if (span.kind === 'time' || span.style === undefined) return part;
    const around = `${texts[index - 1]?.at(-1) ?? ' '}${texts[index + 1]?.at(0) ?? ' '}`;
    // Slack takes a mark for a style only between these, and around words only.
    const canBeMarked = /^[\s(][\s).,;:!?·]$/.test(around) && /^\S(?:.*\S)?$/.test(span.text);
    return part && canBeMarked ? MARKS[span.style] + part + MARKS[span.style] : undefined;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

const MARKS = { bold: '*', italic: '_', code: '`' };

function richTextOf(span: Span, style: 'bold' | undefined): RichTextElement[] {
  if (span.kind === 'time') return [{ type: 'date', ...date(span), ...styled(style) }];
  const text = printable(span.text);
  if (text === '') return [];
  const dress = styled(style, span.style);
  if (span.kind === 'text') return [{ type: 'text', text, ...dress }];
  const url = linkAddress(span.url, SLACK_LIMITS.url);
  if (url === undefined) return [{ type: 'text', text, ...dress }];
  if (!LOOKS_LIKE_ADDRESS.test(text)) return [{ type: 'link', url, text, ...dress }];
  // A headline that is itself an address must not lead somewhere else in disguise.
  return [
    { type: 'text', text: `${text} (`, ...dress },
    { type: 'link', url, text: new URL(url).host, ...dress },
    { type: 'text', text: ')', ...dress },
  ];
}

function styled(...styles: readonly ('bold' | 'italic' | 'code' | undefined)[]) {
  const named = styles.filter((style) => style !== undefined);
  return named.length === 0 ? {} : { style: Object.fromEntries(named.map((name) => [name, true])) };
}

function date(span: TimeSpan) {
  const timestamp = Math.floor(span.at / 1000);
  return { timestamp, format: DATE_FORMATS[span.form], fallback: spanText(span) };
}

function mrkdwnPart(span: Span): string | undefined {
  if (span.kind === 'time') {
    const { timestamp, format, fallback } = date(span);
    return `<!date^${timestamp}^${format}|${escapeMrkdwn(fallback)}>`;
  }
  const text = printable(span.text);
  if (MEANS_SOMETHING.test(text)) return undefined;
  return span.kind === 'link' ? mrkdwnLink(span, text) : escapeMrkdwn(text);
}

function mrkdwnLink(span: LinkSpan, text: string): string | undefined {
  const url = linkAddress(span.url, SLACK_LIMITS.url);
  if (url === undefined) return escapeMrkdwn(text);
  if (LOOKS_LIKE_ADDRESS.test(text) || text.includes('\n')) return undefined;
  const target = escapeMrkdwn(url.replaceAll('|', '%7C'));
  return `<${target}|${escapeMrkdwn(text)}>`;
}
