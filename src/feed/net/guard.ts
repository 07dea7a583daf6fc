import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Decides which addresses may be asked; pure, so that every spelling can be tried on it. */
export type Guard = {
  /** Reads an address, relative to `base` where there is one. Its name is not resolved here. */
  readonly parse: (text: string, base?: URL) => Parsed;
  /** Whether a connection may be made: `address` is an IP address, `port` that of the socket. */
  readonly allowsEndpoint: (address: string, port: number) => boolean;
};

export type Parsed =
  | { readonly kind: 'allowed'; readonly url: URL }
  | {
      readonly kind: 'refused';
      readonly code: 'bad-address' | 'forbidden';
      readonly reason: string;
    };

export type GuardOptions = {
  /** Opens the networks and ports of a home; still neither other schemes nor metadata services. */
  readonly allowPrivateNetworks: boolean;
  /** Endpoints such as "127.0.0.1:8081" that count as public all the same: for tests. */
  readonly treatAsPublic?: ReadonlySet<string> | undefined;
};

export const NOT_PUBLIC = 'it is not on the public internet';

/**
 * A guard against server-side request forgery: whoever may name a feed must not reach what only
 * this machine can. `URL` has already turned odd spellings (0x7f.1, 2130706433, ①②⑦.0.0.1) into
 * the plain address.
 */
export function createGuard({ allowPrivateNetworks, treatAsPublic }: GuardOptions): Guard {
  const allowsEndpoint = (address: string, port: number): boolean =>
    isAllowed(address, allowPrivateNetworks) || (treatAsPublic?.has(`${address}:${port}`) ?? false);

  const allowsPort = (port: number): boolean =>
    allowPrivateNetworks ||
    PORTS.has(port) ||
    [...(treatAsPublic ?? [])].some((endpoint) => endpoint.endsWith(`:${port}`));

  const parse = (text: string, base?: URL): Parsed => {
    const url = URL.parse(text.trim(), base?.href);
    if (url === null || text.length > MAX_LENGTH) {
      return refused(
        'bad-address',
        'it is no web address; expected one such as https://example.org/feed',
      );
    }
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
      return refused(
        'bad-address',
        `${url.protocol} addresses are not fetched; expected http or https`,
      );
    }
    if (url.username !== '' || url.password !== '') {
      return refused(
        'bad-address',
        'it has a user name or password in it; expected an address without',
      );
    }
    const port = portOf(url);
    if (!allowsPort(port)) {
      return refused(
        'forbidden',
        `port ${port} is not fetched from; expected ${[...PORTS].join(', ')}`,
      );
    }
    url.hostname = url.hostname.replace(/\.+$/, '');
    url.hash = '';
    const host = hostOf(url);
    if (METADATA.has(host)) return refused('forbidden', NOT_PUBLIC);
    if (isIP(host) !== 0) {
      if (!allowsEndpoint(host, port)) return refused('forbidden', NOT_PUBLIC);
    } else if (!allowPrivateNetworks && isLocalName(host)) {
      return refused('forbidden', NOT_PUBLIC);
    }
    return { kind: 'allowed', url };
  };

  return { parse, allowsEndpoint };
}

/** The host of an address without the brackets of an IPv6 literal. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

const PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);

/** Browsers and feeds stay far below; what is longer is an attempt at something. */
const MAX_LENGTH = 8_192;

/** Credentials of cloud machines are given out here: refused even where home networks are open. */
const METADATA: ReadonlySet<string> = new Set([
  'metadata.google.internal',
  'metadata',
  'instance-data',
  '100.100.100.200',
  'fd00:ec2::254',
]);

/** Home networks, and the shared range that Tailscale and others use for them (RFC 6598). */
const HOME: ReadonlySet<string> = new Set([
  'private',
  'loopback',
  'uniqueLocal',
  'carrierGradeNat',
]);

/** All IPv6 that is routed in public (RFC 4291 §2.4); outside of it, ranges still change meaning. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

function isAllowed(text: string, allowPrivateNetworks: boolean): boolean {
  if (isIP(text) === 0) return false;
  const address = ipaddr.process(text);
  if (METADATA.has(address.toString())) return false;
  const range = address.range();
  if (allowPrivateNetworks && HOME.has(range)) return true;
  return range === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_IPV6));
}

/** Names that only a local network knows (RFC 6761, 6762, 8375), and those without a dot. */
function isLocalName(host: string): boolean {
  return !host.includes('.') || /\.(localhost|local|internal|localdomain|home\.arpa)$/.test(host);
}

function refused(code: 'bad-address' | 'forbidden', reason: string): Parsed {
  return { kind: 'refused', code, reason };
}
