import { expect, test } from 'vitest';
import { stem } from '../../src/text/stem.ts';

test('forms of one English word share a stem', () => {
  expect(new Set(['smuggle', 'smuggled', 'smuggling', 'smuggles'].map(stem)).size).toBe(1);
});

test('short words, numbers and other scripts are their own stem', () => {
  expect(['is', '2024', 'b2b', 'आयोग'].map(stem)).toEqual(['is', '2024', 'b2b', 'आयोग']);
});
