import type { Tenant } from '../model/channel.ts';
import { purgeUninstalled } from './closed-workspaces.ts';
import type { Database } from './database.ts';
import { dropTellings } from './feed-notices.ts';
import { deleteExpiredLists } from './lists.ts';
import { dropFreeLanes } from './pace.ts';
import { dropRemovedSubscriptions } from './subscriptions.ts';

const DAY_MS = 86_400_000;
const KEPT_AFTER_UNINSTALL_MS = 30 * DAY_MS;
/** A message that was sent is in its channel. */
const PAYLOAD_KEPT_MS = 7 * DAY_MS;
/** No story lives so long that it could come a second time after that. */
const SHOWN_KEPT_MS = 60 * DAY_MS;

/** No notice is being told for so long. */
const TOLD_KEPT_MS = 30 * DAY_MS;

/**
 * Deletes what nobody can ask for any more, so that the database does not grow with every day;
 * what happened stays in the ledger, one small row for each digest. Gives the workspaces whose
 * last traces are gone. To be run about once a day.
 */
export async function tidy(db: Database, now: Date): Promise<Tenant[]> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await deleteExpiredLists(db, now);
  await dropRemovedSubscriptions(db, now);
  await dropFreeLanes(db, ago(DAY_MS));
  await dropTellings(db, ago(TOLD_KEPT_MS));
  await dropPayloads(db, ago(PAYLOAD_KEPT_MS));
  await dropShownStories(db, ago(SHOWN_KEPT_MS));
  return purgeUninstalled(db, ago(KEPT_AFTER_UNINSTALL_MS));
}

/** Of those that failed or are unknown, the message stays: it can be sent again. */
async function dropPayloads(db: Database, plannedBefore: Date): Promise<void> {
  await db.query
    .updateTable('delivery')
    .set({ payload: null })
    .where('planned_at', '<', plannedBefore.getTime())
    .where('state', 'in', ['sent', 'skipped'])
    .where('payload', 'is not', null)
    .execute();
}

async function dropShownStories(db: Database, plannedBefore: Date): Promise<void> {
  await db.query
    .deleteFrom('delivered_story')
    .where((row) =>
      row.exists(
        row
          .selectFrom('delivery')
          .select('delivery.period')
          .whereRef('delivery.subscription_id', '=', 'delivered_story.subscription_id')
          .whereRef('delivery.period', '=', 'delivered_story.period')
          .where('delivery.planned_at', '<', plannedBefore.getTime()),
      ),
    )
    .execute();
}
