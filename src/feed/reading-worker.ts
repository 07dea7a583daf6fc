import { parentPort } from 'node:worker_threads';
import { reasonOf } from '../log.ts';
import { readOpml } from './opml.ts';
import { decode } from './parse/decode.ts';
import { parseFeed } from './parse/parse-feed.ts';
import { readFeed } from './read-feed.ts';
import { filledFromPage } from './read-page.ts';
import type { ReadingReply, ReadingTask } from './reading-thread.ts';

parentPort?.on('message', (task: ReadingTask) => {
  const reply = (message: ReadingReply) => parentPort?.postMessage(message);
  try {
    reply({ kind: 'read', value: read(task) });
  } catch (error) {
    reply({ kind: 'failed', reason: reasonOf(error) });
  }
});

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
