import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { splitSentences } from '../../src/text/sentences.ts';
import { sharedPath } from '../support/corpora.ts';

function split(text: string, language?: string): string[] {
  return splitSentences(text, language).map((sentence) => sentence.text);
}

test.each([
  ['ranks and initials', 'Lt. Gen. Ana P. Ruiz met Sen. Kim.|They spoke for an hour.'],
  ['a country at the end', 'She moved to the U.S.|The family stayed.'],
  ['a country before a name', 'The U.S. State Department agreed.|Talks go on.'],
  ['a time of day', 'The gates closed at 6 p.m.|The crowd left.'],
  ['a time of day before its zone', 'It begins at 9 a.m. Monday in Rome.|Entry is free.'],
  ['a company before a verb', 'Beta Corp. said so.|Acme Inc. denied it.'],
  [
    'dots of omission',
    'He waited... and left.|She stayed.... Nobody came.'.replace('....', '....|'),
  ],
  ['a short quotation with its speaker', '“We came. We saw,” the mayor said.|Nobody laughed.'],
  ['a question that goes on', '“Who was it?” asked a neighbour.|Nobody knew.'],
  ['an exclamation before its speaker', '“It hurts!” Mr. Brown wrote on Tuesday.|He left.'],
  ['numbers inside a sentence', 'Two facts: 1. It rains, and 2. It is cold.|So we stay.'],
])('%s', (_, marked) => {
  const expected = marked.split('|').map((part) => part.trim());
  expect(split(expected.join(' '))).toEqual(expected);
});

test('lines are apart, wrapped lines are not', () => {
  expect(split('First line\n\nSecond line that\nis wrapped.')).toEqual([
    'First line',
    'Second line that\nis wrapped.',
  ]);
});

test('three spaces are what is left of a paragraph break', () => {
  expect(split('A caption without a stop   The text begins here.')).toEqual([
    'A caption without a stop',
    'The text begins here.',
  ]);
});

test.each([
  ['a date', 'Monday, March 2, 2026 |A ferry ran aground.'],
  ['a headline and its date', 'Ferry runs aground off Marwick March 2, 2026 |A ferry ran aground.'],
  [
    'a headline and when it was published',
    'Ferry runs aground Posted: Mar 02, 2026 7:40 PM ET Last Updated: Mar 02, 2026 8:44 PM ET |Nobody was hurt.',
  ],
  [
    'a headline in Title Case',
    'Northern Ferry Operator Blames Broken Rudder for Grounding |The ferry sank.',
  ],
  [
    'a headline before a dateline',
    'Ferry runs aground off Marwick |MARWICK (AP) — A ferry ran aground.',
  ],
  ['a legend', '██ Harbour Party - 3 seats ██ Island Party - 1 seat |On Monday the council met.'],
])('%s that lost its stop is set apart', (_, marked) => {
  expect(split(marked.replace('|', ''))).toEqual(marked.split(' |'));
});

test.each([
  'The law of May 5, 2010 Greece repealed was signed on May 6, 2010, in Athens.',
  'On March 2, 2026, Marwick voted.',
  'President Jane Doe of the Democratic Republic of Examples met Prime Minister John Roe In Town.',
  'NATO – Jens Doe leads it – met on Monday.',
  'He read The Times of Marwick and The Island Post on Monday.',
])('prose stays whole: %s', (sentence) => {
  expect(split(sentence)).toEqual([sentence]);
});

test('a stop that is missing before a plain sentence ends the one before', () => {
  expect(split('The boats left the harbour The crews slept until noon.')).toEqual([
    'The boats left the harbour',
    'The crews slept until noon.',
  ]);
});

test('a list that was run together is split at its markers', () => {
  expect(split('1. Bread 2. Milk 3. Salt')).toEqual(['1. Bread', '2. Milk', '3. Salt']);
});

