import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDigestRunner } from '../../src/digest/run.ts';
import type { DigestService } from '../../src/digest/service.ts';
import { SILENT } from '../../src/log.ts';
import type { Message } from '../../src/message/message.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { Poster } from '../../src/message/poster.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import type { NewSubscription, TimeOfDay } from '../../src/model/subscription.ts';
import { type Finder, openFinder } from '../../src/search/finder.ts';
import {
  closeWorkspace,
  keptWorkspaces,
  purgeUninstalled,
  reopenAllInstalled,
  reopenInstalled,
  reopenWorkspace,
  UNINSTALLED,
} from '../../src/store/closed-workspaces.ts';
import { claimDeliveries } from '../../src/store/deliveries.ts';
import { recentDeliveries, sendAgain } from '../../src/store/delivery-history.ts';
import { forgetPerson } from '../../src/store/person-data.ts';
import {
  addSubscription,
  resumeClosedChannel,
  subscriptionsOfTenant,
} from '../../src/store/subscriptions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription, runDigests } from '../support/digests.ts';

const at = (instant: string) => new Date(instant);
const T1 = { platform: 'slack', workspace: 'T1' } as const;
const POSTED: PostOutcome = { kind: 'posted', messageId: 'm1' };

type Post = { channel: Channel; at: number; message: Message };

