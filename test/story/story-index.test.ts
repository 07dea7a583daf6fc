import { expect, test } from 'vitest';
import { StoryIndex } from '../../src/story/story-index.ts';
import { anArticle, BUDGET, FERRY, FERRY_AGAIN } from './stories.ts';

test('an article about the same event joins its story, another event opens its own', () => {
  const index = new StoryIndex();

  expect(index.add(anArticle({ id: 1, ...FERRY }))).toBe(1);
  expect(index.add(anArticle({ id: 2, ...BUDGET }))).toBe(2);
  expect(index.add(anArticle({ id: 3, hours: 2, ...FERRY_AGAIN }))).toBe(1);
});

test('an excerpt of the same text joins as a near-duplicate', () => {
  const index = new StoryIndex();
  index.add(anArticle({ id: 1, ...FERRY }));
  const excerpt = { title: FERRY.title, text: `${FERRY.text.slice(0, 120)}...` };

  expect(index.add(anArticle({ id: 2, ...excerpt }))).toBe(1);
  expect(index.explain(anArticle({ id: 2 }).id).map(({ joined }) => joined)).toEqual([
    'opened',
    'near-duplicate',
  ]);
});

test('what was restored after a restart counts as if it had been there', () => {
  const index = new StoryIndex();
  const first = anArticle({ id: 7, story: 3, ...FERRY });
  index.restore(first, first.storyId);

  expect(index.add(anArticle({ id: 8, hours: 1, ...FERRY_AGAIN }))).toBe(3);
});

test('what was removed is forgotten', () => {
  const index = new StoryIndex();
  const first = anArticle({ id: 1, ...FERRY });
  index.add(first);
  index.remove(first.id);

  expect(index.add(anArticle({ id: 2, ...FERRY_AGAIN }))).toBe(2);
  expect(index.explain(first.id)).toEqual([]);
});

test('adding an article again changes nothing', () => {
  const index = new StoryIndex();
  const first = anArticle({ id: 1, ...FERRY });

  expect([index.add(first), index.add(first)]).toEqual([1, 1]);
  expect(index.explain(first.id)).toHaveLength(1);
});
