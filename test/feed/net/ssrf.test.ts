import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FetchOutcome } from '../../../src/feed/net/fetch-outcome.ts';
import { createFetcher, type Fetcher } from '../../../src/feed/net/fetcher.ts';
import { type Inside, openInside, ROWS, withPort } from '../../support/inside.ts';

let inside: Inside;
let fetcher: Fetcher;

beforeAll(async () => {
  inside = await openInside();
});
afterAll(() => inside.close());

beforeEach(() => {
  fetcher = createFetcher({
    allowPrivateNetworks: false,
    userAgent: 'Newsdesk/test',
    ...inside.net,
  });
});
afterEach(() => fetcher.close());

const WAYS: Readonly<Record<string, (address: string) => Promise<FetchOutcome>>> = {
  'a feed is added': (address) => fetcher.fetch(address),
  'a feed is read again': (address) =>
    fetcher.fetch(address, { validators: { etag: '"x"', lastModified: undefined } }),
  'a page is read': (address) => fetcher.fetchPage(address),
  'a redirect leads there': (address) => fetcher.fetch(inside.redirect(address)),
};

const CASES = ROWS.flatMap(([row, addresses]) =>
  Object.entries(WAYS).map(([way, go]) => ({ row, way, addresses, go })),
);

test.each(CASES)('$row: no connection is made when $way', async ({ addresses, go }) => {
  const connections = await inside.connections(async () => {
    for (const address of addresses) {
      const outcome = await go(withPort(address, inside.port));

      expect(outcome, address).toMatchObject({ kind: 'failed', status: undefined });
      if (outcome.kind === 'failed') expect(['forbidden', 'bad-address']).toContain(outcome.code);
    }
  });

  expect(connections).toEqual([]);
  expect(inside.reached()).toEqual(inside.reached().map(() => 0));
});

test('there are 64 such cases, and without the guard the same addresses are reached', async () => {
  expect(CASES).toHaveLength(64);
  const open = createFetcher({
    ...inside.net,
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/test',
  });
  const before = inside.reached();
  for (const address of ['http://127.2:PORT/', 'http://inside.test:PORT/', 'http://[::1]:PORT/']) {
    await open.fetch(withPort(address, inside.port));
  }
  await open.close();

  expect(inside.reached()).not.toEqual(before);
});

test('a name that leads inside when it is asked for again is not asked for again', async () => {
  let asked = 0;
  const rebound = createFetcher({
    ...inside.net,
    allowPrivateNetworks: false,
    userAgent: 'Newsdesk/test',
    resolveHost: async () => {
      asked += 1;
      return asked === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
    },
  });
  const before = inside.reached();
  const address = `http://rebinding.test:${inside.port}/`;

  expect(await rebound.fetch(address)).toMatchObject({ code: 'not-found', status: 404 });
  expect(asked).toBe(1);
  expect(inside.reached()).toEqual(before);
  await rebound.close();
});

test('whether anyone listens inside cannot be told from the answer', async () => {
  const listening = await fetcher.fetch(`http://inside.test:${inside.port}/`);
  const silent = await fetcher.fetch('http://inside.test:8080/');

  expect(listening).toEqual(silent);
});
