// @ts-check

/** @typedef {Node | string | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | undefined | ((event: any) => void)>} Attributes */

/**
 * Makes an element: `h('p.note', { id: 'a' }, 'text', child)`. Strings become text nodes, so
 * nothing in them is ever read as markup. A function is a listener, named without "on".
 *
 * @param {string} selector a tag, then classes
 * @param {Attributes} [attributes] `true` sets an empty attribute, `false` and undefined none
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(selector, attributes = {}, ...children) {
  const [tag = 'div', ...classes] = selector.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...present(children));
  return element;
}

/**
 * The children that are there, in order.
 *
 * @param {readonly Child[]} children
 * @returns {(Node | string)[]}
 */
export function present(children) {
  return children.filter((child) => child !== undefined && child !== false);
}

/**
 * The one element of the page that the selector names; it must be there.
 *
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (element instanceof HTMLElement) return element;
  throw new Error(`the page has no ${selector}`);
}

/**
 * A link to the web, or the bare children where the address is not one.
 *
 * @param {unknown} url
 * @param {readonly Child[]} children
 * @param {string} [classes]
 * @returns {HTMLElement}
 */
export function link(url, children, classes = '') {
  const safe = typeof url === 'string' && /^https?:\/\//i.test(url) && URL.canParse(url);
  if (!safe) return h('span', {}, ...children);
  return h(
    `a${classes}`,
    { href: url, target: '_blank', rel: 'noopener noreferrer nofollow', title: url },
    ...children,
  );
}

/**
 * What stands for something that we have no drawing of: seen, never silently lost.
 *
 * @param {string} what
 * @param {unknown} value
 */
export function notDrawn(what, value) {
  return h(
    'details.not-drawn',
    {},
    h('summary', {}, `Not drawn here: ${what}`),
    h('pre', {}, JSON.stringify(value, null, 2)),
  );
}

/**
 * What stands for a picture: its words. The page fetches nothing from anywhere else.
 *
 * @param {unknown} alt
 */
export function picture(alt) {
  const words = typeof alt === 'string' ? alt : 'Image without a description';
  return h('span.picture', { role: 'img', 'aria-label': words }, words);
}

/** @param {unknown} value @returns {readonly any[]} */
export function listOf(value) {
  return Array.isArray(value) ? value : [];
}
