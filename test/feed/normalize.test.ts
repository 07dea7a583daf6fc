import { expect, test } from 'vitest';
import { normalizeArticle } from '../../src/feed/normalize.ts';

const NOW = new Date('2026-11-22T08:00:00Z');

const normalize = (raw: Parameters<typeof normalizeArticle>[0]) =>
  normalizeArticle(raw, { now: NOW, fallbackSource: 'Daily' });

test('the language is told by the text where the feed names none or one in another script', () => {
  const russian = {
    title: 'Новости',
    text: 'Президент подписал указ о границе, сообщила пресс-служба.',
  };
  expect(normalize(russian).language).toBe('ru');
  expect(normalize({ ...russian, language: 'en' }).language).toBe('ru');
  expect(normalize({ title: 'News', text: 'It opened.', language: 'en-GB' }).language).toBe('en');
});

test('a date that is missing or more than a day ahead becomes the moment we first saw it, and is known as such', () => {
  const dated = (publishedAt: Date | undefined) => {
    const { publishedAt: at, undated } = normalize({ title: 'a', text: 'b', publishedAt });
    return { at, undated };
  };
  expect(dated(undefined)).toEqual({ at: NOW, undated: true });
  expect(dated(new Date('9999-01-01'))).toEqual({ at: NOW, undated: true });
  const evening = new Date('2026-11-22T20:00:00Z');
  expect(dated(evening)).toEqual({ at: evening, undated: undefined });
});

test('no chat is sent for a picture inside a network; its caption stays', () => {
  const image = (url: string, caption?: string) =>
    normalize({ title: 'a', text: 'b', image: { url, caption, credit: undefined } }).image;
  const caption = 'The dam on Monday';
  expect(image('https://cdn.example.org/a.jpg')).toMatchObject({
    url: 'https://cdn.example.org/a.jpg',
  });
  for (const url of ['http://169.254.169.254/a.jpg', 'http://127.1/a.jpg', 'http://nas.local/a']) {
    expect(image(url)).toBeUndefined();
    expect(image(url, caption)).toEqual({ url: undefined, caption, credit: undefined });
  }
});

test('nothing is stored that a terminal obeys or that turns what follows it around', () => {
  const { title, text } = normalize({
    title: 'Dam\u001b[31m \u009b2Jopens \u202egnp.exe',
    text: 'One.\u0085Two\u0000 \u2066three\u2069.',
  });
  expect(title).toBe('Dam[31m 2Jopens gnp.exe');
  expect(text).toBe('One.\nTwo three.');
});
