import type { Article } from '../model/article.ts';
import type { Feed, FeedId } from '../model/feed.ts';
import { articleOf } from './articles.ts';
import type { Database } from './database.ts';

export type ArchivedArticle = {
  readonly article: Article;
  /** What the article is known by in its feed. */
  readonly key: string;
  readonly feed: Feed;
};

/** Rows read at once: some 2 MB of text. */
const PAGE = 500;

/** Every article in the order of the ids, read in pages, for an archive has no bounds. */
export async function* everyArticle(db: Database): AsyncGenerator<ArchivedArticle> {
  const feeds = new Map<number, Feed>();
  for (let after = 0; ; ) {
    const rows = await db.query
      .selectFrom('article')
      .selectAll()
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    if (rows.some(({ feed_id }) => !feeds.has(feed_id))) {
      for (const { id, key, title, url } of await db.query
        .selectFrom('feed')
        .selectAll()
        .execute()) {
        feeds.set(id, { id: id as FeedId, key, title, url: url ?? undefined });
      }
    }
    for (const row of rows) {
      const feed = feeds.get(row.feed_id);
      if (feed) yield { article: articleOf(row), key: row.key, feed };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.id;
  }
}
