import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FetchOptions, FetchOutcome } from '../../../src/feed/net/fetch-outcome.ts';
import { createFetcher, type Fetcher, type Limits } from '../../../src/feed/net/fetcher.ts';
import { createPerHost } from '../../../src/feed/net/per-host.ts';
import { listening, serve, serveTcp, type TestServer } from '../../support/servers.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const FEED = Buffer.from('<rss><channel><title>Лента</title></channel></rss>');

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

let fetcher: Fetcher;
beforeEach(() => {
  fetcher = fetcherWith({});
});

function fetcherWith(limits: Partial<Limits>): Fetcher {
  const created = createFetcher({
    allowPrivateNetworks: true,
    userAgent: 'Newsdesk/1.2.3 (+https://news.example.org/about)',
    limits: { connectMs: 500, ...limits },
    perHost: createPerHost({ gapMs: 0 }),
    resolveHost: async (host) => {
      if (host.endsWith('.test')) return ['127.0.0.1'];
      throw Object.assign(new Error('no such host'), { code: 'ENOTFOUND' });
    },
    clock: () => NOW,
  });
  open.push(created);
  return created;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server of the site.test that answers with `handler`; its own address comes back. */
async function site(handler: Handler): Promise<string> {
  const server = await serve(handler);
  open.push(server);
  return `http://site.test:${server.port}`;
}

async function tcpSite(handler: Parameters<typeof serveTcp>[0]): Promise<string> {
  const server: TestServer = await serveTcp(handler);
  open.push(server);
  return `http://site.test:${server.port}`;
}

const answer =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): Handler =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

async function get(handler: Handler, options?: FetchOptions): Promise<FetchOutcome> {
  return fetcher.fetch(`${await site(handler)}/feed`, options);
}

