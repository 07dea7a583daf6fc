const DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

const TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  hour: '2-digit',
  minute: '2-digit',
});

/**
 * `22 Nov 2026` or `22 Nov 2026, 09:00 UTC`: for places that cannot show a reader's own zone.
 * A relative time has no such form without a clock, so it falls back to the date and time.
 */
export function formatUtc(at: Date, form: 'date' | 'date-time' | 'relative'): string {
  return form === 'date' ? DATE.format(at) : `${DATE.format(at)}, ${TIME.format(at)} UTC`;
}
