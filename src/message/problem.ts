import { cut } from '../text/graphemes.ts';
import { type Button, bold, code, type Message, text } from './message.ts';

/** Somebody may paste a whole article; nobody wants it back. */
const MAX_ECHO = 300;

/**
 * What happened, and what to do about it. `keep` is what the person typed, so that it need not
 * be typed again.
 */
export function problem(options: {
  readonly what: string;
  readonly advice: string;
  /** A line that works. */
  readonly example?: string;
  readonly keep?: string;
  readonly buttons?: readonly Button[];
}): Message {
  const { what, advice, example, keep, buttons = [] } = options;
  const echo = (typed: string) => code(cut(typed, MAX_ECHO));
  return {
    blocks: [
      {
        kind: 'paragraph',
        spans: [bold(cut(what, MAX_ECHO)), ...(advice === '' ? [] : [text(` ${advice}`)])],
      },
      ...(example === undefined
        ? []
        : [{ kind: 'paragraph' as const, spans: [text('For example: '), echo(example)] }]),
      ...(keep === undefined
        ? []
        : [{ kind: 'note' as const, spans: [text('You typed: '), echo(keep)] }]),
      ...(buttons.length === 0 ? [] : [{ kind: 'buttons' as const, buttons }]),
    ],
  };
}

/** Our own failure; `reference` is in the log beside its cause. */
export function outage(reference: string): Message {
  return problem({
    what: 'This could not be answered just now.',
    advice: `Nothing is lost; please try again in a minute. If it stays so, tell whoever runs this bot (ref ${reference}).`,
  });
}
