import type { Span } from './message.ts';
import { text, time } from './message.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * `25 min ago`, `5 h ago`, and beyond two days the date. For answers that are read at once:
 * what stays in a channel shows a time instead.
 */
export function age(at: Date, now: Date): Span {
  const pastMs = now.getTime() - at.getTime();
  if (pastMs < 0 || pastMs >= 48 * HOUR_MS) return time(at, 'date');
  if (pastMs < HOUR_MS) return text(`${Math.max(1, Math.floor(pastMs / MINUTE_MS))} min ago`);
  return text(`${Math.floor(pastMs / HOUR_MS)} h ago`);
}
