import { sql } from 'kysely';
import type { Tenant } from '../model/channel.ts';
import { type Database, inTransaction } from './database.ts';

/** A stretch of road on which posts follow each other at a distance. */
export type Lane = { readonly name: string; readonly gapMs: number };

/** A lane is never booked out so far ahead: that is a clock that was wrong. */
const FARTHEST_MS = 3_600_000;

/**
 * Takes a turn in every lane, the widest first, and gives the instant at which it comes: `now`
 * where they are free. All processes on one database keep the distance together. A turn that
 * is not used is lost, and costs the lane one gap.
 */
export async function takeTurn(db: Database, lanes: readonly Lane[], now: Date): Promise<Date> {
  const turnMs = await inTransaction(db, async (tx) => {
    let turn = now.getTime();
    for (const lane of lanes) turn = await turnIn(tx, lane, turn);
    return turn;
  });
  return new Date(turnMs);
}

async function turnIn(db: Database, { name, gapMs }: Lane, from: number): Promise<number> {
  const { free_at } = await db.query
    .insertInto('pace')
    .values({ lane: name, free_at: from + gapMs })
    .onConflict((conflict) =>
      conflict.column('lane').doUpdateSet({
        free_at: sql<number>`${gapMs} + case
          when pace.free_at between ${from} and ${from + FARTHEST_MS} then pace.free_at
          else ${from} end`,
      }),
    )
    .returning('free_at')
    .executeTakeFirstOrThrow();
  return free_at - gapMs;
}

/** Forgets the lanes that have been free since then. */
export async function dropFreeLanes(db: Database, since: Date): Promise<void> {
  await db.query.deleteFrom('pace').where('free_at', '<', since.getTime()).execute();
}

/** Forgets the lanes of the channels of a workspace, which begin with its name. */
export async function dropLanesOf(db: Database, { platform, workspace }: Tenant): Promise<void> {
  await db.query.deleteFrom('pace').where('lane', 'like', `${platform} ${workspace} %`).execute();
}
