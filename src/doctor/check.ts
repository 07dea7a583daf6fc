export type Check = {
  readonly mark: '✓ ok' | '! look' | '✗ mend';
  /** What was found and, where something is to be done, what. */
  readonly line: string;
};

export const ok = (line: string): Check => ({ mark: '✓ ok', line });
export const look = (line: string): Check => ({ mark: '! look', line });
export const mend = (line: string): Check => ({ mark: '✗ mend', line });
