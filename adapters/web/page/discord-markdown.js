// @ts-check
import { h } from './dom.js';
import { drawTokens, formatDate, formatRelative, momentOf } from './markup.js';

/** @typedef {import('./markup.js').Token} Token */

/**
 * Discord's Markdown by lines: headings, small print, quotes, lists, code, paragraphs.
 * https://discord.com/developers/docs/reference#message-formatting
 *
 * @param {string} text
 * @param {Date} now
 * @returns {Node[]}
 */
export function drawDiscordMarkdown(text, now) {
  /** @type {Node[]} */
  const nodes = [];
  const inline = (/** @type {string} */ line) => drawTokens(parseDiscordInline(line, now));
  const lines = text.split('\n');

  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const fence = /^```\w*$/.test(line) ? lines.indexOf('```', index + 1) : -1;
    const [, hashes, heading = ''] = /^(#{1,3}) +(.+)$/.exec(line) ?? [];
    const [, small] = /^-# +(.+)$/.exec(line) ?? [];
    const [, quote] = /^> (.*)$/.exec(line) ?? [];
    const [, indent = '', bullet, item = ''] = /^( *)([-*]|\d{1,9}\.) +(.+)$/.exec(line) ?? [];

    if (fence > 0) {
      nodes.push(h('pre.code', {}, lines.slice(index + 1, fence).join('\n')));
      index = fence;
    } else if (hashes) {
      nodes.push(h(`div.md-heading.md-h${hashes.length}`, headingRole(hashes), ...inline(heading)));
    } else if (small !== undefined) {
      nodes.push(h('div.md-small', {}, ...inline(small)));
    } else if (quote !== undefined) {
      nodes.push(h('blockquote', {}, ...inline(quote)));
    } else if (bullet) {
      const mark = /\d/.test(bullet) ? bullet : indent.length > 1 ? '◦' : '•';
      nodes.push(
        h(
          `div.md-item${indent.length > 1 ? '.md-nested' : ''}`,
          {},
          h('span.md-mark', {}, mark),
          h('span', {}, ...inline(item)),
        ),
      );
    } else {
      nodes.push(line === '' ? h('div.md-gap') : h('div', {}, ...inline(line)));
    }
  }
  return nodes;
}

/** @param {string} hashes */
function headingRole(hashes) {
  return { role: 'heading', 'aria-level': hashes.length + 2 };
}

/** Longest mark first: `**` is not two `*`. @type {readonly (readonly [string, import('./markup.js').Style])[]} */
const MARKS = [
  ['**', 'bold'],
  ['__', 'underline'],
  ['~~', 'strike'],
  ['||', 'spoiler'],
  ['*', 'italic'],
  ['_', 'italic'],
];

/**
 * One line of Discord's Markdown.
 *
 * @param {string} text
 * @param {Date} now
 * @param {{ escapes?: boolean }} [rules]
 * @returns {Token[]}
 */
export function parseDiscordInline(text, now, { escapes = true } = {}) {
  /** @type {Token[]} */
  const tokens = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') tokens.push({ kind: 'text', text: plain });
    plain = '';
  };

  for (let index = 0; index < text.length; ) {
    const escaped = escapes && /^\\([^\p{L}\p{N}\s])/u.exec(text.slice(index, index + 3));
    const found = escaped ? undefined : tokenAt(text, index, now);
    if (escaped) {
      plain += escaped[1];
      index += escaped[0].length;
    } else if (found) {
      flush();
      tokens.push(found.token);
      index = found.end;
    } else {
      plain += text[index];
      index += 1;
    }
  }
  flush();
  return tokens;
}

/**
 * @param {string} text
 * @param {number} index
 * @param {Date} now
 * @returns {{ token: Token, end: number } | undefined}
 */
