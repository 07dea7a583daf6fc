import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { maskedReason } from './reason.ts';

/**
 * Slack's packages write into our log, a level lower than they would, for what matters of it is
 * said by us, and without what they know: their debug lines hold request bodies and socket
 * payloads, so those are never taken, and addresses and tokens are masked.
 */
export function boltLog(log: Log): Logger {
  return {
    debug: () => {},
    info: (...parts) => log.debug(factsOf(parts), 'slack sdk'),
    warn: (...parts) => log.debug(factsOf(parts), 'slack sdk'),
    error: (...parts) => log.warn(factsOf(parts), 'slack sdk'),
    getLevel: () => LogLevel.INFO,
    setLevel: () => {},
    setName: () => {},
  };
}

function factsOf(parts: readonly unknown[]): { said: string } {
  return { said: parts.map(maskedReason).join(' ').slice(0, 500) };
}
