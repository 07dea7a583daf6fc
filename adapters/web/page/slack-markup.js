// @ts-check
import { formatDate, formatRelative, momentOf } from './markup.js';

/** @typedef {import('./markup.js').Token} Token */

/** @type {Readonly<Record<string, import('./markup.js').Style>>} */
const STYLES = { '*': 'bold', _: 'italic', '~': 'strike' };

/**
 * Slack's mrkdwn, as https://docs.slack.dev/messaging/formatting-message-text has it: what
 * stands in angle brackets is a link, a mention or a date; three characters are escaped.
 *
 * @param {string} text
 * @param {Date} now
 * @returns {Token[]}
 */
export function parseSlackMarkup(text, now) {
  /** @type {Token[]} */
  const tokens = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') tokens.push({ kind: 'text', text: unescapeSlack(plain) });
    plain = '';
  };

  for (let index = 0; index < text.length; ) {
    const found = tokenAt(text, index, now);
    if (found) {
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
  const angle = /^<([^<>\s][^<>]*)>/.exec(rest);
  if (angle) return { token: angleToken(angle[1] ?? '', now), end: index + angle[0].length };

  const block = /^```(.+?)```/s.exec(rest);
  if (block) {
    const code = unescapeSlack(block[1] ?? '').replace(/^\n|\n$/g, '');
    return { token: { kind: 'block', text: code }, end: index + block[0].length };
  }

  const code = /^`([^`\n]+)`/.exec(rest);
  if (code) {
    const inner = /** @type {Token} */ ({ kind: 'text', text: unescapeSlack(code[1] ?? '') });
    return {
      token: { kind: 'styled', style: 'code', children: [inner] },
      end: index + code[0].length,
    };
  }

  // A mark opens after something that is no letter, hugs its words, and closes before such a thing.
  const mark = text[index] ?? '';
  const style = STYLES[mark];
  if (!style || /[\p{L}\p{N}]/u.test(text[index - 1] ?? '')) return undefined;
  const styled = new RegExp(
    `^[${mark}](?![\\s${mark}])([^\\n]*?\\S)[${mark}](?![\\p{L}\\p{N}${mark}])`,
    'u',
  ).exec(rest);
  if (!styled) return undefined;
  return {
    token: { kind: 'styled', style, children: parseSlackMarkup(styled[1] ?? '', now) },
    end: index + styled[0].length,
  };
}

/**
 * @param {string} inner what stands between the angle brackets
 * @param {Date} now
 * @returns {Token}
 */
function angleToken(inner, now) {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? undefined : unescapeSlack(inner.slice(bar + 1));
  if (target.startsWith('!date^')) {
    const [, seconds, format = ''] = target.split('^');
    return slackDate(seconds, format, label ?? '', now);
  }
  if (/^[!@#]/.test(target)) {
    return {
      kind: 'mention',
      text: label ?? (/^[!@]/.test(target) ? `@${target.slice(1)}` : target),
    };
  }
  const url = unescapeSlack(target);
  return { kind: 'link', url, children: [{ kind: 'text', text: label ?? url }] };
}

/**
 * A date in the form that Slack's placeholders ask for; the fallback where it is no date.
 *
 * @param {unknown} seconds
 * @param {string} format such as `{date_short_pretty} at {time}`
 * @param {string} fallback
 * @param {Date} now
 * @returns {Token}
 */
export function slackDate(seconds, format, fallback, now) {
  const at = momentOf(seconds);
  if (!at) return { kind: 'text', text: fallback };
  const text = format.replace(/\{(\w+)\}/g, (whole, name) => datePart(name, at, now) ?? whole);
  return { kind: 'time', text, at };
}

/**
 * @param {string} name
 * @param {Date} at
 * @param {Date} now
 */
function datePart(name, at, now) {
  const near = name.endsWith('_pretty') && nearDay(at, now);
  if (near) return near;
  switch (name.replace('_pretty', '')) {
    case 'date_num':
      return formatDate(at, { year: 'numeric', month: '2-digit', day: '2-digit' });
    case 'date_slash':
      return formatDate(at, { dateStyle: 'short' });
    case 'date':
      return formatDate(at, { dateStyle: 'long' });
    case 'date_short':
      return formatDate(at, { dateStyle: 'medium' });
    case 'date_long':
    case 'day_divider':
      return formatDate(at, { dateStyle: 'full' });
    case 'time':
      return formatDate(at, { timeStyle: 'short' });
    case 'time_secs':
      return formatDate(at, { timeStyle: 'medium' });
    case 'ago':
      return formatRelative(at, now);
    default:
      return undefined;
  }
}

/**
 * @param {Date} at
 * @param {Date} now
 */
function nearDay(at, now) {
  const day = (/** @type {Date} */ date) => new Date(date).setHours(0, 0, 0, 0);
  const days = Math.round((day(at) - day(now)) / 86_400_000);
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
}

/** @param {string} text */
function unescapeSlack(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
