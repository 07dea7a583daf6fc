import { problem } from '../message/problem.ts';

/** Said before a digest is set up in a channel that does not let the bot post, not after it was lost. */
export const MAY_NOT_POST = problem({
  what: 'I may not post in this channel.',
  advice:
    'For a digest I must be in it, with the permissions View Channel, Send Messages and Embed Links.',
});
