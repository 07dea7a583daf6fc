import { expect, test } from 'vitest';
import { groupStories } from '../../src/story/group-stories.ts';
import { relatedTo } from '../../src/story/related.ts';
import { anArticle, BUDGET, FERRY, FERRY_AGAIN } from './stories.ts';

test('the rest of a story comes newest first', () => {
  const articles = [
    anArticle({ id: 1, story: 1, hours: 0, ...FERRY }),
    anArticle({ id: 2, story: 1, hours: 1, ...FERRY_AGAIN }),
    anArticle({ id: 3, story: 1, hours: 2, ...FERRY_AGAIN, title: 'Ferry freed' }),
    anArticle({ id: 4, ...BUDGET }),
  ];
  const [ferry, budget] = groupStories(articles);

  expect(budget?.others).toEqual([]);
  const ids = ferry?.others.map(({ id }) => Number(id)) ?? [];
  expect(ids).toEqual(ids.toSorted((a, b) => b - a));
  expect([...ids, ferry?.lead.id].toSorted()).toEqual([1, 2, 3]);
});

test('outlets that carry the same text count once', () => {
  const [story] = groupStories([
    anArticle({ id: 1, story: 1, source: 'Agency', ...FERRY }),
    anArticle({ id: 2, story: 1, hours: 1, source: 'Copy', ...FERRY }),
    anArticle({ id: 3, story: 1, hours: 2, source: 'Own reporting', ...FERRY_AGAIN }),
  ]);

  expect(story?.sources.toSorted()).toEqual(['Agency', 'Own reporting']);
});

test('related articles are the same story first, then similar ones, never the article itself', () => {
  const article = anArticle({ id: 1, ...FERRY });
  const { sameStory, similar } = relatedTo(
    article,
    [
      article,
      anArticle({ id: 2, ...BUDGET }),
      anArticle({ id: 3, hours: -900, ...FERRY_AGAIN }),
      anArticle({ id: 4, story: 1, hours: 3, ...FERRY_AGAIN }),
    ],
    5,
  );

  expect(sameStory.map(({ id }) => id)).toEqual([4]);
  expect(similar.map(({ id }) => id)).toEqual([3]);
});
