import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extract } from '../../src/summary/extract.ts';
import { summarize } from '../../src/summary/summarize.ts';
import { separateCaptions } from '../../src/text/captions.ts';
import { cut } from '../../src/text/graphemes.ts';
import { splitSentences } from '../../src/text/sentences.ts';
import { foldedWords } from '../../src/text/tokens.ts';
import { sharedPath } from '../support/corpora.ts';

/** Whether the parts stand in the text in this order, byte for byte. */
function inOrder(parts: readonly string[], text: string): boolean {
  let from = 0;
  return parts.every((part) => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

/** Whether every part of an extract is a run of the text; its end may be cut off. */
function isExtractOf(shown: string, text: string): boolean {
  const parts = shown.split(' … ').map((part) => part.replace(/…$/u, ''));
  return text.includes(shown.replace(/…$/u, '')) || parts.every((part) => holds(text, part));
}

/** Two neighbouring sentences may stand on two lines of the text. */
function holds(text: string, part: string): boolean {
  const flat = (value: string) => value.replaceAll(/\s+/gu, ' ');
  return flat(text).includes(flat(part));
}

function check(title: string, text: string, lengths: readonly number[] = [3]): void {
  const sentences = splitSentences(text);
  let from = 0;
  for (const { text: sentence, start, end } of sentences) {
    expect(text.slice(start, end)).toBe(sentence);
    expect(text.slice(from, start).trim()).toBe('');
    from = end;
  }
  expect(text.slice(from).trim()).toBe('');

  const article = { title, text, truncated: false };
  for (const wanted of lengths) {
    const summary = summarize(article, { sentences: wanted });
    expect(summary.length).toBeLessThanOrEqual(wanted);
    expect(inOrder(summary, text)).toBe(true);
  }
  const searched = foldedWords(text).slice(5, 8);
  for (const maxChars of lengths.map((length) => 60 * length)) {
    const shown = extract(article, searched, { maxChars });
    if (shown === undefined) continue;
    expect(shown.text.length).toBeLessThanOrEqual(maxChars);
    expect(isExtractOf(shown.text, text)).toBe(true);
    for (const [start, end] of shown.marks) {
      expect(searched).toContain(foldedWords(shown.text.slice(start, end))[0]);
    }
  }
  const separated = separateCaptions(text).text;
  expect(splitSentences(separated).every((sentence) => holds(text, sentence.text))).toBe(true);
}

const FRAGMENTS = [
  ...[
    'The U.S. said so. ',
    '“We went. He stayed,” she said. ',
    'No',
    '... ',
    '. . . . ',
    '?! ',
    '"',
  ],
  ...[
    '\n',
    '\n\n',
    '   ',
    '\u2028',
    '1. One 2. Two ',
    '; image: a.example   ',
    'Photo: A/AFP ',
    '👨‍👩‍👧',
  ],
  ...['e\u0301', '\ud800', '\u0000', 'Он сказал. ', '他来了。', 'denied the charges. ', '(', '” '],
];

test('any text at all', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 12 })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (value) => check('A title', value, [1, 2, 5])),
    { numRuns: 300 },
  );
});

test('a cut never makes a lone surrogate and never exceeds its limit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, max) => {
      expect(cut(text, max).length).toBeLessThanOrEqual(Math.max(max, 0));
      expect(cut(text, max).isWellFormed()).toBe(
        text.isWellFormed() || cut(text, max).isWellFormed(),
      );
    }),
    { numRuns: 300 },
  );
});

function texts(path: string | undefined, read: (content: string) => string[]): string[] {
  return path === undefined ? [] : read(readFileSync(path, 'utf8'));
}

function rows(content: string): { title?: string; text?: string; body?: string }[] {
  return content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const bodies = (content: string) => rows(content).map(({ text, body }) => text ?? body ?? '');

/** Every so-many-th text: `bench/summary.ts` checks them all. */
const corpora: Record<string, string[]> = {
  'the naughty strings': texts(sharedPath('corpora', 'text', 'blns', 'blns-dev.json'), (content) =>
    JSON.parse(content),
  ),
  'the events': texts(sharedPath('corpora', 'summary', 'articles-stories.jsonl'), bodies).filter(
    (_, i) => i % 4 === 0,
  ),
  'the news': texts(sharedPath('corpora', 'search', 'news', 'docs.jsonl'), bodies).filter(
    (text, i) => (i < 300 ? i % 4 === 0 : i % 40 === 0) && text.length < 20_000,
  ),
  'the magazine': texts(sharedPath('corpora', 'search', 'time', 'docs.jsonl'), bodies).filter(
    (_, i) => i % 16 === 0,
  ),
};

describe.each(Object.entries(corpora))('%s', (_, all) => {
  test.skipIf(all.length === 0)('come out verbatim and in order', () => {
    for (const text of all) check(text.slice(0, 60), text);
  });
});
