import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import { nextRuns } from '../digest/next-runs.ts';
import { reasonOf } from '../log.ts';
import { stateSpans } from '../message/feed-parts.ts';
import { spansText } from '../message/plain-text.ts';
import { counted } from '../message/spans.ts';
import type { PolledFeed } from '../model/feed.ts';
import type { Subscription } from '../model/subscription.ts';
import { withDatabase } from '../open-desk.ts';
import { countArticles } from '../store/articles.ts';
import { type DeliveryRecord, recentDeliveries } from '../store/delivery-history.ts';
import { storedTokens } from '../store/installations.ts';
import { readMeta } from '../store/meta.ts';
import { listFeeds } from '../store/polled-feeds.ts';
import { activeSubscriptions } from '../store/subscriptions.ts';
import { formatUtc } from '../text/format-utc.ts';
import { type Check, look, mend, ok } from './check.ts';
import { tokenCheck } from './tokens.ts';

/** What Discord remembers of the last registration of commands goes on to its own check. */
type ArchiveChecks = { readonly checks: Check[]; readonly registered: string | undefined };

/** More than a day of them, in a busy newsroom. */
const RECENT_DELIVERIES = 500;

export async function archiveChecks(config: Config): Promise<ArchiveChecks> {
  const { database, tokenKeys } = config;
  const isConnected = config.slack !== undefined || config.discord !== undefined;
  const where =
    database.kind === 'sqlite' ? database.file : 'the PostgreSQL server of DATABASE_URL';
  if (database.kind === 'sqlite' && !existsSync(database.file)) {
    return {
      checks: [ok(`${where} is not there yet; the first start makes it`)],
      registered: undefined,
    };
  }
  try {
    return await withDatabase(config, async (db) => {
      const now = new Date();
      const articles = await countArticles(db);
      return {
        checks: [
          articles > 0 || !isConnected
            ? ok(`${where} opens: ${counted(articles, 'article')}`)
            : look(`${where} has no articles; bring some in: npm run -s newsdesk -- import FILE`),
          ...feedChecks(await listFeeds(db), { isConnected, now }),
          ...digestChecks(await activeSubscriptions(db), now),
          ...postChecks(await recentDeliveries(db, { limit: RECENT_DELIVERIES })),
          ...(config.slack?.oauth
            ? [tokenCheck(await storedTokens(db, tokenKeys), tokenKeys)]
            : []),
        ],
        registered: await readMeta(db, 'discord commands'),
      };
    });
  } catch (error) {
    return {
      checks: [mend(reasonOf(error))],
      registered: undefined,
    };
  }
}

/** A feed that fails for less is on its way to get well. */
const AILING_MS = 24 * 3_600_000;

function feedChecks(
  feeds: readonly PolledFeed[],
  { isConnected, now }: { readonly isConnected: boolean; readonly now: Date },
): Check[] {
  const ailing = feeds.filter(
    ({ state, failingSince = now }) =>
      state !== 'active' || now.getTime() - failingSince.getTime() >= AILING_MS,
  );
  const lines = ailing.map((feed) =>
    look(
      `the feed ${feed.title} ${spansText(stateSpans(feed, now))}; see: npm run -s newsdesk -- feed check ${feed.id}`,
    ),
  );
  if (feeds.length > 0) return [ok(`${counted(feeds.length, 'feed')} in the list`), ...lines];
  return isConnected
    ? [
        look(
          'no feeds are read yet; the first start takes those of data/feeds.opml, or: npm run -s newsdesk -- feed add timesca.com',
        ),
      ]
    : [];
}

function digestChecks(subscriptions: readonly Subscription[], now: Date): Check[] {
  if (subscriptions.length === 0) return [];
  const [next] = subscriptions
    .flatMap((subscription) => nextRuns(subscription, { now, count: 1, spent: new Set() }))
    .map(({ plannedAt }) => plannedAt)
    .sort((a, b) => a.getTime() - b.getTime());
  const when = next ? `, the next on ${formatUtc(next, 'date-time')}` : '';
  return [ok(`${counted(subscriptions.length, 'digest')}${when}`)];
}

/** What became of the last post in each channel: what is still under way is not judged. */
function postChecks(deliveries: readonly DeliveryRecord[]): Check[] {
  const posts = deliveries.filter(({ state }) => ['sent', 'failed', 'unknown'].includes(state));
  const last = new Map(
    posts.toReversed().map((post) => [JSON.stringify(post.channel), post] as const),
  );
  const lost = [...last.values()].filter(({ state }) => state !== 'sent');
  const lines = lost.map(({ channel, plannedAt, state, reason }) =>
    look(
      `the last digest for ${channel.platform} channel ${channel.id}, ${formatUtc(plannedAt, 'date-time')}, ${
        state === 'unknown' ? 'may not have arrived' : `was not sent: ${reason ?? 'refused'}`
      }; /newsdesk status there says more`,
    ),
  );
  const arrived = last.size - lost.length;
  return [
    ...(arrived > 0 ? [ok(`the last digest arrived in ${counted(arrived, 'channel')}`)] : []),
    ...lines,
  ];
}
