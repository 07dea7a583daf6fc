import { reasonOf } from '../../src/log.ts';

/**
 * Why something failed, in few words, for a log or a status page: without tokens and without any
 * address, for a response_url is a secret too.
 */
export function maskedReason(error: unknown): string {
  const code = networkCode(error);
  return (code ?? reasonOf(error))
    .replace(/\bx(?:ox[a-z]|app)[\w.-]*-[\w-]+/g, 'x…')
    .replace(/\b(?:https?|wss?):\/\/\S+/g, 'address …');
}

/** `ECONNREFUSED` or the like, which `fetch` hides in the cause of the cause. */
export function networkCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError') return 'timeout';
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z_0-9]+$/.test(at.code)) {
      return at.code;
    }
  }
  return undefined;
}
