// @ts-check

import { h, listOf } from './dom.js';
import { drawDiscord } from './draw-discord.js';
import { drawSlack } from './draw-slack.js';
import { formatDate } from './markup.js';

/**
 * @typedef {'slack' | 'discord'} Platform
 * @typedef {Record<Platform, { payload: any }>} Drawn what each platform would be sent
 * @typedef {{
 *   drawn: Drawn,
 *   at: Date,
 *   line?: string | undefined,
 *   post?: string | undefined,
 *   nodes: Record<Platform, HTMLElement>,
 * }} Entry one message, in both columns; `line` is what was typed for it, `post` its id in the channel
 * @typedef {{
 *   logs: Record<Platform, HTMLElement>,
 *   press: (entry: Entry, wire: string) => Promise<void>,
 *   shown: (drawn: Drawn) => void,
 * }} Options
 */

/** @type {readonly Platform[]} */
export const PLATFORMS = ['slack', 'discord'];

/** The messages of both columns. @param {Options} options */
export function createConversation({ logs, press, shown }) {
  /** @type {Map<string, Entry>} by post id */
  const posts = new Map();

  return { show, redraw, drop, showPosts, showProblem };

  /**
   * @param {{ drawn: Drawn, at: Date, line?: string, post?: string }} message
   * @param {{ jump: boolean }} [how] to it even from older messages that are being read
   */
  function show({ drawn, at, line, post }, { jump } = { jump: true }) {
    /** @type {Entry} */
    const entry = { drawn, at, line, post, nodes: { slack: h('article'), discord: h('article') } };
    for (const platform of PLATFORMS) {
      const follows = jump || isAtEnd(logs[platform]);
      draw(entry, platform);
      logs[platform].append(entry.nodes[platform]);
      if (follows) toTop(logs[platform], entry.nodes[platform]);
    }
    if (post !== undefined) posts.set(post, entry);
    shown(drawn);
    return entry;
  }

  /** @param {Entry} entry @param {Drawn} drawn */
  function redraw(entry, drawn) {
    entry.drawn = drawn;
    for (const platform of PLATFORMS) {
      const keepPlace = placeOf(entry.nodes[platform], logs[platform]);
      draw(entry, platform);
      keepPlace();
    }
    shown(drawn);
  }

  /** @param {Entry} entry */
  function drop(entry) {
    if (entry.post !== undefined) posts.delete(entry.post);
    for (const platform of PLATFORMS) entry.nodes[platform].remove();
  }

  /**
   * Makes the channel's posts those of the list.
   *
   * @param {readonly any[]} list
   * @param {{ jump: boolean }} how
   */
  function showPosts(list, how) {
    for (const [id, entry] of posts) {
      if (!list.some((post) => post.id === id)) drop(entry);
    }
    for (const { id, postedAt, slack, discord } of list) {
      const entry = posts.get(id);
      const drawn = { slack, discord };
      if (!entry) show({ drawn, at: new Date(postedAt), post: id }, how);
      else if (JSON.stringify(entry.drawn) !== JSON.stringify(drawn)) redraw(entry, drawn);
    }
  }

  /** @param {string} sentence @param {string} [line] */
  function showProblem(sentence, line) {
    for (const platform of PLATFORMS) {
      const notice = h('p.problem', {}, line && h('b', {}, line), sentence);
      logs[platform].append(notice);
      toTop(logs[platform], notice);
    }
  }

  /** @param {Entry} entry @param {Platform} platform */
  function draw(entry, platform) {
    const setting = {
      now: new Date(),
      press: async (/** @type {string} */ wire, /** @type {HTMLElement} */ control) => {
        if (control.getAttribute('aria-busy') === 'true') return;
        control.setAttribute('aria-busy', 'true');
        await press(entry, wire);
        control.removeAttribute('aria-busy');
      },
    };
    const frame = platform === 'slack' ? slackFrame : discordFrame;
    const body = platform === 'slack' ? drawSlack : drawDiscord;
    const node = entry.nodes[platform];
    node.className = `message${entry.post === undefined ? ' private' : ''}`;
    node.replaceChildren(...frame(entry, body(entry.drawn[platform].payload, setting)));
  }
}

/** @param {Entry} entry @param {readonly Node[]} body */
function slackFrame({ at, line, post }, body) {
  return [
    ...(line === undefined ? [] : [h('p.typed', {}, 'You typed ', h('code', {}, line))]),
    ...(post === undefined ? [h('p.only', {}, h('span.eye'), 'Only visible to you')] : []),
    h('div.avatar', {}, appIcon()),
    h('div.body', {}, who(at), ...body),
  ];
}

/** @param {Entry} entry @param {readonly Node[]} body */
function discordFrame({ at, line, post }, body) {
  return [
    ...(line === undefined
      ? []
      : [
          h(
            'p.typed',
            {},
            h('span.you', { 'aria-hidden': 'true' }, 'y'),
            h('b', {}, 'you'),
            ' used ',
            h('code', {}, line),
          ),
        ]),
    h('div.avatar', {}, appIcon()),
    h(
      'div.body',
      {},
      who(at),
      ...body,
      post === undefined && h('p.only', {}, h('span.eye'), 'Only you can see this'),
    ),
  ];
}

/** @param {Date} at */
function who(at) {
  const time = formatDate(at, { timeStyle: 'short' });
  return h(
    'p.who',
    {},
    h('b', {}, 'Newsdesk'),
    h('span.badge', {}, 'APP'),
    h('time', { datetime: at.toISOString() }, time),
  );
}

function appIcon() {
  return h('img', { src: '/page/icon.svg', alt: '', width: 40, height: 40 });
}

/** @param {HTMLElement} log */
function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < 40;
}

/**
 * Scrolls the column so that the message is read from its first line.
 *
 * @param {HTMLElement} log
 * @param {HTMLElement} node
 */
function toTop(log, node) {
  log.scrollTop += node.getBoundingClientRect().top - log.getBoundingClientRect().top;
}

/**
 * Gives a function that, after the message was drawn anew, brings the control that had the
 * focus back to it and to its place on the screen: so that Next can be pressed again and again.
 *
 * @param {HTMLElement} node
 * @param {HTMLElement} log
 */
function placeOf(node, log) {
  const control = node.contains(document.activeElement) ? document.activeElement : undefined;
  if (!(control instanceof HTMLElement)) return () => toTop(log, node);
  const label = control.textContent;
  const { top } = control.getBoundingClientRect();
  return () => {
    const again = listOf([...node.querySelectorAll('button')]).find(
      (button) => button.textContent === label && !button.disabled,
    );
    if (again) {
      again.focus({ preventScroll: true });
      log.scrollTop += again.getBoundingClientRect().top - top;
    } else {
      node.tabIndex = -1;
      node.focus({ preventScroll: true });
      toTop(log, node);
    }
  };
}
