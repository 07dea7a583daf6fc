import { expect, test } from 'vitest';
import { measureDiscord, measureSlack } from '../../../../adapters/web/page/measure.js';

test('Slack: shown text and addresses are counted, ids and types are not', () => {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: '12345' } },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'abc', value: 'abc', text: { text: '12' } }],
    },
    { type: 'image', alt_text: '123', image_url: 'https://a.b' },
  ];
  expect(measureSlack({ text: 'not counted', blocks })).toEqual([
    { name: 'text', used: 5 + 2 + 3 + 11, limit: 9_000 },
    { name: 'blocks', used: 3, limit: 45 },
  ]);
});

test('Discord: the characters of all embeds are counted together', () => {
  const embeds = [
    { title: '12', description: '345', footer: { text: '6' } },
    { author: { name: '7' }, fields: [{ name: '8', value: '90' }] },
  ];
  expect(measureDiscord({ embeds })).toEqual([
    { name: 'embed characters', used: 10, limit: 6_000 },
  ]);
});

test('a message of nothing measures nothing', () => {
  expect(measureSlack(undefined).map(({ used }) => used)).toEqual([0, 0]);
  expect(measureDiscord(undefined).map(({ used }) => used)).toEqual([0]);
});
