import { setTimeout as sleep } from 'node:timers/promises';

/** What the promise gives, or undefined where that takes longer; leaves no timer behind. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const done = new AbortController();
  const timer = sleep(ms, undefined, { signal: done.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, timer]);
  } finally {
    done.abort();
  }
}
