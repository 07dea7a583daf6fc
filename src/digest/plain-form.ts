import { type Message, text } from '../message/message.ts';
import { plainText } from '../message/plain-text.ts';

/** Fits one section of Slack's and one embed of Discord's, escapes included. */
const MAX_CHARACTERS = 2_500;

/** The message as bare lines, for a platform that refused its dress. What does not fit is left out by whole lines. */
export function plainForm(message: Message): Message {
  const lines: string[] = [];
  let length = 0;
  for (const line of plainText(message).split('\n')) {
    length += line.length + 1;
    if (length > MAX_CHARACTERS) break;
    lines.push(line);
  }
  return { blocks: [{ kind: 'paragraph', spans: [text(lines.join('\n'))] }] };
}
