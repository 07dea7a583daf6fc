import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import { SILENT } from '../../src/log.ts';
import type { Action } from '../../src/message/action.ts';
import type { Poster } from '../../src/message/poster.ts';
import type { SubscriptionId, TimeOfDay } from '../../src/model/subscription.ts';
import type { Database } from '../../src/store/database.ts';
import { addSubscription } from '../../src/store/subscriptions.ts';
import { NEWSROOM, NOW, type Sitting, sitDown, textOf } from '../support/desk.ts';
import { aNewSubscription, runDigests } from '../support/digests.ts';
import { createRandom, type Random } from '../support/random.ts';

const SUBSCRIPTIONS = 1_000;
const EDITORS = 4;
const SLOT = '08:00' as TimeOfDay;
const YESTERDAY = new Date(NOW.getTime() - 20 * 3_600_000);

type Edit = {
  readonly kind: 'stopped' | 'moved' | 'retimed';
  /** Posts begun by then, and what the person was told. */
  readonly begunBefore: number;
  readonly told: string;
};

/** What became of one subscription: the channels it was posted to, and what was done to it. */
type Story = { readonly posts: string[]; edit: Edit | undefined };

test.each([1, 2, 3])(
  'a digest that is changed, moved or stopped while it is sent comes once or not at all, and never after it was stopped (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    const sitting = await sitDown({ samples: false });
    const stories = await subscribeAll(sitting);
    const taken = new Set<SubscriptionId>();

    const poster: Poster = async ({ id }, _, key) => {
      if ('subscription' in key) stories.get(key.subscription)?.posts.push(id);
      await turns(random.between(0, 4));
      return { kind: 'posted', messageId: 'm' };
    };
    let now = NOW;
    const service = {
      db: slowly(sitting.desk.db, random),
      finder: sitting.desk.finder,
      posters: { web: poster },
      log: SILENT,
      leaseMs: 60_000,
      now: () => now,
    };
    const run = runDigests(service);
    await Promise.all([
      run,
      ...Array.from({ length: EDITORS }, () => edit(sitting, stories, random, taken)),
    ]);
    // Those that were moved to one channel take turns there.
    for (let seconds = 1; seconds <= 30; seconds += 1) {
      now = new Date(NOW.getTime() + 1_000 * seconds);
      await runDigests(service);
    }
    await sitting.close();

    const edited = [...stories.values()].filter((story) => story.edit !== undefined);
    expect(edited.length).toBeGreaterThan(SUBSCRIPTIONS / 4);
    for (const { posts, edit: done } of stories.values()) {
      expect(posts.length).toBeLessThanOrEqual(1);
      if (done?.kind !== 'stopped') expect(posts).toHaveLength(1);
      else if (posts.length > done.begunBefore) expect(done.told).toContain('One is being sent');
    }
    // Otherwise nothing was tried: some must have been stopped in time, and some too late.
    const stopped = edited.filter(({ edit: done }) => done?.kind === 'stopped');
    expect(stopped.some(({ posts }) => posts.length === 0)).toBe(true);
    expect(stopped.some(({ posts }) => posts.length === 1)).toBe(true);
  },
);

async function subscribeAll({ desk }: Sitting): Promise<Map<SubscriptionId, Story>> {
  const stories = new Map<SubscriptionId, Story>();
  for (let n = 0; n < SUBSCRIPTIONS; n += 1) {
    const { id } = await addSubscription(
      desk.db,
      aNewSubscription({ platform: 'web', workspace: `W${n % 100}`, id: `C${n}` }, { at: [SLOT] }),
      YESTERDAY,
    );
    stories.set(id, { posts: [], edit: undefined });
  }
  return stories;
}

/** Somebody who keeps changing digests, about as fast as they are sent. */
async function edit(
  { press }: Sitting,
  stories: ReadonlyMap<SubscriptionId, Story>,
  random: Random,
  taken: Set<SubscriptionId>,
): Promise<void> {
  for (let n = 0; n < SUBSCRIPTIONS / EDITORS; n += 1) {
    await turns(random.between(0, 3));
    const id = random.of([...stories.keys()]);
    const story = stories.get(id);
    if (!story || taken.has(id)) continue;
    taken.add(id);
    const { kind, action } = random.of(editsOf(id));
    const channel = {
      ...NEWSROOM,
      platform: 'web' as const,
      workspace: `W${[...stories.keys()].indexOf(id) % 100}`,
    };
    const told = textOf(await press(action, { channel: { ...channel, id: 'elsewhere' } }));
    story.edit = { kind, told, begunBefore: story.posts.length };
  }
}

function editsOf(subscription: SubscriptionId): { kind: Edit['kind']; action: Action }[] {
  return [
    { kind: 'stopped', action: { kind: 'unsubscribe', subscription } },
    { kind: 'stopped', action: { kind: 'pause', subscription } },
    { kind: 'moved', action: { kind: 'move', subscription } },
    { kind: 'retimed', action: { kind: 'change', subscription, option: 'at:09:00' } },
    { kind: 'retimed', action: { kind: 'change', subscription, option: 'top:3' } },
  ];
}

/** A database that lets others go first between its queries, as one across a network does. */
function slowly(db: Database, random: Random): Database {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      await turns(random.between(0, 2));
      return result;
    },
  };
  return { ...db, query: db.query.withPlugin(plugin) };
}

async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await nextTurn();
}
