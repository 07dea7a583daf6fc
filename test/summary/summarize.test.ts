import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { summarize } from '../../src/summary/summarize.ts';
import { separateCaptions } from '../../src/text/captions.ts';
import { sharedPath } from '../support/corpora.ts';

function summary(text: string, { title = '', truncated = false, sentences = 3 } = {}): string {
  return summarize({ title, text, truncated }, { sentences }).join(' ');
}

test('the denial travels with the accusation, however late it comes', () => {
  const text = [
    'Prosecutors accused the harbour company of smuggling fuel through the northern port.',
    'The company has run the northern port since its founding eleven years ago.',
    'Inspectors searched four warehouses of the company in the northern port on Monday.',
    'Fuel prices in the region have doubled since the beginning of the winter.',
    'Shipping through the northern port fell by a third after the search.',
    'A lawyer for the company denied the allegations and said the papers were in order.',
    'The port serves some forty ships on an ordinary day of the week.',
  ].join(' ');

  expect(summary(text)).toContain('denied the allegations');
  expect(summary(text)).toContain('accused the harbour company');
});

test.each([
  ['a caption in prose', 'This photo released by the navy shows the ship at anchor in May.'],
  ['an author biography', 'Jo Doe is a reporter for the Daily Example based in Rome, Italy.'],
  [
    'a pointer to another article',
    'Read also: Ten things to know about the harbour and its ships.',
  ],
  ['a quotation without a speaker', '“We have waited for this day for eleven long years.”'],
  ['half a quotation', '“We have waited for this day for eleven long years, and now it came.'],
])('%s is never in a summary', (_, defect) => {
  const text = `The council voted to close the harbour road for two years. ${defect}`;

  expect(summary(text)).not.toContain(defect);
});

test('a sentence that hangs on another comes only together with it', () => {
  const text =
    'The council voted to close the harbour road. “Oh!” However, it had not asked any of the shops.';

  expect(summary(text)).toBe('The council voted to close the harbour road.');
});

test('a headline that a feed repeats before the text is not told again', () => {
  const text = 'Harbour road closes The council voted to close the harbour road for two years.';

  expect(summary(text, { title: 'Harbour road closes' })).toBe(
    'The council voted to close the harbour road for two years.',
  );
});

test('the cut-off end of a truncated article is left out', () => {
  const text =
    'The council voted to close the harbour road. The mayor said that the decision was...';

  expect(summary(text, { truncated: true })).toBe('The council voted to close the harbour road.');
});

test('where nothing is clean there is nothing', () => {
  expect(summarize({ title: 'A', text: 'Photo: Jane Doe', truncated: false })).toEqual([]);
  expect(summarize({ title: '', text: '', truncated: false })).toEqual([]);
});

const checks = sharedPath('corpora', 'summary', 'seed-checks.json');
const docs = sharedPath('corpora', 'search', 'news', 'docs.jsonl');

test.skipIf(checks === undefined || docs === undefined)(
  'the summaries of the seed articles say what they must, and nothing that they must not',
  () => {
    type Check = { headline: string; anyOf: string[][]; noneOf: string[] };
    const { articles }: { articles: Check[] } = JSON.parse(readFileSync(checks ?? '', 'utf8'));
    const bodies = new Map(
      readFileSync(docs ?? '', 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"id":"seed-'))
        .map((line): { title: string; body: string } => JSON.parse(line))
        .map(({ title, body }) => [title, body]),
    );

    expect(articles).toHaveLength(6);
    for (const { headline, anyOf, noneOf } of articles) {
      const { text } = separateCaptions(bodies.get(headline) ?? '');
      const got = summary(text, { title: headline, truncated: text.endsWith('...') });

      for (const group of anyOf) {
        expect(
          group.some((part) => got.includes(part)),
          `${headline}: ${group}`,
        ).toBe(true);
      }
      for (const part of noneOf) expect(got, headline).not.toContain(part);
    }
  },
);