describe('what a server says', () => {
  test('comes back: the body, its type, where it was, what to send next time', async () => {
    const url = await site(
      answer(
        200,
        {
          'content-type': 'application/rss+xml; charset=utf-8',
          etag: 'W/"a b\u00e9"',
          'last-modified': 'Sun, 22 Nov 2026 07:00:00 GMT',
          'x-robots-tag': 'NoArchive, Newsdesk: noindex',
        },
        FEED,
      ),
    );
    expect(await fetcher.fetch(`${url}/feed`)).toEqual({
      kind: 'fetched',
      url: `${url}/feed`,
      movedTo: undefined,
      contentType: 'application/rss+xml; charset=utf-8',
      robotsTag: 'noarchive, newsdesk: noindex',
      validators: { etag: 'W/"a b\u00e9"', lastModified: 'Sun, 22 Nov 2026 07:00:00 GMT' },
      maxAgeMs: undefined,
      retryAfterMs: undefined,
      body: FEED,
    });
  });

  test('more than that comes only where it is asked for', async () => {
    const handler = answer(200, { 'x-wp-total': '123', 'x-other': 'y' }, FEED);
    const outcome = await get(handler, { headers: ['x-wp-total', 'x-wp-totalpages'] });
    expect(outcome).toMatchObject({ headers: { 'x-wp-total': '123', 'x-wp-totalpages': '' } });
  });

  test('is asked for by name, without cookies, and with the validators byte for byte', async () => {
    let seen: IncomingMessage['headers'] = {};
    const validators = { etag: 'W/"\u00e9 x', lastModified: 'yesterday, about noon' };
    const outcome = await get(
      (request, response) => {
        seen = request.headers;
        response.writeHead(304, { 'set-cookie': 'id=1' }).end();
      },
      { validators },
    );

    expect(seen).toMatchObject({
      'user-agent': 'Newsdesk/1.2.3 (+https://news.example.org/about)',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'if-none-match': validators.etag,
      'if-modified-since': validators.lastModified,
    });
    expect(seen.cookie).toBeUndefined();
    expect(outcome).toMatchObject({ kind: 'not-modified', validators, movedTo: undefined });
  });

  test('a 304 may bring new validators; one that was not asked for is no answer', async () => {
    const handler = answer(304, { 'last-modified': 'Sun, 22 Nov 2026 07:30:00 GMT' });
    const validators = { etag: '"1"', lastModified: 'Sun, 22 Nov 2026 07:00:00 GMT' };

    expect(await get(handler, { validators })).toMatchObject({
      kind: 'not-modified',
      validators: { etag: '"1"', lastModified: 'Sun, 22 Nov 2026 07:30:00 GMT' },
    });
    expect(await get(handler)).toMatchObject({ kind: 'failed', code: 'unexpected-status' });
  });

  test.each([
    [400, 'unexpected-status'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'not-found'],
    [429, 'too-many-requests'],
    [451, 'denied'],
    [204, 'unexpected-status'],
    [206, 'unexpected-status'],
    [300, 'unexpected-status'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('status %d is %s', async (status, code) => {
    const outcome = await get(answer(status, {}, status === 204 ? '' : '<h1>No</h1>'));
    expect(outcome).toMatchObject({ kind: 'failed', code, status });
  });

  test('410 is for good, unless only a temporary redirect led to it', async () => {
    expect(await get(answer(410))).toEqual({ kind: 'gone' });
    const redirecting =
      (status: number): Handler =>
      (request, response) => {
        if (request.url === '/feed') response.writeHead(status, { location: '/gone' }).end();
        else response.writeHead(410).end();
      };
    expect(await get(redirecting(308))).toEqual({ kind: 'gone' });
    expect(await get(redirecting(302))).toMatchObject({ kind: 'failed', code: 'not-found' });
  });

  const HOUR = 3_600_000;
  test.each([
    [{ 'retry-after': '120' }, undefined, 120_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' }, undefined, HOUR],
    [{ 'retry-after': 'Sunday, 22-Nov-26 09:00:00 GMT' }, undefined, HOUR],
    [{ 'retry-after': 'Sun Nov 22 09:00:00 2026' }, undefined, HOUR],
    [{ 'retry-after': '315360000' }, undefined, 7 * 24 * HOUR],
    [{ 'retry-after': '9'.repeat(400) }, undefined, 7 * 24 * HOUR],
    [{ 'retry-after': 'Sun, 22 Nov 2036 09:00:00 GMT' }, undefined, 7 * 24 * HOUR],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:00 GMT' }, undefined, undefined],
    [{ 'retry-after': '-5' }, undefined, undefined],
    [{ 'retry-after': 'soon' }, undefined, undefined],
    [{ 'cache-control': 'public, max-age=3600' }, HOUR, undefined],
    [{ 'cache-control': 'Max-Age="3600"', age: '1800' }, HOUR / 2, undefined],
    [{ 'cache-control': 's-maxage=9, max-age=60' }, 60_000, undefined],
    [{ 'cache-control': 'max-age=60, no-cache' }, 0, undefined],
    [{ 'cache-control': 'private' }, undefined, undefined],
    [
      { 'cache-control': 'max-age=3600', expires: 'Sun, 22 Nov 2026 20:00:00 GMT' },
      HOUR,
      undefined,
    ],
    [
      { date: 'Sun, 22 Nov 2026 06:00:00 GMT', expires: 'Sun, 22 Nov 2026 07:00:00 GMT' },
      HOUR,
      undefined,
    ],
    [{ expires: '0' }, 0, undefined],
    [{ expires: 'Thu, 19 Nov 1981 08:52:00 GMT' }, 0, undefined],
  ] as const)('%o means: fresh for %s ms, again after %s ms', async (headers, maxAgeMs, retry) => {
    expect(await get(answer(503, headers))).toMatchObject({
      kind: 'failed',
      maxAgeMs,
      retryAfterMs: retry,
    });
  });
});

describe('redirects', () => {
  /** A site whose paths lead from one to the next with these statuses; the last answers. */
  const chain =
    (...statuses: readonly number[]): Handler =>
    (request, response) => {
      const step = Number(/\/(\d+)$/.exec(request.url ?? '')?.[1] ?? 0);
      const status = statuses[step];
      if (status === undefined) response.end(FEED);
      else response.writeHead(status, { location: `/${step + 1}` }).end();
    };

  test.each([
    [[301], true],
    [[308, 301], true],
    [[301, 302], false],
    [[307, 308], false],
    [[303], false],
    [[301, 301, 301, 301, 301], true],
  ])('%o moves the address for good: %s', async (statuses, isMove) => {
    const url = await site(chain(...statuses));
    const last = `${url}/${statuses.length}`;

    expect(await fetcher.fetch(url)).toMatchObject({
      kind: 'fetched',
      url: last,
      movedTo: isMove ? last : undefined,
    });
  });

  test('a 304 behind a permanent redirect says where the feed is now, too', async () => {
    const url = await site((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' }).end();
      else response.writeHead(request.headers['if-none-match'] === '"1"' ? 304 : 200).end();
    });
    const validators = { etag: '"1"', lastModified: undefined };
    expect(await fetcher.fetch(`${url}/old`, { validators })).toMatchObject({
      kind: 'not-modified',
      movedTo: `${url}/new`,
    });
  });

  test('six, a circle and one without an address end', async () => {
    const six = await get(chain(302, 302, 302, 302, 302, 302, 302));
    expect(six).toMatchObject({ kind: 'failed', code: 'too-many-redirects' });

    let asked = 0;
    const circle = await get((request, response) => {
      asked += 1;
      response.writeHead(301, { location: request.url === '/a' ? '/feed' : '/a' }).end();
    });
    expect(circle).toMatchObject({ kind: 'failed', code: 'too-many-redirects' });
    expect(asked).toBe(2);

    expect(await get(answer(302))).toMatchObject({ kind: 'failed', code: 'unexpected-status' });
  });

  test('a path with letters outside ASCII is found, sent as bytes or encoded', async () => {
    const url = await site((request, response) => {
      if (request.url === '/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0') response.end(FEED);
      else response.writeHead(302, { location: Buffer.from('/лента').toString('latin1') }).end();
    });
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'fetched' });
  });

  test('a redirect that never ends its body does not hold anything up', async () => {
    const url = await site((request, response) => {
      if (request.url === '/new') response.end(FEED);
      else response.writeHead(302, { location: '/new' }).write('x');
    });
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'fetched' });
  });
});

