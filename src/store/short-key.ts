import { createHash } from 'node:crypto';

/** UTF-16 units; PostgreSQL's indexes take no entry of more than 2,704 bytes. */
const MAX_KEY = 500;

/** The name that strangers gave something, as it is; a long one as its hash. */
export function shortKey(name: string): string {
  return name.length <= MAX_KEY ? name : createHash('sha256').update(name).digest('hex');
}
