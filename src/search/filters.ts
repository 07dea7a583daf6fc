import { parseCountry } from '../text/countries.ts';
import { parseDate } from './dates.ts';
import type { KeyLexeme } from './lexer.ts';
import { distance } from './osa.ts';

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
  const key = keyNamed(lexeme.key.toLowerCase(), notes);
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
      const code = parseCountry(value);
      if (code === undefined)
        notes.push(`No country is called "${value}"; it was searched as a word.`);
      else lists.countries.push(code);
      return code === undefined ? NOT_READ : READ;
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
      settings.sort = /^(new|newest|date|latest|recent)$/i.test(value) ? 'new' : 'best';
      return READ;
    case 'exact':
      settings.exact = !/^(no|off|false|0)$/i.test(value);
      return READ;
  }
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
    const at = parseDate([value, ...words].join(' '), now);
    if (at) {
      filters[key] = at;
      return { understood: true, taken };
    }
  }
  notes.push(
    `${key}:${value} is no date; searched without it. Try ${key}:2024-06-11 or ${key}:7d.`,
  );
  return READ;
}

/** `topik:` is read as `topic:`; a word before a colon that is near no key is just a word. */
function keyNamed(typed: string, notes: string[]): Key | undefined {
  const known = KEYS[typed];
  if (known) return known;
  const near = Object.keys(KEYS).find((name) => name.length > 3 && distance(typed, name, 1) <= 1);
  if (near === undefined) {
    notes.push(
      `There is no key "${typed}:"; it was searched as words. Keys: topic, country, source, lang, after, before, in:title, sort:new.`,
    );
    return undefined;
  }
  notes.push(`There is no key "${typed}:"; it was read as "${near}:".`);
  return KEYS[near];
}
