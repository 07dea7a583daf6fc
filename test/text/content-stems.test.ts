import { expect, test } from 'vitest';
import { contentStems } from '../../src/text/content-stems.ts';

test.each([
  ['paralysed paralysing paralysis', 'paralyzed paralyzing paralysis'],
  ['organise organised organisation', 'organize organized organization'],
  ['criticised criticising', 'criticized criticizing'],
  ['labour colours favourable favourite', 'labor colors favorable favorite'],
  ['centre theatre metres', 'center theater meters'],
  ['defence offences licence', 'defense offenses license'],
  ['programme programmes', 'program programs'],
])('one word in two spellings: %s', (british, american) => {
  expect(contentStems(british)).toEqual(contentStems(american));
});

test.each(['promise promised promises promising', 'surprise surprised', 'raise raised raising'])(
  'what is no British spelling stays one word: %s',
  (forms) => {
    expect(new Set(contentStems(forms)).size).toBe(1);
  },
);

test('other words are not drawn together', () => {
  expect(new Set(contentStems('four form crisis cruiser basis base hour horror')).size).toBe(8);
});
