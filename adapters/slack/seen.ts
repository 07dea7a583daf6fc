const REMEMBER_MS = 10 * 60_000;
const MOST_KEYS = 50_000;

/** Remembers keys for 10 minutes; gives true for one that it knows. Bounded: the oldest go first. */
export function seenLately(now: () => number = Date.now): (key: string) => boolean {
  const expiry = new Map<string, number>();
  return (key) => {
    for (const [old, at] of expiry) {
      if (at > now() && expiry.size < MOST_KEYS) break;
      expiry.delete(old);
    }
    if (expiry.has(key)) return true;
    expiry.set(key, now() + REMEMBER_MS);
    return false;
  };
}
