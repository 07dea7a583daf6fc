import type { KnownBlock } from '@slack/types';
import type { Reply } from '../../src/commands/command.ts';
import { type Message, text } from '../../src/message/message.ts';
import { render, topLevelText } from './render.ts';

/** What an ack or a response_url takes: https://docs.slack.dev/interactivity/handling-user-interaction */
export type ReplyPayload = {
  readonly text?: string;
  readonly blocks?: KnownBlock[];
  readonly response_type?: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly unfurl_links?: boolean;
  readonly unfurl_media?: boolean;
};

export function replyPayload(reply: Reply): ReplyPayload {
  return reply.kind === 'remove'
    ? { delete_original: true }
    : { ...envelope(reply), ...render(reply.message) };
}

/** The same without blocks, for when Slack refuses those. */
export function plainReplyPayload(reply: MessageReply): ReplyPayload {
  return { ...envelope(reply), text: topLevelText(reply.message) };
}

export type MessageReply = Exclude<Reply, { readonly kind: 'remove' }>;

function envelope(reply: MessageReply): ReplyPayload {
  if (reply.kind === 'update') return { replace_original: true };
  return {
    response_type: reply.visibility === 'channel' ? 'in_channel' : 'ephemeral',
    replace_original: false,
    unfurl_links: false,
    unfurl_media: false,
  };
}

/** The reply to a button or menu whose list, card or share is no more. */
export function expired(command: string): MessageReply {
  return privately(`This list has expired. Run ${command} again.`);
}

export function privately(words: string): MessageReply {
  const message: Message = { blocks: [{ kind: 'paragraph', spans: [text(words)] }] };
  return { kind: 'answer', message, visibility: 'private' };
}
