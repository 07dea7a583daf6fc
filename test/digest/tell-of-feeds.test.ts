import { beforeEach, expect, test } from 'vitest';
import { tellOfFeeds } from '../../src/digest/tell-of-feeds.ts';
import { SILENT } from '../../src/log.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { PostOutcome } from '../../src/model/delivery.ts';
import type { FeedCheck } from '../../src/model/feed.ts';
import { openFinder } from '../../src/search/finder.ts';
import { closeWorkspace } from '../../src/store/closed-workspaces.ts';
import { claimFeeds, finishCheck } from '../../src/store/feed-checks.ts';
import { mergeFeed } from '../../src/store/merged-feeds.ts';
import { addFeed } from '../../src/store/polled-feeds.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { onEveryDatabase } from '../support/databases.ts';
import { aNewSubscription } from '../support/digests.ts';

const START = new Date('2026-11-22T08:00:00Z');
const HOUR_MS = 3_600_000;

let now: Date;
let posts: string[];
let answers: PostOutcome[];
/** In the post to that channel the process ends: what came of it is known to nobody. */
let dying: { readonly at?: string; readonly when?: 'before' | 'after' };
beforeEach(() => {
  dying = {};
  now = START;
  posts = [];
  answers = [];
});

const channel = (workspace: string, id: string) => ({ platform: 'slack' as const, workspace, id });
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * HOUR_MS);
};

