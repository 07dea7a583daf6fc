import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DigestService } from '../../src/digest/service.ts';
import { SILENT } from '../../src/log.ts';
import type { Message } from '../../src/message/message.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { Poster } from '../../src/message/poster.ts';
import type { Platform } from '../../src/model/channel.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import type { NewSubscription } from '../../src/model/subscription.ts';
import { type Finder, openFinder } from '../../src/search/finder.ts';
import { recentDeliveries, sendAgain } from '../../src/store/delivery-history.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import {
  addSubscription,
  findSubscription,
  removeSubscription,
} from '../../src/store/subscriptions.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription, runDigests } from '../support/digests.ts';

const at = (instant: string) => new Date(instant);
const POSTED: PostOutcome = { kind: 'posted', messageId: 'm1' };

onEveryDatabase('the digest', (db) => {
  let finder: Finder;
  let posts: { channel: string; text: string; key: string }[];
  let answers: (PostOutcome | 'die')[];
  let now: Date;

  beforeEach(async () => {
    finder = await openFinder({ db: db(), log: SILENT });
    posts = [];
    answers = [];
    now = at('2026-11-22T07:00:00Z');
  });
  afterEach(() => finder.close());

  const poster: Poster = async (channel, message, posted) => {
    const key = 'notice' in posted ? posted.notice : `${posted.subscription} ${posted.period}`;
    posts.push({ channel: channel.id, text: plainText(message), key });
    const answer = answers.shift() ?? POSTED;
    if (answer === 'die') throw new Error('killed');
    return answer;
  };
  const service = (change: Partial<DigestService> = {}): DigestService => ({
    db: db(),
    finder,
    posters: { slack: poster, discord: poster, web: poster },
    log: SILENT,
    leaseMs: 60_000,
    now: () => now,
    ...change,
  });
  const run = async (instant: string, change?: Partial<DigestService>) => {
    now = at(instant);
    await finder.refresh();
    await runDigests(service(change));
  };
  const subscribe = (change: Partial<NewSubscription> & { platform?: Platform } = {}) => {
    const { platform = 'slack', ...rest } = change;
    const channel = { platform, workspace: 'T1', id: 'C1' };
    return addSubscription(db(), aNewSubscription(channel, rest), now);
  };
  const receive = async (title: string, instant: string, source = 'Example News') => {
    const feed = await ensureFeed(db(), { key: 'f', title: 'f', url: undefined }, at(instant));
    const article = aNewArticle({ title, source, publishedAt: at(instant) });
    await storeArticles(db(), feed, [article], { now: at(instant), placeInStory: apart });
  };
  const states = async () =>
    (await recentDeliveries(db(), { limit: 20 })).map(
      ({ period, state, reason }) => `${period} ${state}${reason ? `: ${reason}` : ''}`,
    );

  test('comes at its time, once, with what came in since the subscription was made', async () => {
    await receive('Backlog', '2026-11-22T06:00:00Z');
    await subscribe();
    await receive('Fresh', '2026-11-22T07:30:00Z');

    await run('2026-11-22T07:59:59Z');
    expect(posts).toEqual([]);
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:00:30Z');
    await run('2026-11-22T20:00:00Z');

    expect(posts).toHaveLength(1);
    expect(posts[0]?.text).toContain('Fresh');
    expect(posts[0]?.text).not.toContain('Backlog');
    expect(await states()).toEqual(['2026-11-22/1 sent']);
  });

  test('what arrives while one digest is sent is in the next, and nothing is in both', async () => {
    await subscribe();
    await receive('First', '2026-11-22T07:30:00Z');
    await run('2026-11-22T08:00:10Z');
    await receive('Second', '2026-11-22T08:00:10Z');
    await run('2026-11-23T08:00:00Z');

    expect(posts.map(({ text }) => [text.includes('First'), text.includes('Second')])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('only what matches its query is in it', async () => {
    await subscribe({ query: 'glacier' });
    await receive('Glacier retreats in the Pamirs', '2026-11-22T07:10:00Z');
    await receive('Football cup final', '2026-11-22T07:20:00Z');
    await run('2026-11-22T08:00:00Z');

    expect(posts[0]?.text).toContain('Glacier retreats');
    expect(posts[0]?.text).not.toContain('Football');
  });

  test('nothing new is one line, or silence', async () => {
    await subscribe({ empty: 'say' });
    await subscribe({ empty: 'skip', channel: { platform: 'slack', workspace: 'T2', id: 'C2' } });
    await run('2026-11-22T08:00:00Z');

    expect(posts.map(({ text }) => text.split('\n').at(-1))).toEqual([
      'Nothing new since the last digest.',
    ]);
    expect((await states()).toSorted()).toEqual([
      '2026-11-22/1 sent',
      '2026-11-22/1 skipped: nothing new',
    ]);
  });

  test('late within six hours it is sent and says so; later it is left out, and the next one reaches back', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    await run('2026-11-22T09:12:00Z');
    expect(posts[0]?.text).toContain('Planned for 08:00, sent at 09:12: the service was down.');

    await receive('Two', '2026-11-23T07:30:00Z');
    await run('2026-11-25T15:00:00Z');
    expect(posts).toHaveLength(1);
    expect((await states())[0]).toBe('2026-11-25/1 skipped: missed by more than 6 hours');

    await run('2026-11-26T08:00:00Z');
    expect(posts).toHaveLength(2);
    expect(posts[1]?.text).toContain('Two');
    expect(posts[1]?.text).not.toContain('One');
  });

  test('a rate limit is waited out, and the same bytes are sent again', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    answers = [{ kind: 'rate-limited', retryAfterMs: 30_000 }];
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:00:20Z');
    expect(posts).toHaveLength(1);
    await receive('Later', '2026-11-22T08:00:25Z');
    await run('2026-11-22T08:00:30Z');

    expect(posts).toHaveLength(2);
    expect(posts[1]).toEqual(posts[0]);
    expect(await states()).toEqual(['2026-11-22/1 sent']);
  });

  test('an unreachable platform is tried again for hours, and the next digest has what was not told', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    const down = {
      slack: async (): Promise<PostOutcome> => ({ kind: 'unreachable', reason: 'ECONNREFUSED' }),
    };
    for (let minute = 0; minute <= 6 * 60; minute += 5) {
      await run(new Date(at('2026-11-22T08:00:00Z').getTime() + minute * 60_000).toISOString(), {
        posters: down,
      });
    }
    expect(await states()).toEqual(['2026-11-22/1 failed: ECONNREFUSED, for hours']);

    await run('2026-11-23T08:00:00Z');
    expect(posts[0]?.text).toContain('One');
  });

  test('a lost answer on Slack is unknown at once, never sent blindly, and sent again when a person says so', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    answers = [{ kind: 'unknown', reason: 'timeout' }];
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:05:00Z');
    expect(posts).toHaveLength(1);
    expect(await states()).toEqual(['2026-11-22/1 unknown: timeout']);

    const [delivery] = await recentDeliveries(db(), { states: ['unknown'], limit: 1 });
    if (!delivery) throw new Error('there is none');
    expect(await sendAgain(db(), { platform: 'slack', workspace: 'T2' }, delivery, now)).toBe(
      false,
    );
    expect(await sendAgain(db(), { platform: 'slack', workspace: 'T1' }, delivery, now)).toBe(true);
    await run('2026-11-22T08:06:00Z');
    expect(posts).toHaveLength(2);
    expect(posts[1]).toEqual(posts[0]);
  });

  test('a lost answer on Discord is asked again under the same key for two minutes, then unknown', async () => {
    await subscribe({ platform: 'discord' });
    await receive('One', '2026-11-22T07:30:00Z');
    const lost: PostOutcome = { kind: 'unknown', reason: 'timeout' };
    answers = [lost, lost, lost];
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:00:05Z');
    await run('2026-11-22T08:02:01Z');
    await run('2026-11-22T08:03:00Z');

    expect(posts.map(({ key }) => key)).toEqual([posts[0]?.key, posts[0]?.key]);
    expect(await states()).toEqual(['2026-11-22/1 unknown: the answer to the post was lost']);
  });

  test('a process that dies while posting leaves Slack in doubt, and Discord to the nonce', async () => {
    const slack = await subscribe();
    const discord = await subscribe({ platform: 'discord' });
    await receive('One', '2026-11-22T07:30:00Z');
    answers = ['die', 'die'];
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:00:59Z');
    expect(posts).toHaveLength(2);
    await run('2026-11-22T08:01:01Z');

    expect(posts.slice(2).map(({ key }) => key)).toEqual([`${discord.id} 2026-11-22/1`]);
    const ends = await recentDeliveries(db(), { limit: 9 });
    expect(Object.fromEntries(ends.map((end) => [end.subscription, end.state]))).toEqual({
      [slack.id]: 'unknown',
      [discord.id]: 'sent',
    });
  });

  test('two processes share the work, and each digest is sent once', async () => {
    for (let n = 0; n < 40; n += 1) {
      await subscribe({ channel: { platform: 'web', workspace: `W${n % 4}`, id: `C${n}` } });
    }
    await receive('One', '2026-11-22T07:30:00Z');
    now = at('2026-11-22T08:00:00Z');
    await finder.refresh();
    await Promise.all([runDigests(service()), runDigests(service())]);

    expect(posts).toHaveLength(40);
    expect(new Set(posts.map(({ key }) => key)).size).toBe(40);
  });

  test('a worker that lost its lease may not post, and may not have the last word', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    const slow: Poster = async (channel, message, key) => {
      // While this post hangs, the lease runs out and another worker takes over.
      now = at('2026-11-22T08:01:01Z');
      await runDigests(service({ posters: { slack: poster } }));
      return poster(channel, message, key);
    };
    await run('2026-11-22T08:00:00Z', { posters: { slack: slow } });

    expect(await states()).toEqual(['2026-11-22/1 unknown: the answer to the post was lost']);
  });

  test('a closed channel fails without a retry, and after three days its subscription is paused, not deleted', async () => {
    const { id } = await subscribe();
    const closed: PostOutcome = { kind: 'channel-closed', code: 'is_archived' };
    for (const day of ['22', '23', '24', '25']) {
      await receive(`Day ${day}`, `2026-11-${day}T07:30:00Z`);
      answers = [closed];
      await run(`2026-11-${day}T08:00:00Z`);
    }
    expect(posts).toHaveLength(3);
    const kept = await findSubscription(db(), { platform: 'slack', workspace: 'T1' }, id);
    expect(kept?.paused).toBe(true);
  });

  test('what was stopped is not sent any more', async () => {
    const { id } = await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    answers = [{ kind: 'rate-limited', retryAfterMs: 30_000 }];
    await run('2026-11-22T08:00:00Z');
    await removeSubscription(db(), { platform: 'slack', workspace: 'T1' }, id, now);
    await run('2026-11-22T08:01:00Z');

    expect(posts).toHaveLength(1);
  });

  test('the frozen message is a message', async () => {
    await subscribe();
    await receive('One', '2026-11-22T07:30:00Z');
    await run('2026-11-22T08:00:00Z');
    const [row] = await db().query.selectFrom('delivery').selectAll().execute();
    const message = JSON.parse(row?.payload ?? '') as Message;

    expect(plainText(message)).toBe(posts[0]?.text);
    expect(row).toMatchObject({ state: 'sent', message_id: 'm1', post_open: 0, attempts: 1 });
  });
});
