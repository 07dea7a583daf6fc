import type { ClaimedDelivery } from '../model/delivery.ts';

/** Later than this, a digest is not sent any more: the next one covers its time. */
export const MAX_LATE_MS = 6 * 3_600_000;

/**
 * Whether a delivery was left lying so long, while nobody was there or its platform was not
 * connected. One that a person asked for again counts from when that was first tried.
 */
export function isTooLate(
  { plannedAt, attempts, firstPostAt }: ClaimedDelivery,
  now: Date,
): boolean {
  const since = attempts === 0 ? plannedAt : firstPostAt;
  return since !== undefined && now.getTime() - since.getTime() > MAX_LATE_MS;
}