onEveryDatabase('what is told of a feed', (db) => {
  const tell = async () => {
    posts = [];
    const finder = await openFinder({ db: db(), log: SILENT });
    await tellOfFeeds({
      db: db(),
      finder,
      posters: {
        slack: async ({ workspace, id }, message) => {
          if (id === dying.at && dying.when === 'before') throw new Error('the process ends here');
          posts.push(`${workspace} ${id}: ${plainText(message)}`);
          if (id === dying.at) throw new Error('the process ends here');
          return answers.shift() ?? { kind: 'posted', messageId: 'm' };
        },
      },
      log: SILENT,
      leaseMs: 60_000,
      now: () => now,
    });
    await finder.close();
    return posts;
  };
  const channels = () => posts.map((post) => post.split(':', 1)[0]);
  const add = (workspace = 'T1') =>
    addFeed(
      db(),
      { url: 'https://example.test/feed', title: 'Example News', siteUrl: undefined },
      { place: { channel: channel(workspace, 'C1'), person: 'U1' }, now },
    );
  const follow = (query: string, workspace: string, id: string) =>
    addSubscription(db(), aNewSubscription(channel(workspace, id), { query }), now);
  const checked = async (change: Partial<FeedCheck>) => {
    const [held] = await claimFeeds(db(), { now, leaseMs: 1_000, limit: 1 });
    if (!held) throw new Error('no feed is due');
    await finishCheck(db(), held, { ...held, checkedAt: now, nextCheckAt: now, ...change });
  };
  const fails = { failures: 1, lastError: { code: 'too-slow', reason: 'it is too slow' } };
  const well = { failures: 0, failingSince: undefined, lastError: undefined };

  test('that it has failed for a day, once, and that it is well again, once', async () => {
    await add();
    await checked({ ...fails, failingSince: START });
    later(23.9);
    expect(await tell()).toEqual([]);
    later(0.1);
    expect(await tell()).toEqual([
      'T1 C1: I have not been able to read Example News since 22 Nov 2026, 08:00 UTC: it is too slow. Its news is missing here until that is mended; I keep trying.',
    ]);
    later(24);
    expect(await tell()).toEqual([]);
    await checked(well);
    expect(await tell()).toEqual([
      'T1 C1: Example News can be read again. What it brought meanwhile is in the next digest.',
    ]);
    expect(await tell()).toEqual([]);
  });

  test('goes to the channels that follow it, each once, and not to where it was added then', async () => {
    await add();
    await follow('source:"example news" dam', 'T1', 'C2');
    await follow('source:"Example News"', 'T1', 'C2');
    await follow('source:"Example News"', 'T2', 'C3');
    await follow('source:"Example News"', 'T3', 'C4');
    await follow('example news', 'T1', 'C5');
    await closeWorkspace(db(), channel('T3', ''), 'token_revoked', now);
    await checked({ ...fails, failingSince: START });
    later(24);
    await tell();
    expect(channels()).toEqual(['T1 C2', 'T2 C3']);
  });

  test('goes to those who follow it by the name of a feed that turned out to be it, too', async () => {
    const { feed } = await add();
    const url = 'https://old.test/feed';
    const old = await addFeed(db(), { url, title: 'Old Name', siteUrl: undefined }, { now });
    await mergeFeed(db(), old.feed, feed, now);
    await follow('source:"old name"', 'T1', 'C2');
    await follow('source:"Example News"', 'T1', 'C3');
    await checked({ ...fails, failingSince: START });
    later(24);
    await tell();
    expect(channels()).toEqual(['T1 C2', 'T1 C3']);
  });

  test('that it has ended, at once', async () => {
    await add();
    await checked({ ...fails, state: 'gone', lastError: { code: 'gone', reason: 'it is gone' } });
    expect(await tell()).toEqual([
      'T1 C1: I do not read Example News any more: it is gone. Its articles stay, but no new ones come from there.',
    ]);
  });

  test('comes later where nobody could be reached, and is not repeated where the answer was lost', async () => {
    await add();
    await checked({ ...fails, failingSince: START });
    later(24);
    answers = [{ kind: 'unreachable', reason: 'ECONNREFUSED' }];
    expect(await tell()).toHaveLength(1);
    answers = [{ kind: 'unknown', reason: 'timeout' }];
    expect(await tell()).toHaveLength(1);
    expect(await tell()).toEqual([]);
  });

  test.each(['before', 'after'] as const)(
    'reaches every channel where the process ends in the middle, %s a post went out',
    async (when) => {
      await add();
      for (const id of ['C1', 'C2', 'C3']) await follow('source:"Example News"', 'T1', id);
      await checked({ ...fails, failingSince: START });
      later(24);
      dying = { at: 'C2', when };
      await expect(tell()).rejects.toThrow('the process ends here');
      expect(channels()).toEqual(when === 'before' ? ['T1 C1'] : ['T1 C1', 'T1 C2']);

      dying = {};
      await tell();
      expect(channels()).toEqual(['T1 C3']);
      later(1 / 60);
      await tell();
      expect(channels()).toEqual(['T1 C2']);
      later(1);
      expect(await tell()).toEqual([]);

      await checked(well);
      dying = { at: 'C1', when };
      await expect(tell()).rejects.toThrow('the process ends here');
      dying = {};
      later(1 / 60);
      await tell();
      expect(channels()).toEqual(['T1 C1', 'T1 C2', 'T1 C3']);
      expect(await tell()).toEqual([]);
    },
  );

  test('is not settled while another process tells it, which may reach nobody', async () => {
    await add();
    await follow('source:"Example News"', 'T1', 'C1');
    await follow('source:"Example News"', 'T1', 'C2');
    await checked({ ...fails, failingSince: START });
    later(24);
    dying = { at: 'C1', when: 'before' };
    await expect(tell()).rejects.toThrow('the process ends here');
    dying = {};
    answers = [{ kind: 'unreachable', reason: 'ECONNREFUSED' }];
    await tell();
    expect(channels()).toEqual(['T1 C2']);
    await tell();
    expect(channels()).toEqual(['T1 C2']);
    later(1 / 60);
    await tell();
    expect(channels()).toEqual(['T1 C1']);
    later(1);
    expect(await tell()).toEqual([]);
  });

  test('by two processes at once, is told by one', async () => {
    await add();
    await checked({ ...fails, failingSince: START });
    later(24);
    const both = await Promise.all([tell(), tell()]);
    expect(both[1]).toHaveLength(1);
  });
});
