import { lookup, Resolver } from 'node:dns/promises';

/** All addresses of a host; throws an error with a `code` such as ENOTFOUND where there is none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>;

/**
 * Asks the name servers directly. The system's own way waits in one of four threads for a server
 * that does not answer, so that a few dead names would hold up every other feed; it is asked only
 * where no name server can be, and, for names of a home network, where they know none.
 */
export function createResolveHost({
  allowPrivateNetworks,
  nameServers,
  timeoutMs = 2_000,
}: {
  readonly allowPrivateNetworks: boolean;
  /** Addresses such as "127.0.0.1:53"; those of the system unless said otherwise. */
  readonly nameServers?: readonly string[];
  /** Of the first of two tries. */
  readonly timeoutMs?: number;
}): ResolveHost {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  if (nameServers) resolver.setServers(nameServers);
  return async (host) => {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    if (addresses.length > 0) return addresses;
    const [error] = found.flatMap((one) => (one.status === 'rejected' ? one.reason : []));
    if (!allowPrivateNetworks && error?.code !== 'ECONNREFUSED') throw error;
    return (await lookup(host, { all: true })).map(({ address }) => address);
  };
}
