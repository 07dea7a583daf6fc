import { isBoilerplate } from './boilerplate-abroad.ts';
import type { Defect } from './defects.ts';
import { hangsOnAnother } from './hangs-on-another.ts';

/**
 * What is wrong with a sentence whatever language it is in: the rules for English know its words,
 * and would find captions in German and opinions in Polish. Undefined for one that may be shown.
 */
export function defectOfAnyLanguage(sentence: string, language: string): Defect | undefined {
  if (isBoilerplate(sentence)) return 'boilerplate';
  if (DATELINE.test(sentence)) return 'caption';
  if (isCutOff(sentence)) return 'cut-off';
  if (isUnbalanced(sentence) || isSpeakerless(sentence)) return 'quotation';
  if (/[?？؟]["”’“»)]*$/u.test(sentence)) return 'question';
  if (!isLongEnough(sentence) || wordsIn(sentence) > MAX_WORDS) return 'length';
  return hangsOnAnother(sentence, language) ? 'dangling' : undefined;
}

/** Without a stop it is a headline, a caption or half a sentence; some scripts have no stops. */
function isCutOff(sentence: string): boolean {
  if (/(?:\.{3}|…)["”’»)\]]*$/u.test(sentence)) return true;
  if (/[\p{Script=Thai}\p{Script=Lao}]["”’»)\]]*$/u.test(sentence)) return false;
  return !/[.!?。！？।؟۔։።၊။។]["”’“»)\]]*$/u.test(sentence);
}

/** Languages with long words say in four, or in three of eighteen letters, what English says in six. */
const MIN_WORDS = 4;
const MIN_LETTERS = 18;
const MAX_WORDS = 60;

/** Three words are a sentence where they do not end in a name, as a byline does. */
function isLongEnough(sentence: string): boolean {
  const words = wordsIn(sentence);
  if (words >= MIN_WORDS) return true;
  const letters = sentence.match(/\p{L}/gu)?.length ?? 0;
  return (
    words === 3 &&
    letters >= MIN_LETTERS &&
    /(?<![\p{L}\p{N}])(?!\p{Lu})\p{L}[\p{L}\p{M}'’ʻʼ‘-]*[.!۔]$/u.test(sentence)
  );
}

/** "БИШКЕК, 14 апр. — ТАСС.": where and by whom, and nothing else. */
const DATELINE =
  /^\p{Lu}[\p{L}-]+[,.]\s+\d{1,2}\s+\p{L}{3,8}\.?\s*[-–—/]+\s*\p{Lu}[\p{L}.-]{2,15}\/?\.$/u;

/** All of it is quoted. */
function isSpeakerless(sentence: string): boolean {
  const outside = sentence.replace(/«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|"[^"]*"/gu, ' ');
  return outside !== sentence && !/\p{L}{2}/u.test(outside);
}

/** “ opens in English and closes in German: of such marks every pair has two. */
function isUnbalanced(sentence: string): boolean {
  const count = (mark: string) => sentence.split(mark).length - 1;
  const pairs = [
    ['«', '»'],
    ['(', ')'],
    ['「', '」'],
  ] as const;
  return (
    count('"') % 2 === 1 ||
    (count('„') + count('“') + count('”')) % 2 === 1 ||
    pairs.some(([open, close]) => count(open) !== count(close))
  );
}

/** Chinese, Japanese and Thai have no spaces: two characters say about as much as a word. */
function wordsIn(sentence: string): number {
  const unspaced =
    sentence.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)
      ?.length ?? 0;
  if (unspaced > sentence.length / 3) return Math.floor(unspaced / 2);
  return sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
