import { reasonOf } from '../log.ts';
import { closedChannelMessage } from '../message/closed-channel-message.ts';
import type { Message } from '../message/message.ts';
import type { ClaimedDelivery } from '../model/delivery.ts';
import type { Subscription } from '../model/subscription.ts';
import { closeWorkspace } from '../store/closed-workspaces.ts';
import { closuresInARow, isChannelClosed } from '../store/delivery-past.ts';
import {
  type DeliveryEnd,
  endDelivery,
  postponeDelivery,
  replaceByPlain,
} from '../store/held-delivery.ts';
import { pauseClosedChannel } from '../store/subscriptions.ts';
import type { NextStep } from './after-post.ts';
import { hashOf } from './composition.ts';
import { insist } from './insist.ts';
import { plainForm } from './plain-form.ts';
import type { DigestService } from './service.ts';

/** A channel found closed so often in a row, or for so long, is left alone until somebody opens it. */
const CLOSURES_TO_PAUSE = 3;
const CLOSED_TO_PAUSE_MS = 3 * 24 * 3_600_000;

/** Writes down what becomes of a delivery, and draws the consequences; nothing when the claim is lost. */
export async function record(
  service: DigestService,
  subscription: Subscription,
  held: ClaimedDelivery,
  step: NextStep,
): Promise<undefined> {
  const { db, log, now: clock } = service;
  const now = clock();
  const ids = { subscription: held.subscription, period: held.period };
  switch (step.kind) {
    case 'wait': {
      const { ms, reason, inDoubt } = step;
      const at = new Date(now.getTime() + ms);
      const waits = await insist(service, () =>
        postponeDelivery(db, held, { at, reason, inDoubt }),
      );
      if (waits) log.warn({ ...ids, reason, waitMs: ms }, 'digest waits');
      return;
    }
    case 'plain': {
      const payload = JSON.stringify(plainForm(JSON.parse(held.payload ?? '') as Message));
      const plain = { payload, contentHash: hashOf(payload), now };
      await insist(service, () => replaceByPlain(db, held, plain));
      log.error({ ...ids, code: step.code }, 'digest refused, its plain form is tried');
      return;
    }
    case 'workspace-closed': {
      const { workspace, platform } = subscription.channel;
      const reason = `workspace-closed: ${step.code}`;
      const state = held.inDoubt ? 'unknown' : 'failed';
      await insist(service, () => endDelivery(db, held, { state, reason }, now));
      await insist(service, () => closeWorkspace(db, subscription.channel, step.code, now));
      log.error({ ...ids, platform, workspace, code: step.code }, 'workspace closed to us');
      return;
    }
    case 'end': {
      const ended = await insist(service, () => endDelivery(db, held, step.end, now));
      if (!ended) return;
      logEnd(service, ids, step.end);
      if (isChannelClosed(step.end)) await leaveAlone(service, subscription, step.end.reason, now);
    }
  }
}

function logEnd({ log }: DigestService, ids: object, end: DeliveryEnd): void {
  if (end.state === 'sent') {
    log.info({ ...ids, messageId: end.messageId }, 'digest posted');
    return;
  }
  const level = end.state === 'skipped' ? 'info' : 'error';
  log[level]({ ...ids, state: end.state, reason: end.reason }, 'digest not posted');
}

/** Pauses what goes to a channel that stays closed, and tells those who asked for it, once. */
async function leaveAlone(
  { db, log, tell }: DigestService,
  { channel }: Subscription,
  code: string,
  now: Date,
): Promise<void> {
  const { count, since = now } = await closuresInARow(db, channel);
  const isLong = now.getTime() - since.getTime() >= CLOSED_TO_PAUSE_MS;
  if (count < CLOSURES_TO_PAUSE && !isLong) return;
  const paused = await pauseClosedChannel(db, channel);
  const byCreator = Map.groupBy(paused, ({ createdBy }) => createdBy);
  for (const [person, theirs] of byCreator) {
    log.warn({ ...channel, subscriptions: theirs.map(({ id }) => id) }, 'subscriptions paused');
    const message = closedChannelMessage({
      channel,
      queries: theirs.map(({ query }) => query),
      code,
    });
    try {
      const outcome =
        person === undefined
          ? undefined
          : await tell?.[channel.platform]?.(channel, person, message);
      if (outcome?.kind !== 'posted') log.warn({ ...channel, outcome }, 'creator was not told');
    } catch (error) {
      log.warn({ ...channel, reason: reasonOf(error) }, 'creator was not told');
    }
  }
}
