export type TextLexeme = {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
  readonly negative: boolean;
  /** What is left of a key that does not exist: welcome, not required. */
  readonly optional?: boolean;
};

export type KeyLexeme = {
  readonly kind: 'key';
  readonly key: string;
  readonly value: string;
  readonly negative: boolean;
  /** With a gap behind the colon, as in many a headline: `Rogun: Tajikistan Builds a Dam`. */
  readonly spaced: boolean;
};

/** A piece of what was typed. `negative` stands for a `-` before it. */
export type Lexeme =
  | TextLexeme
  | KeyLexeme
  | { readonly kind: 'open' | 'close'; readonly negative: boolean }
  | { readonly kind: 'operator'; readonly name: 'or' | 'and' | 'not' };

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Slack's escapes (`<https://x|label>`, `&amp;`), curly quotes and long dashes as plain text. */
export function plainTyping(text: string): string {
  return text
    .replace(/<([^<>|]+)\|([^<>]+)>/g, '$2')
    .replace(/<((?:https?|mailto):[^<>]+)>/g, '$1')
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[“”„‟«»]/g, '"')
    .replace(/(^|\s)[–—−](?=[^\s–—−])/g, '$1-');
}

const OPERATORS: Readonly<Record<string, 'or' | 'and' | 'not'>> = {
  OR: 'or',
  '|': 'or',
  AND: 'and',
  NOT: 'not',
};

const SPACE = /\s+/y;
const OPEN = /(-?)\(/y;
const CLOSE = /\)/y;
const KEY = /(-?)(\p{L}+):(?!\/\/)[^\S\n]?(?=[^\s()])/uy;
const QUOTED = /(-?)"([^"]*)("|$)/y;
const BARE = /(-(?=[^\s-]))?([^\s()"]+)/y;

/** Cuts typed text into pieces; never fails. A quote left open runs to the end and is reported. */
export function lexemesOf(text: string): { lexemes: Lexeme[]; openQuote: boolean } {
  const lexemes: Lexeme[] = [];
  let openQuote = false;
  let position = 0;
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(text);
    if (match) position = pattern.lastIndex;
    return match;
  };
  const value = (): Omit<TextLexeme, 'kind'> => {
    const inQuotes = next(QUOTED);
    if (inQuotes?.[3] === '') openQuote = true;
    const match = inQuotes ?? next(BARE);
    return {
      text: match?.[2] ?? '',
      quoted: inQuotes !== null,
      negative: match?.[1] === '-',
    };
  };

  while (position < text.length) {
    if (next(SPACE)) continue;
    const open = next(OPEN);
    if (open) lexemes.push({ kind: 'open', negative: open[1] === '-' });
    else if (next(CLOSE)) lexemes.push({ kind: 'close', negative: false });
    else {
      const key = next(KEY);
      const read = value();
      lexemes.push(
        key
          ? {
              kind: 'key',
              key: key[2] ?? '',
              value: read.text,
              negative: key[1] === '-',
              spaced: /\s$/.test(key[0]),
            }
          : operatorOr(read),
      );
    }
  }
  return { lexemes, openQuote };
}

function operatorOr(read: Omit<TextLexeme, 'kind'>): Lexeme {
  const name = read.quoted || read.negative ? undefined : OPERATORS[read.text];
  return name === undefined ? { kind: 'text', ...read } : { kind: 'operator', name };
}
