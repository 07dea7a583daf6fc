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

test.each([
  ['Фото: NUR.KZ', 'NUR.KZ'],
  ['Сүрөт: Азаттык', 'Азаттык'],
  ['Сурет: Ақорда', 'Ақорда'],
  ['Акс: Озодӣ', 'Озодӣ'],
  ['Fotoğraf: Anadolu Ajansı', 'Anadolu Ajansı'],
  ['Crédit photo : Jean Dupont', 'Jean Dupont'],
])('a credit in another language: %s', (line, credit) => {
  expect(separateCaptions(`${line}\n\nВ Душанбе прошла встреча.`)).toEqual({
    text: 'В Душанбе прошла встреча.',
    images: [{ caption: undefined, credit }],
  });
});

test('before a credit in another language no news is taken for its caption', () => {
  expect(separateCaptions('Полиция задержала двоих. Фото: МВД\n\nСуд начнётся в мае.').text).toBe(
    'Полиция задержала двоих.\n\nСуд начнётся в мае.',
  );
  expect(separateCaptions('Мост ночью; фото: Анна Ли\nСуд начнётся в мае.').images).toEqual([
    { caption: 'Мост ночью', credit: 'Анна Ли' },
  ]);
});

test.each(['Министр показал фото: на нём мост.', 'Фоторобот: милиция ищет двоих.'])(
  'no credit in another language: %s',
  (text) => {
    expect(separateCaptions(text)).toEqual({ text, images: [] });
  },
);
