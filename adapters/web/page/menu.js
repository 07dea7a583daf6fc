// @ts-check
import { h } from './dom.js';

/**
 * @typedef {{ label: string, description?: string | undefined, value: string }} MenuOption
 */

/**
 * A drop-down list that acts when an option is chosen. A native one will not do: in some
 * browsers the arrow keys choose at once, and options cannot have a second line.
 *
 * @param {string} placeholder
 * @param {readonly MenuOption[]} options
 * @param {(value: string, button: HTMLElement) => void} choose
 * @param {{ disabled?: boolean }} [state]
 */
export function menu(placeholder, options, choose, { disabled = false } = {}) {
  const button = h(
    'button.menu',
    {
      type: 'button',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      disabled,
      click: () => list.togglePopover(),
      keydown: (event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        event.preventDefault();
        list.showPopover();
      },
    },
    h('span', {}, placeholder),
  );
  const rows = options.map(({ label, description, value }) =>
    h(
      'div.menu-option',
      {
        role: 'option',
        tabindex: '-1',
        'aria-selected': 'false',
        click: () => {
          list.hidePopover();
          choose(value, button);
        },
      },
      h('span.menu-label', {}, label),
      description ? h('span.menu-description', {}, description) : undefined,
    ),
  );
  const list = h(
    'div.menu-list',
    {
      role: 'listbox',
      'aria-label': placeholder,
      popover: 'auto',
      keydown: (event) => moveFocus(event, rows),
      toggle: (event) => {
        const open = event.newState === 'open';
        button.setAttribute('aria-expanded', String(open));
        if (open) {
          place(list, button);
          rows[0]?.focus();
        }
      },
    },
    ...rows,
  );
  return h('div.menu-box', {}, button, list);
}

/**
 * @param {KeyboardEvent} event
 * @param {readonly HTMLElement[]} rows
 */
function moveFocus(event, rows) {
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined) rows.at(to % rows.length)?.focus();
  else if (event.key === 'Enter' || event.key === ' ') rows[at]?.click();
  else return;
  event.preventDefault();
}

/**
 * Below its button, or above where there is more room; never outside of the window.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} button
 */
function place(list, button) {
  const edge = 8;
  const box = button.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - edge;
  const above = box.top - edge;
  const up = below < Math.min(list.scrollHeight, 280) && above > below;
  list.style.width = `${Math.min(Math.max(box.width, 420), window.innerWidth - 2 * edge)}px`;
  list.style.maxHeight = `${Math.max(120, (up ? above : below) - edge)}px`;
  list.style.left = `${Math.max(edge, Math.min(box.left, window.innerWidth - list.offsetWidth - edge))}px`;
  list.style.top = up ? `${box.top - list.offsetHeight - 4}px` : `${box.bottom + 4}px`;
}
