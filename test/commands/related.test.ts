import { afterEach, beforeEach, expect, test } from 'vitest';
import { button, options, type Sitting, sitDown, textOf } from '../support/desk.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

test('related lists what the menu of the card offers, the same story first', async () => {
  const offered = options(await at.type('/news open smuggling uzbek'));
  const reply = await at.type('/news related smuggling uzbek');

  expect(reply).toMatchObject({ kind: 'answer', visibility: 'private' });
  expect(options(reply).map(({ action }) => action)).toEqual(offered.map(({ action }) => action));
  const [heading, first, details] = textOf(reply).split('\n');
  expect(heading).toMatch(/^5 articles related to .*Smuggling of Uzbek Migrants$/);
  expect(first).toBe(offered[0]?.label);
  expect(details).toContain('same story');
});

test('related finds its article as open does, by its number, its address and a mistyped verb, too', async () => {
  const url = 'https://example.org/regatta';
  const [id] = await at.store({ url, title: 'Regatta on Lake Zyxw', text: 'Zyxwv.' });
  const alone = 'Nothing related to Regatta on Lake Zyxw';

  for (const which of [`${id}`, `#${id}`, url, 'regatta zyxw']) {
    const reply = await at.type(`/news related ${which}`);
    expect(textOf(reply), which).toBe(alone);
    expect(textOf(await at.press(button(reply, 'Open').action))).toContain('Regatta on Lake Zyxw');
  }
  expect(textOf(await at.type('/news relatd regatta zyxw'))).toContain(`${alone}\nRead relatd as`);
});

test('related alone asks for the article, and says how to search for the word', async () => {
  const reply = textOf(await at.type('/news related'));
  expect(reply).toContain('Which article?');
  expect(reply).toContain('For example: /news related smuggling uzbek');
  expect(reply).toContain('To search instead: /news search related');
  const near = await at.type('/news related the weather of tomorrow');
  expect(textOf(near)).toContain('No such article.');
  expect(options(near)[0]?.action.kind).toBe('open');
});
