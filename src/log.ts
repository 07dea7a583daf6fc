import { pino } from 'pino';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * One line of JSON per event: `log.info({ subscription: 7, period }, 'digest posted')`. Line
 * breaks and control characters in values are escaped, so that a feed cannot forge a line.
 * Never pass a token, a response address or a whole SDK error: pass its code and message.
 */
export type Log = {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
};

type LogLine = (facts: Readonly<Record<string, unknown>>, event: string) => void;

export function createLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

export const SILENT: Log = createLog('silent');

/** The short form of anything thrown: its code where it has one, and the first line of its message. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [line = ''] = error.message.split('\n');
  return 'code' in error && typeof error.code === 'string' && !line.includes(error.code)
    ? `${error.code}: ${line}`
    : line;
}
