import type { SubscriptionVerb } from '../message/action.ts';
import { nextRunsList } from '../message/next-runs-list.ts';
import { subscriptionsOfChannel } from '../store/subscriptions.ts';
import type { Command } from './command.ts';
import { MANAGERS_ONLY } from './managers-only.ts';
import { mayChange, pickSubscription, WHICH } from './pick-subscription.ts';
import { privately, refusal } from './reply.ts';
import { change, runOnSubscription, runsOf } from './subscription-actions.ts';
import { CHANNEL_OPTION, readTerms, TERM_OPTIONS } from './subscription-options.ts';

export const changeCommand: Command = {
  family: 'newsdesk',
  verb: 'change',
  aliases: ['edit', 'set', 'manage'],
  description: 'Change when, how or of what a digest comes',
  usage:
    '/newsdesk change <number | words> [at:09:00 days:mon-fri tz:Berlin top:5 empty:skip as:now query:"other words"]',
  example: '/newsdesk change isis smuggling at:09:00 days:mon-fri',
  options: [
    WHICH,
    ...TERM_OPTIONS,
    { name: 'query', description: 'What it follows from now on', kind: 'text' },
  ],
  run: async ({ words, options }, invocation, desk) => {
    const picked = await pickSubscription(desk, invocation.channel, words, 'manage');
    if (picked.kind === 'none') return picked.reply;
    const { subscription } = picked;
    if (!mayChange(invocation.person, subscription)) return privately(MANAGERS_ONLY);
    if (Object.keys(options).length === 0) {
      return runOnSubscription('manage', subscription.id, invocation, desk);
    }
    const read = readTerms(options, {
      ...subscription,
      query: options.query ?? subscription.query,
    });
    return read.kind === 'bad'
      ? refusal({ ...read, example: `/newsdesk change ${subscription.id} at:09:00` })
      : change(desk, subscription, read.terms, invocation);
  },
};

export const moveCommand: Command = {
  family: 'newsdesk',
  verb: 'move',
  aliases: [],
  description: 'Send a digest of another channel here, or elsewhere',
  usage: '/newsdesk move <number | words> [channel:]',
  example: '/newsdesk move isis smuggling',
  options: [WHICH, CHANNEL_OPTION],
  run: async ({ words, options }, invocation, desk) => {
    const picked = await pickSubscription(desk, invocation.channel, words, 'move');
    if (picked.kind === 'none') return picked.reply;
    const { subscription } = picked;
    if (!mayChange(invocation.person, subscription)) return privately(MANAGERS_ONLY);
    const { platform, workspace, id } = invocation.channel;
    const here = { ...subscription, channel: { platform, workspace, id } };
    const read = readTerms(options.channel === undefined ? {} : { channel: options.channel }, here);
    const example = `/newsdesk move ${subscription.id}`;
    if (read.kind === 'bad') return refusal({ ...read, example });
    return read.terms.channel.id === subscription.channel.id
      ? refusal({
          what: 'It is sent to that channel already.',
          advice: 'Type the command in the channel that it is to move to.',
          example,
        })
      : change(desk, subscription, read.terms, invocation);
  },
};

export const pauseCommand = onOne({
  verb: 'pause',
  aliases: ['mute'],
  description: 'Send nothing of a digest until it is resumed',
});

export const resumeCommand = onOne({
  verb: 'resume',
  aliases: ['unpause'],
  description: 'Send a paused digest again, from its next time on',
});

export const unsubscribeCommand = onOne({
  verb: 'unsubscribe',
  aliases: ['unsub', 'unfollow', 'stop'],
  description: 'Stop a digest of this channel',
});

export const previewCommand = onOne({
  verb: 'digest preview',
  does: 'preview',
  aliases: [],
  description: 'What the next digest would say now, for you alone',
});

export const sendCommand = onOne({
  verb: 'digest send',
  does: 'send',
  aliases: [],
  description: 'Send one now, with what is new since the last',
});

const NEXT = 3;
const MAX_LISTED = 8;

export const nextCommand: Command = {
  family: 'newsdesk',
  verb: 'digest next',
  aliases: ['next'],
  description: 'When the next three come, with changes of the clocks',
  usage: '/newsdesk digest next [number | words]',
  example: '/newsdesk digest next',
  options: [WHICH],
  run: async ({ words }, { channel, now }, desk) => {
    const here = words === '' ? await subscriptionsOfChannel(desk.db, channel) : [];
    if (here.length === 0) {
      const picked = await pickSubscription(desk, channel, words, 'manage');
      if (picked.kind === 'none') return picked.reply;
      here.push(picked.subscription);
    }
    const listed = await Promise.all(
      here.slice(0, MAX_LISTED).map(async (subscription) => ({
        subscription,
        runs: await runsOf(desk, subscription, now, NEXT),
      })),
    );
    return privately(nextRunsList({ listed, more: here.length - listed.length, now }));
  },
};

/** A command that does one thing with one digest. */
function onOne(options: {
  readonly verb: string;
  readonly does?: SubscriptionVerb;
  readonly aliases: readonly string[];
  readonly description: string;
}): Command {
  const { verb, does = verb as SubscriptionVerb, aliases, description } = options;
  return {
    family: 'newsdesk',
    verb,
    aliases,
    description,
    usage: `/newsdesk ${verb} <number | words of what it follows>`,
    example: `/newsdesk ${verb} isis smuggling`,
    options: [WHICH],
    run: async ({ words }, invocation, desk) => {
      const picked = await pickSubscription(desk, invocation.channel, words, does);
      return picked.kind === 'none'
        ? picked.reply
        : runOnSubscription(does, picked.subscription.id, invocation, desk);
    },
  };
}
