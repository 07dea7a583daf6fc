import type { Action, SubscriptionVerb } from '../message/action.ts';
import { whichSubscription } from '../message/subscription-list.ts';
import type { Channel, Person } from '../model/channel.ts';
import { parseSubscriptionId, type Subscription } from '../model/subscription.ts';
import {
  findSubscription,
  subscriptionsOfChannel,
  subscriptionsOfTenant,
} from '../store/subscriptions.ts';
import type { CommandOption, Reply } from './command.ts';
import type { Desk } from './desk.ts';
import { privately, refusal } from './reply.ts';

/** What the words of a command on one digest stand for. */
export const WHICH: CommandOption = {
  name: 'digest',
  description: 'Its number, or words of what it follows; not needed where there is only one',
  kind: 'text',
  words: true,
  suggests: 'subscription',
};

export type Picked =
  | { readonly kind: 'one'; readonly subscription: Subscription }
  | { readonly kind: 'none'; readonly reply: Reply };

/**
 * The digest that is meant: by its number, by what it follows, by words of that, or the only
 * one. This channel comes first, then the other channels. Where several are meant, the reply
 * offers them, and choosing one does `verb`.
 */
export async function pickSubscription(
  { db }: Desk,
  channel: Channel,
  typed: string,
  verb: SubscriptionVerb,
): Promise<Picked> {
  const words = typed.trim().replace(/^#/, '').toLowerCase();
  const number = parseSubscriptionId(words);
  const numbered = number && (await findSubscription(db, channel, number));
  if (numbered) return { kind: 'one', subscription: numbered };

  const here = await subscriptionsOfChannel(db, channel);
  const found =
    words === ''
      ? here
      : firstSome(meant(here, words), meant(await subscriptionsOfTenant(db, channel), words));
  const [subscription] = found;
  if (subscription && found.length === 1) return { kind: 'one', subscription };
  if (subscription) {
    const choice = found.map((one) => ({
      subscription: one,
      action: { kind: verb, subscription: one.id } satisfies Action,
    }));
    return { kind: 'none', reply: privately(whichSubscription(choice)) };
  }
  const what =
    number !== undefined
      ? `There is no digest ${number} here; it may have been stopped already.`
      : words === ''
        ? 'This channel follows nothing.'
        : `This channel has no digest of "${typed.trim()}".`;
  return {
    kind: 'none',
    reply: refusal({
      what,
      advice: 'The list shows each with its number.',
      example: '/newsdesk list',
    }),
  };
}

/** The person who set it up may always change it. */
export function mayChange(person: Person, { createdBy }: Subscription): boolean {
  return person.manages || person.id === createdBy;
}

function meant(subscriptions: readonly Subscription[], words: string): readonly Subscription[] {
  const named = subscriptions.map((subscription) => ({
    subscription,
    name: (subscription.query || 'everything').toLowerCase(),
  }));
  const exact = named.filter(({ name }) => name === words);
  const some = exact.length > 0 ? exact : named.filter(({ name }) => name.includes(words));
  return some.map(({ subscription }) => subscription);
}

function firstSome<T>(first: readonly T[], second: readonly T[]): readonly T[] {
  return first.length > 0 ? first : second;
}
