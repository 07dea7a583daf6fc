import { addressIn } from '../feed/typed-address.ts';
import { feedsImported } from '../message/feed-messages.ts';
import { addFeed } from '../store/polled-feeds.ts';
import type { Command } from './command.ts';
import { ownTitle } from './feed-add.ts';
import { placeOf } from './of-feed.ts';
import { privately, refusal } from './reply.ts';

const EXAMPLE = '/newsdesk feed import https://example.org/feeds.opml';
/** What one command may add: more is for the command line. */
const MAX_FEEDS = 200;

export const feedImportCommand: Command = {
  family: 'newsdesk',
  verb: 'feed import',
  aliases: [],
  description: 'Read all feeds of an OPML file, as other readers export it',
  usage: '/newsdesk feed import <address of an OPML file>',
  example: EXAMPLE,
  managed: true,
  options: [
    {
      name: 'address',
      description: 'Of an OPML file',
      kind: 'text',
      required: true,
      words: true,
    },
  ],
  run: async ({ words }, invocation, { db, web }) => {
    const typed = addressIn(words);
    if (!typed) {
      const what = words === '' ? 'Which OPML file?' : `"${words}" is no web address.`;
      return refusal({ what, advice: 'Give the address of an OPML file.', example: EXAMPLE });
    }
    const signal = AbortSignal.timeout(30_000);
    const outcome = await web
      .fetch(typed.address, { signal })
      .catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error)));
    if (outcome?.kind !== 'fetched') {
      const reason = outcome?.kind === 'failed' ? outcome.reason : 'nothing came';
      return refusal({
        what: `${typed.address} could not be read.`,
        advice: `The reason: ${reason}.`,
        example: EXAMPLE,
      });
    }
    const opml = await web.readOpml(outcome.body, outcome);
    if (opml === 'too hard') {
      return refusal({
        what: 'This file takes more time or memory to read than a list of feeds should.',
        advice: 'A list of fewer feeds can be read.',
      });
    }
    if (!opml || opml.feeds.length === 0) {
      return refusal({
        what: opml ? 'This OPML file has no feeds in it.' : 'This is no OPML file.',
        advice: 'Feed readers export one. A single feed is added by its address:',
        example: '/newsdesk feed add timesca.com',
      });
    }
    if (opml.feeds.length > MAX_FEEDS) {
      return refusal({
        what: `This file has ${opml.feeds.length} feeds; ${MAX_FEEDS} can be added from chat.`,
        advice: 'Whoever runs this bot can add them: npm run -s newsdesk -- feed import FILE',
      });
    }
    let added = 0;
    for (const feed of opml.feeds) {
      const title = await ownTitle(db, feed);
      const options = { place: placeOf(invocation), now: invocation.now };
      const { isNew } = await addFeed(db, { ...feed, title }, options);
      if (isNew) added += 1;
    }
    const known = opml.feeds.length - added;
    return privately(feedsImported({ added, known, bad: opml.bad }));
  },
};
