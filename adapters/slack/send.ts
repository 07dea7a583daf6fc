import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../../src/commands/command.ts';
import type { Log } from '../../src/log.ts';
import type { ClientFor } from './post.ts';
import { maskedReason } from './reason.ts';
import { render } from './render.ts';
import { type MessageReply, plainReplyPayload, replyPayload } from './reply.ts';
import { respond } from './respond.ts';

const LONGEST_WAIT_MS = 30_000;

/** Where a reply goes, and to whom when its response_url is used up. */
export type Addressee = {
  readonly responseUrl: string;
  readonly workspace: string;
  readonly channel: string;
  readonly person: string;
};

export type Send = (reply: Reply, to: Addressee) => Promise<void>;

/** Sends a reply through its response_url and mends what Slack's answer allows. Never throws. */
export function createSend({ clientFor, log }: { clientFor: ClientFor; log: Log }): Send {
  return async (reply, to) => {
    const payload = replyPayload(reply);
    let outcome = await respond(to.responseUrl, payload);
    if (outcome.kind === 'limited') {
      await sleep(Math.min(outcome.retryAfterMs, LONGEST_WAIT_MS));
      outcome = await respond(to.responseUrl, payload);
    } else if (outcome.kind === 'unknown' && mayBeRepeated(reply)) {
      outcome = await respond(to.responseUrl, payload);
    } else if (outcome.kind === 'refused' && reply.kind !== 'remove') {
      log.error(
        { channel: to.channel, reason: outcome.reason },
        'slack refused the blocks of a reply',
      );
      outcome = await respond(to.responseUrl, plainReplyPayload(reply));
    }
    if (outcome.kind === 'sent') return;
    if (outcome.kind === 'gone' && reply.kind !== 'remove') return sendAnew(reply, to);
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    log.warn({ channel: to.channel, reason }, 'a reply did not reach slack');
  };

  /** The response_url is used up: the person gets the same as a new message. */
  async function sendAnew(reply: MessageReply, to: Addressee): Promise<void> {
    try {
      const client = await clientFor(to.workspace);
      const message = { channel: to.channel, ...render(reply.message) };
      if (reply.kind === 'answer' && reply.visibility === 'channel') {
        await client?.chat.postMessage({ ...message, unfurl_links: false, unfurl_media: false });
      } else {
        await client?.chat.postEphemeral({ ...message, user: to.person });
      }
    } catch (error) {
      log.warn({ channel: to.channel, reason: maskedReason(error) }, 'a reply did not reach slack');
    }
  }
}

/** The same page, or the same words to one person, do no harm twice; a shared card does. */
function mayBeRepeated(reply: Reply): boolean {
  return reply.kind !== 'answer' || reply.visibility === 'private';
}
