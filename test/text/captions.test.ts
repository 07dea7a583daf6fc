import { expect, test } from 'vitest';
import { separateCaptions } from '../../src/text/captions.ts';

test('a caption with its credit is taken out of the text', () => {
  expect(
    separateCaptions(
      'It rained. The old bridge, seen from the east; image: example.org   It stopped.',
    ),
  ).toEqual({
    text: 'It rained.\n\nIt stopped.',
    images: [{ caption: 'The old bridge, seen from the east', credit: 'example.org' }],
  });
});

test.each([
  ['Photo: Jane Doe/AFP', 'Jane Doe/AFP'],
  ['Image credit: Example Agency', 'Example Agency'],
  ['Photo by Jane Doe.', 'Jane Doe'],
  ['(AP Photo/Jane Doe)', 'AP Photo/Jane Doe'],
])('%s is a credit', (line, credit) => {
  expect(separateCaptions(`${line}\nThe talks ended.`)).toEqual({
    text: 'The talks ended.',
    images: [{ caption: undefined, credit }],
  });
});

test('what stands on the same line before a credit, without a verb, is its caption', () => {
  expect(
    separateCaptions('It rained all day. The old town at night. Image: Jo Doe. It stopped.'),
  ).toEqual({
    text: 'It rained all day.\n\nIt stopped.',
    images: [{ caption: 'The old town at night', credit: 'Jo Doe' }],
  });
});

test.each([
  'He shared an image: a cat on a mat.',
  'Police shared the photo by mistake.',
  'Photos by satellite showed the damage.',
  'The photograph was released by prosecutors, who denied the claim.',
])('%s is a sentence', (sentence) => {
  expect(separateCaptions(sentence)).toEqual({ text: sentence, images: [] });
});
