// @ts-check
import { drawDiscordMarkdown, parseDiscordInline } from './discord-markdown.js';
import { h, link, listOf, notDrawn, picture } from './dom.js';
import { drawTokens } from './markup.js';
import { menu } from './menu.js';

/** @typedef {import('./draw-slack.js').Setting} Setting */

/**
 * A message as Discord would show it: content, embeds, then rows of buttons and menus.
 * https://discord.com/developers/docs/resources/message
 *
 * @param {any} payload the body of Create Message
 * @param {Setting} setting
 * @returns {Node[]}
 */
export function drawDiscord(payload, setting) {
  return [
    ...(payload?.content
      ? [h('div.d-content', {}, ...drawDiscordMarkdown(payload.content, setting.now))]
      : []),
    ...listOf(payload?.embeds).map((embed) => drawEmbed(embed, setting)),
    ...listOf(payload?.components).map((row) => drawRow(row, setting)),
  ];
}

/** @param {any} embed @param {Setting} setting */
function drawEmbed(embed, { now }) {
  const known = [
    'title',
    'description',
    'url',
    'color',
    'footer',
    'image',
    'author',
    'fields',
    'timestamp',
    'type',
  ];
  const other = Object.keys(embed ?? {}).filter((key) => !known.includes(key));
  const box = h(
    'div.d-embed',
    {},
    embed.author && h('div.d-author', {}, embed.author.name ?? ''),
    embed.title && drawTitle(embed, now),
    embed.description && h('div.d-description', {}, ...drawDiscordMarkdown(embed.description, now)),
    listOf(embed.fields).length > 0 &&
      h('div.d-fields', {}, ...listOf(embed.fields).map((field) => drawField(field, now))),
    embed.image && placeholder(embed.image),
    (embed.footer || embed.timestamp) && h('div.d-footer', {}, footerText(embed)),
    other.length > 0 && notDrawn(`Discord embed ${other.join(', ')}`, embed),
  );
  if (Number.isInteger(embed.color)) {
    box.style.setProperty('--embed-color', `#${embed.color.toString(16).padStart(6, '0')}`);
  }
  return box;
}

/** @param {any} embed @param {Date} now */
function drawTitle({ title, url }, now) {
  const words = drawTokens(parseDiscordInline(title, now));
  return h('h3.d-title', {}, ...(url ? [link(url, words)] : words));
}

/** @param {any} field @param {Date} now */
function drawField(field, now) {
  return h(
    `div.d-field${field.inline ? '.d-inline' : ''}`,
    {},
    h('div.d-field-name', {}, ...drawDiscordMarkdown(field.name ?? '', now)),
    h('div', {}, ...drawDiscordMarkdown(field.value ?? '', now)),
  );
}

/** No picture is fetched, and an embed has no words for its own. @param {any} image */
function placeholder({ url, description }) {
  const from = URL.canParse(url) ? ` from ${new URL(url).host}` : '';
  return picture(description ?? `Image${from}`);
}

/** @param {any} embed */
function footerText({ footer, timestamp }) {
  const at = timestamp && new Date(timestamp);
  const when = at && !Number.isNaN(at.getTime()) ? at.toLocaleString('en-GB') : undefined;
  return [footer?.text, when].filter(Boolean).join(' • ');
}

/** @param {any} row @param {Setting} setting */
function drawRow(row, setting) {
  if (row?.type !== 1) return notDrawn(`Discord component ${row?.type}`, row);
  return h('div.d-row', {}, ...listOf(row.components).map((one) => drawComponent(one, setting)));
}

/** Button styles by number. @type {Readonly<Record<number, string>>} */
const BUTTONS = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger' };

/** @param {any} component @param {Setting} setting */
function drawComponent(component, setting) {
  const label = `${component.emoji?.name ? `${component.emoji.name} ` : ''}${component.label ?? ''}`;
  if (component.type === 2 && component.style === 5) {
    return link(
      component.url,
      [label, h('span.d-out', { 'aria-hidden': 'true' }, '↗')],
      '.d-button.d-secondary',
    );
  }
  if (component.type === 2 && BUTTONS[component.style]) {
    return h(
      `button.d-button.d-${BUTTONS[component.style]}`,
      {
        type: 'button',
        disabled: component.disabled === true,
        click: (event) => setting.press(component.custom_id, event.currentTarget),
      },
      label,
    );
  }
  if (component.type === 3) {
    return menu(component.placeholder ?? 'Choose…', listOf(component.options), setting.press, {
      disabled: component.disabled === true,
    });
  }
  return notDrawn(`Discord component ${component.type}`, component);
}
