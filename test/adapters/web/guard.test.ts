import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWeb, type WebServer } from './web-server.ts';

let web: WebServer;
beforeAll(async () => {
  web = await startWeb({ allowedHosts: ['news.example.org'] });
});
afterAll(() => web.close());

describe('Host', () => {
  test.each(['localhost', 'LOCALHOST:80', '127.0.0.1:3000', '[::1]:3000', 'news.example.org'])(
    '%s is served',
    async (host) => {
      expect((await web.send('/healthz', { headers: { host } })).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example:3000',
    'localhost@evil.example',
    '127.0.0.2',
    'news.example.org.evil.example',
    'localhost/evil',
    '[::1',
  ])('%j is refused before anything else is looked at', async (host) => {
    for (const target of ['/', '/api/search?q=a', '/healthz', '/nothing']) {
      expect((await web.send(target, { headers: { host } })).status).toBe(421);
    }
  });
});

describe('Origin', () => {
  const post = (headers: Record<string, string>) =>
    web.send('/playground/command', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"text":"/news help"}',
    });

  test('the page itself may post', async () => {
    const origin = `http://localhost:${web.port}`;
    expect((await post({ origin })).status).toBe(200);
    expect((await post({ origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ])('another page may not: %o', async (headers) => {
    expect((await post(headers)).status).toBe(403);
  });

  test('a foreign site may not post with our own Origin, nor may nobody at all', async () => {
    const origin = `http://localhost:${web.port}`;
    expect((await post({ origin, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'a form cannot post: content type %j',
    async (type) => {
      const origin = `http://localhost:${web.port}`;
      expect((await post({ origin, 'content-type': type })).status).toBe(415);
    },
  );
});

describe('headers', () => {
  test.each(['/', '/page/page.js', '/healthz', '/api/search?q=a', '/nothing'])(
    '%s carries every protection, and opens nothing to other origins',
    async (target) => {
      const { headers } = await web.send(target, { headers: { origin: 'http://evil.example' } });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
          "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );
});

test('a thousand idle connections do not keep the page from being served', async () => {
  const sockets = Array.from({ length: 1_000 }, () => {
    const socket = connect(web.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n');
    return socket;
  });
  try {
    expect((await web.send('/')).status).toBe(200);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});
