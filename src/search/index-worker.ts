import { parentPort, workerData } from 'node:worker_threads';
import { reasonOf } from '../log.ts';
import { ArticleIndex } from './article-index.ts';
import type { Opening, Request, Response } from './protocol.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';

/** How long the background may work before it looks whether someone waits. */
const SLICE_MS = 8;

/** Changes after which the index is kept again; what is newer is read from the store at the start. */
const KEPT_EVERY = 2000;

const { aliases, archive, snapshotFile } = workerData as Opening;

let index = new ArticleIndex(aliases);
let revision = 0;
let unkept = 0;
let merging = false;
let keeping: Promise<void> = Promise.resolve();

parentPort?.on('message', (request: Request) => {
  answer(request)
    .then((value) => reply({ kind: 'answer', number: request.number, value }))
    .catch((error: unknown) =>
      reply({ kind: 'failure', number: request.number, reason: reasonOf(error) }),
    );
});

async function answer(request: Request): Promise<unknown> {
  switch (request.kind) {
    case 'open':
      return openIndex(request.revision);
    case 'change':
      for (const change of request.changes) {
        if (change.kind === 'stored') index.add(change.article);
        else index.remove(change.id);
        revision = change.revision;
      }
      unkept += request.changes.length;
      if (!merging) tidy();
      return revision;
    case 'find':
      return index.find(request.query, request.page);
    case 'suggest':
      return index.suggest(request.typed, request.kinds, request.limit);
    case 'close':
      if (unkept > 0) await keep();
      await keeping;
      return undefined;
  }
}

/** Takes up the kept index; one that is ahead of its archive is from before a restore. */
function openIndex(archiveRevision: number): number {
  if (snapshotFile === undefined) return 0;
  const kept = readSnapshot(snapshotFile, archive);
  if (kept === undefined) return 0;
  const unusable =
    'unusable' in kept
      ? kept.unusable
      : kept.revision > archiveRevision
        ? 'it is ahead of the archive'
        : undefined;
  if ('unusable' in kept || unusable !== undefined) {
    reply({
      kind: 'event',
      event: 'search snapshot not used, building anew',
      facts: { reason: unusable },
    });
    return 0;
  }
  index = new ArticleIndex(aliases, kept.segments);
  revision = kept.revision;
  return revision;
}

/** Merges in slices between which requests are answered, then keeps the result. */
function tidy(): void {
  merging = index.maintain(SLICE_MS);
  if (merging) setImmediate(tidy);
  else if (unkept >= KEPT_EVERY) keeping = keep();
}

async function keep(): Promise<void> {
  if (snapshotFile === undefined) return;
  unkept = 0;
  const started = performance.now();
  try {
    await writeSnapshot(snapshotFile, { archive, revision, segments: index.segments() });
    const ms = Math.round(performance.now() - started);
    reply({
      kind: 'event',
      event: 'search snapshot kept',
      facts: { articles: index.size, revision, ms },
    });
  } catch (error) {
    reply({ kind: 'event', event: 'search snapshot not kept', facts: { reason: reasonOf(error) } });
  }
}

function reply(response: Response): void {
  parentPort?.postMessage(response);
}
