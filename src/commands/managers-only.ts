import { problem } from '../message/problem.ts';

/** What everybody who may not manage gets to read. */
export const MANAGERS_ONLY = problem({
  what: 'Only people who manage this place can change its feeds and digests.',
  advice: 'Ask one of them; searching and reading is for everyone.',
  example: '/news help',
});
