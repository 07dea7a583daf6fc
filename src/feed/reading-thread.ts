import { Worker } from 'node:worker_threads';
import type { NewArticle } from '../model/article.ts';
import type { Opml } from './opml.ts';
import type { ServedPage } from './parse/extract-page.ts';
import type { NotAFeed, ParsedFeed, Served } from './parse/parsed-feed.ts';
import type { AboutFeed, ReadFeed } from './read-feed.ts';
import type { FillFromPage } from './read-page.ts';

export type ReadingTask = { readonly bytes: Uint8Array } & (
  | { readonly kind: 'parse'; readonly served: Served }
  | { readonly kind: 'opml'; readonly served: Served }
  | { readonly kind: 'feed'; readonly served: Served; readonly about: AboutFeed }
  | { readonly kind: 'page'; readonly served: ServedPage; readonly article: NewArticle }
);

export type ReadingAnswer =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly reason: string };

/** `heapBytes`: what the thread holds once it has answered. */
export type ReadingReply = { readonly answer: ReadingAnswer; readonly heapBytes: number };

/**
 * What strangers send, read on a thread of its own: while it works, commands are answered. The
 * bytes of what is read at its time are the thread's from then on, so that they are not there twice.
 */
export type ReadingThread = {
  /** For somebody who waits: before what is read at its time. */
  readonly parseFeed: (bytes: Uint8Array, served: Served) => Promise<ParsedFeed | NotAFeed>;
  /** Also for somebody who waits. Undefined for what is no OPML. */
  readonly readOpml: (bytes: Uint8Array, served: Served) => Promise<Opml | 'too hard' | undefined>;
  readonly readFeed: ReadFeed;
  readonly fillFromPage: FillFromPage;
  readonly close: () => Promise<void>;
};

/** The largest feed that is fetched at all, 10 MB of text, takes about ten seconds on a small machine. */
const LIMIT_MS = 30_000;
/** Twenty times that feed. */
const MAX_HEAP_MB = 256;
/**
 * A heap that grew stays large: beyond this it is given back by ending the thread. A thread at work
 * has 40 to 60 MB; to begin another costs more than half a second of computing.
 */
const LARGE_HEAP_BYTES = 80 * 1024 * 1024;

/** Compiled, the thread's file is JavaScript like this one. */
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './reading-worker.ts' : './reading-worker.js',
  import.meta.url,
);

/**
 * Starts the thread when there is something to read. One thing is read at a time; what takes
 * longer or more memory than it may ends the thread, and is `too hard`. The next begins another.
 */
export function openReadingThread({
  limitMs = LIMIT_MS,
  maxHeapMb = MAX_HEAP_MB,
}: {
  readonly limitMs?: number;
  readonly maxHeapMb?: number;
} = {}): ReadingThread {
  const waiting: Job[] = [];
  let running: Job | undefined;
  let timer: NodeJS.Timeout | undefined;
  let worker: Worker | undefined;

  function next(): void {
    if (running !== undefined) return;
    running = waiting.shift();
    if (running === undefined) {
      // Nothing to do is no reason for the process to stay.
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    timer = setTimeout(() => end(TOO_HARD), limitMs);
    worker.postMessage(running.task, givenAway(running.task));
  }

  function start(): Worker {
    const started = new Worker(ENTRY, {
      name: 'reading',
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    started.on('message', ({ answer, heapBytes }: ReadingReply) => {
      if (heapBytes > LARGE_HEAP_BYTES) drop();
      if (answer.kind === 'read') settle((job) => job.resolve(answer.value));
      else settle((job) => job.reject(new Error(`it cannot be read: ${answer.reason}`)));
    });
    started.on('error', (error: Error & { code?: string }) => {
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? TOO_HARD : error);
    });
    return started;
  }

  function settle(how: (job: Job) => void): void {
    clearTimeout(timer);
    const job = running;
    running = undefined;
    if (job) how(job);
    next();
  }

  /** What is being read is not read on. */
  function end(reason: unknown): void {
    drop();
    settle((job) => job.reject(reason));
  }

  function drop(): void {
    const dropped = worker;
    worker = undefined;
    dropped?.removeAllListeners();
    // Its last words are nobody's business, and must not end the process.
    dropped?.on('error', () => undefined);
    void dropped?.terminate();
  }

  function ask(task: ReadingTask, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        if (job === running) return end(signal?.reason);
        waiting.splice(waiting.indexOf(job), 1);
        job.reject(signal?.reason);
      };
      const done = () => signal?.removeEventListener('abort', giveUp);
      const job: Job = {
        task,
        resolve: (value) => {
          done();
          resolve(value);
        },
        reject: (reason) => {
          done();
          reject(reason);
        },
      };
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      if (task.kind === 'parse' || task.kind === 'opml') waiting.unshift(job);
      else waiting.push(job);
      next();
    });
  }

  return {
    parseFeed: (bytes, served) => ask({ kind: 'parse', bytes, served }).catch(tooHard),
    readOpml: (bytes, served) =>
      ask({ kind: 'opml', bytes, served }).catch((error) => tooHard(error).looksLike),
    readFeed: (bytes, served, about, signal) =>
      ask({ kind: 'feed', bytes, served, about }, signal).catch(tooHard),
    fillFromPage: (article, bytes, served, signal) =>
      ask({ kind: 'page', bytes, served, article }, signal).catch((error: unknown) => {
        if (error !== TOO_HARD) throw error;
      }),
    close: async () => {
      for (const job of waiting.splice(0)) job.reject(new Error('the reading of feeds has ended'));
      end(new Error('the reading of feeds has ended'));
    },
  } as ReadingThread;
}

/** Nothing of somebody who waits and may look into it again, nor of Node's pool of small buffers. */
function givenAway({ kind, bytes }: ReadingTask): ArrayBuffer[] {
  const { buffer } = bytes;
  const isScheduled = kind === 'feed' || kind === 'page';
  const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.length;
  return isScheduled && isAlone ? [buffer] : [];
}

type Job = {
  readonly task: ReadingTask;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

const TOO_HARD = new Error('it takes more time or memory than it may');

function tooHard(error: unknown): NotAFeed {
  if (error !== TOO_HARD) throw error;
  return { kind: 'not-a-feed', looksLike: 'too hard' };
}
