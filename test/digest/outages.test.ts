import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDigestRunner } from '../../src/digest/run.ts';
import type { DigestService } from '../../src/digest/service.ts';
import { SILENT } from '../../src/log.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { Poster } from '../../src/message/poster.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import { type Finder, openFinder } from '../../src/search/finder.ts';
import { recentDeliveries, sendAgain } from '../../src/store/delivery-history.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription, runDigests } from '../support/digests.ts';

const at = (instant: string) => new Date(instant);
const CHANNEL = { platform: 'slack', workspace: 'T1', id: 'C1' } as const;

onEveryDatabase('after an outage', (db) => {
  let finder: Finder;
  let posts: string[];
  let answers: PostOutcome[];
  let now: Date;

  beforeEach(async () => {
    finder = await openFinder({ db: db(), log: SILENT });
    posts = [];
    answers = [];
    now = at('2026-11-22T07:00:00Z');
  });
  afterEach(() => finder.close());

  const slack: Poster = async (_, message) => {
    posts.push(plainText(message).split('\n', 1).join());
    return answers.shift() ?? { kind: 'posted', messageId: 'm' };
  };
  const service = (change: Partial<DigestService> = {}): DigestService => ({
    db: db(),
    finder,
    posters: { slack },
    log: SILENT,
    leaseMs: 60_000,
    now: () => now,
    ...change,
  });
  const run = async (instant: string, change?: Partial<DigestService>) => {
    now = at(instant);
    await runDigests(service(change));
  };
  const states = async () =>
    (await recentDeliveries(db(), { limit: 20 })).map(
      ({ period, state, reason }) => `${period} ${state}${reason ? `: ${reason}` : ''}`,
    );

  test('of days a killed process left a digest lying, the next one tells; it does not come besides', async () => {
    await addSubscription(db(), aNewSubscription(CHANNEL), now);
    now = at('2026-11-22T08:00:00Z');
    await createDigestRunner(service()).enter();
    await run('2026-11-25T08:00:00Z');
    await run('2026-11-25T08:01:00Z');

    expect(posts).toEqual(['News digest · Wed 25 Nov']);
    expect(await states()).toEqual([
      '2026-11-25/1 sent',
      '2026-11-22/1 skipped: missed by more than 6 hours',
    ]);
  });

  test('a platform that was not connected for days gets one digest, not one for each day', async () => {
    await addSubscription(db(), aNewSubscription(CHANNEL), now);
    for (const day of ['22T08:00', '22T14:01', '23T08:00', '23T14:01', '24T08:00', '24T14:01']) {
      await run(`2026-11-${day}:00Z`, { posters: {} });
    }
    for (const minute of ['00', '01', '05', '10']) await run(`2026-11-25T08:${minute}:00Z`);

    expect(posts).toEqual(['News digest · Wed 25 Nov']);
  });

  test('one that is asked for again after a day is tried as long as any other', async () => {
    await addSubscription(db(), aNewSubscription(CHANNEL), now);
    answers = [{ kind: 'unknown', reason: 'timeout' }];
    await run('2026-11-22T08:00:00Z');
    const [lost] = await recentDeliveries(db(), { limit: 1 });
    if (!lost) throw new Error('there is none');
    await sendAgain(db(), CHANNEL, lost, at('2026-11-23T07:00:00Z'));
    answers = [{ kind: 'rate-limited', retryAfterMs: 1_000 }];
    await run('2026-11-23T07:00:00Z');
    await run('2026-11-23T07:00:02Z');

    expect(posts).toHaveLength(3);
    expect(await states()).toEqual(['2026-11-22/1 sent']);
  });

  test('a subscription that cannot be read, and a search that fails, keep no other digest back', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('the search is away');
    };
    await addSubscription(db(), aNewSubscription(CHANNEL, { timezone: 'Mars/Phobos' }), now);
    const asNow = { maxPerHour: 5 };
    await addSubscription(db(), aNewSubscription(CHANNEL, { query: 'dam', asNow }), now);
    await addSubscription(db(), aNewSubscription(CHANNEL), now);
    const feed = await ensureFeed(db(), { key: 'f', title: 'f', url: undefined }, now);
    now = at('2026-11-22T07:30:00Z');
    await storeArticles(db(), feed, [aNewArticle()], { now, placeInStory: apart });
    await run('2026-11-22T08:00:00Z', { finder: { ...finder, find: broken } });

    expect(posts).toEqual(['News digest · Sun 22 Nov']);
  });
});
