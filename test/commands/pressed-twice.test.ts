import { afterEach, beforeEach, expect, test } from 'vitest';
import { subscriptionsOfTenant } from '../../src/store/subscriptions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { BOB, button, NEWSROOM, NOW, type Sitting, sitDown, textOf } from '../support/desk.ts';

onEveryDatabase('a button that is pressed twice', (db) => {
  let at: Sitting;
  beforeEach(async () => {
    at = await sitDown({ db: db() });
  });
  afterEach(() => at.close());

  const twice = async (action: Parameters<Sitting['press']>[0]) =>
    (await Promise.all([at.press(action), at.press(action)])).map(textOf).toSorted();

  test('follows a search once', async () => {
    const list = await at.type('/news search aral sea');
    const replies = await twice(button(list, 'Follow').action);

    expect(replies[0]).toContain('This channel follows aral sea already');
    expect(replies[1]).toContain('This channel now follows aral sea');
    expect(await subscriptionsOfTenant(db(), NEWSROOM)).toHaveLength(1);
  });

  test('shares an article once, until a minute later or by somebody else', async () => {
    const share = button(await at.type('/news open smuggling uzbek'), 'Share').action;
    const replies = await twice(share);

    expect(replies[0]).toContain('Ann shared');
    expect(replies[1]).toContain('You shared this here a moment ago.');
    expect(textOf(await at.press(share, { person: BOB }))).toContain('Bob shared');
    const later = new Date(NOW.getTime() + 61_000);
    expect(textOf(await at.press(share, { now: later }))).toContain('Ann shared');
  });

  test('two people who change two things of a digest at once both have their way', async () => {
    await at.type('/newsdesk subscribe aral at:09:00');
    await Promise.all([
      at.type('/newsdesk change aral at:10:00'),
      at.type('/newsdesk change aral top:3'),
    ]);
    const [subscription] = await subscriptionsOfTenant(db(), NEWSROOM);
    expect(subscription).toMatchObject({ at: ['10:00'], top: 3 });
  });

  test('undoes a change once, and does not bring it back', async () => {
    await at.type('/newsdesk subscribe aral at:09:00');
    const undo = button(await at.type('/newsdesk change aral at:10:00'), 'Undo').action;
    const [undone, again] = [await at.press(undo), await at.press(undo)];

    expect(textOf(undone)).toContain('Changed: aral, every day at 09:00 (UTC)');
    expect(() => button(undone, 'Undo')).toThrow();
    expect(textOf(again)).toContain('There is nothing more to undo.');
    const [subscription] = await subscriptionsOfTenant(db(), NEWSROOM);
    expect(subscription?.at).toEqual(['09:00']);
  });
});
