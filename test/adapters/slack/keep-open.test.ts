import { expect, test, vi } from 'vitest';
import { keepOpen, waitMs } from '../../../adapters/slack/keep-open.ts';
import { SetUpError } from '../../../adapters/slack/set-up-error.ts';
import { SILENT } from '../../../src/log.ts';

test('a wrong token ends the start with its message', async () => {
  const connection = keepOpen(() => Promise.reject(new SetUpError('SLACK_BOT_TOKEN is wrong')), {
    log: SILENT,
  });

  await expect(connection.start()).rejects.toThrow('SLACK_BOT_TOKEN is wrong');
  expect(connection.state()).toEqual({ ok: false, detail: 'SLACK_BOT_TOKEN is wrong' });
});

test('an outage at the start is waited out, each time a little longer', async () => {
  const waits: number[] = [];
  const { open, opened } = failing(3);
  const connection = keepOpen(open, { log: SILENT, wait: wait(waits) });

  await connection.start();
  expect(connection.state().ok).toBe(false);
  await connection.connected;

  expect(opened()).toBe(1);
  expect(waits).toEqual([1_000, 1_300, 1_690]);
  expect(connection.state()).toEqual({ ok: true, detail: 'connected' });
  connection.stop();
});

test('a closed connection is opened again', async () => {
  const closers: (() => void)[] = [];
  const open = async () => ({ closed: new Promise<void>((resolve) => void closers.push(resolve)) });
  const connection = keepOpen(open, { log: SILENT, wait: wait([]) });

  await connection.start();
  closers[0]?.();
  await vi.waitFor(() => expect(closers).toHaveLength(2));

  expect(connection.state().ok).toBe(true);
  connection.stop();
});

test('a token that is refused later is tried again every five minutes, not sooner', async () => {
  const waits: number[] = [];
  const answers = [new Error('down'), new SetUpError('revoked')];
  const open = async () => {
    const error = answers.shift();
    if (error) throw error;
    return { closed: new Promise<void>(() => {}) };
  };
  const connection = keepOpen(open, { log: SILENT, wait: wait(waits) });

  await connection.start();
  await vi.waitFor(() => expect(connection.state().ok).toBe(true));

  expect(waits).toContain(5 * 60_000);
  connection.stop();
});

test('a token that stays refused is told of once, however often it is tried', async () => {
  const refusals: string[] = [];
  const answers = ['revoked', 'revoked', 'revoked', 'expired'].map((why) => new SetUpError(why));
  const open = async () => {
    const error = begun && answers.shift();
    if (error) throw error;
    begun = true;
    return { closed: Promise.resolve() };
  };
  let begun = false;
  const connection = keepOpen(open, {
    log: SILENT,
    onRefused: (reason) => refusals.push(reason),
    wait: wait([]),
  });

  await connection.start();
  await vi.waitFor(() => expect(answers).toEqual([]));
  connection.stop();

  expect(refusals).toEqual(['revoked', 'expired']);
});

test('after a stop nothing is opened', async () => {
  const closers: (() => void)[] = [];
  const open = async () => ({ closed: new Promise<void>((resolve) => void closers.push(resolve)) });
  const connection = keepOpen(open, { log: SILENT, wait: wait([]) });

  await connection.start();
  connection.stop();
  closers[0]?.();
  await new Promise((resolve) => setImmediate(resolve));

  expect(closers).toHaveLength(1);
  expect(connection.state()).toEqual({ ok: false, detail: 'stopped' });
});

test('however long Slack is away, the next try is at most 30 s off', () => {
  expect([0, 1, 2, 100].map(waitMs)).toEqual([0, 1_000, 1_300, 30_000]);
});

/** Fails so many times, then opens for good. */
function failing(times: number) {
  let failed = 0;
  let openings = 0;
  return {
    open: async () => {
      failed += 1;
      if (failed <= times) throw new Error('down');
      openings += 1;
      return { closed: new Promise<void>(() => {}) };
    },
    opened: () => openings,
  };
}

/** Waits for no time at all, and notes for how long it should have been. */
function wait(waits: number[]) {
  return async (ms: number) => {
    waits.push(ms);
    await new Promise((resolve) => setImmediate(resolve));
  };
}
