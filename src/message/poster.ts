import type { Channel, Tenant } from '../model/channel.ts';
import type { PostKey, PostOutcome } from '../model/delivery.ts';
import type { Message } from './message.ts';

/**
 * Posts a message to a channel, once: exactly one request, no retry of its own, an answer
 * within 10 s (the ledger's lease is 60 s). The key is the same for every try of one delivery,
 * so that a platform that can recognise a repeated post does. Never throws for what a platform
 * or a network does: that is an outcome.
 */
export type Poster = (channel: Channel, message: Message, key: PostKey) => Promise<PostOutcome>;

/** Says something to one person, privately: one request, an outcome, and no second try. */
export type Tell = (tenant: Tenant, person: string, message: Message) => Promise<PostOutcome>;
