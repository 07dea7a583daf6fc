import { DiscordAPIError, type REST, Routes } from 'discord.js';
import type { Reply } from '../../src/commands/command.ts';
import { type Log, reasonOf } from '../../src/log.ts';
import { type Message, text } from '../../src/message/message.ts';
import { render, renderPlain } from './render.ts';

/** How an interaction has been acknowledged, which decides what can still be done with it. */
export type Acknowledged =
  /** A command: "thinking…" waits to become the answer, as private as it was made. */
  | { readonly kind: 'command'; readonly ephemeral: boolean }
  /** A button or a menu: its message stands as it was. */
  | { readonly kind: 'component' };

/** What can be done with an acknowledged interaction for 15 minutes. */
export type Responder = {
  /** Fills in the waiting answer, or changes the message of the button. */
  readonly edit: (message: Message) => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly follow: (message: Message, visibility: 'private' | 'channel') => Promise<void>;
};

/** Hands the reply to the person in the form that the acknowledgement allows. */
export async function deliver(reply: Reply, as: Acknowledged, to: Responder): Promise<void> {
  if (reply.kind === 'remove') return to.remove();
  if (reply.kind === 'update') return to.edit(reply.message);
  const { message, visibility } = reply;
  if (as.kind === 'component') return to.follow(message, visibility);
  if (as.ephemeral === (visibility === 'private')) return to.edit(message);
  if (visibility === 'private') {
    // What waits in the channel can no longer become private, and the first follow-up would fill
    // it in: it has to go before.
    await to.remove();
    return to.follow(message, 'private');
  }
  await to.edit(oneLine('Shown in this channel.'));
  try {
    await to.follow(message, 'channel');
  } catch (error) {
    await to.edit(oneLine('I could not show that in this channel. Check my permissions here.'));
    throw error;
  }
}

/**
 * Answers by the interaction's own token. Changing and removing may be retried; `once` must not
 * retry, for there is no nonce here and a second follow-up would be seen.
 */
export function responder(
  { applicationId, token }: { applicationId: string; token: string },
  rest: { readonly retrying: REST; readonly once: REST },
  log: Log,
): Responder {
  const original = Routes.webhookMessage(applicationId, token, '@original');
  return {
    edit: (message) =>
      orPlain(message, log, (body) => rest.retrying.patch(original, { body, auth: false })),
    remove: async () => {
      await rest.retrying.delete(original, { auth: false });
    },
    follow: (message, visibility) =>
      orPlain(message, log, (payload) => {
        const body = visibility === 'private' ? { ...payload, flags: EPHEMERAL } : payload;
        return rest.once.post(Routes.webhook(applicationId, token), { body, auth: false });
      }),
  };
}

export function oneLine(words: string): Message {
  return { blocks: [{ kind: 'paragraph', spans: [text(words)] }] };
}

const EPHEMERAL = 1 << 6;
const INVALID_FORM = 50035;

/** A payload that Discord refuses is our mistake; the person gets the words all the same. */
async function orPlain(
  message: Message,
  log: Log,
  send: (body: object) => Promise<unknown>,
): Promise<void> {
  try {
    await send(render(message));
  } catch (error) {
    if (!(error instanceof DiscordAPIError && error.code === INVALID_FORM)) throw error;
    log.error({ reason: reasonOf(error) }, 'discord refused a reply; sent as plain text');
    await send(renderPlain(message));
  }
}
