import { expect, test } from 'vitest';
import { hintsFor } from '../../../../adapters/web/page/prompt.js';

const hint = (family: string, verb: string, suggests?: string) => ({
  family,
  verb,
  usage: `${verb} <words>`,
  description: `What ${verb} does`,
  example: `${verb} a`,
  ...(suggests && { suggests }),
});
const hints = [
  hint('news', 'search'),
  hint('news', 'open', 'article'),
  hint('newsdesk', 'subscribe'),
];
const fills = (line: string) => hintsFor(line, hints).rows.map(({ fill }) => fill);

test('a slash offers every command, and each letter leaves fewer', () => {
  expect(fills('/')).toEqual(['/news search ', '/news open ', '/newsdesk subscribe ']);
  expect(fills('/news ')).toEqual(['/news search ', '/news open ']);
  expect(fills('/news o')).toEqual(['/news open ']);
  expect(fills('/news x')).toEqual([]);
});

test('words without a slash are a search, and need no hint', () => {
  expect(fills('floods')).toEqual([]);
  expect(fills('')).toEqual([]);
});

test('after the command its words are looked up, where it has some to offer', () => {
  expect(hintsFor('/news open bor', hints)).toMatchObject({
    source: 'article',
    typed: 'bor',
    prefix: '/news open ',
  });
  expect(hintsFor('/news search bor', hints).source).toBeUndefined();
});
