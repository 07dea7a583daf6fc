import { type ChildProcess, fork } from 'node:child_process';
import { openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Random } from '../support/random.ts';
import type { Orders, Word } from './main.ts';
import type { Platforms } from './platforms.ts';
import { POINTS, type Point } from './points.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
/** A process told to die at a point that it does not come to is killed then. */
const PATIENCE_MS = 8_000;

export type Deaths = Map<Point | 'at random', number>;

export type Bots = {
  /** Kills one, at a named point or at once; the next is started by itself. */
  readonly kill: () => Promise<void>;
  readonly tell: (word: Word) => void;
  /** Stops one for that long; meanwhile the others alone are killed. */
  readonly freeze: (ms: number) => Promise<void>;
  readonly deaths: Deaths;
  /** The named points at which none has died yet. */
  readonly untried: () => readonly Point[];
  readonly stop: () => Promise<void>;
};

type Running = {
  readonly name: string;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly process: ChildProcess;
  readonly up: Promise<void>;
  readonly gone: Promise<void>;
};

/** Keeps `count` processes of the bot running, whatever becomes of them. */
export function keepBots(
  count: number,
  orders: Omit<Orders, 'platforms' | 'skewMs' | 'dieAt' | 'dataDir'> & {
    readonly dataDirOf: (place: number) => string;
  },
  { platforms, random, logFile }: { platforms: Platforms; random: Random; logFile: string },
): Bots {
  const deaths: Deaths = new Map();
  const running: Running[] = [];
  const doom = new Map<number, Point>();
  const frozen = new Set<number>();
  const log = openSync(logFile, 'a');
  const compiled = join(dirname(logFile), 'compiled');
  let started = 0;
  let stopping = false;
  for (let place = 0; place < count; place += 1) start(place);

  return {
    deaths,
    untried,
    tell: (word) => {
      const { process } = random.of(running);
      if (process.connected) process.send(word);
    },
    async freeze(ms) {
      const place = random.between(0, count - 1);
      frozen.add(place);
      running[place]?.signal('SIGSTOP');
      await pause(ms);
      running[place]?.signal('SIGCONT');
      frozen.delete(place);
    },
    async kill() {
      while (frozen.size === count) await pause(200);
      const place = random.of([...running.keys()].filter((one) => !frozen.has(one)));
      // Half of them die at a point that was told them at their start.
      const points = untried();
      if (random.between(0, 1) === 0)
        doom.set(place, random.of(points.length > 0 ? points : POINTS));
      const point = doom.get(place);
      await diesAtRandom(place);
      if (point) await diesAt(place, point);
    },
    async stop() {
      stopping = true;
      for (const bot of running) bot.signal('SIGTERM');
      await Promise.all(running.map(({ gone }) => gone));
    },
  };

  function untried(): readonly Point[] {
    return POINTS.filter((point) => !deaths.has(point));
  }

  async function diesAtRandom(place: number): Promise<void> {
    const victim = running[place];
    if (!victim) return;
    // Now and then while it starts.
    if (random.between(0, 9) > 0) await Promise.race([victim.up, victim.gone]);
    await pause(random.between(0, 1_500));
    await kill(victim, 'at random');
  }

  async function diesAt(place: number, point: Point): Promise<void> {
    const victim = running[place];
    if (!victim) return;
    await Promise.race([victim.up, victim.gone]);
    if (point === 'in shutdown') {
      await pause(random.between(0, 1_000));
      victim.signal('SIGTERM');
      await pause(random.between(0, 30));
      return kill(victim, point);
    }
    const died = await Promise.race([victim.gone.then(() => true), pause(PATIENCE_MS, false)]);
    if (died) counted(point);
    else await kill(victim, 'at random');
  }

  async function kill(victim: Running, how: Point | 'at random'): Promise<void> {
    counted(how);
    victim.signal('SIGKILL');
    await victim.gone;
  }

  function start(place: number): void {
    started += 1;
    const name = `bot${started}`;
    const point = doom.get(place);
    doom.delete(place);
    const { dataDirOf, ...rest } = orders;
    const told: Orders = {
      ...rest,
      dataDir: dataDirOf(place),
      platforms: `${platforms.url}/${name}`,
      skewMs: 0,
      ...(point && { dieAt: { point, time: point.endsWith('enter') ? 1 : random.between(1, 4) } }),
    };
    const child = fork(MAIN, [JSON.stringify(told)], {
      stdio: ['ignore', log, log, 'ipc'],
      // Half of a start is the compiling of the SDKs.
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    if (point === 'in the post' || point === 'after accept') {
      platforms.killAt(name, point, () => child.kill('SIGKILL'));
    }
    running[place] = {
      name,
      process: child,
      signal: (signal) => child.kill(signal),
      up: new Promise((done) => {
        child.once('message', () => done());
      }),
      gone: new Promise((done) => {
        child.once('exit', () => {
          if (!stopping) start(place);
          done();
        });
      }),
    };
  }

  function counted(how: Point | 'at random'): void {
    deaths.set(how, (deaths.get(how) ?? 0) + 1);
  }
}

export function pause<T = void>(ms: number, value?: T): Promise<T> {
  return new Promise((done) => {
    setTimeout(() => done(value as T), ms).unref();
  });
}
