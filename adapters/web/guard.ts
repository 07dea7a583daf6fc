import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpProblem } from './wire.ts';

const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Sets the headers that every answer carries, and says why a request is refused, if it is.
 *
 * The Host list stands against DNS rebinding: a foreign page whose name is made to point at
 * this machine still sends its own name. Origin and Sec-Fetch-Site stand against foreign pages
 * that post to us: a browser sends at least one of them with every POST.
 */
export function refusal(
  request: IncomingMessage,
  response: ServerResponse,
  allowedHosts: readonly string[],
): HttpProblem | undefined {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);

  const host = parseAuthority(request.headers.host);
  if (!host || ![...LOOPBACK_HOSTS, ...allowedHosts].includes(host.hostname)) {
    return new HttpProblem(
      421,
      'This host name is not served here. Use the address that Newsdesk printed.',
    );
  }
  if (request.method !== 'POST') return undefined;
  if (!isSameOrigin(request, host)) {
    return new HttpProblem(403, 'Only the playground page itself may post here.');
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return new HttpProblem(415, 'Only application/json is read here.');
  }
  if (request.headers['content-encoding'] !== undefined) {
    return new HttpProblem(415, 'Only plain, uncompressed bodies are read here.');
  }
  return undefined;
}

function isSameOrigin(request: IncomingMessage, host: URL): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined && site === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host.host);
}

/** `localhost:3000` taken apart; undefined for anything that is no bare host and port. */
function parseAuthority(authority: string | undefined): URL | undefined {
  if (authority === undefined || !/^[\w.:[\]-]+$/.test(authority)) return undefined;
  const address = `http://${authority}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}
