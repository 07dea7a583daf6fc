import { APOSTROPHES, fold } from './fold.ts';

export type Token = {
  readonly text: string;
  /** UTF-16 offsets into the text, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** As it is indexed: equal folds are the same word. */
  readonly folded: string;
};

/**
 * The words of a text in order: runs of letters and digits, an apostrophe between letters
 * included. A run that folds to nothing (a lone modifier letter) is no word.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  eachWord(text, (start, end) => {
    const word = text.slice(start, end);
    const folded = fold(word);
    if (folded !== '') tokens.push({ text: word, start, end, folded });
  });
  return tokens;
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  return tokensOf(text).map(({ folded }) => folded);
}

const [OTHER, LETTER, MARK, APOSTROPHE] = [1, 2, 3, 4];

/** The class of each UTF-16 unit, filled as units are met: a regular expression takes 5 times as long. */
const classes = new Uint8Array(65_536);

/** Calls `visit` with the UTF-16 offsets of each word, in order. */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  let start = -1;
  for (let at = 0; at < text.length; at += 1) {
    const kind = classOf(text, at);
    if (kind === LETTER) {
      if (start === -1) start = at;
    } else if (start !== -1) {
      if (kind === MARK) continue;
      if (kind === APOSTROPHE && at + 1 < text.length && classOf(text, at + 1) === LETTER) continue;
      visit(start, at);
      start = -1;
    }
  }
  if (start !== -1) visit(start, text.length);
}

/** Both halves of a letter outside the basic plane count as letters, those of an emoji do not. */
function classOf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = classes[unit] ?? 0;
  if (known !== 0) return known;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    const whole = text.codePointAt(unit >= 0xdc00 ? at - 1 : at) ?? unit;
    return whole > 0xffff ? classOfCharacter(String.fromCodePoint(whole)) : OTHER;
  }
  const kind = classOfCharacter(String.fromCharCode(unit));
  classes[unit] = kind;
  return kind;
}

function classOfCharacter(character: string): number {
  if (APOSTROPHES.includes(character)) return APOSTROPHE;
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER;
  return /\p{M}/u.test(character) ? MARK : OTHER;
}
