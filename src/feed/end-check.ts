import type { ClaimedFeed, PolledFeed } from '../model/feed.ts';
import type { Database } from '../store/database.ts';
import { finishCheck } from '../store/feed-checks.ts';
import { hostOf } from '../store/feed-rows.ts';
import { mergeFeed } from '../store/merged-feeds.ts';
import { feedByUrl } from '../store/polled-feeds.ts';
import { addressAfter, afterCheck, type CheckResult } from './next-check.ts';
import type { FeedService } from './refresh.ts';

/** Somebody else has the feed: what is being stored is undone. */
export class ClaimLost extends Error {}

/**
 * Writes down what a check found, and follows a move that is meant: to a new address, or, where
 * another feed is read from there, into that one. Throws `ClaimLost`.
 */
export async function endCheck(
  { log, now: clock, random }: Pick<FeedService, 'log' | 'now' | 'random'>,
  tx: Database,
  held: ClaimedFeed,
  result: CheckResult,
): Promise<void> {
  const now = clock();
  const check = afterCheck(held, result, { now, random: random() });
  const wanted = addressAfter(held, check.move, now);
  const there = wanted === held.url ? held : await feedByUrl(tx, wanted);
  const hasMoved = wanted !== held.url && (there === undefined || there.id === held.id);
  const after = hasMoved ? { ...check, move: undefined } : check;
  if (!(await finishCheck(tx, held, after, hasMoved ? wanted : held.url))) throw new ClaimLost();
  if (hasMoved) log.info({ feed: held.id, to: hostOf(wanted) }, 'feed moved');
  if (check.state !== held.state) log.warn({ feed: held.id, state: check.state }, 'feed ended');
  if (there && isAnother(there, held, wanted) && (await mergeFeed(tx, held, there, now))) {
    log.info({ feed: held.id, into: there.id }, 'feed is another one');
  }
}

/** One that has not been read yet would take for its backlog what is news to the other. */
function isAnother(there: PolledFeed, { id }: ClaimedFeed, url: string): boolean {
  const { state, firstReadAt } = there;
  return there.id !== id && there.url === url && state === 'active' && firstReadAt !== undefined;
}
