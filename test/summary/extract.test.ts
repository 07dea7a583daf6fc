import { expect, test } from 'vitest';
import { extract } from '../../src/summary/extract.ts';

const ARTICLE = {
  title: 'Harbour road closes',
  text: [
    'The council voted to close the harbour road for two years.',
    'Ferries will carry cars across the bay every twenty minutes.',
    'Shop owners near the cathédrale fear that visitors will stay away.',
  ].join(' '),
  truncated: false,
};

test('the sentence that holds the searched word is shown, and the word marked', () => {
  const found = extract(ARTICLE, ['ferries'], { maxChars: 70 });

  expect(found?.text).toBe('Ferries will carry cars across the bay every twenty minutes.');
  expect(found?.marks.map(([start, end]) => found.text.slice(start, end))).toEqual(['Ferries']);
});

test('words that count only together are marked as one, and not alone', () => {
  const text = 'The state blamed the Islamic State for it. The harbour road is closed for months.';
  const found = extract({ ...ARTICLE, text }, ['islamic state', 'road'], { maxChars: 200 });

  expect(found?.marks.map(([start, end]) => found.text.slice(start, end))).toEqual([
    'Islamic State',
    'road',
  ]);
});

test('words are compared folded', () => {
  const found = extract(ARTICLE, ['cathedrale'], { maxChars: 80 });

  expect(found?.marks.map(([start, end]) => found.text.slice(start, end))).toEqual(['cathédrale']);
});

test('two sentences that are not neighbours are shown in order, with a gap', () => {
  expect(extract(ARTICLE, ['visitors', 'council'], { maxChars: 200 })?.text).toBe(
    'The council voted to close the harbour road for two years. … Shop owners near the cathédrale fear that visitors will stay away.',
  );
});

test('beside a sentence that accuses stands the denial, if there is room', () => {
  const text = [
    'Police arrested a trader on suspicion of smuggling ivory through the port.',
    'The port handles ninety ships with ivory, oil and grain every week.',
    'The trader denied the allegations through a lawyer on Tuesday.',
  ].join(' ');
  const article = { title: 'Trader arrested', text, truncated: false };

  expect(extract(article, ['smuggling'], { maxChars: 200 })?.text).toContain('denied the alleg');
});

test('an accusation is cut where its denial would find no room', () => {
  const text = [
    'Police arrested a trader on suspicion of smuggling ivory through the port, which handles ninety ships with ivory, oil and grain in every week of the year.',
    'Trade in the port fell by a third after the arrest of the trader.',
    'She denied the allegations through a lawyer on Tuesday.',
  ].join(' ');
  const article = { title: 'Trader arrested', text, truncated: false };
  const found = extract(article, ['smuggling'], { maxChars: 160 });

  expect(found?.text).toBe(
    'Police arrested a trader on suspicion of smuggling ivory through the port, which handles ninety ships … She denied the allegations through a lawyer on Tuesday.',
  );
  expect(found?.marks.map(([start, end]) => found.text.slice(start, end))).toEqual(['smuggling']);
});

test('the denial stands beside an accusation without searched words, too', () => {
  const text = [
    'Police arrested a trader on suspicion of smuggling ivory through the port.',
    'The port handles ninety ships with ivory, oil and grain every week.',
    'The trader declined to comment.',
  ].join(' ');
  const article = { title: 'Trader arrested', text, truncated: false };

  expect(extract(article, [], { maxChars: 280 })?.text).toBe(
    'Police arrested a trader on suspicion of smuggling ivory through the port. … The trader declined to comment.',
  );
});

test('without searched words it is the beginning', () => {
  expect(extract(ARTICLE, [], { maxChars: 70 })?.text).toBe(
    'The council voted to close the harbour road for two years.',
  );
});

test('one sentence that is too long is cut', () => {
  expect(extract(ARTICLE, ['council'], { maxChars: 30 })?.text).toBe('The council voted to close…');
});

test('an article without text has no extract', () => {
  expect(extract({ title: 'A', text: '', truncated: false }, ['a'], { maxChars: 90 })).toBe(
    undefined,
  );
});
