import { type FoundFeed, findFeed } from '../feed/find-feed.ts';
import type { OpmlFeed } from '../feed/opml.ts';
import { addressIn } from '../feed/typed-address.ts';
import { feedAdded } from '../message/feed-messages.ts';
import { feedOffer, MAX_OFFERED } from '../message/feed-offer.ts';
import type { PolledFeed } from '../model/feed.ts';
import type { FeedOffer, ListId } from '../model/list.ts';
import { findOffer, saveOffer } from '../store/lists.ts';
import { addFeed, listFeeds } from '../store/polled-feeds.ts';
import type { Command, Invocation, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { findCommand } from './find-command.ts';
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
  run: async ({ words }, invocation, desk) => {
    const typed = addressIn(words);
    if (!typed) return refusal({ ...noAddress(words), example: EXAMPLE });
    const found = await findFeed(desk.web, typed);
    const added = await addFound(desk, found, invocation, { verb: 'feed add', options: {} });
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

/** Adds what was found, or says what else there is; of several, choosing one runs `command` with it. */
export async function addFound(
  { db }: Pick<Desk, 'db'>,
  found: FoundFeed,
  by: Invocation,
  command: Pick<FeedOffer, 'verb' | 'options'>,
): Promise<AddedFeed> {
  const { now } = by;
  if (found.kind === 'several') {
    return { kind: 'reply', reply: await offered(db, found.feeds, by, command) };
  }
  if (found.kind === 'none') {
    return { kind: 'reply', reply: notFound(found, `/newsdesk ${command.verb}`, by) };
  }
  const title = await ownTitle(db, found.feed);
  const { alsoAt } = found;
  const options = { place: placeOf(by), alsoAt, now };
  const { feed, isNew } = await addFeed(db, { ...found.feed, title }, options);
  const { items } = found.content;
  return { kind: 'added', feed, isNew, items: items.length };
}

async function offered(
  db: Desk['db'],
  found: readonly OpmlFeed[],
  { channel, person, now }: Invocation,
  { verb, options }: Pick<FeedOffer, 'verb' | 'options'>,
): Promise<Reply> {
  const feeds = found.slice(0, MAX_OFFERED);
  const addresses = feeds.map(({ url }) => url);
  const offer = await saveOffer(db, {
    tenant: channel,
    person: person.id,
    spec: { kind: 'feeds', verb, options, addresses },
    now,
  });
  return privately(feedOffer({ feeds, more: found.length - feeds.length, offer, verb }));
}

/** Gives the command again that made the offer, with the address of what was chosen. */
export async function choose(
  id: ListId,
  choice: number,
  invocation: Invocation,
  desk: Desk,
): Promise<Reply> {
  const offer = await findOffer(desk.db, invocation.channel, id, invocation.now);
  const words = offer?.addresses[choice - 1];
  const command = offer && findCommand(desk.commands, 'newsdesk', offer.verb);
  if (!command || words === undefined) return OFFER_EXPIRED;
  const { family, verb } = command;
  const { options } = offer;
  return command.run({ kind: 'command', family, verb, words, options }, invocation, desk);
}

const OFFER_EXPIRED = refusal({
  what: 'This choice has expired.',
  advice: 'It is kept for 90 days; please name the site again.',
  example: EXAMPLE,
});

function notFound(found: NotFound, command: string, { request }: Invocation): Reply {
  const { address, reason, code } = found;
  const typed = request.kind === 'command' ? request.words : address;
  const { origin, pathname } = new URL(address);
  const ofSite = code === 'not-found' && pathname !== '/' ? origin : undefined;
  return refusal({
    what: `No feed could be found at ${address}.`,
    advice: `The reason: ${reason}. ${ofSite ? 'Its front page may name one.' : adviceOn(found)}`,
    ...(ofSite ? { example: `${command} ${ofSite}` } : { keep: `${command} ${typed}` }),
  });
}

type NotFound = Extract<FoundFeed, { kind: 'none' }>;

/** What to do where an address cannot be fetched; without a code there was something, but no feed. */
function adviceOn({ code, page }: NotFound): string {
  if (page !== undefined) {
    return `Where you know the address of its feed, give that. Without one, whoever runs this bot can bring in what the site has: npm run -s newsdesk -- backfill ${new URL(page).host}`;
  }
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
