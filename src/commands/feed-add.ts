import { addressIn, type FoundFeed, findFeed } from '../feed/find-feed.ts';
import type { FailureCode } from '../feed/net/fetch-outcome.ts';
import { feedAdded, severalFeeds } from '../message/feed-messages.ts';
import type { Channel, Person } from '../model/channel.ts';
import type { PolledFeed } from '../model/feed.ts';
import { addFeed, listFeeds } from '../store/polled-feeds.ts';
import type { Command, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { placeOf } from './of-feed.ts';
import { privately, refusal } from './reply.ts';

const EXAMPLE = '/newsdesk feed add timesca.com';

export const feedAddCommand: Command = {
  family: 'newsdesk',
  verb: 'feed add',
  aliases: [],
  description: 'Read a feed from now on; the address of its site is enough',
  usage: '/newsdesk feed add <address of a feed or a site>',
  example: EXAMPLE,
  managed: true,
  options: [
    {
      name: 'address',
      description: 'Of the feed, or of the site',
      kind: 'text',
      required: true,
      words: true,
    },
  ],
  run: async ({ words }, { channel, person, now }, desk) => {
    const typed = addressIn(words);
    if (!typed) return refusal({ ...noAddress(words), example: EXAMPLE });
    const added = await addFound(desk, await findFeed(desk.web, typed), {
      channel,
      person,
      now,
      command: '/newsdesk feed add',
    });
    if (added.kind === 'reply') return added.reply;
    const { feed, isNew, items } = added;
    return privately(feedAdded({ feed, isNew, items }));
  },
};

export type AddedFeed =
  | {
      readonly kind: 'added';
      readonly feed: PolledFeed;
      readonly isNew: boolean;
      readonly items: number;
    }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** Adds what was found, or says what else there is. `command` is what adds one of several. */
export async function addFound(
  { db }: Pick<Desk, 'db'>,
  found: FoundFeed,
  by: {
    readonly channel: Channel;
    readonly person: Person;
    readonly now: Date;
    readonly command: string;
  },
): Promise<AddedFeed> {
  const { now, command } = by;
  if (found.kind === 'several') {
    return { kind: 'reply', reply: privately(severalFeeds(found.feeds, command)) };
  }
  if (found.kind === 'none') {
    return { kind: 'reply', reply: notFound(found, command) };
  }
  const title = await ownTitle(db, found.feed);
  const { feed, isNew } = await addFeed(db, { ...found.feed, title }, { place: placeOf(by), now });
  const { items } = found.content;
  return { kind: 'added', feed, isNew, items: items.length };
}

function notFound(
  { address, reason, code }: Extract<FoundFeed, { kind: 'none' }>,
  command: string,
): Reply {
  const { origin, pathname } = new URL(address);
  const ofSite = code === 'not-found' && pathname !== '/' ? origin : undefined;
  return refusal({
    what: `No feed could be found at ${address}.`,
    advice: `The reason: ${reason}. ${ofSite ? 'Its front page may name one.' : adviceOn(code)}`,
    ...(ofSite ? { example: `${command} ${ofSite}` } : { keep: `${command} ${address}` }),
  });
}

/** What to do where an address cannot be fetched; without a code there was something, but no feed. */
function adviceOn(code: FailureCode | undefined): string {
  switch (code) {
    case undefined:
    case 'not-found':
      return 'The address of a feed often ends in /feed or /rss.xml; sites name it RSS.';
    case 'no-such-host':
    case 'bad-address':
      return 'Please look at how it is spelt.';
    case 'forbidden':
      return 'Only public addresses are read, unless whoever runs this bot sets ALLOW_PRIVATE_NETWORKS.';
    case 'denied':
      return 'The site keeps readers like this one out.';
    default:
      return 'It may be better in an hour.';
  }
}

/** Two feeds under one name could not be told apart in a search: what tells them apart is added. */
export async function ownTitle(
  db: Desk['db'],
  { url, title }: { readonly url: string; readonly title: string },
): Promise<string> {
  const { hostname, pathname, search } = new URL(url);
  const same = (await listFeeds(db)).filter(
    (feed) =>
      feed.url !== url && feed.key !== url && feed.title.toLowerCase() === title.toLowerCase(),
  );
  if (same.length === 0) return title;
  const isElsewhere = same.every((feed) => new URL(feed.url).hostname !== hostname);
  return `${title} (${isElsewhere ? hostname.replace(/^www\./, '') : `${pathname}${search}`})`;
}

export function noAddress(words: string) {
  return words === ''
    ? { what: 'Which feed?', advice: 'Give the address of a feed, or of a site that has one.' }
    : {
        what: `"${words}" is no web address.`,
        advice: 'An address such as timesca.com or https://timesca.com/feed/ works.',
      };
}
