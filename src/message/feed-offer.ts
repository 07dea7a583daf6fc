import type { ListId } from '../model/list.ts';
import { cut } from '../text/graphemes.ts';
import type { Action } from './action.ts';
import { note } from './feed-parts.ts';
import { type Block, bold, code, type Message, text } from './message.ts';

/** More no platform takes in one menu. */
export const MAX_OFFERED = 25;

const MAX_BUTTONS = 5;
const MAX_BUTTON = 30;
const MAX_OPTION = 75;
/** Of a name that others have, so that what tells them apart is seen. */
const MAX_SHARED = 35;
const MAX_LISTED = 10;
const MAX_NAME = 60;
const MAX_ADDRESS = 100;

type Offered = { readonly url: string; readonly title: string };

/** The feeds of a site to choose from: as buttons where their names fit there, else as a menu. */
export function feedOffer(options: {
  readonly feeds: readonly Offered[];
  /** That the site has besides. */
  readonly more: number;
  readonly offer: ListId;
  readonly verb: 'feed add' | 'subscribe';
}): Message {
  const { feeds, more, offer, verb } = options;
  const question = verb === 'subscribe' ? 'Which should be followed?' : 'Which should be read?';
  const named = feeds.map((feed, at) => ({
    url: feed.url,
    name: nameAmong(feeds, feed),
    action: { kind: 'choose', offer, choice: at + 1 } satisfies Action,
  }));
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [bold(`This site has ${feeds.length + more} feeds.`), text(` ${question}`)],
      },
      {
        kind: 'bullets',
        items: named
          .slice(0, MAX_LISTED)
          .map(({ url, name }) => [text(`${cut(name, MAX_NAME)} · `), code(cut(url, MAX_ADDRESS))]),
      },
      choice(named),
      ...(more > 0 || feeds.length > MAX_LISTED
        ? [
            note([
              text(
                more > 0
                  ? `The first ${feeds.length} are offered; any other works by its address: `
                  : 'Any of them works by its address, too: ',
              ),
              code(`/newsdesk ${verb} https://…`),
            ]),
          ]
        : []),
    ],
  };
}

function choice(
  named: readonly { readonly url: string; readonly name: string; readonly action: Action }[],
): Block {
  if (named.length <= MAX_BUTTONS && named.every(({ name }) => name.length <= MAX_BUTTON)) {
    return {
      kind: 'buttons',
      buttons: named.map(({ name, action }) => ({ kind: 'action', label: name, action })),
    };
  }
  return {
    kind: 'menu',
    placeholder: 'Choose a feed…',
    options: named.map(({ url, name, action }) => ({
      label: cut(name, MAX_OPTION),
      description: cut(url, MAX_OPTION),
      action,
    })),
  };
}

/** Its title, with its path where others have the same. */
function nameAmong(feeds: readonly Offered[], { url, title }: Offered): string {
  const same = feeds.filter((other) => other.title.toLowerCase() === title.toLowerCase());
  if (same.length === 1) return title;
  const { pathname, search } = new URL(url);
  return `${cut(title, MAX_SHARED)} (${pathname}${search})`;
}
