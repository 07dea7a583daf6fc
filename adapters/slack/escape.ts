import { cut } from '../../src/text/graphemes.ts';

/**
 * A stranger's text as it can be shown: control characters become spaces, and the characters
 * that turn reading direction are dropped, for an override that is never closed would turn
 * the rest of our message with it.
 */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '');
}

/**
 * For `mrkdwn` and the top-level text: the three characters that Slack knows an escape for,
 * https://docs.slack.dev/messaging/formatting-message-text. With them no mention, link or date
 * can be written. `*_~` and back-ticks have no escape; see `mrkdwnOf`.
 */
export function escapeMrkdwn(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Escaped, and at most `max` UTF-16 units of it; an entity is never cut in two. */
export function escapeAndCut(text: string, max: number): string {
  const escaped = escapeMrkdwn(text);
  if (escaped.length <= max) return escaped;
  let fits = 0;
  let length = 0;
  for (const character of text) {
    length += escapeMrkdwn(character).length;
    // One is for the ellipsis.
    if (length > max - 1) break;
    fits += character.length;
  }
  return escapeMrkdwn(cut(text, fits + 1));
}

/** The address as a link can carry it; undefined for what is too long or no web address. */
export function linkAddress(url: string, max: number): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= max ? href : undefined;
}

/** What a person typed after a slash command: Slack sends some of it in its own markup. */
export function typedText(wire: string): string {
  return wire
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label = '') =>
      markupText(target, label),
    )
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}

function markupText(target: string, label: string): string {
  const [sigil, name] = [target.charAt(0), target.slice(1)];
  if (sigil === '@' || sigil === '#') return `${sigil}${label || name}`;
  if (sigil === '!') return label || `@${name.split('^')[0]}`;
  // Slack links a bare host or mail address by itself: what was typed is then the label.
  const linkedByItself = ['http://', 'https://', 'mailto:'].some(
    (scheme) => scheme + label === target,
  );
  return linkedByItself ? label : target;
}
