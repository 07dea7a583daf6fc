import type { ArticleId } from '../model/article.ts';
import type { Channel, Platform, Tenant } from '../model/channel.ts';
import { parseShareId, type Share, type ShareId } from '../model/share.ts';
import { type Database, holdName, inTransaction } from './database.ts';
import { randomId } from './lists.ts';

/** Within it, a second press of the same person is a slip of the hand. */
const PRESSED_TWICE_MS = 60_000;

/** Undefined where the same person has just shared the same here. */
export async function addShare(
  db: Database,
  share: Omit<Share, 'id'>,
): Promise<ShareId | undefined> {
  const { channel, person, article, sharedAt } = share;
  return inTransaction(db, async (tx) => {
    await holdName(tx, `share ${channel.id} ${person}`);
    const before = await sharesOfArticle(tx, channel, article);
    const isPressedTwice = before.some(
      (other) =>
        other.person === person &&
        other.channel.id === channel.id &&
        sharedAt.getTime() - other.sharedAt.getTime() < PRESSED_TWICE_MS,
    );
    if (isPressedTwice) return undefined;
    const id = randomId() as ShareId;
    await tx.query
      .insertInto('share')
      .values({
        id,
        platform: channel.platform,
        workspace: channel.workspace,
        channel: channel.id,
        person,
        article_id: article,
        shared_at: sharedAt.getTime(),
      })
      .execute();
    return id;
  });
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
