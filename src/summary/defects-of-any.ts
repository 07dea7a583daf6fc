import type { Defect, Place } from './defects.ts';

/**
 * What is wrong with a sentence whatever language it is in: the rules for English know its words,
 * and would find captions in German and opinions in Polish. Undefined for one that may be shown.
 */
export function defectOfAnyLanguage(sentence: string, { last }: Place): Defect | undefined {
  if (READ_ALSO.test(sentence)) return 'boilerplate';
  if (
    /(?:\.{3}|…)["”’»)\]]*$/u.test(sentence) ||
    (last && !/[.!?。！？।؟۔]["”’“»)\]]*$/u.test(sentence))
  ) {
    return 'cut-off';
  }
  if (isUnbalanced(sentence)) return 'quotation';
  if (/[?？؟]["”’“»)]*$/u.test(sentence)) return 'question';
  const words = wordsIn(sentence);
  return words < MIN_WORDS || words > MAX_WORDS ? 'length' : undefined;
}

/** Languages with long words say in four what English says in six. */
const MIN_WORDS = 4;
const MAX_WORDS = 60;

/** Links to other articles, in the languages of the beat and around it. */
const READ_ALSO =
  /^(?:читайте(?: также)?|смотрите(?: также)?|подписывайтесь|фото|источник|по теме|ранее по теме|читайте нас|мавзуга оид|ўқинг|o['‘ʻ’]qing|batafsil|mavzuga oid|сондай-ақ оқыңыз|дагы окуңуз|lesen sie (?:auch|mehr)|mehr zum thema|foto|lire aussi|à lire|voir aussi|lea también|ver también|leia (?:também|mais)|leggi anche|lees ook|czytaj też|zobacz też|ayrıca okuyun|haberin devamı|читайте також|дивіться також)\s*[:：–—-]/iu;

/** “ opens in English and closes in German: only the marks that mean one thing are counted. */
function isUnbalanced(sentence: string): boolean {
  const count = (mark: string) => sentence.split(mark).length - 1;
  const pairs = [
    ['«', '»'],
    ['(', ')'],
    ['「', '」'],
  ] as const;
  return count('"') % 2 === 1 || pairs.some(([open, close]) => count(open) !== count(close));
}

/** Chinese, Japanese and Thai have no spaces: two characters say about as much as a word. */
function wordsIn(sentence: string): number {
  const unspaced =
    sentence.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)
      ?.length ?? 0;
  if (unspaced > sentence.length / 3) return Math.floor(unspaced / 2);
  return sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
