import { expect, test } from 'vitest';
import { StoryIndex } from '../../src/story/story-index.ts';
import { anArticle } from './stories.ts';

const FIGHT = (loser: string, town: string) => ({
  title: '',
  text: `Champion Viktor Halm kept his heavyweight title on Saturday when he stopped ${loser} in the seventh round in ${town}. Halm knocked ${loser} down twice before the referee ended the fight. ${loser} said he had hurt his hand in training. It was the tenth win in a row for Halm, who holds three belts.`,
});

test('two fights of one champion are two stories', () => {
  const index = new StoryIndex();
  const first = index.add(anArticle({ id: 1, ...FIGHT('Omar Reyes', 'Talbury') }));
  const second = index.add(anArticle({ id: 2, hours: 3, ...FIGHT('Pavel Dorn', 'Marwick') }));

  expect([first, second]).toEqual([1, 2]);
});

const QUAKE = {
  title: 'Quake kills six in Talbury',
  text: 'An earthquake of magnitude 6.1 killed six people in the town of Talbury on Monday, officials said. Rescuers searched two schools.',
};

test('the same words a month later are another story', () => {
  const index = new StoryIndex();
  index.add(anArticle({ id: 1, ...QUAKE }));
  const later = {
    title: 'Quake hits Talbury',
    text: 'A magnitude 5.2 earthquake shook Talbury. Officials said nobody was killed in the town, and rescuers stood by at schools.',
  };

  expect(index.add(anArticle({ id: 2, hours: 30 * 24, ...later }))).toBe(2);
});

test('of many articles the first is forgotten when there is no more room', () => {
  const index = new StoryIndex({ capacity: 2 });
  index.add(anArticle({ id: 1, ...QUAKE }));
  index.add(anArticle({ id: 2, ...FIGHT('Omar Reyes', 'Marwick') }));
  index.add(anArticle({ id: 3, ...FIGHT('Pavel Dorn', 'Elwood') }));

  expect(index.explain(anArticle({ id: 1 }).id)).toEqual([]);
  expect(index.add(anArticle({ id: 4, ...QUAKE }))).toBe(4);
});

test('the same articles in the same order give the same stories', () => {
  const articles = [QUAKE, FIGHT('Omar Reyes', 'Marwick'), QUAKE, FIGHT('Pavel Dorn', 'Elwood')];
  const sorted = () => {
    const index = new StoryIndex();
    return articles.map((article, i) => index.add(anArticle({ id: i + 1, hours: i, ...article })));
  };

  expect(sorted()).toEqual(sorted());
  expect(sorted()).toEqual([1, 2, 1, 4]);
});
