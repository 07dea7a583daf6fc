import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { reasonOf } from '../log.ts';
import { readOpml } from './opml.ts';
import { decode } from './parse/decode.ts';
import { parseFeed } from './parse/parse-feed.ts';
import { readFeed } from './read-feed.ts';
import { filledFromPage } from './read-page.ts';
import type { ReadingAnswer, ReadingReply, ReadingTask } from './reading-thread.ts';

parentPort?.on('message', (task: ReadingTask) => {
  const answer = answerTo(task);
  const { total_heap_size: heapBytes } = getHeapStatistics();
  parentPort?.postMessage({ answer, heapBytes } satisfies ReadingReply);
});

function answerTo(task: ReadingTask): ReadingAnswer {
  try {
    return { kind: 'read', value: read(task) };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}

function read(task: ReadingTask): unknown {
  const { bytes, served } = task;
  switch (task.kind) {
    case 'parse':
      return parseFeed(bytes, served);
    case 'opml':
      return readOpml(decode(bytes, served));
    case 'feed':
      return readFeed(parseFeed, bytes, served, task.about);
    case 'page':
      return filledFromPage(task.article, bytes, served);
  }
}
