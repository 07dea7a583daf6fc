import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { Guard } from './guard.ts';
import type { ResolveHost } from './resolve-host.ts';

/** The name leads to an address that the guard refuses. */
export class ForbiddenEndpoint extends Error {}

/** The name leads nowhere. */
export class NoSuchHost extends Error {}

/**
 * Connects only to addresses that the guard allows. The name is resolved once, every address of it
 * must pass, and the socket is given these very addresses: a name server that answers differently
 * the second time (DNS rebinding) is not asked a second time. An address written as a number never
 * reaches a lookup and is checked here, too.
 */
export function pinnedConnect({
  guard,
  resolveHost,
  connectMs,
}: {
  readonly guard: Guard;
  readonly resolveHost: ResolveHost;
  readonly connectMs: number;
}): buildConnector.connector {
  return (options, callback) => {
    addressesOf(options, guard, resolveHost).then(
      (addresses) => {
        const connect = buildConnector({
          timeout: connectMs,
          allowH2: false,
          maxCachedSessions: 0,
          lookup: pinnedTo(addresses),
        });
        connect(options, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}

async function addressesOf(
  { hostname, port, protocol }: buildConnector.Options,
  guard: Guard,
  resolveHost: ResolveHost,
): Promise<readonly string[]> {
  const number = Number(port || (protocol === 'https:' ? 443 : 80));
  const addresses = isIP(hostname) !== 0 ? [hostname] : await resolved(hostname, resolveHost);
  if (!addresses.every((address) => guard.allowsEndpoint(address, number))) {
    throw new ForbiddenEndpoint();
  }
  return addresses;
}

async function resolved(hostname: string, resolveHost: ResolveHost): Promise<readonly string[]> {
  const addresses = await resolveHost(hostname).catch((cause: unknown) => {
    throw new NoSuchHost(hostname, { cause });
  });
  if (addresses.length === 0) throw new NoSuchHost(hostname);
  return addresses;
}

function pinnedTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({
    address,
    family: isIP(address),
  }));
  return (_hostname, { all }, callback) => {
    const [first] = found;
    if (all) callback(null, found);
    else callback(null, first?.address ?? '', first?.family);
  };
}
