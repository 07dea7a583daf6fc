import type { BackfillStep, StepKind, StepNote } from '../model/backfill.ts';
import { CHUNK, chunksOf } from './chunks.ts';
import type { Database } from './database.ts';

export type BackfillProgress = {
  /** Articles that were read or passed over. */
  readonly done: number;
  /** Articles that there are in all; undefined while nobody can know. */
  readonly total: number | undefined;
};

/** Puts steps at the end of the queue; gives how many of them are new, or have changed since they were done. */
export async function addSteps(
  db: Database,
  task: string,
  steps: readonly BackfillStep[],
): Promise<number> {
  const last = await db.query
    .selectFrom('backfill_step')
    .select((row) => row.fn.max('position').as('position'))
    .where('task', '=', task)
    .executeTakeFirst();
  const first = Number(last?.position ?? 0) + 1;
  let added = 0;
  for (const chunk of chunksOf(distinct(steps), CHUNK)) {
    const rows = await db.query
      .insertInto('backfill_step')
      .values(
        chunk.map(({ row: { kind, url, changedAt }, index }) => ({
          task,
          url,
          kind,
          position: first + index,
          changed_at: changedAt?.getTime() ?? null,
          state: 'waiting' as const,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['task', 'url'])
          .doUpdateSet((row) => ({
            state: 'changed' as const,
            tries: 0,
            handled: 0,
            changed_at: row.ref('excluded.changed_at'),
          }))
          .where('backfill_step.state', '=', 'done')
          .whereRef('excluded.changed_at', '>', 'backfill_step.changed_at'),
      )
      .returning('url')
      .execute();
    added += rows.length;
  }
  return added;
}

export type WaitingStep = BackfillStep & {
  /** How often it failed. */
  readonly tries: number;
  /** It was done in an earlier run, and its page has changed since. */
  readonly isChanged: boolean;
};

/** The step that is next: sitemaps before pages, of pages the newest, else in the order of finding. */
export async function nextStep(db: Database, task: string): Promise<WaitingStep | undefined> {
  const row = await db.query
    .selectFrom('backfill_step')
    .select(['kind', 'url', 'changed_at', 'state', 'tries'])
    .where('task', '=', task)
    .where('state', 'in', ['waiting', 'changed'])
    .orderBy((column) =>
      column.case().when('kind', 'in', ['sitemap', 'posts']).then(0).else(1).end(),
    )
    .orderBy((column) => column.fn.coalesce('changed_at', column.val(0)), 'desc')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      kind: row.kind,
      url: row.url,
      changedAt: row.changed_at === null ? undefined : new Date(row.changed_at),
      tries: row.tries,
      isChanged: row.state === 'changed',
    }
  );
}

export async function finishStep(
  db: Database,
  task: string,
  url: string,
  result: {
    readonly state: 'done' | 'failed';
    readonly handled: number;
    readonly expected?: number | undefined;
    readonly note?: StepNote | undefined;
  },
): Promise<void> {
  await db.query
    .updateTable('backfill_step')
    .set({
      state: result.state,
      handled: result.handled,
      expected: result.expected ?? null,
      note: result.note ?? null,
    })
    .where('task', '=', task)
    .where('url', '=', url)
    .execute();
}

/** Puts a step that failed back, behind all others of its age. */
export async function retryStep(db: Database, task: string, url: string): Promise<void> {
  await db.query
    .updateTable('backfill_step')
    .set((row) => ({ tries: row('tries', '+', 1), position: row('position', '+', 1_000_000) }))
    .where('task', '=', task)
    .where('url', '=', url)
    .execute();
}

/** What the last pages came to, the last first: for knowing when the rest is too old. */
export async function latestNotes(
  db: Database,
  task: string,
  limit: number,
): Promise<readonly (StepNote | null)[]> {
  const rows = await db.query
    .selectFrom('backfill_step')
    .select('note')
    .where('task', '=', task)
    .where('kind', '=', 'page')
    .where('state', '=', 'done')
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ note }) => note);
}

/** How far it is. A list that is still to be read may hold any number of pages. */
export async function progressOf(db: Database, task: string): Promise<BackfillProgress> {
  const rows = await db.query
    .selectFrom('backfill_step')
    .select((row) => [
      'kind',
      'state',
      row.fn.countAll<number>().as('n'),
      row.fn.sum<number | null>('handled').as('handled'),
      row.fn.sum<number | null>('expected').as('expected'),
    ])
    .where('task', '=', task)
    .groupBy(['kind', 'state'])
    .execute();
  const sum = (
    of: (row: (typeof rows)[number]) => number | null,
    ...kinds: readonly StepKind[]
  ): number =>
    rows
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, row) => total + Number(of(row) ?? 0), 0);
  const pages = sum(({ n }) => n, 'page');
  const said = sum(({ expected }) => expected, 'posts', 'listing');
  const areListsLeft = rows.some(({ kind, state }) => kind !== 'page' && state === 'waiting');
  return {
    done: sum(({ handled }) => handled, 'posts', 'page'),
    total: said > 0 ? Math.max(said, pages) : areListsLeft ? undefined : pages,
  };
}

/** Pages by what came of them. */
export async function countNotes(
  db: Database,
  task: string,
): Promise<ReadonlyMap<StepNote | 'failed', number>> {
  const rows = await db.query
    .selectFrom('backfill_step')
    .select((row) => ['state', 'note', row.fn.countAll<number>().as('n')])
    .where('task', '=', task)
    .groupBy(['state', 'note'])
    .execute();
  const counts = new Map<StepNote | 'failed', number>();
  for (const { state, note, n } of rows) {
    const key = state === 'failed' ? 'failed' : note;
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + Number(n));
  }
  return counts;
}

/** Before the archive is gone through once more: pages that were read stay known, what failed is tried again. */
export async function startOver(db: Database, task: string): Promise<void> {
  await db.query
    .deleteFrom('backfill_step')
    .where('task', '=', task)
    .where((row) => row.or([row('kind', '!=', 'page'), row('state', '!=', 'done')]))
    .execute();
}

/** Longer than any article's address, and more than PostgreSQL takes into an index. */
const MAX_ADDRESS = 2_000;

function distinct(steps: readonly BackfillStep[]): BackfillStep[] {
  const usable = steps.filter(({ url }) => url.length <= MAX_ADDRESS);
  return [...new Map(usable.map((step) => [step.url, step])).values()];
}
