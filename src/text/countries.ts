import isoEnglish from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import isoRussian from 'i18n-iso-countries/langs/ru.json' with { type: 'json' };
import nationalitiesEnglish from 'i18n-nationality/langs/en.json' with { type: 'json' };
import places from '../../data/places.json' with { type: 'json' };
import { isSomethingElse, meaningOf, type Word } from './country-context.ts';
import { fold } from './fold.ts';

/**
 * The countries that a news text names, as ISO 3166-1 alpha-2 codes, the most mentioned first;
 * a mention in the title counts three times. Names and nationalities count ("Uzbekistan",
 * "Uzbeks", "U.S."), capitals do not: "Moscow" is often only a government; its seats ("the Kremlin")
 * are in `data/places.json`, which anybody may edit. English names.
 */
export function countriesIn(title: string, text: string): string[] {
  const mentions = new Map<string, number>();
  const whole = `${title}\n${text}`;
  for (const code of mentionsIn(title, whole)) mentions.set(code, (mentions.get(code) ?? 0) + 3);
  for (const code of mentionsIn(text, whole)) mentions.set(code, (mentions.get(code) ?? 0) + 1);
  return [...mentions]
    .toSorted(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .map(([code]) => code);
}

/** The code that a person means by a name, a nationality or a code, in whatever case. */
export function parseCountry(name: string): string | undefined {
  const typed = phrase(name);
  if (/^[a-z]{2}$/.test(typed) && NAMES.has(typed.toUpperCase())) return typed.toUpperCase();
  const code = GAZETTEER.get(typed) ?? RUSSIAN.get(typed);
  return code === NOWHERE ? undefined : code;
}

/** Every folded name and nationality that `parseCountry` knows, with its code. */
export function countryNames(): (readonly [name: string, code: string])[] {
  return [...GAZETTEER, ...RUSSIAN].filter(([, code]) => code !== NOWHERE);
}

/** The short English name of a country; the code itself where there is none. */
export function countryName(code: string): string {
  return NAMES.get(code) ?? code;
}

/** Folded words that alone name a country or its people. */
export function countryWords(): string[] {
  return [...GAZETTEER].flatMap(([name, code]) =>
    code === NOWHERE || name.includes(' ') ? [] : [name],
  );
}

/** Takes the place of a code for names that only look like a country: "New Mexico". */
const NOWHERE = '';

/** Words longer than any name in the gazetteer are never joined. */
const MAX_WORDS = 7;

/** Country names made of capital letters: "us" and "car" are words. */
const ONLY_CAPITALS = new Set(['us', 'car', 'prc', 'rok', 'png', 'rf', 'uk', 'uae', 'drc', 'ksa']);

function mentionsIn(text: string, whole: string): string[] {
  const words = wordsOf(text);
  const codes: string[] = [];
  for (let i = 0; i < words.length; ) {
    const match = longestAt(words, i);
    if (match === undefined) {
      i += 1;
      continue;
    }
    const one = match.length === 1 ? words[i] : undefined;
    const code = (one && meaningOf(one.folded, whole)) ?? match.code;
    const alone = one === undefined || !isSomethingElse(words, i, isCountry);
    if (code !== NOWHERE && alone && words[i]?.next !== '$') codes.push(code);
    i += match.length;
  }
  return codes;
}

function isCountry(folded: string): boolean {
  return GAZETTEER.has(folded);
}

function longestAt(
  words: readonly Word[],
  at: number,
): { code: string; length: number } | undefined {
  if (!/^[\p{Lu}\d]/u.test(words[at]?.raw ?? '')) return undefined;
  for (let length = Math.min(MAX_WORDS, words.length - at); length > 0; length -= 1) {
    const run = words.slice(at, at + length);
    const name = run.map(({ folded }) => folded).join(' ');
    const code = GAZETTEER.get(name);
    if (code === undefined) continue;
    if (ONLY_CAPITALS.has(name) && run.some(({ raw }) => raw !== raw.toUpperCase())) continue;
    return { code, length };
  }
  return undefined;
}

/** Words and dotted letters, without possessive endings; accents and apostrophes do not count. */
function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(/(?:\p{Lu}\.){2,}|[\p{L}\p{M}\p{N}]+(?:['’‘ʻ][\p{L}\p{M}]+)*/gu)].map(
    ({ 0: raw, index }) => {
      const bare = raw.replace(/['’]s$/u, '');
      const gap = text.slice(end, index);
      end = index + raw.length;
      return { raw: bare, folded: fold(bare.replaceAll('.', '')), gap, next: text.charAt(end) };
    },
  );
}

function phrase(name: string): string {
  return wordsOf(name)
    .map(({ folded }) => folded)
    .join(' ');
}

/** The package calls the people of Wallis and Futuna "Welsh". */
const NOT_THEIRS = new Set(['WF']);

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...isoEnglish.countries, ...places.names }).map(([code, names]) => [
    code,
    typeof names === 'string' ? names : (names[0] ?? code),
  ]),
);

const GAZETTEER: ReadonlyMap<string, string> = new Map([
  ...entries(isoEnglish.countries),
  ...Object.entries(nationalitiesEnglish.nationalities).flatMap(([code, name]) =>
    demonyms(code, name),
  ),
  ...entries(places.aliases),
  ...places.notCountries.map((name): [string, string] => [phrase(name), NOWHERE]),
]);

const RUSSIAN: ReadonlyMap<string, string> = new Map(entries(isoRussian.countries));

function entries(names: Readonly<Record<string, string | readonly string[]>>): [string, string][] {
  return Object.entries(names).flatMap(([code, all]) =>
    [all].flat().map((name): [string, string] => [phrase(name), code]),
  );
}

/** "Afghan" and "Afghans". Entries that only repeat a territory's name, or explain, are skipped. */
function demonyms(code: string, name: string): [string, string][] {
  if (!/^[\p{Lu}][\p{L} -]+$/u.test(name) || NOT_THEIRS.has(code)) return [];
  const singular = phrase(name);
  return [
    [singular, code],
    [`${singular}s`, code],
  ];
}
