import { describe, expect, test } from 'vitest';
import { createGuard } from '../../../src/feed/net/guard.ts';

const guard = createGuard({ allowPrivateNetworks: false });
const atHome = createGuard({ allowPrivateNetworks: true });

describe('without ALLOW_PRIVATE_NETWORKS', () => {
  test.each([
    ['https://example.org/feed', 'https://example.org/feed'],
    ['http://example.org:8080/', 'http://example.org:8080/'],
    ['https://example.org:8443/x', 'https://example.org:8443/x'],
    [' HTTPS://Example.ORG./a b#part ', 'https://example.org/a%20b'],
    ['http://пример.рф/лента', 'http://xn--e1afmkfd.xn--p1ai/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0'],
    ['http://93.184.216.34/', 'http://93.184.216.34/'],
    ['http://[2606:4700::1111]/', 'http://[2606:4700::1111]/'],
  ])('%s is asked for as %s', (text, href) => {
    const parsed = guard.parse(text);
    expect(parsed.kind === 'allowed' && parsed.url.href).toBe(href);
  });

  test.each([
    ['', 'bad-address', 'it is no web address; expected one such as https://example.org/feed'],
    ['example', 'bad-address', 'it is no web address'],
    ['http://', 'bad-address', 'it is no web address'],
    [`https://example.org/${'x'.repeat(9_000)}`, 'bad-address', 'it is no web address'],
    [
      'file:///etc/passwd',
      'bad-address',
      'file: addresses are not fetched; expected http or https',
    ],
    ['ftp://example.org/', 'bad-address', 'ftp: addresses are not fetched'],
    ['gopher://example.org/', 'bad-address', 'gopher: addresses are not fetched'],
    ['data:text/plain,x', 'bad-address', 'data: addresses are not fetched'],
    ['http+unix://%2Fvar%2Frun%2Fx/', 'bad-address', 'http+unix: addresses are not fetched'],
    ['http://example.org:22/', 'forbidden', 'port 22 is not fetched from; expected 80, 443, 8080'],
    ['http://example.org:6379/', 'forbidden', 'port 6379 is not fetched from'],
    ['http://user@example.org/', 'bad-address', 'it has a user name or password in it'],
    ['http://example.org:80@127.0.0.1/', 'bad-address', 'it has a user name or password in it'],
    ['http://localhost/', 'forbidden', 'it is not on the public internet'],
    ['http://LOCALHOST./', 'forbidden', 'it is not on the public internet'],
    ['http://printer/', 'forbidden', 'it is not on the public internet'],
    ['http://nas.local/', 'forbidden', 'it is not on the public internet'],
    ['http://metadata.google.internal/', 'forbidden', 'it is not on the public internet'],
    ['http://metadata.google.internal../', 'forbidden', 'it is not on the public internet'],
  ])('%s is refused as %s', (text, code, reason) => {
    expect(guard.parse(text)).toMatchObject({
      kind: 'refused',
      code,
      reason: expect.stringContaining(reason),
    });
  });

  test.each([
    ['127.0.0.1', '127.8.8.8', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255'],
    ['192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '198.18.0.1', '192.0.2.1'],
    ['224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.0.1', '203.0.113.9', '192.88.99.1'],
    ['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::10.0.0.1', '::ffff:0:10.0.0.1'],
    ['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', 'fc00::1', 'fd00:ec2::254'],
    ['fe80::1', 'fec0::1', 'ff02::1', '100::1', '2001:db8::1', '3fff::1', '5f00::1', '4000::1'],
  ])('no connection goes to %s and its like', (...addresses) => {
    expect(addresses.filter((address) => guard.allowsEndpoint(address, 80))).toEqual([]);
  });

  test('what is no address is none to connect to', () => {
    expect(['', 'localhost', '1.2.3', '::g'].map((a) => guard.allowsEndpoint(a, 80))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('a relative address is judged by what it becomes', () => {
    const base = new URL('https://example.org/a/b');
    expect(guard.parse('../c', base)).toMatchObject({ kind: 'allowed' });
    expect(guard.parse('//127.0.0.1/', base)).toMatchObject({ kind: 'refused' });
    expect(guard.parse('//localhost/c', base)).toMatchObject({ kind: 'refused' });
  });
});

describe('with ALLOW_PRIVATE_NETWORKS', () => {
  test.each([
    'http://127.0.0.1:3000/',
    'http://nas.local/feed',
    'http://[fd00::1]:81/',
    'http://nas',
  ])('%s is open', (text) => {
    expect(atHome.parse(text).kind).toBe('allowed');
  });

  test.each([
    'file:///etc/passwd',
    'http://user@nas/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
    'http://metadata.google.internal/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
  ])('%s stays closed', (text) => {
    expect(atHome.parse(text).kind).toBe('refused');
  });
});
