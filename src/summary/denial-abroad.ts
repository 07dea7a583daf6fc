import { foldedWords } from '../text/tokens.ts';
import type { SpeaksOfGuilt } from './denial.ts';
import { DENIAL_WORDS, type DenialWords } from './denial-words.ts';

/** How a language other than English accuses and denies; undefined where no words of it are known. */
export function guiltIn(language: string): SpeaksOfGuilt | undefined {
  const code = /^[a-z]+/.exec(language.toLowerCase())?.[0] ?? '';
  const known = made.get(code);
  if (known !== undefined) return known;
  const words = Object.hasOwn(DENIAL_WORDS, code) ? DENIAL_WORDS[code] : undefined;
  if (words === undefined) return undefined;
  const speaks = speaksOfGuilt(words);
  made.set(code, speaks);
  return speaks;
}

const made = new Map<string, SpeaksOfGuilt>();

function speaksOfGuilt(words: DenialWords): SpeaksOfGuilt {
  const accuses = phrases(words.accuses);
  const denies = phrases(words.denies);
  const rejects = phrases(words.rejects, 'gu');
  const claims = phrases(words.claims);
  const otherSide = phrases(words.otherSide);
  const except = phrases(words.except, 'gu');
  return {
    accuses: (text) => accuses.test(spoken(text)),
    denialStrength: (sentence) => {
      const said = spoken(sentence).replaceAll(except, '-');
      if (denies.test(said)) return 1;
      if (
        said
          .matchAll(rejects)
          .take(MAX_TRIED)
          .some((found) => claims.test(around(said, found)))
      )
        return 1;
      return otherSide.test(said) ? 0.5 : 0;
    },
  };
}

/** The words near what was found, some twelve on each side. */
function around(said: string, { index, 0: found }: RegExpExecArray): string {
  const from = said.indexOf(' ', Math.max(0, index - NEAR));
  const to = said.lastIndexOf(' ', index + found.length + NEAR);
  return said.slice(from, to + 1);
}

/** UTF-16 units. */
const NEAR = 90;

/** A sentence that rejects more often is an attack. */
const MAX_TRIED = 8;

/** UTF-16 units: what is longer is no sentence that anybody would be shown. */
const MAX_SAID = 1_000;

/** The folded words, each between spaces; an elided article is a word by itself. */
function spoken(text: string): string {
  const parted = text.slice(0, MAX_SAID).replaceAll(ELIDED, '$& ');
  return ` ${foldedWords(parted).map(oneYeh).join(' ')} `;
}

/** French "l'accusation", "qu'il"; not the apostrophes of Ukrainian and Uzbek. */
const ELIDED = /(?<![\p{L}\p{M}])(?:[cdjlmnst]|qu|dell|all|nell|dall)['’](?=\p{L})/giu;

/** Persian and Arabic share two letters that Unicode keeps apart. */
function oneYeh(word: string): string {
  return word.replaceAll('ي', 'ی').replaceAll('ك', 'ک');
}

/** A pattern for folded words that are set apart by single spaces. */
function phrases(list: string, flags = 'u'): RegExp {
  const alternatives = list
    .split('|')
    .map((phrase) =>
      phrase
        .replaceAll(/\/\s+/g, '/')
        .trim()
        .split(/\s+/u)
        .map(wordsAt)
        .join(' ')
        .replaceAll(' … ', String.raw`(?: \S+){0,6} `),
    );
  return new RegExp(`(?<= )(?:${alternatives.join('|')})(?= )`, flags);
}

/** The words that may stand at one place of a phrase. */
function wordsAt(place: string): string {
  if (place === '…') return place;
  if (place === '_') return String.raw`\S+`;
  const words = place.split('/').map((word) => {
    const stem = word.split('*').map((part) => spoken(part).trim());
    const arabic = /^\p{Script=Arabic}/u.test(word) ? '[وف]?' : '';
    return arabic + stem.join(String.raw`\S*`);
  });
  return `(?:${words.join('|')})`;
}
