import type { ArticleId } from '../model/article.ts';
import type { Channel, Platform, Tenant } from '../model/channel.ts';
import { parseShareId, type Share, type ShareId } from '../model/share.ts';
import type { Database } from './database.ts';
import { randomId } from './lists.ts';

export async function addShare(db: Database, share: Omit<Share, 'id'>): Promise<ShareId> {
  const id = randomId() as ShareId;
  await db.query
    .insertInto('share')
    .values({
      id,
      platform: share.channel.platform,
      workspace: share.channel.workspace,
      channel: share.channel.id,
      person: share.person,
      article_id: share.article,
      shared_at: share.sharedAt.getTime(),
    })
    .execute();
  return id;
}

/** Where this tenant shared the article before, newest first. */
export async function sharesOfArticle(
  db: Database,
  tenant: Tenant,
  article: ArticleId,
): Promise<Share[]> {
  const rows = await db.query
    .selectFrom('share')
    .selectAll()
    .where('platform', '=', tenant.platform)
    .where('workspace', '=', tenant.workspace)
    .where('article_id', '=', article)
    .orderBy('shared_at', 'desc')
    .execute();
  return rows.flatMap((row) => {
    const id = parseShareId(row.id);
    const channel = {
      platform: row.platform as Platform,
      workspace: row.workspace,
      id: row.channel,
    };
    return id === undefined
      ? []
      : [{ id, channel, person: row.person, article, sharedAt: new Date(row.shared_at) }];
  });
}

/** Forgets a share, if this person made it. */
export async function removeShare(
  db: Database,
  channel: Channel,
  person: string,
  id: ShareId,
): Promise<boolean> {
  const { numDeletedRows } = await db.query
    .deleteFrom('share')
    .where('id', '=', id)
    .where('platform', '=', channel.platform)
    .where('workspace', '=', channel.workspace)
    .where('person', '=', person)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
