import { reasonOf } from '../log.ts';
import type { Message } from '../message/message.ts';
import type { Poster } from '../message/poster.ts';
import type { ClaimedDelivery, PostOutcome } from '../model/delivery.ts';
import type { Subscription } from '../model/subscription.ts';
import { earlierOpenUntil, MISSED } from '../store/deliveries.ts';
import { NOTHING_NEW, PAUSED } from '../store/delivery-past.ts';
import {
  awaitTurn,
  beginPost,
  type DeliveryEnd,
  endDelivery,
  freezeDelivery,
} from '../store/held-delivery.ts';
import { takeTurn } from '../store/pace.ts';
import { subscriptionById } from '../store/subscriptions.ts';
import { afterPost, type NextStep, type PostState } from './after-post.ts';
import { createCompose } from './composition.ts';
import { insist } from './insist.ts';
import { createPlaces, lanesOf } from './lanes.ts';
import { record } from './record.ts';
import type { DigestService } from './service.ts';
import { isTooLate } from './too-late.ts';

const NOT_CONNECTED_MS = 5 * 60_000;
/** A turn that is so long past is over. */
const TURN_LASTS_MS = 500;
const CROWDED_MS = 2_000;
const BEHIND_MS = 1_000;

/** The post of a delivery that is composed and has its turn; never throws. */
export type Post = () => Promise<void>;

/**
 * Gives what brings one delivery to the point where it can be posted: its turn, its place, its
 * frozen message. Undefined when it ends there, or waits for something. Whatever goes wrong is
 * recorded, never thrown.
 */
export function createPrepare(
  service: DigestService,
): (held: ClaimedDelivery) => Promise<Post | undefined> {
  const { db, posters, leaseMs, log, now } = service;
  const compose = createCompose(service);
  const places = createPlaces();

  return (held) => guarded(held, () => prepare(held));

  async function prepare(held: ClaimedDelivery): Promise<Post | undefined> {
    const subscription = await subscriptionById(db, held.subscription);
    if (!subscription) {
      await endDelivery(db, held, endOfStopped(held), now());
      return;
    }
    const { channel } = subscription;
    const settle = (step: NextStep) => record(service, subscription, held, step);

    const early = whatNeedsNoPost(subscription, held);
    const poster = posters[channel.platform];
    if (early) return settle(early);
    if (!poster) return settle(wait(NOT_CONNECTED_MS, 'not connected', held));

    const earlier = await earlierOpenUntil(db, held);
    if (earlier) {
      const ms = Math.max(BEHIND_MS, earlier.getTime() - now().getTime());
      return settle(wait(ms, 'the one before is not over', held));
    }

    const turnAt = await turnOf(subscription, held);
    if (turnAt > now()) {
      await awaitTurn(db, held, turnAt);
      return;
    }
    const leave = places.take(channel);
    if (!leave) return settle(wait(CROWDED_MS, 'others here wait for an answer', held));

    let post: Post | undefined;
    try {
      const payload = held.payload ?? (await composeAndFreeze(subscription, held));
      if (payload === 'claim lost') return;
      if (payload === 'nothing new') {
        return await settle(skipped(NOTHING_NEW));
      }
      const ready = { poster, subscription, held: { ...held, payload }, turnAt };
      post = () => guarded(held, () => postInTurn(ready)).finally(leave);
      return post;
    } finally {
      if (!post) leave();
    }
  }

  /** What ends or waits without a post of this try. */
  function whatNeedsNoPost(
    { paused, channel }: Subscription,
    held: ClaimedDelivery,
  ): NextStep | undefined {
    if (held.inDoubt) {
      const lost: PostOutcome = { kind: 'unknown', reason: 'the answer to the post was lost' };
      const step = afterPost(lost, stateOf(channel.platform, held, held.firstPostAt));
      return step.kind === 'end' ? step : undefined;
    }
    if (isTooLate(held, now())) return skipped(MISSED);
    return paused && held.attempts === 0 ? skipped(PAUSED) : undefined;
  }

  async function turnOf({ channel }: Subscription, { turnAt }: ClaimedDelivery): Promise<Date> {
    return turnAt && !isOver(turnAt) ? turnAt : takeTurn(db, lanesOf(channel), now());
  }

  function isOver(turnAt: Date): boolean {
    return now().getTime() - turnAt.getTime() > TURN_LASTS_MS;
  }

  /** Written down before it is posted, so that every retry sends the same. */
  async function composeAndFreeze(
    subscription: Subscription,
    held: ClaimedDelivery,
  ): Promise<string | 'claim lost' | 'nothing new'> {
    const composed = await compose(subscription, held);
    if (composed === 'nothing new') return composed;
    return (await freezeDelivery(db, held, composed)) ? composed.payload : 'claim lost';
  }

  async function postInTurn(ready: {
    readonly poster: Poster;
    readonly subscription: Subscription;
    readonly held: ClaimedDelivery & { readonly payload: string };
    readonly turnAt: Date;
  }): Promise<void> {
    const { poster, subscription, held } = ready;
    const { channel } = subscription;
    // Composing may have taken longer than the turn lasts.
    const turnAt = await turnOf(subscription, { ...held, turnAt: ready.turnAt });
    if (turnAt > now()) {
      await awaitTurn(db, held, turnAt);
      return;
    }

    // Nothing has left yet: while the database is away, this may be said again.
    const isMine = await insist(service, async () => {
      const begun = now();
      return (await beginPost(db, held, { now: begun, leaseMs })) ? begun : undefined;
    });
    if (!isMine) return;
    // No more than the key: adapters put it into their log lines.
    const key = { subscription: held.subscription, period: held.period };
    const outcome = await poster(channel, JSON.parse(held.payload) as Message, key);
    const tried = { ...held, attempts: held.attempts + 1 };
    const state = stateOf(channel.platform, tried, held.firstPostAt ?? isMine);
    await record(service, subscription, held, afterPost(outcome, state));
  }

  function stateOf(
    platform: PostState['platform'],
    { plannedAt, attempts, inDoubt, plain }: ClaimedDelivery,
    firstPostAt = plannedAt,
  ): PostState {
    return { platform, plannedAt, firstPostAt, attempts, inDoubt, plain, now: now() };
  }

  async function guarded<T>(
    { subscription, period }: ClaimedDelivery,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      // The lease runs out and another try follows; the ledger knows whether a post was begun.
      log.error({ subscription, period, reason: reasonOf(error) }, 'digest failed for now');
      return undefined;
    }
  }
}

/** Its subscription was stopped. */
function endOfStopped({ inDoubt }: ClaimedDelivery): DeliveryEnd {
  return { state: inDoubt ? 'unknown' : 'skipped', reason: 'stopped' };
}

function skipped(reason: string): NextStep {
  return { kind: 'end', end: { state: 'skipped', reason } };
}

function wait(ms: number, reason: string, { inDoubt }: ClaimedDelivery): NextStep {
  return { kind: 'wait', ms, reason, inDoubt };
}