test('other scripts and languages', () => {
  expect(split('Он приехал в г. Ош. Встреча прошла вчера.', 'ru')).toEqual([
    'Он приехал в г. Ош.',
    'Встреча прошла вчера.',
  ]);
  expect(split('Am 3. Oktober wurde gefeiert. Es regnete.', 'de')).toHaveLength(2);
  expect(split('他来了。她走了。', 'zh')).toEqual(['他来了。', '她走了。']);
});

test.each([
  ['ru', 'В мае 1991 г. Узбекистан стал независимым. | Это было давно.'],
  ['ru', 'Он родился в 1991 г. | Это было давно.'],
  ['ru', '«Мы готовы. Вопросов нет», — сказал он. | Встреча будет завтра.'],
  ['uk', 'У м. Києві на вул. Хрещатик зібралися 3 тис. людей. | Поліція стежила.'],
  ['uk', 'Канава завглибшки 10 м. | Потім прийшла вода.'],
  ['uk', 'Премію ім. Т. Г. Шевченка отримав О. Іваненко. | Він подякував.'],
  ['de', 'Im 19. Jahrhundert lebten dort u. a. Russen, Polen usw. | Heute nicht mehr.'],
  ['de', '„Wir prüfen alles. Es gibt Fragen“, sagte er. | Dann ging er.'],
  ['fr', 'M. Macron a reçu Mme Dupont av. Foch. | La réunion a duré.'],
  ['es', 'El Sr. García viajó a EE. UU. el lunes. | La Dra. Pérez vive en la Av. Libertador.'],
  ['pt', 'O Sr. Silva vive na Av. Paulista. | O dep. Souza não.'],
  ['it', 'Il sig. Rossi ha visto il dott. Bianchi. | Poi è partito.'],
  ['tr', 'Av. Ahmet Yılmaz 5. Ağır Ceza Mahkemesi’nde konuştu. | Duruşma ertelendi.'],
  ['pl', 'Gen. bryg. Jan Kowalski mieszka na ul. Długiej. | Potem wyjechał.'],
  ['nl', 'Dhr. Jansen woont in de gem. Utrecht. | Hij ging weg.'],
  ['ar', 'قال د. محمد إن الاجتماع انتهى. | وغادر الوفد.'],
])('abbreviations and quotations in %s: %s', (language, marked) => {
  const parts = marked.split(' | ');

  expect(split(parts.join(' '), language)).toEqual(parts);
});

test.each([
  '(Reuters) - | The government fell on Monday.',
  'Navy foils attack, nabs 26 pirates | Mumbai, Nov 11 - The navy thwarted an attack on Thursday.',
  'The ship reached Mumbai in Nov 2011 - a year late - and was sold.',
  'Election to have two parties for first time 2013-09-26 | For the first time there are two parties.',
  'PARIS (AP) — The government fell on Monday.',
  'The train left at 5 p.m. (2100 UTC) on Monday. | It was late.',
  'She died at 10:00 a.m. Tongan time at a hospital. | The king mourned.',
  'The strike was set for March 9 and 10. | Trading banks said they would stay open.',
  'They were aged fourteen, 49, and 59. | At least eight more were hurt.',
  'He gave two reasons: 1. the road is closed and 2. the bridge fell. | Then he left.',
])('times, numbers and agencies: %s', (marked) => {
  const parts = marked.split(' | ');

  expect(split(parts.join(' '))).toEqual(parts);
});

test('a language tag that means nothing is no error', () => {
  expect(split('One. Two.', 'not a tag')).toEqual(['One.', 'Two.']);
  expect(split('One. Two.', 'und')).toEqual(['One.', 'Two.']);
});

const newsy = sharedPath('corpora', 'summary', 'sentences-newsy.txt');

test.skipIf(newsy === undefined)('at least 93 of 100 news cases are split exactly', () => {
  const cases = readFileSync(newsy ?? '', 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(' | '));
  const exact = cases.filter((gold) => split(gold.join(' ')).join('|') === gold.join('|'));

  expect(exact.length / cases.length).toBeGreaterThanOrEqual(0.93);
});
