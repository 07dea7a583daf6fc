import type { Database } from '../../store/database.ts';
import { endLease, takeLease } from '../../store/leases.ts';
import type { BackfillOptions } from './backfill.ts';

/** So long after a process was killed its site is free again. */
const LEASE_MS = 60_000;
const RENEW_MS = LEASE_MS / 3;

/**
 * Does `work` while no other process brings in the same site, for whatever topic; throws, naming
 * it, where one does, and also where this one was asleep for so long that another took the site.
 */
export async function oneAtATime<T>(
  db: Database,
  options: Pick<BackfillOptions, 'site' | 'holder' | 'now' | 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { holder, now, signal } = options;
  const host = hostOf(options.site);
  const name = `backfill ${host}`;
  const lost = new AbortController();
  const take = async () => {
    const by = await takeLease(db, { name, holder, now: now(), leaseMs: LEASE_MS });
    return by === holder ? undefined : underWay(host, by);
  };
  const problem = await take();
  if (problem) throw problem;
  const renewing = setInterval(() => {
    // A database that does not answer is asked again: the lease outlives two such times.
    take().then(
      (taken) => taken && lost.abort(taken),
      () => undefined,
    );
  }, RENEW_MS);
  try {
    const result = await work(AbortSignal.any([signal, lost.signal]));
    lost.signal.throwIfAborted();
    return result;
  } finally {
    clearInterval(renewing);
    // It runs out by itself, too.
    await endLease(db, { name, holder }).catch(() => undefined);
  }
}

function hostOf(site: string): string {
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(site) ? site : `https://${site}`);
  return (url?.host ?? site).replace(/^www\./, '');
}

function underWay(host: string, by: string): Error {
  return new Error(
    `${host} is being brought in already, by ${by}; if that was killed, the same command works in a minute`,
  );
}
