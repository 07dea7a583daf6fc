// @ts-check
import { listOf } from './dom.js';

/**
 * How much of what a platform takes a message uses.
 *
 * @typedef {{ name: string, used: number, limit: number }} Measure
 */

/**
 * Slack refuses somewhat above 9,000 characters of text, and more than 50 blocks; Newsdesk
 * keeps to 9,000 and 45.
 *
 * @param {any} payload
 * @returns {Measure[]}
 */
export function measureSlack(payload) {
  const blocks = listOf(payload?.blocks);
  return [
    { name: 'text', used: textLength(blocks), limit: 9_000 },
    { name: 'blocks', used: blocks.length, limit: 45 },
  ];
}

/**
 * Discord counts the characters of all embeds together, and 2,000 of the content.
 *
 * @param {any} payload
 * @returns {Measure[]}
 */
export function measureDiscord(payload) {
  const content = String(payload?.content ?? '').length;
  const embeds = listOf(payload?.embeds);
  const measures = [
    {
      name: 'embed characters',
      used: embeds.reduce((sum, embed) => sum + embedLength(embed), 0),
      limit: 6_000,
    },
  ];
  return content > 0 ? [...measures, { name: 'content', used: content, limit: 2_000 }] : measures;
}

const COUNTED = ['text', 'url', 'image_url', 'alt_text', 'fallback', 'accessibility_label'];

/**
 * The characters that Slack is thought to count: what is shown, and addresses.
 *
 * @param {unknown} value
 * @returns {number}
 */
function textLength(value) {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, inner]) => {
    const words = typeof inner === 'string' && COUNTED.includes(key);
    return sum + (words ? inner.length : textLength(inner));
  }, 0);
}

/** @param {any} embed */
function embedLength({ title = '', description = '', footer, author, fields }) {
  const fieldsLength = listOf(fields).reduce(
    (sum, { name, value }) => sum + name.length + value.length,
    0,
  );
  return (
    title.length +
    description.length +
    (footer?.text ?? '').length +
    (author?.name ?? '').length +
    fieldsLength
  );
}
