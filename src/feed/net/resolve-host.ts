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
}: {
  readonly allowPrivateNetworks: boolean;
}): ResolveHost {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return async (host) => {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = found.flatMap((answer) =>
      answer.status === 'fulfilled' ? answer.value : [],
    );
    if (addresses.length > 0) return addresses;
    const [error] = found.flatMap((answer) => (answer.status === 'rejected' ? answer.reason : []));
    if (!allowPrivateNetworks && error?.code !== 'ECONNREFUSED') throw error;
    return (await lookup(host, { all: true })).map(({ address }) => address);
  };
}