describe('limits', () => {
  test('headers that drip in are given up on', async () => {
    fetcher = fetcherWith({ headersMs: 60 });
    const url = await tcpSite(async (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      for (let n = 0; !socket.destroyed; n += 1) {
        socket.write(`x-${n}: y\r\n`);
        await wait(10);
      }
    });
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'failed', code: 'too-slow' });
  });

  test('a server that says nothing is given up on', async () => {
    fetcher = fetcherWith({ headersMs: 60 });
    const url = await tcpSite(() => undefined);
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'failed', code: 'too-slow' });
  });

  test('a body that stops is given up on before the whole time is over', async () => {
    fetcher = fetcherWith({ idleMs: 60 });
    const outcome = await get((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('<rss>');
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-slow' });
  });

  test('a body that drips in is given up on when the whole time is over', async () => {
    fetcher = fetcherWith({ totalMs: 100, idleMs: 5_000 });
    const outcome = await get(async (_, response) => {
      for (; !response.destroyed; await wait(10)) response.write('x');
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-slow' });
  });

  test('the whole time is one for all redirects together', async () => {
    fetcher = fetcherWith({ totalMs: 120 });
    let step = 0;
    const outcome = await get(async (_, response) => {
      step += 1;
      await wait(50);
      response.writeHead(302, { location: `/${step}` }).end();
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-slow' });
  });

  test('an endless body stops at the limit', async () => {
    let sent = 0;
    const outcome = await get(
      (_, response) => {
        const chunk = Buffer.alloc(16_384);
        const more = () => {
          do sent += chunk.length;
          while (response.write(chunk));
        };
        response.on('drain', more);
        more();
      },
      { maxBytes: 100_000 },
    );
    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-large', status: undefined });
    expect(sent).toBeLessThan(10_000_000);
  });

  test('a body that says it is too large is not read at all', async () => {
    const outcome = await get((_, response) => {
      response.writeHead(200, { 'content-length': '999999999' }).write('x');
    });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-large' });
  });

  test('an answer of exactly the limit is taken, one byte more is not', async () => {
    const handler: Handler = (_, response) => response.write('12345') && response.end('67890');
    expect(await get(handler, { maxBytes: 10 })).toMatchObject({ kind: 'fetched' });
    expect(await get(handler, { maxBytes: 9 })).toMatchObject({ code: 'too-large' });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['zstd', zstdCompressSync],
  ] as const)('a bomb of %s unfolds to ten megabytes and no further', async (coding, compress) => {
    const bomb = compress(Buffer.alloc(200 * 1024 * 1024));
    const before = process.memoryUsage().rss;
    const outcome = await get(answer(200, { 'content-encoding': coding }, bomb));
    const grownBytes = process.memoryUsage().rss - before;

    expect(outcome).toMatchObject({ kind: 'failed', code: 'too-large' });
    expect(grownBytes).toBeLessThan(60 * 1024 * 1024);
  });

  test('many large bodies are read a few at a time, and small ones pass them by', async () => {
    const held: ServerResponse[] = [];
    const large = await site((_, response) => {
      response.writeHead(200, { 'content-length': String(4 * 1024 * 1024) });
      response.write(Buffer.alloc(3 * 1024 * 1024));
      held.push(response);
    });
    const small = await site(answer(200, {}, FEED));
    const before = process.memoryUsage().arrayBuffers;
    const outcomes = Array.from({ length: 12 }, (_, n) =>
      fetcher.fetch(large.replace('site.test', `site-${n}.test`)),
    );
    while (held.length < 12) await wait(5);
    expect(await fetcher.fetch(small)).toMatchObject({ kind: 'fetched' });
    // The servers' own copies are in this process, too.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(12 * 2 * 3 * 1024 * 1024);
    for (const response of held) response.end(Buffer.alloc(1024 * 1024));
    const kinds = (await Promise.all(outcomes)).map(({ kind }) => kind);
    expect(kinds).toEqual(Array.from({ length: 12 }, () => 'fetched'));
  });

  test('a large body that waits for its turn and gets none is given up on in time', async () => {
    fetcher = fetcherWith({ totalMs: 300, idleMs: 60 });
    const url = await site((_, response) => {
      response.write(Buffer.alloc(3 * 1024 * 1024));
      setTimeout(() => response.end(), 5_000).unref();
    });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        fetcher.fetch(url.replace('site.test', `site-${n}.test`)),
      ),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && outcome.code)).toEqual(
      Array.from({ length: 6 }, () => 'too-slow'),
    );
    expect(await get(answer(200, {}, Buffer.alloc(2 * 1024 * 1024)))).toMatchObject({
      kind: 'fetched',
    });
  });

  test('whoever asked may stop waiting', async () => {
    const stop = new AbortController();
    const url = await tcpSite(() => stop.abort(new Error('enough')));
    await expect(fetcher.fetch(url, { signal: stop.signal })).rejects.toThrow('enough');
    await expect(fetcher.fetch(url, { signal: stop.signal })).rejects.toThrow('enough');
  });
});

describe('content encodings', () => {
  test.each([
    ['gzip', gzipSync(FEED)],
    ['X-GZIP', gzipSync(FEED)],
    ['deflate', deflateSync(FEED)],
    ['deflate', deflateRawSync(FEED)],
    ['br', brotliCompressSync(FEED)],
    ['zstd', zstdCompressSync(FEED)],
    ['identity', FEED],
    ['', FEED],
    ['gzip', FEED],
    ['zstd', FEED],
    ['gzip', Buffer.concat([gzipSync(FEED), Buffer.alloc(20)])],
    ['gzip', Buffer.concat([gzipSync(FEED.subarray(0, 9)), gzipSync(FEED.subarray(9))])],
  ])('%s is undone', async (coding, body) => {
    const outcome = await get(answer(200, { 'content-encoding': coding }, body));
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.body)).toEqual(FEED);
  });

  test('only one layer is undone, whatever the header says', async () => {
    const twice = gzipSync(gzipSync(FEED));
    const named = await get(answer(200, { 'content-encoding': 'gzip, gzip' }, twice));
    expect(named).toMatchObject({ kind: 'failed', code: 'broken-answer' });

    const hidden = await get(answer(200, { 'content-encoding': 'gzip' }, twice));
    expect(hidden.kind === 'fetched' && Buffer.from(hidden.body)).toEqual(gzipSync(FEED));
  });

  test.each([
    ['gzip', gzipSync(FEED).subarray(0, 30)],
    ['gzip', Buffer.concat([gzipSync(FEED).subarray(0, 20), Buffer.alloc(40)])],
    ['br', FEED],
    ['compress', FEED],
    ['deflate', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ])('damaged %s is a broken answer', async (coding, body) => {
    const outcome = await get(answer(200, { 'content-encoding': coding }, body));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'broken-answer' });
  });

  test('nothing at all is an empty body in any encoding', async () => {
    const outcome = await get(answer(200, { 'content-encoding': 'gzip' }));
    expect(outcome.kind === 'fetched' && outcome.body.length).toBe(0);
  });
});

