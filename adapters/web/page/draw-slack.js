// @ts-check
import { h, link, listOf, notDrawn, picture } from './dom.js';
import { drawTokens } from './markup.js';
import { menu } from './menu.js';
import { parseSlackMarkup, slackDate } from './slack-markup.js';

/**
 * @typedef {{ now: Date, press: (wire: string, control: HTMLElement) => void }} Setting
 */

/**
 * Block Kit as Slack would show it: https://docs.slack.dev/reference/block-kit/blocks
 *
 * @param {any} payload the arguments of chat.postMessage
 * @param {Setting} setting
 * @returns {Node[]}
 */
export function drawSlack(payload, setting) {
  const blocks = listOf(payload?.blocks);
  if (blocks.length > 0) return blocks.map((block) => drawBlock(block, setting));
  return [h('div.s-section', {}, ...markup(payload?.text, setting))];
}

/** @param {any} block @param {Setting} setting */
function drawBlock(block, setting) {
  switch (block?.type) {
    case 'header':
      return h('h3.s-header', {}, ...textObject(block.text, setting));
    case 'section':
      return drawSection(block, setting);
    case 'context':
      return h(
        'div.s-context',
        {},
        ...listOf(block.elements).map((one) => contextPart(one, setting)),
      );
    case 'rich_text':
      return h('div.s-rich', {}, ...listOf(block.elements).map((one) => richPart(one, setting)));
    case 'divider':
      return h('hr.s-divider');
    case 'actions':
      return h('div.s-actions', {}, ...listOf(block.elements).map((one) => control(one, setting)));
    case 'image':
      return h('figure.s-image', {}, picture(block.alt_text), captionOf(block, setting));
    default:
      return notDrawn(`Slack block "${block?.type}"`, block);
  }
}

/** @param {any} block @param {Setting} setting */
function drawSection(block, setting) {
  const fields = listOf(block.fields);
  return h(
    'div.s-section',
    {},
    h(
      'div.s-section-text',
      {},
      ...(block.text ? textObject(block.text, setting) : []),
      fields.length > 0 &&
        h(
          'div.s-fields',
          {},
          ...fields.map((field) => h('div', {}, ...textObject(field, setting))),
        ),
    ),
    block.accessory && h('div.s-accessory', {}, control(block.accessory, setting)),
  );
}

/** @param {any} element @param {Setting} setting */
function contextPart(element, setting) {
  if (element?.type === 'image') return picture(element.alt_text);
  return h('span', {}, ...textObject(element, setting));
}

/** @param {any} element @param {Setting} setting */
function control(element, setting) {
  switch (element?.type) {
    case 'button':
      return drawButton(element, setting);
    case 'static_select':
    case 'overflow':
      return menu(
        element.placeholder?.text ?? '…',
        [
          ...listOf(element.options),
          ...listOf(element.option_groups).flatMap((group) => listOf(group.options)),
        ].map((option) => ({
          label: option.text?.text ?? '',
          description: option.description?.text,
          value: option.value,
        })),
        setting.press,
      );
    case 'image':
      return picture(element.alt_text);
    default:
      return notDrawn(`Slack element "${element?.type}"`, element);
  }
}

/** @param {any} element @param {Setting} setting */
function drawButton(element, setting) {
  const classes = `.s-button${element.style ? `.s-${element.style}` : ''}`;
  const label = textObject(element.text, setting);
  if (element.url) return link(element.url, label, classes);
  return h(
    `button${classes}`,
    {
      type: 'button',
      'aria-label': spokenLabel(element),
      click: (event) => setting.press(element.value ?? element.action_id, event.currentTarget),
    },
    ...label,
  );
}

/** The button's own words stay in its name: people who speak to their computer say what they see. @param {any} element */
function spokenLabel({ text, accessibility_label: label }) {
  return !label || label.includes(text?.text) ? label : `${text?.text}: ${label}`;
}

/** @param {any} block @param {Setting} setting */
function captionOf(block, setting) {
  return block.title && h('figcaption', {}, ...textObject(block.title, setting));
}

/** @param {any} object a text object of Block Kit @param {Setting} setting @returns {Node[]} */
function textObject(object, setting) {
  if (object?.type === 'mrkdwn') return markup(object.text, setting);
  if (object?.type === 'plain_text') return [document.createTextNode(object.text ?? '')];
  return [notDrawn(`Slack text "${object?.type}"`, object)];
}

/** @param {unknown} text @param {Setting} setting */
function markup(text, { now }) {
  return drawTokens(parseSlackMarkup(typeof text === 'string' ? text : '', now));
}

/** @param {any} part @param {Setting} setting @returns {Node} */
function richPart(part, setting) {
  const inner = () => listOf(part.elements).map((element) => richElement(element, setting));
  switch (part?.type) {
    case 'rich_text_section':
      return h('div.s-line', {}, ...inner());
    case 'rich_text_quote':
      return h('blockquote', {}, ...inner());
    case 'rich_text_preformatted':
      return h('pre.code', {}, ...inner());
    case 'rich_text_list':
      return h(
        `${part.style === 'ordered' ? 'ol' : 'ul'}.s-list${part.indent > 0 ? '.s-nested' : ''}`,
        {},
        ...listOf(part.elements).map((item) => h('li', {}, richPart(item, setting))),
      );
    default:
      return notDrawn(`Slack rich text "${part?.type}"`, part);
  }
}

/** @param {any} element @param {Setting} setting @returns {Node} */
function richElement(element, { now }) {
  switch (element?.type) {
    case 'text':
      return styled(document.createTextNode(element.text ?? ''), element.style);
    case 'link':
      return link(element.url, [
        styled(document.createTextNode(element.text ?? element.url ?? ''), element.style),
      ]);
    case 'date': {
      const token = slackDate(element.timestamp, element.format ?? '', element.fallback ?? '', now);
      const [node = document.createTextNode('')] = drawTokens([token]);
      return styled(node, element.style);
    }
    case 'emoji':
      return document.createTextNode(emojiOf(element));
    case 'user':
    case 'usergroup':
    case 'channel':
      return h(
        'span.mention',
        {},
        `@${element.user_id ?? element.usergroup_id ?? element.channel_id}`,
      );
    case 'broadcast':
      return h('span.mention', {}, `@${element.range}`);
    default:
      return notDrawn(`Slack rich text element "${element?.type}"`, element);
  }
}

/** @param {any} element */
function emojiOf({ name, unicode }) {
  if (typeof unicode !== 'string' || !/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(unicode)) return `:${name}:`;
  return String.fromCodePoint(...unicode.split('-').map((point) => Number.parseInt(point, 16)));
}

/** @param {Node} node @param {Record<string, boolean> | undefined} style */
function styled(node, style = {}) {
  let outer = node;
  if (style.code) outer = h('code', {}, outer);
  if (style.strike) outer = h('s', {}, outer);
  if (style.italic) outer = h('em', {}, outer);
  if (style.bold) outer = h('strong', {}, outer);
  return outer;
}
