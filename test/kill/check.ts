import type { SubscriptionId } from '../../src/model/subscription.ts';
import type { Database } from '../../src/store/database.ts';
import type { Accepted } from './platforms.ts';

/** A subscription of the run, in a channel of its own. */
export type Planned = {
  readonly id: SubscriptionId;
  readonly platform: Accepted['platform'];
  readonly channel: string;
  readonly slots: readonly number[];
  readonly madeAt: number;
};

export type Verdict = {
  readonly planned: number;
  readonly sent: number;
  /** Listed for a person to judge; of these the platform had taken `taken`. */
  readonly unknown: number;
  readonly taken: number;
  /** Planned, and neither posted nor listed. */
  readonly lost: readonly string[];
  /** Nobody was up between this slot and the next of its subscription, which tells all. */
  readonly overtaken: number;
  /** More messages in a channel than its digests that were sent or may have been. */
  readonly doubled: readonly string[];
  /** In another order than planned. */
  readonly reordered: readonly string[];
  /** Failed or skipped, with the reason. */
  readonly other: readonly string[];
  /** Milliseconds from when it could be known to its end. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly max: number };
};

/** Holds the ledger against what the platforms took. */
export async function check(
  db: Database,
  accepted: readonly Accepted[],
  subscriptions: readonly Planned[],
): Promise<Verdict> {
  const rows = await db.query.selectFrom('delivery').selectAll().orderBy('planned_at').execute();
  const lost: string[] = [];
  const doubled: string[] = [];
  const reordered: string[] = [];
  const other: string[] = [];
  const late: number[] = [];
  let overtaken = 0;
  let sent = 0;
  let unknown = 0;
  let taken = 0;

  for (const { id, platform, channel, slots, madeAt } of subscriptions) {
    const mine = rows.filter((row) => row.subscription_id === id);
    const posts = accepted.filter((post) => post.platform === platform && post.channel === channel);
    const byId = new Map(posts.map((post) => [post.messageId, post]));
    for (const instant of slots) {
      const row = mine.find((candidate) => candidate.planned_at === instant);
      const name = `${platform} ${channel} ${new Date(instant).toISOString().slice(11, 16)}`;
      if (!row && mine.some(({ planned_at }) => planned_at > instant)) overtaken += 1;
      else if (!row || row.state === 'due' || row.state === 'claimed') {
        lost.push(`${name} ${row?.state ?? 'not entered'}`);
      } else if (row.state === 'sent') {
        if (!byId.has(row.message_id ?? '')) lost.push(`${name} sent, but never taken`);
      } else if (row.state !== 'unknown') other.push(`${name} ${row.state}: ${row.reason}`);
    }
    const inOrder = mine.flatMap((row) => byId.get(row.message_id ?? '') ?? []);
    if (inOrder.some(({ at }, n) => at < (inOrder[n - 1]?.at ?? 0))) reordered.push(channel);
    const sentHere = mine.filter(({ state }) => state === 'sent');
    const unknownHere = mine.filter(({ state }) => state === 'unknown');
    const orphans = posts.length - new Set(sentHere.map((row) => row.message_id)).size;
    if (
      orphans > unknownHere.length ||
      new Set(sentHere.map((r) => r.message_id)).size < sentHere.length
    ) {
      doubled.push(`${platform} ${channel}: ${posts.length} messages`);
    }
    sent += sentHere.length;
    unknown += unknownHere.length;
    taken += orphans;
    late.push(
      ...[...sentHere, ...unknownHere].map(
        (row) => (row.finished_at ?? 0) - Math.max(row.planned_at, madeAt),
      ),
    );
  }
  late.sort((a, b) => a - b);
  const quantile = (q: number) => late[Math.min(late.length - 1, Math.floor(late.length * q))] ?? 0;
  const lateMs = { p50: quantile(0.5), p99: quantile(0.99), max: late.at(-1) ?? 0 };
  const planned = subscriptions.reduce((sum, { slots }) => sum + slots.length, 0);
  return { planned, sent, unknown, taken, lost, overtaken, doubled, reordered, other, lateMs };
}
