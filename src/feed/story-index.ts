import type { ArticleId } from '../model/article.ts';
import { changesAfter } from '../store/articles.ts';
import type { Database } from '../store/database.ts';
import { currentRevision } from '../store/revisions.ts';
import type { PlaceInStory } from '../store/store-articles.ts';
import { StoryIndex } from '../story/story-index.ts';

/** Revisions looked back at: articles that a new one may still join a story with. */
const LIVE = 20_000;
const BATCH = 1_000;

/** The stories that are still live, ready to take in new articles. */
export async function openStoryIndex(db: Database): Promise<{ readonly place: PlaceInStory }> {
  const index = new StoryIndex();
  let revision = Math.max(0, (await currentRevision(db)) - LIVE);
  for (;;) {
    const changes = await changesAfter(db, revision, BATCH);
    for (const change of changes) {
      if (change.kind === 'stored') index.restore(change.article, change.article.storyId);
      else index.remove(change.id as ArticleId);
      revision = change.revision;
    }
    if (changes.length < BATCH) return { place: (article) => index.add(article) };
  }
}
