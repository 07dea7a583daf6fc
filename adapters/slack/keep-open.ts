import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../src/log.ts';
import { maskedReason } from './reason.ts';
import { SetUpError } from './set-up-error.ts';

/** Resolves once open; `closed` resolves when it is not any more. */
export type Open = () => Promise<{ readonly closed: Promise<void> }>;

/** Ends early, and without an error, when the signal is given. */
type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export type Connection = {
  /** Tries once. Rejects for what only a person can mend; for an outage it goes on trying. */
  readonly start: () => Promise<void>;
  /** Resolves when it is open for the first time. */
  readonly connected: Promise<void>;
  readonly stop: () => void;
  readonly state: () => { readonly ok: boolean; readonly detail: string };
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Between tries with a token that Slack has refused. */
const REFUSED_WAIT_MS = 5 * 60_000;
/** One that closes sooner has failed, however well it began. */
const SHORT_LIFE_MS = 5_000;

/**
 * Opens a connection and opens it again whenever it closes: at once after a long life, else
 * after 1 s, 1.3 s, … 30 s, without end. The socket client's own reconnecting waits for 20 s
 * with our ping time-out, and its give-up is a rejection that nobody hears, which ends Node.
 */
export function keepOpen(
  open: Open,
  {
    log,
    onRefused,
    wait = abortableWait,
  }: {
    readonly log: Log;
    /** Only a person can mend what has happened after the start: one line with the fix, once. */
    readonly onRefused?: ((reason: string) => void) | undefined;
    readonly wait?: Wait;
  },
): Connection {
  const stopping = new AbortController();
  const { signal } = stopping;
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const { promise: connected, resolve: onConnected } = Promise.withResolvers<void>();
  let state = { ok: false, detail: 'not connected yet' };

  async function attempt(): Promise<{ closed: Promise<void> } | undefined> {
    try {
      const opened = await open();
      state = { ok: true, detail: 'connected' };
      log.info({}, 'slack connected');
      onConnected();
      return opened;
    } catch (error) {
      const detail = error instanceof SetUpError ? error.message : maskedReason(error);
      const news = state.detail !== detail;
      state = { ok: false, detail };
      if (error instanceof SetUpError) throw error;
      if (news) log.warn({ reason: detail }, 'slack is not reachable');
      return undefined;
    }
  }

  async function keep(first: { closed: Promise<void> } | undefined): Promise<void> {
    let opened = first;
    for (let failures = 0; !signal.aborted; ) {
      const since = performance.now();
      if (opened) {
        await Promise.race([opened.closed, stopped]);
        if (signal.aborted) return;
        state = { ok: false, detail: 'reconnecting' };
      }
      const lived = opened !== undefined && performance.now() - since > SHORT_LIFE_MS;
      failures = lived ? 0 : failures + 1;
      await wait(waitMs(failures), signal);
      if (signal.aborted) return;
      const { detail: before } = state;
      opened = await attempt().catch(async ({ message: reason }: Error) => {
        if (reason !== before) {
          log.error({ reason }, 'slack refuses us');
          onRefused?.(reason);
        }
        await wait(REFUSED_WAIT_MS, signal);
        return undefined;
      });
    }
  }

  return {
    start: async () => {
      void keep(await attempt());
    },
    connected,
    stop: () => {
      stopping.abort();
      state = { ok: false, detail: 'stopped' };
    },
    state: () => state,
  };
}

/** How long to wait after so many failures in a row. */
export function waitMs(failures: number): number {
  if (failures === 0) return 0;
  return Math.min(Math.round(FIRST_WAIT_MS * 1.3 ** (failures - 1)), LONGEST_WAIT_MS);
}

async function abortableWait(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
