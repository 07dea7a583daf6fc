const MINUTE_MS = 60_000;
const FORMAT = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** `in 25 minutes`, `in 19 hours`, `in 3 days`; of what is past, `5 hours ago`. */
export function timeUntil(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / MINUTE_MS);
  const hours = Math.round(minutes / 60);
  if (Math.abs(minutes) < 90) return FORMAT.format(minutes, 'minute');
  return Math.abs(hours) < 48
    ? FORMAT.format(hours, 'hour')
    : FORMAT.format(Math.round(hours / 24), 'day');
}
