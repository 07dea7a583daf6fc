import { expect, test } from 'vitest';
import { correctionOf } from '../../src/story/correction.ts';
import { cpuMsOf } from '../support/cpu-time.ts';

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const version = (title: string, text: string, replaced = 20) => ({
  title,
  text,
  replacedAt: day(replaced),
});

test.each([
  ['spaces', 'The dam  is full.\n\nIt rained.', 'The dam is full. It rained.'],
  ['quotes, dashes and dots', '"Full" - he said...', '“Full” — he said…'],
  ['an apostrophe', "O'zbekiston", 'Oʻzbekiston'],
  ['a soft hyphen or a space of no width', 'co\u00adoperation', 'cooperation\u200b'],
  ['how a letter is written', 'Erdog\u0306an', 'Erdoğan'],
  ['small and capital letters', 'The Dam Is Full', 'The dam is full'],
  ['an emoji', '⚡️ The dam is full', 'The dam is full'],
  [
    'the end of what was cut off',
    'The dam is full, officials…',
    'The dam is full, officials said.',
  ],
  ['the end being cut off', 'The dam is full, officials said.', 'The dam is full, offi...'],
])('another %s is no correction', (_, before, after) => {
  expect(correctionOf({ title: 'One', text: after }, [version('One', before)])).toBeUndefined();
});

test.each([
  ['Two were held.', 'Three were held.'],
  ['It grew by 1.5 percent.', 'It grew by 15 percent.'],
  ['It was -5 degrees.', 'It was 5 degrees.'],
  ['It cost $5m.', 'It cost €5m.'],
  ['He denied it.', 'He denied it. Correction: an earlier version named another man.'],
  ['Задержаны двое.', 'Задержаны трое.'],
  ['हिन्दी', 'हिन्द'],
])('%j is another text than %j', (before, after) => {
  expect(correctionOf({ title: 'One', text: after }, [version('One', before)])).toEqual({
    at: day(20),
    formerTitle: undefined,
    hasNewText: true,
  });
});

test('the first headline is kept, and when the last change was read', () => {
  const versions = [
    version('Dam bursts', 'Old.', 20),
    version('Dam may burst', 'Old.', 21),
    version('Dam holds', 'Old.', 22),
    version('“Dam holds”', 'Old.', 23),
  ];
  expect(correctionOf({ title: 'Dam holds', text: 'Old.' }, versions)).toEqual({
    at: day(21),
    formerTitle: 'Dam bursts',
    hasNewText: false,
  });
});

test('a text that was read further and changed after that is another', () => {
  const versions = [version('One', 'Two were…', 20), version('One', 'Two were held.', 21)];
  expect(correctionOf({ title: 'One', text: 'Two were freed.' }, versions)).toEqual({
    at: day(21),
    formerTitle: undefined,
    hasNewText: true,
  });
});

test('what was never stored anew, and what says again what it said, is not corrected', () => {
  const article = { title: 'One', text: 'Two' };
  expect(correctionOf(article, [])).toBeUndefined();
  expect(correctionOf(article, [version('One', 'Two'), version('Other', 'Words')])).toBeUndefined();
});

test('a long article that changed often is compared in a moment, and by its beginning', () => {
  const text = 'The commission met on Monday, and the river rose. '.repeat(40_000);
  const versions = Array.from({ length: 20 }, (_, n) => version('Now', `${n} ${text}`));
  const cpuMs = cpuMsOf(() => {
    expect(correctionOf({ title: 'Now', text }, versions)?.hasNewText).toBe(true);
  });
  expect(cpuMs).toBeLessThan(2_000);
  const spaced = version('Now', text.replaceAll(' ', '  '));
  expect(correctionOf({ title: 'Now', text }, [spaced])).toBeUndefined();
});
