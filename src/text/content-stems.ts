import { stem } from './stem.ts';
import { foldedWords } from './tokens.ts';

/** The stems of the words that carry meaning, in order, repeats kept. */
export function contentStems(text: string): string[] {
  return foldedWords(text).filter(isContentWord).map(knownStem);
}

/**
 * The stem of the American spelling, remembered: a language has fewer words than its texts, and
 * one event is "paralysed" in one outlet and "paralyzed" in the next.
 */
export function knownStem(folded: string): string {
  const known = stems.get(folded);
  if (known !== undefined) return known;
  if (stems.size >= REMEMBERED) stems.clear();
  const made = americanStem(folded);
  stems.set(folded, made);
  return made;
}

/** Words that only look British ("promise") change in all of their forms alike. */
function americanStem(folded: string): string {
  if (!/^[a-z]{5,}$/.test(folded)) return stem(folded);
  const american = folded
    .replace(/(?<=..[iy])s(?=(?:e[drs]?|ing|ations?)$)/, 'z')
    .replace(/ys[ei]s$/, 'yze');
  return stem(american)
    .replace(/(?<=...)our(?=(?:it)?$)/, 'or')
    .replace(/(?<=..)tr$/, 'ter')
    .replace(/enc$/, 'ens')
    .replace(/mm$/, 'm');
}

const REMEMBERED = 50_000;
const stems = new Map<string, string>();

/** False for words of English grammar, for what every report says, and for single letters. */
export function isContentWord(folded: string): boolean {
  return folded.length > 1 && !STOPWORDS.has(folded);
}

const STOPWORDS = new Set(
  `a about after again against all also among an and another any are arent as at back be because
  been before being between both but by can cannot cant could couldnt day days did didnt do does
  doesnt doing dont down during each even few first for friday from further get got had has have
  having he her here hers herself hes him himself his how however i if im in including into is isnt
  it its itself ive just last let like made make many me monday month more most mr mrs ms much my
  myself nbsp new no nor not now of off on once one only or other our ours out over own per said
  same saturday saying says see shall she should since so some still such sunday than that thats
  the their theirs them themselves then there these they theyre this those through thursday to told
  too tuesday two under until up upon us very via was wasnt way we wednesday week well were werent
  weve what when where which while who whom whose why will with within without wont would year
  years yes yet you your yours yourself according`.split(/\s+/),
);
