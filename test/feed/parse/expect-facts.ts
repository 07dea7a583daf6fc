/** A fact of feedparser's suite: what one field of the parsed feed is. */
export type Fact = { readonly path: string; readonly value: string };

const LITERAL = /"""[\s\S]*?"""|'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/g;
const FACT = new RegExp(
  String.raw`((?:feed|entries\[0\])(?:\['\w+'\]|\[\d\]|\.\w+)+)\s*==\s*((?:u?(?:${LITERAL.source})(?:\s*\+\s*)?)+)`,
  'g',
);

const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\n', ''],
]);

/**
 * The facts in an `Expect:` comment that have the form `feed['x'] == '…'` or
 * `entries[0]['x'] == '…'`, joined by `and`; other terms are passed over.
 */
export function factsIn(comment: string): Fact[] {
  const [, expression = ''] =
    /Expect:\s*([\s\S]*?)(?:\n\s*-->|\n[A-Z][\w-]*:|$)/.exec(comment) ?? [];
  return [...expression.matchAll(FACT)].map(([, path = '', literals = '']) => ({
    path: path.replace(/\.(\w+)/g, "['$1']"),
    value: [...literals.matchAll(LITERAL)].map(([literal]) => pythonString(literal)).join(''),
  }));
}

function pythonString(literal: string): string {
  const quotes = literal.startsWith('"""') ? 3 : 1;
  return literal
    .slice(quotes, -quotes)
    .replace(
      /\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|([\s\S]))/gi,
      (_, four?: string, eight?: string, two?: string, other = '') => {
        const hex = four ?? eight ?? two;
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
        return ESCAPES.get(other) ?? other;
      },
    );
}
