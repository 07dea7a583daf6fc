import type { LinkSpan, Span } from '../../src/message/message.ts';
import { spanText } from '../../src/message/plain-text.ts';
import { cut } from '../../src/text/graphemes.ts';
import { clean, escapeLinkText, escapeText, inlineCode, linkTarget, webAddress } from './escape.ts';

const ADDRESS = /https?:\/\/\S/i;
const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });

/** The spans as Discord's markdown, everything in them inert but what the spans themselves say. */
export function inline(spans: readonly Span[]): string {
  return spans.map(markup).reduce(joined, '');
}

/** As `inline`, in one line. */
export function inlineRow(spans: readonly Span[]): string {
  return inline(spans.map(inOneLine)).trim();
}

/**
 * As `inline` in at most `max` characters: whole sentences are left out from the end, with an
 * ellipsis in their place. Only a sentence that alone is too long is cut, between graphemes.
 */
export function inlineWithin(spans: readonly Span[], max: number): string {
  const whole = inline(spans);
  if (whole.length <= max) return whole;
  const plain = spans.map(spanText).join('');
  const ends = [...sentences.segment(plain)].map(({ index }) => index).filter((end) => end > 0);
  for (const end of ends.reverse()) {
    const shorter = `${inline(upTo(spans, end)).trimEnd()} …`;
    if (shorter.length <= max) return shorter;
  }
  // Escaping at most doubles the text, and isolating it adds two characters.
  return escapeText(cut(clean(plain), Math.floor(max / 2) - 2));
}

function markup(span: Span): string {
  switch (span.kind) {
    case 'time':
      return `<t:${Math.floor(span.at / 1000)}:${TIME_STYLES[span.form]}>`;
    case 'link':
      return linkMarkup(span);
    case 'text':
      if (span.style === 'code') return inlineCode(span.text);
      return styled(span.text, MARKS[span.style ?? 'plain']);
  }
}

const TIME_STYLES = { date: 'D', 'date-time': 'f', relative: 'R' } as const;
const MARKS = { plain: '', bold: '**', italic: '*' } as const;

function linkMarkup({ text, url, style }: LinkSpan): string {
  const mark = MARKS[style ?? 'plain'];
  const target = linkTarget(url);
  if (target === undefined) return styled(text, mark);
  const host = escapeLinkText(webAddress(url)?.host ?? '');
  // A text that shows an address must not lead to another: the link then shows its own host.
  if (ADDRESS.test(text)) return `${styled(text, mark)} ([${host}](${target}))`;
  return `${mark}[${escapeLinkText(text) || host}](${target})${mark}`;
}

/** Marks do not hold beside white space, so it is moved outside them. */
function styled(text: string, mark: string): string {
  const core = text.trim();
  if (mark === '' || core === '') return escapeText(text);
  const start = text.indexOf(core);
  const [before, after] = [text.slice(0, start), text.slice(start + core.length)];
  return `${before}${mark}${escapeText(core)}${mark}${after}`;
}

/** `**a**` and `*b*` side by side would be read as one run of marks. */
function joined(before: string, next: string): string {
  return before.endsWith('*') && next.startsWith('*') ? `${before}\u200b${next}` : before + next;
}

function inOneLine(span: Span): Span {
  return span.kind === 'time' ? span : { ...span, text: clean(span.text).replaceAll(/\s+/g, ' ') };
}

/** The spans that show the first `end` characters; one that cannot be divided is left out. */
function upTo(spans: readonly Span[], end: number): Span[] {
  const kept: Span[] = [];
  let length = 0;
  for (const span of spans) {
    const room = end - length;
    const text = spanText(span);
    length += text.length;
    if (room <= 0) break;
    if (text.length <= room) kept.push(span);
    else if (span.kind === 'text') kept.push({ ...span, text: span.text.slice(0, room) });
  }
  return kept;
}
