import type { Platform, Tenant } from '../model/channel.ts';
import { type Database, inTransaction } from './database.ts';
import { dropUnwantedFeeds } from './feed-places.ts';

/** The code of a workspace that was closed because the bot was removed from it. */
export const UNINSTALLED = 'uninstalled';

/** Every table whose rows belong to a workspace. Deliveries go with their subscription. */
const OF_WORKSPACES = [
  'subscription',
  'list',
  'share',
  'installation',
  'feed_place',
  'feed_notice',
] as const;

/**
 * Stops a workspace at once, in every process: what is due there ends, what somebody holds may
 * not be posted any more, and what may have been posted already stays in doubt. Nothing is deleted.
 */
export async function closeWorkspace(
  db: Database,
  { platform, workspace }: Tenant,
  code: string,
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const closed = { code, closed_at: now.getTime() };
    await tx.query
      .insertInto('closed_workspace')
      .values({ platform, workspace, ...closed })
      .onConflict((conflict) =>
        conflict
          .columns(['platform', 'workspace'])
          .doUpdateSet(closed)
          .where('closed_workspace.code', '!=', UNINSTALLED),
      )
      .execute();
    const open = tx.query
      .updateTable('delivery')
      .where('subscription_id', 'in', (query) =>
        query
          .selectFrom('subscription')
          .select('id')
          .where('platform', '=', platform)
          .where('workspace', '=', workspace),
      );
    const end = { finished_at: now.getTime(), reason: `workspace-closed: ${code}` };
    await open
      .set({ state: 'failed', ...end })
      .where('state', 'in', ['due', 'claimed'])
      .where('post_open', '=', 0)
      .execute();
    await open
      .set({ state: 'unknown', ...end, post_open: 0 })
      .where('state', '=', 'due')
      .execute();
  });
}

export async function closedWorkspaces(db: Database): Promise<Tenant[]> {
  const rows = await db.query
    .selectFrom('closed_workspace')
    .select(['platform', 'workspace'])
    .execute();
  return rows.map(({ platform, workspace }) => ({ platform: platform as Platform, workspace }));
}

/** Those of a platform of whom something is kept, but for those that removed the bot. */
export async function keptWorkspaces(db: Database, platform: Platform): Promise<string[]> {
  const kept = new Set<string>();
  for (const table of OF_WORKSPACES) {
    const rows = await db.query
      .selectFrom(table)
      .select('workspace')
      .distinct()
      .where('platform', '=', platform)
      .execute();
    for (const { workspace } of rows) kept.add(workspace);
  }
  const removed = await db.query
    .selectFrom('closed_workspace')
    .select('workspace')
    .where('platform', '=', platform)
    .where('code', '=', UNINSTALLED)
    .execute();
  for (const { workspace } of removed) kept.delete(workspace);
  return [...kept];
}

/** The workspace lets us in again: a person used the bot there, or installed it anew. */
export async function reopenWorkspace(
  db: Database,
  { platform, workspace }: Tenant,
): Promise<boolean> {
  const { numDeletedRows } = await db.query
    .deleteFrom('closed_workspace')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The bot is in these, whatever was known of them before. */
export async function reopenInstalled(
  db: Database,
  platform: Platform,
  workspaces: readonly string[],
): Promise<void> {
  if (workspaces.length === 0) return;
  await db.query
    .deleteFrom('closed_workspace')
    .where('platform', '=', platform)
    .where('workspace', 'in', workspaces)
    .execute();
}

/** At a start, when the operator may have mended a token: all but those that removed the bot. */
export async function reopenAllInstalled(db: Database): Promise<void> {
  await db.query.deleteFrom('closed_workspace').where('code', '!=', UNINSTALLED).execute();
}

/** Deletes everything of the workspaces that removed the bot before then. */
export async function purgeUninstalled(db: Database, before: Date): Promise<Tenant[]> {
  const gone = await db.query
    .selectFrom('closed_workspace')
    .select(['platform', 'workspace'])
    .where('code', '=', UNINSTALLED)
    .where('closed_at', '<', before.getTime())
    .execute();
  const tenants = gone.map((row) => ({ ...row, platform: row.platform as Platform }));
  for (const tenant of tenants) await inTransaction(db, (tx) => deleteWorkspace(tx, tenant));
  return tenants;
}

/** Deletes everything of a workspace; feeds that nobody wants any more are read no more. */
export async function deleteWorkspace(
  tx: Database,
  { platform, workspace }: Tenant,
): Promise<void> {
  for (const table of [...OF_WORKSPACES, 'closed_workspace'] as const) {
    await tx.query
      .deleteFrom(table)
      .where('platform', '=', platform)
      .where('workspace', '=', workspace)
      .execute();
  }
  await dropUnwantedFeeds(tx);
}
