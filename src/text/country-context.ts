import places from '../../data/places.json' with { type: 'json' };

/** A word of a text, as far as its neighbours need to know it. */
export type Word = {
  readonly raw: string;
  readonly folded: string;
  /** What stands between it and the word before. */
  readonly gap: string;
  /** The character behind it. */
  readonly next: string;
};

/**
 * Whether the name of a country stands for something else here, by the words beside it: a person
 * ("Michael Jordan", "Chad Wolf"), a language ("in English and Russian", "Russian-language"), a
 * town ("Lebanon, Ohio"), people of antiquity ("the ancient Greeks"), money ("US dollars").
 */
export function isSomethingElse(
  words: readonly Word[],
  at: number,
  isCountry: (folded: string) => boolean,
): boolean {
  return (
    isPersonal(words, at, isCountry) ||
    isLanguage(words, at, isCountry) ||
    isTown(words, at) ||
    words[at - 1]?.folded === 'ancient' ||
    /^dollars?$/.test(words[at + 1]?.folded ?? '')
  );
}

/**
 * The country of a name that has two meanings, by what else a text names: `Georgia` beside
 * "Atlanta" and "Florida" is none, beside "Tbilisi" it is one. Undefined for any other name.
 */
export function meaningOf(folded: string, text: string): string | undefined {
  const name = AMBIGUOUS.get(folded);
  if (name === undefined) return undefined;
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(name.or) > count(name.means) ? name.otherwise : name.country;
}

const AMBIGUOUS = new Map(
  Object.entries(places.ambiguous).map(([name, { country, means, or, ...rest }]) => [
    name.toLowerCase(),
    {
      country,
      means: anyOf(means),
      or: anyOf(or),
      otherwise: 'otherwise' in rest ? rest.otherwise : '',
    },
  ]),
);

function anyOf(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`(?<![\\p{L}])(?:${escaped.join('|')})(?![\\p{L}])`, 'gu');
}

/** Names that are also surnames: no country where another name stands before them. */
const ALSO_SURNAMES = set(
  'jordan georgia israel ireland holland england poland pole german english french cuba mali turk dane france america wales brazil scots welsh chad',
);

/** Names that are also first names: no country where a surname follows. */
const ALSO_FIRST_NAMES = set('chad jordan america');

/** What stands beside the country as well as beside a person of its name. */
const NOT_A_NAME = set(
  'the in of and from to for with by at on as but while when if since after before between against across into over under near around both only even president minister king queen prime foreign defence defense interior eastern western northern southern central north south east west new mr mrs ms his her its their this that army police government national first valley river',
);

/** "Michael Jordan", "Michael B. Jordan", "Chad Wolf"; not "Amman, Jordan". */
function isPersonal(
  words: readonly Word[],
  at: number,
  isCountry: (folded: string) => boolean,
): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (word === undefined) return false;
  const isName = (other: Word | undefined) =>
    other !== undefined &&
    /^\p{Lu}\p{Ll}+$/u.test(other.raw) &&
    !isCountry(other.folded) &&
    !NOT_A_NAME.has(other.folded);
  const initial =
    /^\p{Lu}$/u.test(before?.raw ?? '') && /^\. ?$/.test(word.gap) && isName(words[at - 2]);
  return (
    (ALSO_SURNAMES.has(word.folded) && (initial || (word.gap === ' ' && isName(before)))) ||
    (ALSO_FIRST_NAMES.has(word.folded) && after?.gap === ' ' && isName(after))
  );
}

/** Nationalities that are languages, too. */
const LANGUAGES = set(
  'english french german spanish russian italian chinese japanese dutch portuguese polish turkish korean uzbek tajik kazakh kyrgyz turkmen greek swedish danish ukrainian belarusian georgian armenian azerbaijani hungarian finnish norwegian romanian bulgarian czech slovak serbian croatian slovenian albanian macedonian vietnamese thai indonesian mongolian icelandic estonian latvian lithuanian irish welsh',
);

const AFTER_LANGUAGE =
  /^(?:language|languages|speakers?|speaking|medium|subtitles|translations?|alphabet|spellings?|grammar|dictionar(?:y|ies)|dialects?|lessons|proficiency|words?)$/;
const BEFORE_LANGUAGE =
  /^(?:in|into|speaks?|speaking|spoke|spoken|learn|learns|learned|learning|teach|teaches|teaching|taught|understands?)$/;
const KNOWN_AS_LANGUAGE = /^(?:fluent|broken|plain|native|spoken|written|basic)$/;
/** After a language a sentence goes on with these; after a nationality comes a noun. */
const GOES_ON =
  /^(?:and|but|as|is|was|were|are|has|or|with|for|to|on|at|by|from|when|while|than|that|which|so|because|only|too|also|during|after|before|since|under|means|called|in|vary|varies|differ)$/;
const LANGUAGE_ACTS = /^(?:uses|writes|spells|borrowed|lacks)$/;

function isLanguage(
  words: readonly Word[],
  at: number,
  isCountry: (folded: string) => boolean,
): boolean {
  const isOne = (i: number) => LANGUAGES.has(words[i]?.folded ?? '');
  if (!isOne(at)) return false;
  const [first, last] = [chain(words, at, -1, isOne), chain(words, at, 1, isOne)];
  const [before, after] = [words[first - 1]?.folded ?? '', words[last + 1]];
  if (after !== undefined && /^[ -]$/.test(after.gap) && AFTER_LANGUAGE.test(after.folded))
    return true;
  if (LANGUAGE_ACTS.test(after?.folded ?? '')) return true;
  if (KNOWN_AS_LANGUAGE.test(before)) return true;
  if (!BEFORE_LANGUAGE.test(before)) return false;
  if (after === undefined || /[.,;:)"”!?]/u.test(after.gap)) return true;
  const joinsCountry =
    /^(?:and|or)$/.test(after.folded) && isCountry(words[last + 2]?.folded ?? '');
  return GOES_ON.test(after.folded) && !joinsCountry;
}

/** The last of "English, Uzbek and Russian" in one direction. */
function chain(
  words: readonly Word[],
  at: number,
  step: 1 | -1,
  isOne: (i: number) => boolean,
): number {
  let end = at;
  for (;;) {
    const gap = words[step === 1 ? end + 1 : end]?.gap ?? '';
    if (gap === ', ' && isOne(end + step)) end += step;
    else if (/^(?:and|or)$/.test(words[end + step]?.folded ?? '') && isOne(end + 2 * step))
      end += 2 * step;
    else return end;
  }
}

/** Towns in America that have the name of a country. */
const ALSO_TOWNS = set('lebanon mexico peru cuba norway poland holland china jamaica');
const STATES = set(
  'alabama arkansas arizona california colorado connecticut florida illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri nebraska ohio oklahoma oregon pennsylvania tennessee texas vermont virginia wisconsin queens',
);

function isTown(words: readonly Word[], at: number): boolean {
  const after = words[at + 1];
  return (
    ALSO_TOWNS.has(words[at]?.folded ?? '') &&
    after?.gap === ', ' &&
    STATES.has(after.folded) &&
    /^[.,;)]?$/.test(after.next)
  );
}

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
