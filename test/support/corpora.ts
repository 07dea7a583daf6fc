import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const SHARED = process.env.NEWSDESK_SHARED ?? join(ROOT, '..', 'shared');

/** The path of something in the shared test data beside the project; undefined where it is not there. */
export function sharedPath(...parts: readonly string[]): string | undefined {
  const path = join(SHARED, ...parts);
  return existsSync(path) ? path : undefined;
}
