import type { Tenant } from '../model/channel.ts';
import type { PersonData } from '../model/person-data.ts';
import type { Database } from './database.ts';

/** What is stored of a person in a workspace; another workspace's is not looked at. */
export async function personData(
  { query }: Database,
  { platform, workspace }: Tenant,
  person: string,
): Promise<PersonData & { readonly oldestListAt: Date | undefined }> {
  const lists = await query
    .selectFrom('list')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
    .executeTakeFirstOrThrow();
  const subscriptions = await query
    .selectFrom('subscription')
    .where((row) => row.and({ platform, workspace, created_by: person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const shares = await query
    .selectFrom('share')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const feeds = await query
    .selectFrom('feed_place')
    .where((row) => row.and({ platform, workspace, person }))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    lists: lists.count,
    oldestListAt: lists.oldest === null ? undefined : new Date(lists.oldest),
    subscriptions: subscriptions.count,
    shares: shares.count,
    feeds: feeds.count,
  };
}
