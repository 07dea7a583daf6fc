import { expect, test } from 'vitest';
import { toAddress } from '../../../src/feed/parse/addresses.ts';

test.each([
  ['/news/1', 'https://example.org/news/1'],
  ['../1?a=b', 'https://example.org/1?a=b'],
  ['//cdn.example.org/x', 'https://cdn.example.org/x'],
  [' https://example.org/a b\n', 'https://example.org/a%20b'],
  ['https://пример.test/путь', 'https://xn--e1afmkfd.test/%D0%BF%D1%83%D1%82%D1%8C'],
  ['www.example.org/a', 'https://www.example.org/a'],
  ['https://user:secret@example.org/', 'https://example.org/'],
])('%s becomes an absolute address', (text, expected) => {
  expect(toAddress(text, 'https://example.org/feed/rss')).toBe(expected);
});

test('tracking parameters are taken out, and the rest stays byte for byte', () => {
  expect(
    toAddress('https://example.org/?utm_source=rss&id=1&sig=a%2Bb+c&fbclid=x&utm_medium=feed#top'),
  ).toBe('https://example.org/?id=1&sig=a%2Bb+c#top');
  expect(toAddress('https://example.org/a?utm_source=x')).toBe('https://example.org/a');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'mailto:a@example.org',
  '/relative/without/base',
  '',
  `https://example.org/${'x'.repeat(3_001)}`,
])('%s is no address of an article', (text) => {
  expect(toAddress(text)).toBeUndefined();
});
