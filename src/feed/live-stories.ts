import type { ArticleId } from '../model/article.ts';
import { changesAfter } from '../store/articles.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { currentRevision, takeRevisions } from '../store/revisions.ts';
import type { PlaceInStory } from '../store/store-articles.ts';
import { StoryIndex } from '../story/story-index.ts';

/** Revisions looked back at: articles that a new one may still join a story with. */
const LIVE = 20_000;
/** Few, for the bot answers nobody while it reads them. */
const BATCH = 200;

export type LiveStories = {
  /**
   * Runs `work` in a transaction of its own that nobody else stores articles beside, with the
   * stories as they are then, whoever stored them. When it fails, the stories forget it.
   */
  readonly inTurn: <T>(
    db: Database,
    work: (tx: Database, place: PlaceInStory) => Promise<T>,
  ) => Promise<T>;
};

/** The stories that new articles may join, read when they are first needed and kept up to date. */
export function liveStories(): LiveStories {
  const index = new StoryIndex();
  let revision: number | undefined;
  let last: Promise<unknown> = Promise.resolve();

  return {
    inTurn: (db, work) => {
      const turn = last.then(async () => {
        await catchUp(db);
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

  async function catchUp(db: Database): Promise<void> {
    revision ??= Math.max(0, (await currentRevision(db)) - LIVE);
    for (;;) {
      const changes = await changesAfter(db, revision, BATCH);
      for (const change of changes) {
        if (change.kind === 'stored') index.restore(change.article, change.article.storyId);
        else index.remove(change.id as ArticleId);
        revision = change.revision;
      }
      if (changes.length < BATCH) return;
    }
  }
}
