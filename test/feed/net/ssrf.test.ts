import { Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { FetchOutcome } from '../../../src/feed/net/fetch-outcome.ts';
import { createFetcher, type Fetcher } from '../../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../../src/feed/net/per-host.ts';
import { serve, type TestServer } from '../../support/servers.ts';

/**
 * The one server that counts as public, at 127.0.0.1; whoever listens on the same port of another
 * address is inside. `site.test` leads to the public one.
 */
let site: TestServer;
let inside: readonly TestServer[];
let fetcher: Fetcher;
let rebound = 0;

beforeAll(async () => {
  site = await serve((request, response) => {
    const to = new URL(request.url ?? '/', 'http://site.test').searchParams.get('to');
    if (to === null) response.writeHead(404).end();
    else response.writeHead(302, { location: Buffer.from(to).toString('latin1') }).end();
  });
  const { port } = site;
  const listeners = ['127.0.0.2', '::1'].map((host) =>
    serve((_, response) => response.end('inside'), { host, port }),
  );
  const listening = await Promise.allSettled(listeners);
  inside = listening.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  expect(inside.length).toBeGreaterThan(0);
});
afterAll(async () => {
  await Promise.all([site, ...inside].map((server) => server.close()));
});

beforeEach(() => {
  rebound = 0;
  fetcher = createFetcher({
    allowPrivateNetworks: false,
    treatAsPublic: new Set([`127.0.0.1:${site.port}`]),
    userAgent: 'Newsdesk/test',
    perHost: createPerHost({ gapMs: 0 }),
    resolveHost: async (host) => NAMES[host]?.() ?? [],
  });
});
afterEach(() => fetcher.close());

const NAMES: Readonly<Record<string, () => readonly string[]>> = {
  'site.test': () => ['127.0.0.1'],
  'inside.test': () => ['127.0.0.2'],
  'inside6.test': () => ['::1'],
  'mixed.test': () => ['93.184.216.34', '127.0.0.2'],
  'mapped.test': () => ['::ffff:127.0.0.2'],
  'rebinding.test': () => {
    rebound += 1;
    return rebound === 1 ? ['127.0.0.2'] : ['127.0.0.1'];
  },
};

/** Rows F1 to F16 of what a guard must withstand; PORT is one on which someone inside listens. */
const ROWS: readonly (readonly [row: string, addresses: readonly string[]])[] = [
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
  [
    'names that lead inside',
    ['http://inside.test:PORT/', 'http://inside6.test:PORT/', 'http://mixed.test:PORT/'],
  ],
  ['a name that leads elsewhere the second time', ['http://rebinding.test:PORT/']],
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

const WAYS: Readonly<Record<string, (address: string) => Promise<FetchOutcome>>> = {
  'a feed is added': (address) => fetcher.fetch(address),
  'a feed is read again': (address) =>
    fetcher.fetch(address, { validators: { etag: '"x"', lastModified: undefined } }),
  'a page is read': (address) => fetcher.fetchPage(address),
  'a redirect leads there': (address) =>
    fetcher.fetch(`http://site.test:${site.port}/?to=${encodeURIComponent(address)}`),
};

const CASES = ROWS.flatMap(([row, addresses]) =>
  Object.entries(WAYS).map(([way, go]) => ({ row, way, addresses, go })),
);

test.each(CASES)('$row: no connection is made when $way', async ({ addresses, go }) => {
  const connect = vi.spyOn(Socket.prototype, 'connect');
  for (const address of addresses) {
    const outcome = await go(address.replaceAll('PORT', String(site.port)));

    expect(outcome, address).toMatchObject({ kind: 'failed', status: undefined });
    if (outcome.kind === 'failed') expect(['forbidden', 'bad-address']).toContain(outcome.code);
  }
  const targets = connect.mock.calls.map((call) => JSON.stringify(call));
  connect.mockRestore();

  expect(targets.filter((target) => !target.includes('"host":"site.test"'))).toEqual([]);
  expect(inside.map((server) => server.connections())).toEqual(inside.map(() => 0));
});

test('there are 64 such cases, and without the guard the same addresses are reached', async () => {
  expect(CASES).toHaveLength(64);
  const open = createFetcher({
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/test',
    perHost: createPerHost({ gapMs: 0 }),
    resolveHost: async (host) => NAMES[host]?.() ?? [],
  });
  const before = inside.map((server) => server.connections());
  for (const address of ['http://127.2:PORT/', 'http://inside.test:PORT/', 'http://[::1]:PORT/']) {
    await open.fetch(address.replace('PORT', String(site.port)));
  }
  await open.close();

  expect(inside.map((server) => server.connections())).not.toEqual(before);
});

test('whether anyone listens inside cannot be told from the answer', async () => {
  const listening = await fetcher.fetch(`http://inside.test:${site.port}/`);
  const silent = await fetcher.fetch('http://inside.test:8080/');

  expect(listening).toEqual(silent);
});
