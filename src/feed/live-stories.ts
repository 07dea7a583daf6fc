import { setImmediate } from 'node:timers/promises';
import type { ArticleId } from '../model/article.ts';
import { changesAfter } from '../store/articles.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { currentRevision, takeRevisions } from '../store/revisions.ts';
import type { PlaceInStory } from '../store/store-articles.ts';
import { StoryIndex } from '../story/story-index.ts';

/** Revisions looked back at. */
const LIVE = 20_000;
/** After a silence so long no article joins a story any more: see `StoryIndex`. */
const LIVE_MS = 8 * 86_400_000;
/** Few, for the bot answers nobody while they are read: about a millisecond each. */
const BATCH = 50;

export type LiveStories = {
  /**
   * Runs `work` in a transaction of its own that nobody else stores articles beside, with the
   * stories as they are then, whoever stored them. When it fails, the stories forget it. Until
   * that transaction begins, which may take seconds at the first turn, `signal` ends it.
   */
  readonly inTurn: <T>(
    db: Database,
    work: (tx: Database, place: PlaceInStory) => Promise<T>,
    signal?: AbortSignal,
  ) => Promise<T>;
};

/**
 * The stories that new articles may join, read when they are first needed and kept up to date. With
 * a clock only those of late, which are all that news can join; an archive joins what is as old.
 */
export function liveStories(now?: () => Date): LiveStories {
  const index = new StoryIndex();
  let revision: number | undefined;
  let last: Promise<unknown> = Promise.resolve();

  return {
    inTurn: (db, work, signal) => {
      const turn = last.then(async () => {
        await catchUp(db, async () => {
          signal?.throwIfAborted();
          await setImmediate();
        });
        signal?.throwIfAborted();
        return placing((place) =>
          inTransaction(db, async (tx) => {
            await takeRevisions(tx, 0);
            await catchUp(tx);
            return work(tx, place);
          }),
        );
      });
      last = turn.catch(() => undefined);
      return turn;
    },
  };

  async function placing<T>(work: (place: PlaceInStory) => Promise<T>): Promise<T> {
    const placed: ArticleId[] = [];
    try {
      return await work((article) => {
        placed.push(article.id);
        return index.add(article);
      });
    } catch (error) {
      for (const id of placed) index.remove(id);
      throw error;
    }
  }

  /** Between the batches it does `between`: SQLite answers at once, and nothing else has its turn. */
  async function catchUp(db: Database, between = async () => {}): Promise<void> {
    revision ??= Math.max(0, (await currentRevision(db)) - LIVE);
    const since = new Date(now ? now().getTime() - LIVE_MS : 0);
    for (;;) {
      const changes = await changesAfter(db, revision, BATCH);
      for (const change of changes) {
        if (change.kind === 'deleted') index.remove(change.id as ArticleId);
        else if (change.article.publishedAt >= since) {
          index.restore(change.article, change.article.storyId);
        }
        revision = change.revision;
      }
      if (changes.length < BATCH) return;
      await between();
    }
  }
}
