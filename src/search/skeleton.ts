/** What stands for the same sound, whatever the romanisation; the longer first. */
const SAME: Readonly<Record<string, string>> = {
  ...{ dsch: 'j', dzh: 'j', tshch: 'ch', tsch: 'ch', tch: 'ch', tsh: 'ch' },
  ...{ shch: 'ʃ', sch: 'ʃ', sj: 'ʃ', sh: 'ʃ', zh: 'j', gh: 'g', ph: 'v', ff: 'v', f: 'v' },
  ...{ w: 'v', ck: 'k', q: 'k', ou: 'u', z: 's', yo: 'e', y: 'i' },
};

/** One pass for all: this runs for every word of the vocabulary. */
const SOUND =
  /dsch|dzh|tshch|tsch|tch|tsh|shch|sch|sj|sh|zh|gh|ph|ff?|w|ck|q|ou|z|yo(?=[vwfrmnd]|ph|$)|y/g;

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
  let readings = [folded.replace(SOUND, (sound) => SAME[sound] ?? sound)];
  readings = eachWay(readings, 'kh', ['h', 'k']);
  readings = eachWay(readings, 'ch', ['c', 'h', 'k']);
  readings = eachWay(readings, 'j', ['j', 'i']);
  const smooth = readings.map(smoothed);
  return smooth.length === 1 ? smooth : [...new Set(smooth)];
}

function eachWay(words: readonly string[], from: string, ways: readonly string[]): string[] {
  return words.flatMap((word) =>
    word.includes(from) ? ways.map((way) => word.replaceAll(from, way)) : [word],
  );
}

/** Without what one romanisation writes and another does not: h and i between, doubled letters. */
function smoothed(word: string): string {
  let smooth = word.includes('h') ? word.replace(/h(?![aeiou])/g, '') : word;
  smooth = withoutDoubles(smooth);
  if (smooth.includes('i')) {
    smooth = smooth.replace(/([aeou])i(?=[aeou])/g, '$1').replace(/i(?=e)/g, '');
  }
  if (smooth.includes('ov')) smooth = smooth.replace(/([cʃ])o(?=v)/g, '$1e');
  return withoutDoubles(smooth);
}

function withoutDoubles(word: string): string {
  for (let at = 1; at < word.length; at += 1) {
    if (word[at] === word[at - 1]) return word.replace(/(.)\1+/gu, '$1');
  }
  return word;
}
