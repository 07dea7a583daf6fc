import type { Message } from '../message/message.ts';
import { problem } from '../message/problem.ts';
import type { Reply } from './command.ts';

/** To the person alone. */
export function privately(message: Message): Reply {
  return { kind: 'answer', message, visibility: 'private' };
}

/** What is wrong and what would be right, to the person alone. */
export function refusal(options: Parameters<typeof problem>[0]): Reply {
  return privately(problem(options));
}
