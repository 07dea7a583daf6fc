import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFetcher } from '../../../src/feed/net/fetcher.ts';
import { createResolveHost } from '../../../src/feed/net/resolve-host.ts';

/** A name server on loopback that knows these names, and of no others. */
const NAMES: Readonly<Record<string, { readonly a?: string[]; readonly aaaa?: string[] }>> = {
  'both.example': { a: ['93.184.216.34'], aaaa: ['2606:4700::1111'] },
  'four.example': { a: ['93.184.216.34', '93.184.216.35'] },
  'empty.example': {},
  'mixed.example': { a: ['93.184.216.34', '10.0.0.1'] },
  'hidden.example': { a: ['93.184.216.34'], aaaa: ['fd00::1'] },
};

let server: Socket;
let nameServers: string[];
let asked: number;
beforeEach(async () => {
  asked = 0;
  server = createSocket('udp4', (query, { port, address }) => {
    asked += 1;
    const reply = replyTo(query);
    if (reply) server.send(reply, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  nameServers = [`127.0.0.1:${server.address().port}`];
});
afterEach(() => server.close());

const resolve = (host: string, allowPrivateNetworks = false) =>
  createResolveHost({ allowPrivateNetworks, nameServers, timeoutMs: 50 })(host);

test('a name has all its addresses, of both kinds', async () => {
  expect(await resolve('both.example')).toEqual(['93.184.216.34', '2606:4700::1111']);
  expect(await resolve('four.example')).toEqual(['93.184.216.34', '93.184.216.35']);
});

test.each([
  ['unknown.example', 'ENOTFOUND'],
  ['empty.example', 'ENODATA'],
  ['silent.example', 'ETIMEOUT'],
])('%s is %s', async (host, code) => {
  await expect(resolve(host)).rejects.toMatchObject({ code });
});

test('names that only this machine knows are looked for where home networks are open', async () => {
  await expect(resolve('localhost')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(await resolve('localhost', true)).toContain('127.0.0.1');
});

test.each(['mixed.example', 'hidden.example'])(
  '%s, one of whose addresses is inside, is not connected to',
  async (host) => {
    const fetcher = createFetcher({
      allowPrivateNetworks: false,
      userAgent: 'Newsdesk/test',
      resolveHost: createResolveHost({ allowPrivateNetworks: false, nameServers }),
    });
    const outcome = await fetcher.fetch(`http://${host}/`);
    await fetcher.close();

    expect(outcome).toMatchObject({ kind: 'failed', code: 'forbidden' });
    // Once for each kind of address: nobody can answer otherwise the second time.
    expect(asked).toBe(2);
  },
);

/** RFC 1035 §4: the header, the question again, and the addresses. */
function replyTo(query: Buffer): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  const host = labels.join('.');
  if (host === 'silent.example') return undefined;
  const type = query.readUInt16BE(at + 1);
  const known = NAMES[host];
  const addresses = (type === 1 ? known?.a : known?.aaaa) ?? [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  const records = addresses.map((address) => {
    const bytes = type === 1 ? address.split('.').map(Number) : ipv6Bytes(address);
    return Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length, ...bytes]);
  });
  return Buffer.concat([header, query.subarray(12, at + 5), ...records]);
}

function ipv6Bytes(address: string): number[] {
  const [before = [], after = []] = address.split('::').map((half) => half.split(':'));
  const words = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  return words.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]);
}
