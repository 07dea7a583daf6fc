import { fold } from '../text/fold.ts';
import { tokensOf } from '../text/tokens.ts';

/** Whether a word of the text, typed in Cyrillic, was taken for another form of itself. */
export function isOtherForm(
  { typed, near }: { readonly typed: string; readonly near: readonly string[] },
  text: string,
): boolean {
  const written = tokensOf(text).find(({ folded }) => folded === typed)?.text ?? '';
  return CYRILLIC.test(written) && near.some((word) => areForms(typed, word));
}

const CYRILLIC = /\p{Script=Cyrillic}/u;
/** A shorter beginning is that of many words. */
const LEAST_STEM = 3;

/**
 * Whether two folded Russian words may be forms of one: alike but for endings of declension or
 * conjugation (after M. F. Porter's Russian stemmer, https://snowballstem.org/algorithms/russian/stemmer.html).
 * A vowel that comes and goes (рынок, рынка) makes two words of one.
 */
function areForms(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  for (; at >= LEAST_STEM; at -= 1) {
    if (ENDINGS.has(one.slice(at)) && ENDINGS.has(other.slice(at))) return true;
  }
  return false;
}

const ENDINGS: ReadonlySet<string> = new Set(
  `а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю
   ия ья я ее ые ое ими ыми ый им ым его ого ему ому их ых ую юю ая яя ою ею
   ла ло ли ет ют ут ит ят ат ть`
    .split(/\s+/)
    .map(fold)
    .concat(''),
);
