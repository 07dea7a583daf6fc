import { countryName, countryNames, parseCountry } from '../text/countries.ts';
import { formatUtc } from '../text/format-utc.ts';
import { foldedWords } from '../text/tokens.ts';
import { otherDay, parseDate } from './dates.ts';
import type { KeyLexeme } from './lexer.ts';
import { nearestName } from './nearest-name.ts';

type Lists = { topics: string[]; countries: string[]; sources: string[]; languages: string[] };

export type Reading = {
  readonly filters: Lists & { after: Date | undefined; before: Date | undefined; without: Lists };
  readonly settings: { sort: 'best' | 'new'; exact: boolean; inTitle: boolean };
  readonly now: Date;
  readonly notes: string[];
};

type Key = 'topic' | 'country' | 'source' | 'lang' | 'after' | 'before' | 'in' | 'sort' | 'exact';

const KEYS: Readonly<Record<string, Key>> = {
  ...{ topic: 'topic', topics: 'topic', tag: 'topic', country: 'country', countries: 'country' },
  ...{ source: 'source', from: 'source', site: 'source', lang: 'lang', language: 'lang' },
  ...{ after: 'after', since: 'after', before: 'before', until: 'before', in: 'in' },
  ...{ sort: 'sort', exact: 'exact' },
};

const SORTS: Readonly<Record<string, 'best' | 'new'>> = {
  ...{ new: 'new', newest: 'new', date: 'new', latest: 'new', recent: 'new' },
  ...{ best: 'best', relevance: 'best', score: 'best' },
};

const NOT_READ = { understood: false, taken: 0 };
const READ = { understood: true, taken: 0 };

/**
 * Reads one `key:value` into the filters and settings. `following` are the next bare words,
 * for dates with spaces in them: `taken` says how many of them were part of the value.
 * Not understood means: treat it as words.
 */
export function readFilter(
  lexeme: KeyLexeme,
  following: readonly string[],
  reading: Reading,
): { understood: boolean; taken: number } {
  const { filters, settings, notes } = reading;
  const { value, negative } = lexeme;
  const key = keyNamed(lexeme, notes);
  const lists = negative ? filters.without : filters;
  switch (key) {
    case undefined:
      return NOT_READ;
    case 'topic':
      lists.topics.push(value);
      return READ;
    case 'source':
      lists.sources.push(value);
      return READ;
    case 'lang':
      lists.languages.push(value.toLowerCase());
      return READ;
    case 'country': {
      const code = countryMeant(value, notes);
      if (code !== undefined) lists.countries.push(code);
      return READ;
    }
    case 'after':
    case 'before':
      return readDate(key, value, following, reading);
    case 'in':
      if (!/^(title|headline)s?$/i.test(value)) {
        notes.push(`"in:${value}" is not known; read as in:title.`);
      }
      settings.inTitle = true;
      return READ;
    case 'sort':
      settings.sort = sortMeant(value, notes);
      return READ;
    case 'exact':
      settings.exact = !/^(no|off|false|0)$/i.test(value);
      return READ;
  }
}

function countryMeant(value: string, notes: string[]): string | undefined {
  const code = parseCountry(value);
  if (code !== undefined) return code;
  const meant = nearestName(foldedWords(value).join(' '), countryNames());
  notes.push(
    meant === undefined
      ? `No country is called "${value}"; searched without it. Try country:Uzbekistan or country:UZ.`
      : `No country is called "${value}"; it was read as ${countryName(meant)}.`,
  );
  return meant;
}

function sortMeant(value: string, notes: string[]): 'best' | 'new' {
  const typed = value.toLowerCase();
  const known = SORTS[typed];
  if (known) return known;
  const sort = nearestName(typed, Object.entries(SORTS)) ?? 'best';
  notes.push(
    `"sort:${value}" is not known; read as sort:${sort}. There are sort:best and sort:new.`,
  );
  return sort;
}

/** The longest run of words that makes a date: `after:11 June 2024`. */
function readDate(
  key: 'after' | 'before',
  value: string,
  following: readonly string[],
  { filters, now, notes }: Reading,
): { understood: boolean; taken: number } {
  for (let taken = following.length; taken >= 0; taken -= 1) {
    const words = following.slice(0, taken);
    if (words.includes('')) continue;
    const typed = [value, ...words].join(' ');
    const at = parseDate(typed, now);
    if (at) {
      filters[key] = at;
      const other = otherDay(typed);
      if (other) {
        notes.push(
          `${key}:${typed} was read as ${formatUtc(at, 'date')}; for ${formatUtc(other, 'date')} type ${key}:${other.toISOString().slice(0, 10)}.`,
        );
      }
      return { understood: true, taken };
    }
  }
  notes.push(
    `${key}:${value} is no date; searched without it. Try ${key}:2024-06-11 or ${key}:7d.`,
  );
  return READ;
}

/** `topik:` is read as `topic:`; what is near no key, or stands in a sentence, is just a word. */
function keyNamed({ key, spaced }: KeyLexeme, notes: string[]): Key | undefined {
  const typed = key.toLowerCase();
  const known = KEYS[typed];
  if (known || spaced) return known;
  const near = nearestName(
    typed,
    Object.entries(KEYS).filter(([name]) => name.length > 3),
  );
  if (near === undefined) {
    notes.push(
      `There is no key "${typed}:"; its words were looked for, but not required. Keys: topic, country, source, lang, after, before, in:title, sort:new.`,
    );
    return undefined;
  }
  notes.push(`There is no key "${typed}:"; it was read as "${near}:".`);
  return near;
}
