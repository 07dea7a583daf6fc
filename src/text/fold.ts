/** Every character people put where an apostrophe, a soft sign or an okina belongs. */
export const APOSTROPHES = "'’‘ʻʼʽʹˈ`´′＇‛";

const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'gu');
const POSSESSIVE = new RegExp(`[${APOSTROPHES}]s$`, 'iu');
const ASCII_WORD = /^[a-z0-9]*$/;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const MARKS = /\p{M}+/gu;

/** Letters that Unicode does not take apart into a base letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i' },
  ...{ ŋ: 'n', ə: 'a', ŧ: 't', ƶ: 'z', ɓ: 'b', ɗ: 'd', ƙ: 'k', ǝ: 'e', ς: 'σ' },
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * Russian, Ukrainian, Belarusian, Uzbek, Kazakh, Kyrgyz and Tajik letters as newspapers write
 * them in Latin. The hard and the soft sign fall away like the apostrophes that stand for them.
 */
const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i', й: 'y' },
  ...{ к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f' },
  ...{ х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu' },
  ...{ я: 'ya', ў: 'o', қ: 'q', ғ: 'g', ҳ: 'h', ҷ: 'j', ӣ: 'i', ӯ: 'u', ә: 'a', ң: 'n', ө: 'o' },
  ...{ ұ: 'u', ү: 'u', һ: 'h', і: 'i', ї: 'yi', є: 'ye', ґ: 'g', ђ: 'dj', ј: 'j', љ: 'lj' },
  ...{ њ: 'nj', ћ: 'c', џ: 'dz' },
};

/**
 * The form in which a word is indexed and looked up: lower case, without diacritics,
 * apostrophes or a possessive ending, Cyrillic in Latin letters. `O‘zbekiston’s`, `oʻzbekiston`
 * and `ўзбекистон` fold to `ozbekiston`. Folding a folded word changes nothing.
 */
export function fold(word: string): string {
  const lower = word.replace(POSSESSIVE, '').replace(APOSTROPHE, '').toLowerCase();
  if (ASCII_WORD.test(lower)) return lower;
  const composed = lower.normalize('NFKC').toLowerCase();
  const base = latinized(composed).normalize('NFKD').replace(MARKS, '');
  return latinized(base)
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? '')
    .replace(APOSTROPHE, '');
}

/** The adjective endings `-ый` and `-ий` are written with one letter in names: Навальный, Navalny. */
function latinized(word: string): string {
  if (!CYRILLIC.test(word)) return word;
  const named = word.replace(/[ыи]й$/u, 'й');
  let latin = '';
  for (const letter of named) latin += LATIN[letter] ?? letter;
  return latin;
}
