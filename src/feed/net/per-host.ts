import { setTimeout as sleepFor } from 'node:timers/promises';

/** Sees to it that a host is asked for one thing at a time, with a pause after each. */
export type PerHost = {
  /**
   * Does `work` when it is the host's turn: in the order in which it was asked for, and `gapMs`
   * after the work before it, by whatever gap that one had asked for. Waiting ends with `signal`.
   */
  readonly run: <T>(
    host: string,
    work: () => Promise<T>,
    options?: { readonly gapMs?: number | undefined; readonly signal?: AbortSignal | undefined },
  ) => Promise<T>;
  /** Hosts that are being asked or were a moment ago; nothing is kept of others. */
  readonly size: () => number;
  /** Ends the pauses, so that the process may end. */
  readonly close: () => void;
};

export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>;

export function createPerHost({
  gapMs: usualGapMs = 1_000,
  sleep = (ms, signal) => sleepFor(ms, undefined, { signal }),
}: {
  readonly gapMs?: number;
  readonly sleep?: Sleep;
} = {}): PerHost {
  const lanes = new Map<string, Lane>();
  const closing = new AbortController();

  const leave = async (host: string, lane: Lane, gapMs: number): Promise<void> => {
    await sleep(gapMs, closing.signal).catch(() => undefined);
    const [next] = lane;
    if (next === undefined) lanes.delete(host);
    else {
      lane.delete(next);
      next();
    }
  };

  return {
    run: async (host, work, { gapMs = usualGapMs, signal } = {}) => {
      signal?.throwIfAborted();
      const lane = lanes.get(host);
      const mine: Lane = lane ?? new Set();
      if (lane === undefined) lanes.set(host, mine);
      else await turnIn(lane, signal);
      try {
        return await work();
      } finally {
        void leave(host, mine, Math.max(gapMs, usualGapMs));
      }
    },
    size: () => lanes.size,
    close: () => closing.abort(),
  };
}

/** Those who wait, in their order. A lane is there from the first work until the pause after the last. */
type Lane = Set<() => void>;

function turnIn(lane: Lane, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      lane.delete(go);
      reject(signal?.reason);
    };
    const go = () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    };
    lane.add(go);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
