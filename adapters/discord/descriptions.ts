import { LIMITS } from './limits.ts';

/** A block, an entry or a bullet, ready to be shown; at most as long as one description. */
export type Piece = {
  readonly text: string;
  /** Follows what is before it without an empty line. */
  readonly close?: boolean;
  /** One of many: such are left out first, and counted. */
  readonly countable?: boolean;
};

/**
 * The pieces in as few descriptions as hold them, at most `budget` characters in all. Where they
 * do not fit, whole pieces are left out from the end, entries and bullets first, and a line in
 * their place says how many.
 */
export function descriptionsOf(pieces: readonly Piece[], budget: number): string[] {
  const kept = pieces.filter(({ text }) => text.trim() !== '');
  let left = 0;
  let gap = kept.length;
  for (;;) {
    const note: Piece[] = left === 0 ? [] : [{ text: `-# … and ${left} more`, close: true }];
    const packed = pack([...kept.slice(0, gap), ...note, ...kept.slice(gap)]);
    if (kept.length <= 1 || packed.join('').length <= budget) return packed;
    const last = kept.findLastIndex(({ countable }) => countable);
    const victim = last === -1 ? kept.length - 1 : last;
    kept.splice(victim, 1);
    left += 1;
    gap = Math.min(gap, victim);
  }
}

function pack(pieces: readonly Piece[]): string[] {
  const descriptions: string[] = [];
  for (const { text, close } of pieces) {
    const current = descriptions.pop();
    const longer = current === undefined ? text : `${current}${close ? '\n' : '\n\n'}${text}`;
    if (current === undefined || longer.length <= LIMITS.description) descriptions.push(longer);
    else descriptions.push(current, text);
  }
  return descriptions;
}
