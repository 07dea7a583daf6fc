// @ts-check
import { h, link } from './dom.js';

/**
 * Text of either platform after parsing.
 *
 * @typedef {{ kind: 'text', text: string }
 *   | { kind: 'styled', style: Style, children: Token[] }
 *   | { kind: 'link', url: string, children: Token[] }
 *   | { kind: 'time', text: string, at: Date }
 *   | { kind: 'mention', text: string }
 *   | { kind: 'block', text: string }} Token
 * @typedef {'bold' | 'italic' | 'strike' | 'underline' | 'code' | 'spoiler'} Style
 */

const TAGS = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
  spoiler: 'span.spoiler',
};

/**
 * @param {readonly Token[]} tokens
 * @returns {Node[]}
 */
export function drawTokens(tokens) {
  return tokens.map(drawToken);
}

/** @param {Token} token @returns {Node} */
function drawToken(token) {
  switch (token.kind) {
    case 'text':
      return document.createTextNode(token.text);
    case 'styled':
      return h(TAGS[token.style], {}, ...drawTokens(token.children));
    case 'link':
      return link(token.url, drawTokens(token.children));
    case 'time':
      return h(
        'time',
        { datetime: token.at.toISOString(), title: LONG.format(token.at) },
        token.text,
      );
    case 'mention':
      return h('span.mention', {}, token.text);
    case 'block':
      return h('pre.code', {}, token.text);
  }
}

const LOCALE = 'en-GB';
const LONG = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'short' });

/**
 * A date in the reader's own zone.
 *
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} options
 */
export function formatDate(at, options) {
  return new Intl.DateTimeFormat(LOCALE, options).format(at);
}

/** @type {readonly (readonly [Intl.RelativeTimeFormatUnit, number])[]} seconds in each */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * "3 hours ago", "in 5 days".
 *
 * @param {Date} at
 * @param {Date} now
 */
export function formatRelative(at, now) {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1];
  // "tomorrow" would name a day of the calendar; 36 hours are a day, and may end on another.
  const numeric = unit === 'second' ? 'auto' : 'always';
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric });
  return relative.format(Math.trunc(seconds / size), unit);
}

/**
 * A moment from whole seconds; undefined for what no clock shows.
 *
 * @param {unknown} seconds
 */
export function momentOf(seconds) {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