onEveryDatabase('posting', (db) => {
  let finder: Finder;
  let posts: Post[];
  let told: { person: string; text: string }[];
  let answer: (channel: Channel) => PostOutcome | Promise<PostOutcome>;
  let now: Date;

  beforeEach(async () => {
    finder = await openFinder({ db: db(), log: SILENT });
    posts = [];
    told = [];
    answer = () => POSTED;
    now = at('2026-11-22T07:00:00Z');
  });
  afterEach(() => finder.close());

  const poster: Poster = async (channel, message) => {
    posts.push({ channel, at: now.getTime(), message });
    return answer(channel);
  };
  const service = (): DigestService => ({
    db: db(),
    finder,
    posters: { slack: poster, discord: poster },
    tell: {
      slack: async (_, person, message) => {
        told.push({ person, text: plainText(message) });
        return POSTED;
      },
    },
    log: SILENT,
    leaseMs: 60_000,
    now: () => now,
  });
  const run = async (instant: string) => {
    now = at(instant);
    await runDigests(service());
  };
  const subscribe = (id: string, change: Partial<NewSubscription> & Partial<Channel> = {}) => {
    const { platform = 'slack', workspace = 'T1', ...rest } = change;
    const subscription = aNewSubscription({ platform, workspace, id }, rest);
    return addSubscription(db(), subscription, now);
  };
  const states = async () =>
    (await recentDeliveries(db(), { limit: 500 })).map(({ state, reason }) =>
      reason ? `${state}: ${reason}` : state,
    );
  /** Runs one process until all is sent, its clock going to whatever comes next. */
  const runToTheEnd = async (instant: string) => {
    now = at(instant);
    const runner = createDigestRunner(service());
    await runner.enter();
    for (;;) {
      const next = await runner.send();
      await runner.settled();
      if (!next) return;
      now = new Date(Math.max(now.getTime(), next.getTime()));
    }
  };

  test('a channel gets one post a second, a workspace of Slack four, and nobody waits for another', async () => {
    for (let n = 0; n < 30; n += 1) await subscribe(`C${n % 10}`, { workspace: 'big' });
    await subscribe('C1', { workspace: 'small' });
    await runToTheEnd('2026-11-22T08:00:00Z');

    expect(posts).toHaveLength(31);
    const planned = at('2026-11-22T08:00:00Z').getTime();
    const small = posts.find(({ channel }) => channel.workspace === 'small');
    expect((small?.at ?? Infinity) - planned).toBeLessThanOrEqual(2_000);
    const big = posts.filter(({ channel }) => channel.workspace === 'big');
    expect(Math.max(...big.map((post) => post.at)) - planned).toBeLessThanOrEqual(10_000);
    for (let n = 0; n < 10; n += 1) {
      const times = big.filter(({ channel }) => channel.id === `C${n}`).map((post) => post.at);
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000);
    }
    // Thirty at four a second; one that waits for its channel may fall in with later ones.
    expect(Math.max(...big.map((post) => post.at)) - planned).toBeGreaterThanOrEqual(7_000);
  });

  test('channels that hang delay no other workspace', async () => {
    const hanging: ((outcome: PostOutcome) => void)[] = [];
    answer = (channel) =>
      channel.workspace === 'stuck'
        ? new Promise((resolve) => hanging.push(resolve))
        : Promise.resolve(POSTED);
    for (let n = 0; n < 20; n += 1) await subscribe(`C${n}`, { workspace: 'stuck' });
    for (let n = 0; n < 20; n += 1) await subscribe(`D${n}`, { workspace: `W${n}` });
    now = at('2026-11-22T08:00:00Z');
    const runner = createDigestRunner(service());
    await runner.enter();
    for (let tries = 0; tries < 5; tries += 1) {
      await runner.send();
      now = new Date(now.getTime() + 1_000);
    }

    const flowing = posts.filter(({ channel }) => channel.workspace !== 'stuck');
    expect(flowing).toHaveLength(20);
    expect(hanging.length).toBeGreaterThan(0);
    // From here on they answer: some posts may only now be on their way.
    answer = () => Promise.resolve(POSTED);
    for (const end of hanging) end(POSTED);
    await runner.settled();
  });

  test('a message that the platform refuses is sent once more as bare text, and then never', async () => {
    await subscribe('C1');
    answer = () => ({ kind: 'refused', code: 'invalid_blocks' });
    await runToTheEnd('2026-11-22T08:00:00Z');

    expect(posts.map(({ message }) => message.blocks.map(({ kind }) => kind))).toEqual([
      ['heading', 'paragraph', 'buttons'],
      ['paragraph'],
    ]);
    expect(plainText(posts[1]?.message ?? { blocks: [] })).toBe(
      plainText(posts[0]?.message ?? { blocks: [] }),
    );
    expect(await states()).toEqual(['failed: refused: invalid_blocks']);
  });

  test('a channel that is closed is tried three times, its maker is told once, and a command brings it back', async () => {
    await subscribe('C1', { query: 'water' });
    await subscribe('C2');
    answer = ({ id }) => (id === 'C1' ? { kind: 'channel-closed', code: 'is_archived' } : POSTED);
    for (const day of ['22', '23', '24', '25', '26']) {
      await runToTheEnd(`2026-11-${day}T08:00:00Z`);
    }

    expect(posts.filter(({ channel }) => channel.id === 'C1')).toHaveLength(3);
    expect(posts.filter(({ channel }) => channel.id === 'C2')).toHaveLength(5);
    expect(told.map(({ person }) => person)).toEqual(['U1']);
    expect(told[0]?.text).toContain('"water" could not be posted');
    expect((await subscriptionsOfTenant(db(), T1)).map(({ paused }) => paused)).toEqual([
      true,
      false,
    ]);

    answer = () => POSTED;
    expect(await resumeClosedChannel(db(), { ...T1, id: 'C1' }, now)).toBe(1);
    await runToTheEnd('2026-11-27T08:00:00Z');
    expect(posts.filter(({ channel }) => channel.id === 'C1')).toHaveLength(4);
  });

  test('where whoever set a digest up was forgotten, it comes all the same, and nobody is told of a closed channel', async () => {
    await subscribe('C1');
    now = at('2026-11-22T08:00:00Z');
    const runner = createDigestRunner(service());
    await runner.enter();
    await forgetPerson(db(), T1, 'U1');
    await runner.send();
    await runner.settled();
    expect(posts).toHaveLength(1);
    expect(await states()).toEqual(['sent']);

    answer = () => ({ kind: 'channel-closed', code: 'is_archived' });
    for (const day of ['23', '24', '25', '26']) await runToTheEnd(`2026-11-${day}T08:00:00Z`);
    expect(posts).toHaveLength(4);
    expect(told).toEqual([]);
  });

  test('a workspace that is closed is stopped at once, keeps everything, and goes on when it lets us in', async () => {
    for (let n = 0; n < 40; n += 1) await subscribe(`C${n}`);
    await subscribe('C1', { workspace: 'T2' });
    answer = ({ workspace }) =>
      workspace === 'T1' ? { kind: 'workspace-closed', code: 'token_revoked' } : POSTED;
    await runToTheEnd('2026-11-22T08:00:00Z');
    await runToTheEnd('2026-11-23T08:00:00Z');

    // What was under way when the first answer came; never the forty.
    const tried = posts.filter(({ channel }) => channel.workspace === 'T1').length;
    expect(tried).toBeLessThanOrEqual(8);
    expect(posts.filter(({ channel }) => channel.workspace === 'T2')).toHaveLength(2);
    expect(await subscriptionsOfTenant(db(), T1)).toHaveLength(40);

    answer = () => POSTED;
    await reopenAllInstalled(db());
    await runToTheEnd('2026-11-24T08:00:00Z');
    expect(posts.filter(({ channel }) => channel.workspace === 'T1')).toHaveLength(tried + 40);
  });

  test('a workspace that removed the bot gets nothing any more, even what somebody holds, and is forgotten after 30 days', async () => {
    for (let n = 0; n < 6; n += 1) await subscribe(`C${n}`);
    await subscribe('C1', { workspace: 'T2' });
    answer = async ({ workspace }) => {
      if (workspace === 'T1') await closeWorkspace(db(), T1, UNINSTALLED, now);
      return POSTED;
    };
    await runToTheEnd('2026-11-22T08:00:00Z');
    await reopenAllInstalled(db());
    await runToTheEnd('2026-11-23T08:00:00Z');
    // One at a time leaves, a quarter of a second apart: at most one is on its way meanwhile.
    expect(posts.filter(({ channel }) => channel.workspace === 'T1').length).toBeLessThanOrEqual(2);

    expect(await keptWorkspaces(db(), 'slack')).toEqual(['T2']);
    expect(await keptWorkspaces(db(), 'discord')).toEqual([]);
    expect(await purgeUninstalled(db(), at('2026-11-22T07:59:00Z'))).toEqual([]);
    expect(await purgeUninstalled(db(), at('2026-11-24T00:00:00Z'))).toEqual([T1]);
    expect(await subscriptionsOfTenant(db(), T1)).toEqual([]);
    expect(await subscriptionsOfTenant(db(), { ...T1, workspace: 'T2' })).toHaveLength(1);
    expect(await reopenWorkspace(db(), T1)).toBe(false);
  });

  test('a workspace that takes the bot back gets its digests again, before anybody uses it there', async () => {
    for (const workspace of ['T1', 'T2']) {
      await subscribe('C1', { workspace });
      await closeWorkspace(db(), { ...T1, workspace }, UNINSTALLED, now);
    }
    await reopenInstalled(db(), 'slack', ['T1', 'T9']);
    await reopenInstalled(db(), 'slack', []);
    await runToTheEnd('2026-11-22T08:00:00Z');

    expect(posts.map(({ channel }) => channel.workspace)).toEqual(['T1']);
  });

  test('no failure after a lost answer hides that the post may have arrived', async () => {
    await subscribe('C1', { platform: 'discord' });
    const answers: PostOutcome[] = [
      { kind: 'unknown', reason: 'timeout' },
      { kind: 'refused', code: '50035' },
    ];
    answer = () => answers.shift() ?? POSTED;
    await run('2026-11-22T08:00:00Z');
    await run('2026-11-22T08:00:06Z');

    expect(await states()).toEqual(['unknown: refused: 50035']);
    const [delivery] = await recentDeliveries(db(), { states: ['unknown'], limit: 1 });
    if (!delivery) throw new Error('there is none');
    await sendAgain(db(), { platform: 'discord', workspace: 'T1' }, delivery, now);
    await run('2026-11-22T09:00:00Z');
    expect(await states()).toEqual(['sent']);
  });

  test('a clock that was a day ahead for a while loses no digest, and doubles none', async () => {
    await subscribe('C1');
    await runToTheEnd('2026-11-22T08:00:00Z');
    await runToTheEnd('2026-11-24T07:30:00Z');
    expect(await states()).toEqual(['skipped: missed by more than 6 hours', 'sent']);
    await runToTheEnd('2026-11-23T07:31:00Z');
    await runToTheEnd('2026-11-23T08:00:00Z');
    await runToTheEnd('2026-11-24T08:00:00Z');

    expect(await states()).toEqual(['sent', 'sent', 'sent']);
    expect(posts).toHaveLength(3);
  });

  test('what was claimed while the clock was a day ahead is not left for a day', async () => {
    await subscribe('C1');
    now = at('2026-11-22T08:00:00Z');
    await createDigestRunner(service()).enter();
    const ahead = at('2026-11-23T08:00:00Z');
    expect(await claimDeliveries(db(), { now: ahead, leaseMs: 60_000, limit: 1 })).toHaveLength(1);
    await runToTheEnd('2026-11-22T08:01:00Z');

    expect(await states()).toEqual(['sent']);
  });

  test('while a digest waits, the next of its subscription waits behind it, and tells only what came after', async () => {
    await subscribe('C1', { at: ['08:00', '09:00'] as TimeOfDay[] });
    answer = () => ({ kind: 'rate-limited', retryAfterMs: 2 * 3_600_000 });
    await run('2026-11-22T08:00:00Z');
    answer = () => POSTED;
    await run('2026-11-22T09:00:00Z');
    expect(posts).toHaveLength(1);

    await runToTheEnd('2026-11-22T10:00:00Z');
    const rows = await db()
      .query.selectFrom('delivery')
      .select(['window_since', 'window_until'])
      .orderBy('finished_at')
      .execute();
    expect(rows[1]?.window_since).toBe(rows[0]?.window_until);
  });

  test('what comes due in a paused subscription is left to the next digest', async () => {
    await subscribe('C1');
    now = at('2026-11-22T08:00:00Z');
    const runner = createDigestRunner(service());
    await runner.enter();
    await db().query.updateTable('subscription').set({ paused: 1 }).execute();
    await runner.send();

    expect(posts).toEqual([]);
    expect(await states()).toEqual(['skipped: paused']);
  });
});
