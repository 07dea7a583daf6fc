import { randomBytes } from 'node:crypto';
import type { Answer, Reply } from '../../src/commands/command.ts';
import type { Log } from '../../src/log.ts';
import { outage } from '../../src/message/problem.ts';
import {
  commandInvocation,
  type InvocationRules,
  type PressPayload,
  pressInvocation,
  type SlashPayload,
} from './invocation.ts';
import { underOwnNames } from './own-names.ts';
import { maskedReason } from './reason.ts';
import { expired, privately, type ReplyPayload, replyPayload } from './reply.ts';
import type { Send } from './send.ts';
import { within } from './within.ts';

/** Slack waits 3 s for an ack; the rest is for the way there and back. */
const ACK_WITHIN_MS = 2_000;

export type AnsweringOptions = {
  readonly answer: Answer;
  readonly rules: InvocationRules;
  readonly send: Send;
  /** True where the key was seen before: Slack may deliver the same thing twice. */
  readonly seen: (key: string) => boolean;
  readonly log: Log;
  readonly ackWithinMs?: number;
};

export type Ack = (body?: ReplyPayload) => Promise<void>;

/** What every payload of a person's doing carries. */
type Sent = { readonly response_url: string; readonly trigger_id: string };

/**
 * Answers what people type and press. A command's answer goes into the ack where it is ready in
 * time, else into one message through the response_url: a "Searching…" could not be taken back,
 * for a command's response_url cannot replace its own earlier message. Never throws.
 */
export function createAnswering(options: AnsweringOptions) {
  const { answer, rules, send, seen, log, ackWithinMs = ACK_WITHIN_MS } = options;

  async function onCommand(body: SlashPayload & Sent, ack: Ack, now: Date): Promise<void> {
    const replying = replyToCommand(body, now);
    const early = await within(replying, ackWithinMs);
    const inAck = early && early !== 'nothing' ? ackBody(early) : undefined;
    if ((await acked(ack, inAck)) && inAck) return;
    const reply = await replying;
    if (reply === 'nothing') return;
    await send(reply, {
      responseUrl: body.response_url,
      workspace: body.team_id,
      channel: body.channel_id,
      person: body.user_id,
    });
  }

  async function onPress(body: PressPayload & Sent, ack: Ack, now: Date): Promise<void> {
    await acked(ack);
    const invocation = pressInvocation(body, rules, now);
    if (invocation === 'nothing' || seen(`press:${body.trigger_id}`)) return;
    const reply =
      invocation === 'expired'
        ? expired(rules.commands.news)
        : await attempt(() => answer(invocation));
    await send(reply, {
      responseUrl: body.response_url,
      workspace: body.team?.id ?? '',
      channel: body.channel?.id ?? '',
      person: body.user.id,
    });
  }

  async function replyToCommand(body: SlashPayload & Sent, now: Date): Promise<Reply | 'nothing'> {
    if (seen(`command:${body.trigger_id}`)) return 'nothing';
    const reply = await attempt(() => {
      const invocation = commandInvocation(body, rules, now);
      return invocation ? answer(invocation) : unknownCommand(body.command);
    });
    // A command has no message yet that could change or go away.
    if (reply.kind === 'remove') return privately('Done.');
    return { visibility: 'private', ...reply, kind: 'answer' };
  }

  async function attempt(work: () => Reply | Promise<Reply>): Promise<Reply> {
    try {
      return underOwnNames(await work(), rules.commands);
    } catch (error) {
      const reference = randomBytes(3).toString('hex').toUpperCase();
      log.error({ reference, reason: maskedReason(error) }, 'no answer');
      return { kind: 'answer', message: outage(reference), visibility: 'private' };
    }
  }

  function unknownCommand(command: string): Reply {
    const { news, newsdesk } = rules.commands;
    return privately(`${command} is not set up here. Type ${news} help or ${newsdesk} help.`);
  }

  async function acked(ack: Ack, body?: ReplyPayload): Promise<boolean> {
    try {
      await ack(body);
      return true;
    } catch (error) {
      log.warn({ reason: maskedReason(error) }, 'slack did not hear our ack');
      return false;
    }
  }

  return { onCommand, onPress };
}

/**
 * Undefined where the ack will not do: Slack refuses a whole message when it cannot load one of
 * its pictures, and of an ack we would never hear it.
 */
function ackBody(reply: Reply): ReplyPayload | undefined {
  const payload = replyPayload(reply);
  return payload.blocks?.some(({ type }) => type === 'image') ? undefined : payload;
}
