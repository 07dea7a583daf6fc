import type { Tenant } from '../model/channel.ts';
import type { Database } from './database.ts';

/** What a platform gave when a workspace installed the bot; its form is the adapter's business. */
export async function saveInstallation(
  db: Database,
  { platform, workspace }: Tenant,
  data: unknown,
  now: Date,
): Promise<void> {
  const values = { data: JSON.stringify(data), installed_at: now.getTime(), removed_at: null };
  await db.query
    .insertInto('installation')
    .values({ platform, workspace, ...values })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace']).doUpdateSet(values))
    .execute();
}

export async function findInstallation(
  db: Database,
  { platform, workspace }: Tenant,
): Promise<unknown> {
  const row = await db.query
    .selectFrom('installation')
    .select('data')
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row && JSON.parse(row.data);
}

/** Drops the tokens at once and remembers when, so that the rest can be purged later. */
export async function removeInstallation(
  db: Database,
  { platform, workspace }: Tenant,
  now: Date,
): Promise<void> {
  await db.query
    .updateTable('installation')
    .set({ data: 'null', removed_at: now.getTime() })
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .execute();
}
