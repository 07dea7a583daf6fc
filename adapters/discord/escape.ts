/**
 * Strangers' text made inert for Discord: it reads as it was typed, and makes no link, mention,
 * time, emoji, heading, list or emphasis of its own. discord.js's `escapeMarkdown` is not enough:
 * it trusts whatever looks like an address, and knows neither `-#`, `>`, `<t:…>` nor `</…:id>`.
 */

import { cut } from '../../src/text/graphemes.ts';

const ZERO_WIDTH_SPACE = '\u200b';

/** For a description or a title. */
export function escapeText(text: string): string {
  return isolate(
    clean(text)
      .replaceAll(/[\\*_~`|<[\]]/g, '\\$&')
      .replaceAll(/@(?=everyone|here)|:(?=[\w+-]+:|\/\/)|(?<=<\w*):/g, '\\$&')
      // Only what stands at the start of a line makes a heading, small print, a quote or a list.
      .replaceAll(/^([^\S\n]*)([#\->+])/gm, '$1\\$2')
      .replaceAll(/^([^\S\n]*\d+)([.)])/gm, '$1\\$2')
      // `\</news:1>` is inert already; this keeps the opening itself from being read by others.
      .replaceAll('\\</', '\\<\\/'),
  );
}

/**
 * For the text of a link. Discord shows a backslash in there instead of obeying it
 * (https://github.com/discord/discord-api-docs/issues/6185), so what would be markup is given a
 * look-alike or is broken by a zero-width space. An address in the text must not get here: Discord
 * would show the link's source (issue 7721).
 */
export function escapeLinkText(text: string): string {
  const line = clean(text).replaceAll(/\s+/g, ' ').trim();
  return isolate(
    hasPlainBrackets(line) ? markupBroken(line) : markupBroken(line).replaceAll(/[[\]]/g, wide),
  );
}

/** The address as the target of a link; undefined where it is none that a reader could open. */
export function linkTarget(url: string): string | undefined {
  const parsed = webAddress(url);
  return parsed?.href.replaceAll(/[()<>\\*`|\s]/g, percentEncoded);
}

/** Undefined unless the text is an absolute http or https address of a public-looking host. */
export function webAddress(url: string): URL | undefined {
  const parsed = URL.parse(url);
  return parsed &&
    /^https?:$/.test(parsed.protocol) &&
    parsed.hostname.includes('.') &&
    parsed.username === ''
    ? parsed
    : undefined;
}

/**
 * Nothing is read inside inline code, and only its own fence could end it. What looks like a
 * mention, a link or a spoiler is broken all the same, for notifications show code as text.
 */
export function inlineCode(text: string): string {
  const line = clean(text)
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/<(?=[@#/]|\w*:)|@(?=everyone|here)|\](?=\()|\|(?=\|)/g, `$&${ZERO_WIDTH_SPACE}`);
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** Nothing is read in a block of code either, and only three back-ticks could end it. */
export function codeBlock(text: string, max: number): string {
  const broken = clean(text).replaceAll(/`(?=``)/g, `$&${ZERO_WIDTH_SPACE}`);
  return `\`\`\`\n${cut(broken, max - '```\n\n```'.length)}\n\`\`\``;
}

/** Without control characters, direction overrides (`gpj.exe`) and halves of surrogate pairs. */
export function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
      .replaceAll('\t', ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
  );
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Keeps numbers, dots and arrows beside right-to-left text where they are. */
function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

function markupBroken(line: string): string {
  return line
    .replaceAll('\\', '\uff3c')
    .replaceAll('`', '\u02cb')
    .replaceAll('*', '\u2217')
    .replaceAll(/_(?=.*_)|(?<=_.*)_/g, '\uff3f')
    .replaceAll(/[~|](?=[~|])/g, `$&${ZERO_WIDTH_SPACE}`)
    .replaceAll(/<|@|:(?=\w+:)/g, `$&${ZERO_WIDTH_SPACE}`);
}

/** `[Update] Words` is safe in a link's text; nested, lonely and `](` are not. */
function hasPlainBrackets(line: string): boolean {
  return !line.includes('](') && !/[[\]]/.test(line.replaceAll(/\[[^[\]]*\]/g, ''));
}

function wide(bracket: string): string {
  return bracket === '[' ? '\uff3b' : '\uff3d';
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
