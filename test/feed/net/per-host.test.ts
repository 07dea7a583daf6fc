import { expect, test } from 'vitest';
import { createPerHost } from '../../../src/feed/net/per-host.ts';

/** A clock that moves only when everybody waits. */
function testClock() {
  let nowMs = 0;
  let waiting: { at: number; go: () => void }[] = [];
  return {
    now: () => nowMs,
    sleep: (ms: number) =>
      new Promise<void>((go) => {
        waiting.push({ at: nowMs + ms, go });
      }),
    /** Lets everything happen until nobody waits any more. */
    run: async () => {
      for (;;) {
        await new Promise(setImmediate);
        const next = waiting.toSorted((a, b) => a.at - b.at)[0];
        if (!next) return;
        waiting = waiting.filter((each) => each !== next);
        nowMs = next.at;
        next.go();
      }
    },
  };
}

test('a host is asked for one thing at a time, in order, a second after the one before', async () => {
  const clock = testClock();
  const perHost = createPerHost({ sleep: clock.sleep });
  const seen: string[] = [];
  const ask = (host: string, name: string) =>
    perHost.run(host, async () => {
      seen.push(`${name} from ${clock.now()}`);
      await clock.sleep(300);
      seen.push(`${name} to ${clock.now()}`);
    });
  const all = [ask('a', 'a1'), ask('a', 'a2'), ask('b', 'b1'), ask('a', 'a3')];
  await clock.run();
  await Promise.all(all);

  expect(seen).toEqual([
    'a1 from 0',
    'b1 from 0',
    'a1 to 300',
    'b1 to 300',
    'a2 from 1300',
    'a2 to 1600',
    'a3 from 2600',
    'a3 to 2900',
  ]);
});

test('a longer pause is kept, a shorter one is not', async () => {
  const clock = testClock();
  const perHost = createPerHost({ sleep: clock.sleep });
  const at: number[] = [];
  const ask = (gapMs: number) => perHost.run('a', async () => at.push(clock.now()), { gapMs });
  const all = [ask(5_000), ask(10), ask(0)];
  await clock.run();
  await Promise.all(all);

  expect(at).toEqual([0, 5_000, 6_000]);
});

test('what fails passes its turn on', async () => {
  const clock = testClock();
  const perHost = createPerHost({ sleep: clock.sleep });
  const failing = perHost.run('a', async () => {
    throw new Error('no');
  });
  const next = perHost.run('a', async () => 'yes');
  await Promise.all([expect(failing).rejects.toThrow('no'), clock.run()]);

  expect(await next).toBe('yes');
});

test('who stops waiting gives the turn away', async () => {
  const clock = testClock();
  const perHost = createPerHost({ sleep: clock.sleep });
  const stop = new AbortController();
  const ran: string[] = [];
  const first = perHost.run('a', async () => ran.push('first'));
  const given = perHost.run('a', async () => ran.push('given up'), { signal: stop.signal });
  const last = perHost.run('a', async () => ran.push('last'));
  stop.abort(new Error('enough'));
  await Promise.all([expect(given).rejects.toThrow('enough'), first, clock.run()]);
  await last;

  expect(ran).toEqual(['first', 'last']);
});

test('nothing is kept of hosts that were asked a while ago', async () => {
  const clock = testClock();
  const perHost = createPerHost({ sleep: clock.sleep });
  await Promise.all(
    Array.from({ length: 1_000 }, (_, n) => perHost.run(`host-${n}`, async () => n)),
  );
  expect(perHost.size()).toBe(1_000);
  await clock.run();
  expect(perHost.size()).toBe(0);
});
