/**
 * What is left of a piece of work, at the pace it has gone so far: `2 min left`; `reckoning…` where
 * nothing is done yet. `done` and `total` in any unit; `from` is what was done before the clock ran.
 */
export function timeLeft(work: {
  readonly from?: number;
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}): string {
  const { from = 0, done, total, elapsedMs } = work;
  if (done >= total) return 'almost done';
  if (done <= from || elapsedMs <= 0) return 'reckoning…';
  const seconds = Math.ceil(((total - done) / (done - from)) * (elapsedMs / 1_000));
  if (seconds < 90) return `${seconds} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min left`;
  return `${Math.round(minutes / 60)} h left`;
}
