/** What stands for the same sound, whatever the romanisation. Applied in order. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/dsch|dzh/g, 'j'],
  [/shch|sch|sj/g, 'sh'],
  [/tsch|tch|tsh/g, 'ch'],
  [/tsh/g, 'ch'],
  [/sh/g, 'ʃ'],
  [/zh/g, 'j'],
  [/gh/g, 'g'],
  [/ph|ff?/g, 'v'],
  [/w/g, 'v'],
  [/ck|q/g, 'k'],
  [/ou/g, 'u'],
  [/z/g, 's'],
  [/yo(?=v|r|m|n|d|$)/g, 'e'],
  [/y/g, 'i'],
];

/** Applied to each reading of the letters that romanisations disagree about. */
const SMOOTH: readonly (readonly [RegExp, string])[] = [
  [/h(?![aeiou])/g, ''],
  [/(.)\1+/gu, '$1'],
  [/([aeou])i(?=[aeou])/g, '$1'],
  [/i(?=e)/g, ''],
  [/([cʃ])o(?=v)/g, '$1e'],
  [/(.)\1+/gu, '$1'],
];

const LEAST_LETTERS = 5;

/**
 * The forms under which a name is looked up whatever its romanisation: kh, gh and h, zh and j,
 * ye and e, iy and y, w and v, q and k, sch and sh, doubled letters. `Nasarbajew`, `Nazarbaev`
 * and `Nazarbayev` share one. A word has several where a letter is read in several ways: j as
 * in English and in German, ch as in Chekhov and as in Polish, kh as h and as k. Empty for
 * short words and words that are not of a to z.
 */
export function skeletonsOf(folded: string): readonly string[] {
  if (folded.length < LEAST_LETTERS || !/^[a-z]+$/.test(folded)) return [];
  const common = SAME.reduce((word, [from, to]) => word.replace(from, to), folded);
  let readings = [common];
  readings = eachWay(readings, /kh/g, ['h', 'k']);
  readings = eachWay(readings, /ch/g, ['c', 'h', 'k']);
  readings = eachWay(readings, /j/g, ['j', 'i']);
  const smooth = readings.map((word) =>
    SMOOTH.reduce((smoothed, [from, to]) => smoothed.replace(from, to), word),
  );
  return smooth.length === 1 ? smooth : [...new Set(smooth)];
}

function eachWay(words: readonly string[], from: RegExp, ways: readonly string[]): string[] {
  return words.flatMap((word) =>
    word.search(from) === -1 ? [word] : ways.map((way) => word.replace(from, way)),
  );
}
