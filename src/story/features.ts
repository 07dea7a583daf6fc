import { isContentWord, knownStem } from '../text/content-stems.ts';
import { isStandingName } from '../text/standing-names.ts';
import { tokensOf } from '../text/tokens.ts';

export type Features = {
  /** How much each stem says about the article, before its rarity counts. */
  readonly weights: ReadonlyMap<string, number>;
  /** Stems of names: words written with a capital inside a sentence. */
  readonly names: ReadonlySet<string>;
  /** Stems of names that say what beat it is of, not what happened. */
  readonly standing: ReadonlySet<string>;
  /** All words of title and text in order, folded: for shingles. */
  readonly words: readonly string[];
  /** Hardly more than a headline: little to go by. */
  readonly bare: boolean;
};

/** A word of the title counts as often as this. */
const TITLE = 3;

/** A name counts as much as this many other words. */
const NAME = 2;

/** UTF-16 units of a text that tell what it is about; more only adds background. */
const READ = 4000;

/** Fewer words than this are no more than a headline. */
const BARE = 30;

export function featuresOf(title: string, text: string): Features {
  const counts = new Map<string, number>();
  const names = new Set<string>();
  const standing = new Set<string>();
  const words: string[] = [];
  for (const [part, weight] of [
    [title, TITLE],
    [text.slice(0, READ), 1],
  ] as const) {
    const cased = saysNames(part);
    let end = 0;
    for (const token of tokensOf(part)) {
      words.push(token.folded);
      const begins = token.start === 0 || /[.!?:\n“"]/u.test(part.slice(end, token.start));
      end = token.end;
      if (!isContentWord(token.folded)) continue;
      const key = knownStem(token.folded);
      if (isCapital(token.text)) {
        if (cased && !begins) names.add(key);
        if (isStandingName(token.folded)) standing.add(key);
      }
      counts.set(key, (counts.get(key) ?? 0) + weight);
    }
  }
  for (const [key, count] of counts) {
    counts.set(key, (1 + Math.log(count)) * (names.has(key) ? NAME : 1));
  }
  return { weights: counts, names, standing, words, bare: words.length < BARE };
}

function isCapital(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase();
}

/** A line in capitals or in Title Case says nothing about which of its words are names. */
function saysNames(part: string): boolean {
  if (part.length > 300) return true;
  const words = part.match(/\p{L}{4,}/gu) ?? [];
  return words.filter((word) => /^\p{Lu}/u.test(word)).length <= 0.7 * words.length;
}
