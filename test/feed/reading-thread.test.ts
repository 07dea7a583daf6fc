import { afterEach, expect, test } from 'vitest';
import { openReadingThread, type ReadingThread } from '../../src/feed/reading-thread.ts';

const SERVED = { url: 'https://example.org/feed/', contentType: 'application/rss+xml' };
const NOW = new Date('2026-11-22T08:00:00Z');
const GOOD = feedOf('<item><title>A border opens</title><link>/1</link></item>');
const HARD = feedOf('<item><title>x</title><description>y</description></item>'.repeat(150_000));

const copyOf = (bytes: Uint8Array) => new Uint8Array(bytes);

const TOO_HARD = { kind: 'not-a-feed', looksLike: 'too hard' };

let thread: ReadingThread;
afterEach(() => thread.close());

test('a feed and a page are read as they are without the thread', async () => {
  thread = openReadingThread();
  expect(await thread.parseFeed(GOOD, SERVED)).toMatchObject({
    kind: 'feed',
    items: [{ title: 'A border opens', url: 'https://example.org/1' }],
  });
  const about = { title: 'Daily', known: [], now: NOW };
  const feed = await thread.readFeed(copyOf(GOOD), SERVED, about, new AbortController().signal);
  if (feed.kind !== 'feed') throw new Error(feed.looksLike);
  const [candidate] = feed.candidates;
  expect(candidate?.article).toMatchObject({ source: 'Daily', publishedAt: NOW });
  if (!candidate) return;

  const article = { ...candidate.article, text: 'The border opened on Monday' };
  const text = `The border opened on Monday. ${'Lorries waited there, drivers said. '.repeat(20)}`;
  const page = bytesOf(`<html><body><article><p>${text}</p></article></body></html>`);
  const filled = await thread.fillFromPage(article, page, SERVED, new AbortController().signal);
  expect(filled?.text).toBe(text.trim());
  expect(filled?.publishedAt).toEqual(NOW);
});

test('the bytes of a feed are given to the thread, those that others hold are left alone', async () => {
  thread = openReadingThread();
  const about = { title: 'Daily', known: [], now: NOW };
  const { signal } = new AbortController();
  const own = copyOf(GOOD);
  const part = new Uint8Array([...GOOD, 10]).subarray(0, GOOD.length);
  for (const bytes of [own, part]) {
    expect(await thread.readFeed(bytes, SERVED, about, signal)).toMatchObject({ kind: 'feed' });
  }
  expect([own.length, part.length]).toEqual([0, GOOD.length]);
  expect(await thread.parseFeed(GOOD, SERVED)).toMatchObject({ kind: 'feed' });
});

test('what takes too long is given up, and what waits behind it is read', async () => {
  thread = openReadingThread({ limitMs: 1 });
  expect(await thread.parseFeed(HARD, SERVED)).toEqual(TOO_HARD);
  const about = { title: 'Daily', known: [], now: NOW };
  const { signal } = new AbortController();
  const both = [HARD, HARD].map((bytes) => thread.readFeed(copyOf(bytes), SERVED, about, signal));
  expect(await Promise.all(both)).toEqual([TOO_HARD, TOO_HARD]);
});

test('what takes too much memory ends the thread and not the process', async () => {
  thread = openReadingThread({ maxHeapMb: 24 });
  const json = `{"version":"https://jsonfeed.org/version/1.1","items":[${'{"id":"1"},'.repeat(800_000)}{}]}`;
  expect(await thread.parseFeed(bytesOf(json), SERVED)).toEqual(TOO_HARD);
  await thread.close();
  thread = openReadingThread();
  expect(await thread.parseFeed(GOOD, SERVED)).toMatchObject({ kind: 'feed' });
});

test('who calls it off does not wait for the end, and the thread goes on with the next', async () => {
  thread = openReadingThread();
  const stopping = new AbortController();
  const about = { title: 'Daily', known: [], now: NOW };
  const one = thread.readFeed(copyOf(HARD), SERVED, about, stopping.signal);
  const two = thread.readFeed(copyOf(GOOD), SERVED, about, stopping.signal);
  const other = thread.parseFeed(GOOD, SERVED);
  stopping.abort(new Error('stop'));
  await expect(one).rejects.toThrow('stop');
  await expect(two).rejects.toThrow('stop');
  expect(await other).toMatchObject({ kind: 'feed' });
});

test('an OPML file is read as it is without the thread, and given up like a feed', async () => {
  thread = openReadingThread();
  expect(await thread.readOpml(opmlOf(1), SERVED)).toEqual({
    feeds: [{ url: 'https://example.org/1', title: 'A & B', siteUrl: undefined }],
    bad: 0,
  });
  expect(await thread.readOpml(GOOD, SERVED)).toBeUndefined();
  await thread.close();
  thread = openReadingThread({ limitMs: 1 });
  expect(await thread.readOpml(opmlOf(100_000), SERVED)).toBe('too hard');
});

test.each([
  ['feed', () => thread.parseFeed(HARD, SERVED)],
  ['OPML file', () => thread.readOpml(opmlOf(100_000), SERVED)],
])('commands are answered while a large %s is read', async (_, read) => {
  thread = openReadingThread();
  let isRead = false;
  const reading = read().then(() => {
    isRead = true;
  });
  let turns = 0;
  while (!isRead) {
    await new Promise((resolve) => setImmediate(resolve));
    turns += 1;
  }
  await reading;
  expect(turns).toBeGreaterThan(100);
});

function feedOf(items: string): Uint8Array {
  return bytesOf(`<rss><channel><title>Daily</title>${items}</channel></rss>`);
}

function opmlOf(feeds: number): Uint8Array {
  const outlines = Array.from(
    { length: feeds },
    (_, n) => `<outline type="rss" text="A &amp; B" xmlUrl="https://example.org/${n + 1}"/>`,
  );
  return bytesOf(`<opml version="2.0"><body>${outlines.join('')}</body></opml>`);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
