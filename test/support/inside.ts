import { Socket } from 'node:net';
import { vi } from 'vitest';
import type { FetcherOptions } from '../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../src/feed/net/per-host.ts';
import { serve, type TestServer } from './servers.ts';

/** One public site, and a network around it that nobody may reach. */
export type Inside = {
  /** The public site: `http://site.test:1234`. */
  readonly site: string;
  readonly port: number;
  /** What the public site has at its paths; nothing else is there but redirects. */
  readonly pages: Map<string, string | { readonly location: string }>;
  /** Where a name leads, from now on. */
  readonly names: Map<string, readonly string[]>;
  /** Every address of `ROWS`. */
  readonly addresses: readonly string[];
  /** An address of the public site that leads to another, for now or for good. */
  readonly redirect: (to: string, status?: 301 | 302) => string;
  /** What a fetcher must be told, so that this site counts as public. */
  readonly net: Pick<FetcherOptions, 'treatAsPublic' | 'resolveHost' | 'perHost'>;
  /** Every connection made during `work`, but for those to the public site. */
  readonly connections: (work: () => Promise<unknown>) => Promise<readonly string[]>;
  /** How often anyone has connected to one of those who listen inside. */
  readonly reached: () => readonly number[];
  readonly close: () => Promise<void>;
};

/**
 * The one server that counts as public, at 127.0.0.1; whoever listens on the same port of another
 * address is inside. `site.test` leads to the public one.
 */
export async function openInside(): Promise<Inside> {
  const pages: Inside['pages'] = new Map();
  const server = await serve((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site.test');
    const page = pages.get(pathname);
    const to = typeof page === 'object' ? page.location : searchParams.get('to');
    if (to !== null) {
      const status = pathname === '/302' ? 302 : 301;
      response.writeHead(status, { location: Buffer.from(to).toString('latin1') }).end();
    } else if (typeof page === 'string') response.end(page);
    else response.writeHead(404).end();
  });
  const { port } = server;
  const listening = await Promise.allSettled(
    ['127.0.0.2', '::1'].map((host) =>
      serve((_, response) => response.end('inside'), { host, port }),
    ),
  );
  const inside = listening.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  if (inside.length === 0) throw new Error('nobody listens inside');
  const site = `http://site.test:${port}`;
  const names = new Map(Object.entries(NAMES));
  return {
    site,
    port,
    pages,
    names,
    addresses: ROWS.flatMap(([, addresses]) => addresses).map((each) => withPort(each, port)),
    redirect: (to, status = 302) => `${site}/${status}?to=${encodeURIComponent(to)}`,
    net: {
      treatAsPublic: new Set([`127.0.0.1:${port}`]),
      resolveHost: async (host) => names.get(host) ?? [],
      perHost: createPerHost({ gapMs: 0 }),
    },
    connections: async (work) => {
      const connect = vi.spyOn(Socket.prototype, 'connect');
      try {
        await work();
        const calls = connect.mock.calls.map((call) => JSON.stringify(call));
        return calls.filter((call) => !call.includes('"host":"site.test"'));
      } finally {
        connect.mockRestore();
      }
    },
    reached: () => inside.map((each: TestServer) => each.connections()),
    close: async () => {
      await Promise.all([server, ...inside].map((each) => each.close()));
    },
  };
}

export const withPort = (address: string, port: number): string =>
  address.replaceAll('PORT', String(port));

const NAMES = {
  'site.test': ['127.0.0.1'],
  'inside.test': ['127.0.0.2'],
  'inside6.test': ['::1'],
  'mixed.test': ['93.184.216.34', '127.0.0.2'],
  'public-first.test': ['127.0.0.1', '127.0.0.2'],
  'mapped.test': ['::ffff:127.0.0.2'],
};

/** Rows F1 to F16 of what a guard must withstand; PORT is one on which someone inside listens. */
export const ROWS: readonly (readonly [row: string, addresses: readonly string[]])[] = [
  ['loopback', ['http://127.0.0.2:PORT/', 'http://127.0.0.2/', 'https://127.255.0.1/']],
  ['loopback of IPv6', ['http://[::1]:PORT/', 'http://[0:0:0:0:0:0:0:1]/']],
  ['the unspecified address', ['http://0.0.0.0:PORT/', 'http://[::]:PORT/', 'http://0:PORT/']],
  ['private networks', ['http://10.0.0.1/', 'http://172.16.5.4/', 'http://192.168.0.1:8080/']],
  [
    'metadata services',
    [
      'http://169.254.169.254/latest/meta-data/',
      'http://[fd00:ec2::254]/',
      'http://metadata.google.internal/computeMetadata/v1/',
      'http://100.100.100.200/',
    ],
  ],
  ['shared address space', ['http://100.64.0.1/', 'http://100.127.255.254/']],
  ['local addresses of IPv6', ['http://[fc00::1]/', 'http://[fd12::1]/', 'http://[fe80::1]/']],
  [
    'IPv4 inside IPv6',
    [
      'http://[::ffff:127.0.0.2]:PORT/',
      'http://[64:ff9b::7f00:2]/',
      'http://[2002:7f00:2::]/',
      'http://mapped.test:PORT/',
    ],
  ],
  ['multicast and reserved', ['http://224.0.0.1/', 'http://240.0.0.1/', 'http://255.255.255.255/']],
  [
    'odd spellings',
    [
      'http://0x7f.2:PORT/',
      'http://2130706434:PORT/',
      'http://127.2:PORT/',
      'http://0177.0.0.2:PORT/',
      'http://①②⑦.0.0.2:PORT/',
      'http://127.0.0.2.:PORT/',
      'http://localhost.:PORT/',
      'http://site.test@127.0.0.2:PORT/',
    ],
  ],
  ['names that lead inside', ['http://inside.test:PORT/', 'http://inside6.test:PORT/']],
  ['names that lead inside, too', ['http://mixed.test:PORT/', 'http://public-first.test:PORT/']],
  ['names of this machine', ['http://localhost:PORT/', 'http://x.localhost:PORT/']],
  [
    'other schemes and ports',
    [
      'file:///etc/passwd',
      'ftp://site.test/',
      'gopher://site.test/',
      'data:text/plain,x',
      'unix:/var/run/docker.sock',
      'http://site.test:22/',
    ],
  ],
  ['an address relative to nothing public', ['//127.0.0.2:PORT/x', 'http:\\\\127.0.0.2:PORT\\']],
  ['a redirect behind a redirect', ['http://site.test:PORT/?to=http://127.0.0.2:PORT/']],
];
