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

test.each([
  ['two languages', 'The letter is in English and Uzbek.', []],
  ['a language before another clause', 'Tashkent in English and Ташкент in Russian.', []],
  [
    'a language that somebody speaks',
    'She speaks fluent English and French. Spellings in English vary.',
    [],
  ],
  ['a paper in a language', 'An English-language paper and a Russian translation.', []],
  ['a language that does something', 'English uses one letter, Uzbek writes two.', []],
  ['prisons, not languages', 'They sat in Turkish and Syrian prisons.', ['SY', 'TR']],
  ['custody, not a language', 'He is in German custody.', ['DE']],
  ['a person with an initial', 'The actor Michael B. Jordan smiled.', []],
  ['antiquity', 'The ancient Greeks called it the Oxus.', []],
  ['both ends of the earth', 'From the North Pole to the South Pole.', []],
  ['people of Poland', 'Two Poles and a Pole voted.', ['PL']],
  ['a town in America', 'A fair in Lebanon, Ohio.', []],
  ['a group with countries in its name', 'Islamic State of Iraq and the Levant', []],
  ['seats of government', 'The Kremlin and Downing Street disagreed.', ['GB', 'RU']],
  ['money', 'It cost two million US dollars.', []],
  ['a river', 'Boats on the Niger River in Mali.', ['ML']],
  ['two neighbours', 'Niger and Nigeria closed the border.', ['NE', 'NG']],
  ['Guineas', 'Guinea, Guinea-Bissau and Equatorial Guinea', ['GN', 'GQ', 'GW']],
  ['islands', 'Voters in American Samoa and the Turks and Caicos', ['AS', 'TC']],
  ['the state of Georgia', 'Georgia and Florida vote; Republicans lead in Atlanta.', []],
  ['the country of Georgia', 'Tbilisi: Georgia votes, and Russia watches.', ['GE', 'RU']],
  ['Georgia without a hint', 'Georgia votes on Sunday.', ['GE']],
  ['the smaller Congo', 'Brazzaville is the capital of Congo.', ['CG']],
  ['the larger Congo', 'Fighting near Goma in eastern Congo.', ['CD']],
])('what stands beside a name counts: %s', (_, text, codes) => {
  expect(countriesIn('', text).toSorted()).toEqual(codes);
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
