import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf } from '../log.ts';
import type { DigestService } from './service.ts';

const PAUSE_MS = 500;

/**
 * Says something to the database until it answers, for as long as a claim holds: what came of a
 * post must not be forgotten because the database was started anew that very moment. The work is
 * a write that may be repeated.
 */
export async function insist<T>(
  { leaseMs, log }: Pick<DigestService, 'leaseMs' | 'log'>,
  work: () => Promise<T>,
): Promise<T> {
  const giveUpAt = performance.now() + leaseMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() + PAUSE_MS > giveUpAt) throw error;
      log.warn({ reason: reasonOf(error) }, 'the database does not take it, trying again');
      await sleep(PAUSE_MS);
    }
  }
}
