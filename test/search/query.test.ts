import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';

const now = new Date('2026-11-22T09:00:00Z');
const parse = (text: string) => parseQuery(text, now);

describe('words, quotes, OR, brackets and minus', () => {
  test('words and quoted words are told apart and folded', () => {
    const query = parse('Мирзоев “Islamic State” O‘zbekiston');

    expect(query.terms).toEqual(['mirzoev', 'ozbekiston']);
    expect(query.phrases).toEqual(['islamic state']);
    expect(query.notes).toEqual([]);
  });

  test('OR binds weaker than words side by side, brackets stronger', () => {
    expect(parse('gas OR oil (tashkent OR almaty) -price').expression).toEqual({
      kind: 'any',
      of: [
        { kind: 'word', text: 'gas', inTitle: false },
        {
          kind: 'all',
          of: [
            { kind: 'word', text: 'oil', inTitle: false },
            {
              kind: 'any',
              of: [
                { kind: 'word', text: 'tashkent', inTitle: false },
                { kind: 'word', text: 'almaty', inTitle: false },
              ],
            },
            { kind: 'not', of: { kind: 'word', text: 'price', inTitle: false } },
          ],
        },
      ],
    });
  });

  test('the words of an exclusion are listed apart', () => {
    expect(parse('border -"peace deal" NOT water').excluded).toEqual(['peace deal', 'water']);
  });

  test('in:title wants every word in the headline', () => {
    expect(parse('migrants in:title uzbek').inTitle).toEqual(['migrants', 'uzbek']);
  });

  test('exact is a switch beside words and a word in quotes or alone', () => {
    expect(parse('mirzoev exact').exact).toBe(true);
    expect(parse('exact:yes mirzoev').exact).toBe(true);
    expect(parse('"exact" science').terms).toEqual(['exact', 'science']);
    expect(parse('exact').terms).toEqual(['exact']);
  });

  test('links and escapes of Slack are read as the text that the person saw', () => {
    expect(parse('<https://example.org|border talks> &amp; trade').terms).toEqual([
      'border',
      'talks',
      'trade',
    ]);
  });
});

describe('keys', () => {
  test('filters are read, with their opposites', () => {
    const { filters } = parse(
      'dam topic:"Water & energy" -source:Daily country:Uzbekistan lang:EN',
    );

    expect(filters.topics).toEqual(['Water & energy']);
    expect(filters.without.sources).toEqual(['Daily']);
    expect(filters.countries).toEqual(['UZ']);
    expect(filters.languages).toEqual(['en']);
  });

  test.each([
    ['2024', '2024-01-01'],
    ['2024-06', '2024-06-01'],
    ['2024-06-11', '2024-06-11'],
    ['11.06.2024', '2024-06-11'],
    ['11 June 2024', '2024-06-11'],
    ['June 11, 2024', '2024-06-11'],
    ['June 2024', '2024-06-01'],
    ['"11 июня 2024"', '2024-06-11'],
    ['yesterday', '2026-11-21'],
    ['вчера', '2026-11-21'],
    ['kecha', '2026-11-21'],
    ['bugun', '2026-11-22'],
    ['7d', '2026-11-15'],
    ['2 weeks ago', '2026-11-08'],
    ['last week', '2026-11-09'],
    ['last month', '2026-10-01'],
    ['3 days', '2026-11-19'],
    ['06/13/2024', '2024-06-13'],
    ['13-06-2024', '2024-06-13'],
  ])('after:%s begins on %s', (typed, day) => {
    const query = parse(`dam after:${typed} talks`);

    expect(query.filters.after).toEqual(new Date(`${day}T00:00:00Z`));
    expect(query.terms).toEqual(['dam', 'talks']);
    expect(query.notes).toEqual([]);
  });

  test('an hour is counted back from now', () => {
    expect(parse('after:24h').filters.after).toEqual(new Date('2026-11-21T09:00:00Z'));
  });
});

describe('what is odd is searched as well as possible and said in one line', () => {
  test.each([
    ['"open quote', ['open quote'], /quote/],
    ['(gas OR oil', [], /brackets/],
    ['gas) oil', [], /brackets/],
    ['dam foo:bar', [], /no key "foo:"/],
    ['dam topik:energy', [], /read as "topic:"/],
    ['dam after:2024-13-45', [], /no date/],
    ['dam before:31.02.2024', [], /no date/],
    ['dam country:Ruritania', [], /No country/],
    ['dam country:Kazahstan', [], /read as Kazakhstan/],
    ['dam sort:oldest', [], /read as sort:best/],
    ['dam after:06/01/2024', [], /6 Jan 2024; for 1 Jun 2024/],
    ['🙂', [], /no word to look for/],
  ])('%s', (text, phrases, note) => {
    const query = parse(text);

    expect(query.notes).toHaveLength(1);
    expect(query.notes[0]).toMatch(note);
    if (phrases.length > 0) expect(query.phrases).toEqual(phrases);
  });

  test('the words of an unknown key are welcome, and required where there are no others', () => {
    const optional = (text: string) => {
      const { expression } = parse(text);
      const words = expression.kind === 'all' ? expression.of : [expression];
      return words.map((word) => word.kind === 'word' && word.optional === true);
    };
    expect(parse('dam foo:bar').terms).toEqual(['dam', 'foo', 'bar']);
    expect(optional('dam foo:bar')).toEqual([false, true, true]);
    expect(optional('foo:bar')).toEqual([false, false]);
    expect(optional('Rogun: Tajikistan builds')).toEqual([false, false, false]);
  });

  test('a colon in a sentence makes no key', () => {
    expect(parse('Rogun: Tajikistan builds a dam').notes).toEqual([]);
  });

  test('nothing typed is every article', () => {
    expect(parse('  ').expression).toEqual({ kind: 'all', of: [] });
    expect(parse('() OR -()').expression).toEqual({ kind: 'all', of: [] });
  });

  test('ten thousand characters are cut, and said', () => {
    expect(parse('dam '.repeat(2500)).notes).toEqual([
      'Only the first 1,000 characters were searched.',
    ]);
  });
});
