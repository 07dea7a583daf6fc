import type { Brand } from './brand.ts';

/** Stands for one person in one workspace: 12 hexadecimal digits of a hash. */
export type PersonKey = string & Brand<'PersonKey'>;

export function parsePersonKey(text: string): PersonKey | undefined {
  return /^[0-9a-f]{12}$/.test(text) ? (text as PersonKey) : undefined;
}
