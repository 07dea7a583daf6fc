import { expect, test } from 'vitest';
import { defectOf, insideQuotation } from '../../src/summary/defects.ts';
import { speakingOfGuilt } from '../../src/summary/denial.ts';
import { splitSentences } from '../../src/text/sentences.ts';

const PLACE = { lead: false, last: false, truncated: false, quoted: false };

test.each([
  ['caption', 'This undated photo released by the navy shows the ship at anchor.'],
  ['caption', 'The old harbour of Talbury in winter.'],
  ['caption', 'REPORT: HARBOUR ROAD CLOSES on Monday, 2 March 2026, at noon.'],
  ['opinion', 'People wonder, or maybe the council has just gone mad.'],
  ['boilerplate', 'Jo Doe is a staff writer for the Daily Example based in Rome.'],
  ['boilerplate', 'This was reported by the news agency of the province.'],
  ['teaser', 'Here’s a twist for the harbour.'],
  ['cut-off', 'The mayor told the council that the harbour would...'],
  ['cut-off', 'The mayor told the council that the harbour would'],
  ['dangling', 'He told the council that the harbour would close.'],
  ['dangling', 'However, the harbour will close before the end of May.'],
  ['quotation', '“The harbour will close before the end of the month.”'],
  ['quotation', 'The harbour “will close before the end of the month.'],
  ['quotation', 'I told the council that the harbour would close.'],
  ['quotation', 'The council told us that the harbour would close in May.'],
  ['quotation', '—Jane Doe, of the harbour watch The boats were sold in May.'],
  ['quotation', 'NG: The harbour is likely to close before the end of May.'],
  ['teaser', 'This month’s spotlight on the harbour includes three interviews with sailors.'],
  ['teaser', 'The Example caught up with captain Jo Doe to learn more about ships.'],
  ['dangling', 'Without him, the harbour would have closed a year ago.'],
  ['dangling', '“The harbour will close,” said he at the end of May.'],
  ['question', 'Will the harbour close before the end of the month?'],
  ['opinion', 'Clearly the council ought to have closed the harbour long ago.'],
  ['length', 'The harbour closed on Monday.'],
])('%s: %s', (defect, sentence) => {
  expect(defectOf(sentence, PLACE)).toBe(defect);
});

test.each([
  'The mayor told the council that the harbour would close in May.',
  'This week the council voted to close the harbour for good.',
  '“The harbour will close,” the mayor told the council on Monday.',
  'It was not known whether the harbour would open again in May.',
  'The harbour was built after World War I by the I.C.H. company.',
  'Traders and sailors want the harbour of the town to open.',
  'Critics say the council clearly ought to have closed the harbour.',
])('no defect: %s', (sentence) => {
  expect(defectOf(sentence, PLACE)).toBeUndefined();
});

test('a long lead is better than none', () => {
  const long = `The council ${'and the other council '.repeat(14)}met on Monday.`;

  expect(defectOf(long, PLACE)).toBe('length');
  expect(defectOf(long, { ...PLACE, lead: true })).toBeUndefined();
});

test('a sentence in the middle of a quotation is known to be one', () => {
  const text =
    '“The soldiers came at dawn and took whatever they could carry. They burned the barns and the school before they left. Nobody from the town will ever forget that morning,” said Ms. Roe. The town is calm.';

  expect(insideQuotation(text, splitSentences(text))).toEqual([false, true, true, false]);
});

test('a quotation mark that is never closed does not spoil the rest', () => {
  const text =
    'He called it “a mess. The council met. “It is fine,” the mayor said. All went home.';

  expect(insideQuotation(text, splitSentences(text))).toEqual([false, false, false, false]);
});

test.each([
  'The company denied the allegations.',
  'He has pleaded not guilty to both counts.',
  'The minister said there was no evidence against the men.',
  'None of the three has been charged.',
  'They have not yet been charged with any crime.',
  'The claims were false, she said.',
  'Police could not independently confirm the report.',
  'The secretary said that nothing had been found to connect the migrants with the group.',
  'Investigators found nothing to tie the two men to the fire.',
  'There is nothing that links her to the money, the court was told.',
  'The police said they had no reason to suspect the owner.',
])('a denial: %s', (sentence) => {
  expect(speakingOfGuilt('en').denialStrength(sentence)).toBe(1);
});

test.each([
  'The mayor did not deny the allegations of the shop owners.',
  'The men were denied entry to the country.',
  'A denial-of-service attack took the site down.',
  'Congress repeatedly denied funding for the wall.',
  'The blast killed eleven innocent people.',
  'Lawmakers rejected the budget on Monday.',
  'Nothing had been found of the ship by Friday.',
])('no denial: %s', (sentence) => {
  expect(speakingOfGuilt('en').denialStrength(sentence)).toBe(0);
});
