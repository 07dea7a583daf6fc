import { expect, test } from 'vitest';
import { countriesIn, countryName, parseCountry } from '../../src/text/countries.ts';

test('countries come most mentioned first, the title counting more', () => {
  expect(
    countriesIn('Uzbek workers in Germany', 'Germany took in Uzbeks. France’s minister watched.'),
  ).toEqual(['DE', 'UZ', 'FR']);
});

test('"U.S." and "US" are a country, "us" is not', () => {
  expect(countriesIn('', 'The U.S. agreed.')).toEqual(['US']);
  expect(countriesIn('', 'US officials agreed.')).toEqual(['US']);
  expect(countriesIn('', 'They told us. Us too.')).toEqual([]);
});

test.each([
  ['a capital', 'Moscow and Tashkent agreed.', []],
  ['a place with a country in its name', 'In New Mexico and on the South China Sea.', []],
  ['a person', 'Michael Jordan met Chad Wolf and America Ferrera.', []],
  ['a city of the country', 'Talks in Tbilisi, Georgia, ended.', ['GE']],
  ['a currency', 'It cost US$20.', []],
  ['a language', 'The letter is in French.', []],
  ['the country of the same name', 'Talks in Jordan ended.', ['JO']],
  ['a part of the United Kingdom', 'Scottish police searched a house in Wales.', ['GB']],
  ['a longer name that holds another', 'Papua New Guinea and South Sudan voted.', ['PG', 'SS']],
  ['a river of words in small letters', 'roast turkey with chilli', []],
])('%s', (_, text, codes) => {
  expect(countriesIn('', text)).toEqual(codes);
});

test('a person may name a country in several ways', () => {
  for (const name of ['UZ', 'uz', 'uzbekistan', 'Uzbek', 'O‘zbekiston', 'Узбекистан']) {
    expect(parseCountry(name)).toBe('UZ');
  }
  expect(parseCountry('Atlantis')).toBeUndefined();
  expect(parseCountry('xx')).toBeUndefined();
});

test('names are the short ones', () => {
  expect(countryName('GB')).toBe('United Kingdom');
  expect(countryName('RU')).toBe('Russia');
  expect(countryName('KG')).toBe('Kyrgyzstan');
  expect(countryName('ZZ')).toBe('ZZ');
});
