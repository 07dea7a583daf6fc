import { reasonOf } from '../log.ts';
import type { Subscription } from '../model/subscription.ts';
import { closedWorkspaces } from '../store/closed-workspaces.ts';
import {
  claimDeliveries,
  type DueDelivery,
  enterDeliveries,
  nextClaimAt,
} from '../store/deliveries.ts';
import { activeSubscriptions } from '../store/subscriptions.ts';
import { dueNews } from './as-it-comes.ts';
import { createPrepare } from './deliver.ts';
import { createDueSlots } from './due-slots.ts';
import type { DigestService } from './service.ts';
import { MAX_LATE_MS } from './too-late.ts';

/** No delivery waits longer. */
const MAX_WAIT_MS = MAX_LATE_MS + 3_600_000;
const CLAIM_SIZE = 16;

export type DigestRunner = {
  /** Enters the slots that have come into the ledger, whoever will send them. */
  readonly enter: () => Promise<void>;
  /**
   * Claims and starts what can be sent now, until nothing is left or `signal` says stop. Gives
   * the time of the next claim that is known, not waiting for the posts under way.
   */
  readonly send: (signal?: AbortSignal) => Promise<Date | undefined>;
  /** How many posts are under way. */
  readonly underWay: () => number;
  /** When all posts that are under way have ended. */
  readonly settled: () => Promise<void>;
};

/** The digests of this process: what is due, and sending it. */
export function createDigestRunner(service: DigestService): DigestRunner {
  const { db, log, leaseMs, now: clock } = service;
  const dueSlots = createDueSlots();
  const prepare = createPrepare(service);
  const posts = new Set<Promise<void>>();

  return {
    async enter() {
      const now = clock();
      const closed = new Set((await closedWorkspaces(db)).map(keyOf));
      const active = await activeSubscriptions(db);
      const open = active.filter(({ channel }) => !closed.has(keyOf(channel)));
      const slots = await dueOf(open, (one) => (one.asNow ? undefined : dueSlots.find(one, now)));
      await enterAll(slots, now);
      dueSlots.entered(slots);
      await enterAll(await dueOf(open, (one) => dueNews(service, one, now)), now);
    },

    async send(signal) {
      while (!signal?.aborted) {
        const claimed = await claimDeliveries(db, { now: clock(), leaseMs, limit: CLAIM_SIZE });
        if (claimed.length === 0) {
          return nextClaimAt(db, { now: clock(), maxWaitMs: MAX_WAIT_MS });
        }
        for (const post of await Promise.all(claimed.map(prepare))) {
          if (post) track(post());
        }
      }
      return undefined;
    },

    underWay: () => posts.size,
    settled: async () => {
      await Promise.all(posts);
    },
  };

  /** One that cannot be read, its zone unknown to this machine, must not keep the others from theirs. */
  async function dueOf(
    subscriptions: readonly Subscription[],
    find: (
      subscription: Subscription,
    ) => DueDelivery | undefined | Promise<DueDelivery | undefined>,
  ): Promise<DueDelivery[]> {
    const found: DueDelivery[] = [];
    for (const subscription of subscriptions) {
      try {
        const due = await find(subscription);
        if (due) found.push(due);
      } catch (error) {
        const facts = { subscription: subscription.id, reason: reasonOf(error) };
        log.error(facts, 'nobody can tell whether a digest is due');
      }
    }
    return found;
  }

  async function enterAll(due: readonly DueDelivery[], now: Date): Promise<void> {
    for (const key of await enterDeliveries(db, due, now)) log.info(key, 'digest entered');
  }

  function track(post: Promise<void>): void {
    posts.add(post);
    void post.finally(() => posts.delete(post));
  }
}

function keyOf({ platform, workspace }: { platform: string; workspace: string }): string {
  return `${platform} ${workspace}`;
}
