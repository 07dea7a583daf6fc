import { addressIn } from '../feed/typed-address.ts';
import type { FeedVerb } from '../message/action.ts';
import { whichFeed } from '../message/feed-messages.ts';
import type { Tenant } from '../model/channel.ts';
import { type ListedFeed, type PolledFeed, parseFeedId } from '../model/feed.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import { foldedWords } from '../text/tokens.ts';
import type { CommandOption, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately, refusal } from './reply.ts';

/** What the words of a command on one feed stand for. */
export const WHICH_FEED: CommandOption = {
  name: 'feed',
  description: 'Its number, its address, or words of its name',
  kind: 'text',
  words: true,
  suggests: 'feed',
};

export type PickedFeed =
  | { readonly kind: 'one'; readonly feed: ListedFeed }
  | { readonly kind: 'none'; readonly reply: Reply };

/**
 * The feed that is meant, of those that this workspace may know of. Where several are meant, the
 * reply offers them, and choosing one does `verb`.
 */
export async function pickFeed(
  { db }: Pick<Desk, 'db'>,
  tenant: Tenant,
  typed: string,
  verb: FeedVerb,
): Promise<PickedFeed> {
  const feeds = await feedsFor(db, tenant);
  const found = meantFeeds(feeds, typed);
  const [feed] = found;
  if (feed && found.length === 1) return { kind: 'one', feed };
  if (feed) return { kind: 'none', reply: privately(whichFeed(found, verb)) };
  const reply = refusal({
    what: feeds.length === 0 ? 'No feeds are read yet.' : `No feed here is "${typed.trim()}".`,
    advice: feeds.length === 0 ? 'Add one.' : 'The list shows which there are.',
    example: feeds.length === 0 ? '/newsdesk feed add timesca.com' : '/newsdesk feed list',
  });
  return { kind: 'none', reply };
}

/**
 * By number or address that one, else those that have every word in their name or address, or had
 * before they turned out to be this feed; all for no words.
 */
export function meantFeeds(feeds: readonly ListedFeed[], typed: string): readonly ListedFeed[] {
  const plain = typed
    .trim()
    .replace(/^#/, '')
    .replace(/^<([^<>|]+)(?:\|[^<>]*)?>$/, '$1');
  const id = parseFeedId(plain);
  const address = addressIn(plain)?.address;
  const isNamed = (feed: PolledFeed) =>
    feed.id === id || (address !== undefined && [feed.url, feed.key].includes(address));
  const exact = feeds.filter((feed) => isNamed(feed) || feed.formerly.some(isNamed));
  if (exact.length > 0) return exact;
  const words = foldedWords(plain);
  const isMeant = ({ title, url }: PolledFeed) => {
    const own = foldedWords(`${title} ${url}`);
    return words.every((word) => own.some((have) => have.startsWith(word)));
  };
  return feeds.filter((feed) => isMeant(feed) || feed.formerly.some(isMeant));
}
