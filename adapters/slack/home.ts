import type { HomeView } from '@slack/types';
import { code, type Message, text } from '../../src/message/message.ts';
import type { CommandNames } from './invocation.ts';
import { render } from './render.ts';

/** Stands in the view, so that an unchanged Home is not published again at every visit. */
export const HOME_VERSION = 'newsdesk-home-1';

/** What the app's Home tab shows. */
export function homeView(commands: CommandNames): HomeView {
  return {
    type: 'home',
    callback_id: HOME_VERSION,
    blocks: render(homeMessage(commands)).blocks,
  };
}

function homeMessage({ news, newsdesk }: CommandNames): Message {
  return {
    blocks: [
      { kind: 'heading', spans: [text('Newsdesk')] },
      {
        kind: 'paragraph',
        spans: [
          text(
            'Search your archive of news feeds and read short, faithful summaries in any channel.\n' +
              'Subscribe a channel to a digest, once a day at a time of its own.',
          ),
        ],
      },
      {
        kind: 'bullets',
        items: [
          [code(`${news} search`), text(' and a few words: only you see what is found')],
          [code(`${news} latest`), text(': the newest stories')],
          [code(`${newsdesk} subscribe`), text(' and a topic: a daily digest in that channel')],
          [code(`${news} help`), text(': everything else')],
        ],
      },
      {
        kind: 'note',
        spans: [text('Newsdesk sees only what you type to it. It cannot read your messages.')],
      },
    ],
  };
}
