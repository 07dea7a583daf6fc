import { Worker } from 'node:worker_threads';
import type { Log } from '../log.ts';
import type { Suggestion } from '../model/query.ts';
import type { Found } from './find-articles.ts';
import type { Opening, Question, Response } from './protocol.ts';

/** How long a thread that is told to close may take to keep its index. */
const CLOSE_WITHIN_MS = 10_000;

/** The index on a thread of its own: a long query or merge delays no heartbeat here. */
export type IndexThread = {
  readonly ask: {
    (question: Question & { readonly kind: 'open' | 'change' }): Promise<number>;
    (question: Question & { readonly kind: 'find' }): Promise<Found>;
    (question: Question & { readonly kind: 'suggest' }): Promise<readonly Suggestion[]>;
  };
  readonly close: () => Promise<void>;
};

/** The thread is gone, and with it whatever it was asked; another may have taken its place. */
export class ThreadEnded extends Error {
  constructor() {
    super('the search thread ended');
  }
}

/** Compiled, the thread's file is JavaScript like this one. */
const ENTRY = new URL(
  import.meta.url.endsWith('.ts') ? './index-worker.ts' : './index-worker.js',
  import.meta.url,
);

/** Starts the thread. `onDeath` is called once when it ends without having been closed. */
export function startIndexThread(opening: Opening, log: Log, onDeath: () => void): IndexThread {
  const worker = new Worker(ENTRY, { workerData: opening, name: 'search' });
  const waiting = new Map<
    number,
    { resolve: (value: never) => void; reject: (error: Error) => void }
  >();
  let number = 0;
  let closing = false;
  let ended = false;

  worker.on('message', (response: Response) => {
    if (response.kind === 'event') {
      log.info(response.facts, response.event);
      return;
    }
    const asker = waiting.get(response.number);
    waiting.delete(response.number);
    if (response.kind === 'answer') asker?.resolve(response.value as never);
    else asker?.reject(new Error(`the search could not answer: ${response.reason}`));
  });
  worker.on('error', (error) => log.error({ reason: error.message }, 'search thread failed'));
  worker.on('exit', () => {
    ended = true;
    for (const { reject } of waiting.values()) reject(new ThreadEnded());
    waiting.clear();
    if (!closing) onDeath();
  });

  const ask = (question: Question): Promise<never> =>
    new Promise((resolve, reject) => {
      if (ended) {
        reject(new ThreadEnded());
        return;
      }
      number += 1;
      waiting.set(number, { resolve, reject });
      worker.postMessage({ ...question, number });
    });
  return {
    ask,
    close: async () => {
      closing = true;
      const timer = setTimeout(() => worker.terminate(), CLOSE_WITHIN_MS);
      await ask({ kind: 'close' }).catch(() => undefined);
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}
