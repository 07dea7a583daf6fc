import { afterEach, beforeEach, expect, test } from 'vitest';
import { NEWSROOM, NOW, type Sitting, sitDown, textOf } from '../support/desk.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

const inHours = (hours: number) => ({ now: new Date(NOW.getTime() + hours * 3_600_000) });
const points = async (change?: Parameters<Sitting['type']>[1]) =>
  textOf(await at.type('/news privacy', change)).match(/(?<=• )[^.]*/g);

test('privacy counts what is stored of the person who asks, here and nowhere else', async () => {
  const elsewhere = { channel: { ...NEWSROOM, workspace: 'T2' } };
  await at.type('/news aral sea');
  await at.type('/news latest', inHours(48));
  await at.type('/news topic Water', inHours(48));
  await at.type('/newsdesk subscribe aral sea');
  await at.type('/news share The Registan of Samarkand');
  await at.type('/news share The Registan of Samarkand', inHours(1));
  await at.type('/news aral sea', elsewhere);

  expect(await points()).toEqual([
    'Searches: 3 since 22 Nov 2026',
    'Digests you set up: 1',
    'Articles you shared: 2',
    'Feeds you added or removed: none',
  ]);
  expect((await points(elsewhere))?.[0]).toBe('Searches: 1 since 22 Nov 2026');
});

test('the answer is private, stores nothing itself, and says what becomes of a search for the word', async () => {
  const reply = await at.type('/news privacy');

  expect(reply).toMatchObject({ kind: 'answer', visibility: 'private' });
  expect(textOf(reply)).toContain('It cannot read messages');
  expect(textOf(reply)).toContain('To search instead: /news search privacy');
  expect((await points())?.[0]).toBe('Searches: none');
  expect(textOf(await at.type('/news privacy law'))).not.toContain('stores about you');
  expect(textOf(await at.type('/news privcy'))).toContain('What Newsdesk stores about you here');
});

test('what is opened and read is not stored, as privacy says', async () => {
  for (const line of [
    '/news open The Registan of Samarkand',
    '/news related The Registan of Samarkand',
    '/news cite The Registan of Samarkand',
    '/news digest',
    '/news topics',
    '/newsdesk list',
    '/newsdesk status',
  ]) {
    await at.type(line);
    for (const point of (await points()) ?? []) expect(point, line).toContain('none');
  }
});
