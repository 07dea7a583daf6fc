import type { FailureCode } from './fetch-outcome.ts';
import { NOT_PUBLIC } from './guard.ts';
import { ForbiddenEndpoint, NoSuchHost } from './pinned-connect.ts';
import { TooLarge, UnknownEncoding } from './read-body.ts';

export type Failure = { readonly code: FailureCode; readonly reason: string };

/** The request as a whole took too long. */
export class OutOfTime extends Error {}

/**
 * What a request died of, before or after the answer had begun. Every way of not getting a connection has the same words: whether a port
 * refuses or swallows is nobody's business who can only name an address.
 */
export function failureOf(error: unknown, { hasBegun }: { readonly hasBegun: boolean }): Failure {
  if (error instanceof ForbiddenEndpoint) return { code: 'forbidden', reason: NOT_PUBLIC };
  if (error instanceof NoSuchHost) {
    return { code: 'no-such-host', reason: 'no server of that name was found' };
  }
  if (error instanceof OutOfTime) return { code: 'too-slow', reason: 'the answer took too long' };
  if (error instanceof TooLarge) return { code: 'too-large', reason: 'the answer is too large' };
  if (error instanceof UnknownEncoding) {
    return { code: 'broken-answer', reason: `the answer has ${error.message}` };
  }
  const code = codeOf(error);
  if (TOO_SLOW.has(code)) return { code: 'too-slow', reason: 'the answer took too long' };
  if (CERTIFICATE.test(code)) {
    return { code: 'bad-certificate', reason: `its certificate is not valid (${code})` };
  }
  if (!hasBegun && NO_CONNECTION.test(code)) {
    return { code: 'no-connection', reason: 'no connection could be made' };
  }
  return { code: 'broken-answer', reason: 'the answer broke off or is not HTTP' };
}

const TOO_SLOW: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** OpenSSL's names for what can be wrong with a chain, and Node's own for a wrong host. */
const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|CRL_|ERROR_IN_CERT_|PATH_LENGTH)/;

const NO_CONNECTION =
  /^(ECONN(REFUSED|RESET|ABORTED)|EHOST|ENET|EADDRNOTAVAIL|EACCES|EPERM|EPIPE|EPROTO|ETIMEDOUT|ERR_SSL_|UND_ERR_CONNECT_TIMEOUT)/;

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? '' : codeOf(error.cause);
}
