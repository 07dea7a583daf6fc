import { CYRILLIC, LATIN, type LanguageTraits } from './language-traits.ts';

/**
 * The language that a text is written in, ISO 639-1; `und` where it says too little. By its script,
 * then by the small words and the letters that tell the languages of one script apart.
 */
export function languageOf(text: string): string {
  const sample = text.slice(0, SAMPLE);
  const script = mainScript(sample);
  if (script === 'latin') return likeliest(LATIN, sample);
  if (script === 'cyrillic') return likeliest(CYRILLIC, sample);
  if (script === 'arabic') return arabicScript(sample);
  return script;
}

/**
 * What an article's language is, given what its outlet says: that, unless the script is another.
 * Templates say "en" above any text. Without a region: en-US and en-GB are one language to readers.
 */
export function settledLanguage(claimed: string | undefined, text: string): string {
  const [base = ''] = claimed?.toLowerCase().split('-', 1) ?? [];
  if (!/^[a-z]{2,3}$/.test(base) || base === 'und') return languageOf(text);
  const script = mainScript(text.slice(0, SAMPLE));
  const usual = USUAL_SCRIPTS.get(base) ?? 'latin';
  return script === 'und' || usual.includes(script) ? base : languageOf(text);
}

/** UTF-16 units: the beginning says it, and quotations in other languages come later. */
const SAMPLE = 1_500;

/** In the order in which they are looked for: Japanese has Chinese characters in it. */
const SCRIPTS = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 5],
  ['ko', /\p{Script=Hangul}/gu, 2],
  ['zh', /\p{Script=Han}/gu, 2],
  ['cyrillic', /\p{Script=Cyrillic}/gu, 1],
  ['arabic', /\p{Script=Arabic}/gu, 1],
  ['el', /\p{Script=Greek}/gu, 1],
  ['he', /\p{Script=Hebrew}/gu, 1],
  ['hy', /\p{Script=Armenian}/gu, 1],
  ['ka', /\p{Script=Georgian}/gu, 1],
  ['hi', /\p{Script=Devanagari}/gu, 1],
  ['th', /\p{Script=Thai}/gu, 1],
  ['latin', /\p{Script=Latin}/gu, 1],
] as const;

const USUAL_SCRIPTS = new Map([
  ...['ja', 'ko', 'zh', 'el', 'he', 'hy', 'ka', 'hi', 'th'].map(
    (code) => [code, `${code} zh`] as const,
  ),
  ...['ru', 'uk', 'be', 'bg', 'mk', 'ky', 'mn'].map((code) => [code, 'cyrillic'] as const),
  ...['kk', 'uz', 'tg', 'tt', 'sr', 'tk', 'az'].map(
    (code) => [code, 'cyrillic latin arabic'] as const,
  ),
  ...['ar', 'fa', 'ps', 'ur', 'ug', 'ckb', 'sd'].map((code) => [code, 'arabic'] as const),
]);

type Script = (typeof SCRIPTS)[number][0] | 'und';

/** One character of a script with many of them says as much as several letters. */
function mainScript(text: string): Script {
  let best: { script: Script; weight: number } = { script: 'und', weight: 3 };
  for (const [script, pattern, worth] of SCRIPTS) {
    const weight = (text.match(pattern)?.length ?? 0) * worth;
    if (weight > best.weight) best = { script, weight };
  }
  return best.script;
}

function likeliest(languages: readonly LanguageTraits[], text: string): string {
  const words =
    text
      .toLowerCase()
      .replace(/[ʻ‘’ʼ`´]/g, "'")
      .match(/[\p{L}\p{M}']+/gu) ?? [];
  const scores = languages.map(({ code, words: own, letters, foreign }) => {
    let score = 0;
    for (const word of words) {
      if (own.has(word)) score += 1;
      if (letters?.test(word)) score += 1;
      if (foreign?.test(word)) score -= 1;
    }
    return { code, score };
  });
  const [first, second] = scores.toSorted((a, b) => b.score - a.score);
  if (first === undefined || second === undefined) return 'und';
  const enough = first.score >= Math.min(2, words.length / 3) && first.score > 0;
  return enough && first.score > second.score ? first.code : 'und';
}

/** Persian, Urdu and Arabic: letters that the next one has not, and words that only one has. */
function arabicScript(text: string): string {
  if (/[ٹڈڑےں]/.test(text)) return 'ur';
  if (/[ښځڅډړږټ]/.test(text)) return 'ps';
  if (/[ۆۇۈۋېە]/.test(text)) return 'ug';
  const persian = text.match(/[گچپژکی]/g)?.length ?? 0;
  const arabic = text.match(/[ةىكيأإ]/g)?.length ?? 0;
  return persian > arabic ? 'fa' : 'ar';
}
