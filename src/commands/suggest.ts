import type { Suggestion } from '../model/query.ts';
import { feedsFor } from '../store/polled-feeds.ts';
import { subscriptionsOfChannel } from '../store/subscriptions.ts';
import { cut } from '../text/graphemes.ts';
import { nearestZones } from '../text/zones.ts';
import type { Suggest } from './command.ts';
import type { Desk } from './desk.ts';
import { meantFeeds } from './pick-feed.ts';

const MAX_ROWS = 25;
const MAX_LABEL = 100;
/** Nobody types more into a suggestion field; matching takes time by the character. */
const MAX_TYPED = 200;

/** Rows for what is being typed into an option; at most 25, labels of at most 100 characters. */
export async function suggest(
  request: Parameters<Suggest>[0],
  desk: Pick<Desk, 'db' | 'finder'>,
): Promise<readonly Suggestion[]> {
  const typed = request.typed.slice(0, MAX_TYPED);
  const rows = await rowsFor({ ...request, typed }, desk);
  return rows.slice(0, MAX_ROWS).map((row) => ({ ...row, label: cut(row.label, MAX_LABEL) }));
}

async function rowsFor(
  { source, typed, channel }: Parameters<Suggest>[0],
  { db, finder }: Pick<Desk, 'db' | 'finder'>,
): Promise<readonly Suggestion[]> {
  switch (source) {
    case 'zone':
      return nearestZones(typed || 'UTC', MAX_ROWS).map((zone) => ({
        kind: 'zone',
        label: zone,
        value: zone,
      }));
    case 'subscription':
      return (await subscriptionsOfChannel(db, channel))
        .filter(({ query }) => query.toLowerCase().includes(typed.toLowerCase()))
        .map(({ id, query, at }) => ({
          kind: 'subscription',
          label: `${query || 'everything'} · ${at.join(', ')}`,
          value: String(id),
        }));
    case 'feed':
      return meantFeeds(await feedsFor(db, channel), typed).map(({ id, title, url }) => ({
        kind: 'feed',
        label: `${title} · ${new URL(url).host}`,
        value: String(id),
      }));
    default:
      return finder.suggest(typed, [source], MAX_ROWS);
  }
}
