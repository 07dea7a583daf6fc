import { createDigestRunner } from '../../src/digest/run.ts';
import type { DigestService } from '../../src/digest/service.ts';
import type { Channel } from '../../src/model/channel.ts';
import type { NewSubscription, TimeOfDay } from '../../src/model/subscription.ts';

/** One beat of the heartbeat: what has come is entered, and all that can be sent is sent. */
export async function runDigests(service: DigestService): Promise<void> {
  const runner = createDigestRunner(service);
  await runner.enter();
  do {
    await runner.settled();
    await runner.send();
  } while (runner.underWay() > 0);
}

/** Everything, every day at 08:00 UTC, but for what the test says. */
export function aNewSubscription(
  channel: Channel,
  change: Partial<NewSubscription> = {},
): NewSubscription {
  return {
    channel,
    query: '',
    at: ['08:00' as TimeOfDay],
    days: [1, 2, 3, 4, 5, 6, 7],
    timezone: 'UTC',
    top: 8,
    empty: 'say',
    createdBy: 'U1',
    ...change,
  };
}