function tokenAt(text, index, now) {
  const rest = text.slice(index);

  const code = /^(`+)(.+?)\1(?!`)/s.exec(rest);
  if (code) {
    /** @type {Token} */
    const inner = { kind: 'text', text: (code[2] ?? '').trim() };
    return {
      token: { kind: 'styled', style: 'code', children: [inner] },
      end: index + code[0].length,
    };
  }

  // A backslash in a link's text is shown, not obeyed: discord/discord-api-docs#6185.
  const masked =
    /^\[((?:[^[\]]|\[[^[\]]*\])+)\]\(<?(https?:\/\/[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?\)/.exec(
      rest,
    );
  if (masked) {
    const children = parseDiscordInline(masked[1] ?? '', now, { escapes: false });
    return {
      token: { kind: 'link', url: masked[2] ?? '', children },
      end: index + masked[0].length,
    };
  }

  const angle = /^<([^<>\s]+)>/.exec(rest);
  const special = angle && angleToken(angle[1] ?? '', now);
  if (angle && special) return { token: special, end: index + angle[0].length };

  const bare = /^https?:\/\/[^\s<>]+[^\s<>.,:;"'\])]/.exec(rest);
  if (bare) {
    return {
      token: { kind: 'link', url: bare[0], children: [{ kind: 'text', text: bare[0] }] },
      end: index + bare[0].length,
    };
  }

  const mention = /^@(everyone|here)/.exec(rest);
  if (mention)
    return { token: { kind: 'mention', text: mention[0] }, end: index + mention[0].length };

  for (const [mark, style] of MARKS) {
    if (!rest.startsWith(mark)) continue;
    const close = closingMark(rest, mark);
    if (close === -1) continue;
    return {
      token: {
        kind: 'styled',
        style,
        children: parseDiscordInline(rest.slice(mark.length, close), now),
      },
      end: index + close + mark.length,
    };
  }
  return undefined;
}

/**
 * Where the mark that opens `text` is closed; -1 where it is not.
 *
 * @param {string} text
 * @param {string} mark
 */
function closingMark(text, mark) {
  if (mark === '*' && /^\*\s/.test(text)) return -1;
  for (let index = mark.length; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text.startsWith(mark, index) && index > mark.length) {
      const doubled = mark.length === 1 && text[index + 1] === mark;
      // Of a run of three the first closes what stands inside.
      const inner = mark.length === 2 && text[index + 2] === mark[0];
      const inWord = mark === '_' && /[\p{L}\p{N}]/u.test(text[index + 1] ?? '');
      if (doubled) index += 1;
      else if (!inner && !inWord) return index;
    }
  }
  return -1;
}

/**
 * @param {string} inner what stands between the angle brackets
 * @param {Date} now
 * @returns {Token | undefined}
 */
function angleToken(inner, now) {
  const time = /^t:(-?\d{1,13})(?::([tTdDfFsSR]))?$/.exec(inner);
  const at = time && momentOf(time[1]);
  if (at) return { kind: 'time', text: formatDiscordTime(at, time[2] ?? 'f', now), at };
  if (/^https?:\/\//.test(inner)) {
    return { kind: 'link', url: inner, children: [{ kind: 'text', text: inner }] };
  }
  if (/^(@[!&]?\d+|#\d+|id:\w+|\/[\w -]+:\d+)$/.test(inner))
    return { kind: 'mention', text: inner };
  return undefined;
}

/**
 * @param {Date} at
 * @param {string} style
 * @param {Date} now
 */
function formatDiscordTime(at, style, now) {
  switch (style) {
    case 't':
      return formatDate(at, { timeStyle: 'short' });
    case 'T':
      return formatDate(at, { timeStyle: 'medium' });
    case 'd':
      return formatDate(at, { dateStyle: 'short' });
    case 'D':
      return formatDate(at, { dateStyle: 'long' });
    case 'F':
      return formatDate(at, { dateStyle: 'full', timeStyle: 'short' });
    case 's':
      return formatDate(at, { dateStyle: 'short', timeStyle: 'short' });
    case 'S':
      return formatDate(at, { dateStyle: 'short', timeStyle: 'medium' });
    case 'R':
      return formatRelative(at, now);
    default:
      return formatDate(at, { dateStyle: 'long', timeStyle: 'short' });
  }
}