describe('connections that fail', () => {
  test.each([
    ['a body that is shorter than it said', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>'],
    ['a chunk that breaks off', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<rss>'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['nothing', ''],
  ])('%s is a broken answer, and nothing of it is kept', async (_, text) => {
    const url = await tcpSite((socket) => socket.end(text));
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'failed', code: 'broken-answer' });
  });

  test('a reset in the middle of the body is a broken answer', async () => {
    const url = await tcpSite((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>');
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    expect(await fetcher.fetch(url)).toMatchObject({ kind: 'failed', code: 'broken-answer' });
  });

  test('what a body has beyond its length is not read', async () => {
    const url = await tcpSite((socket) => {
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n<rss>GET / HTTP',
      );
    });
    const outcome = await fetcher.fetch(url);
    expect(outcome.kind === 'fetched' && Buffer.from(outcome.body).toString()).toBe('<rss>');
  });

  test('a name without a server, and a server that is not there, are told apart and no more', async () => {
    expect(await fetcher.fetch('http://nowhere.example/')).toMatchObject({
      code: 'no-such-host',
      reason: 'no server of that name was found',
    });
    const gone = await serve(() => undefined);
    await gone.close();
    expect(await fetcher.fetch(`http://site.test:${gone.port}/`)).toMatchObject({
      code: 'no-connection',
      reason: 'no connection could be made',
    });
  });
});

describe('certificates', () => {
  const pem = (name: string) =>
    readFileSync(join(import.meta.dirname, '../../fixtures/tls', name), 'utf8');

  async function secure(certificate: string, handler: Handler = answer(200, {}, FEED)) {
    const server = createTlsServer({ key: pem('server.key'), cert: pem(certificate) }, handler);
    const started = await listening(server, { host: '127.0.0.1', port: 0 });
    open.push(started);
    return `https://site.test:${started.port}`;
  }

  beforeEach(() => {
    const usual = getCACertificates('default');
    setDefaultCACertificates([...usual, pem('ca.pem')]);
    open.push({ close: async () => setDefaultCACertificates(usual) });
  });

  test('a good one is trusted', async () => {
    expect(await fetcher.fetch(await secure('good.pem'))).toMatchObject({ kind: 'fetched' });
  });

  test.each([
    ['expired.pem', 'CERT_HAS_EXPIRED'],
    ['self-signed.pem', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-host.pem', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('%s is not', async (certificate, code) => {
    expect(await fetcher.fetch(await secure(certificate))).toMatchObject({
      kind: 'failed',
      code: 'bad-certificate',
      reason: `its certificate is not valid (${code})`,
    });
  });

  test('what does not speak TLS is no connection', async () => {
    const url = await tcpSite((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
    expect(await fetcher.fetch(url.replace('http:', 'https:'))).toMatchObject({
      kind: 'failed',
      code: 'no-connection',
    });
  });

  test('from https to http leads no redirect, unless http was asked for', async () => {
    const plain = await site(answer(200, {}, FEED));
    const down = await secure('good.pem', answer(302, { location: plain }));
    const up = await site(answer(302, { location: down }));

    expect(await fetcher.fetch(down)).toMatchObject({
      kind: 'failed',
      code: 'bad-address',
      reason: 'it redirects from https to http',
    });
    expect(await fetcher.fetch(up)).toMatchObject({ kind: 'fetched' });
  });
});
