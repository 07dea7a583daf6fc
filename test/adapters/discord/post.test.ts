import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createDiscord } from '../../../adapters/discord/client.ts';
import { nonceOf } from '../../../adapters/discord/post.ts';
import { SILENT } from '../../../src/log.ts';
import { type Message, text } from '../../../src/message/message.ts';
import type { Channel } from '../../../src/model/channel.ts';
import { type DeliveryKey, parsePeriod } from '../../../src/model/delivery.ts';
import { parseSubscriptionId } from '../../../src/model/subscription.ts';

const MESSAGE: Message = { blocks: [{ kind: 'paragraph', spans: [text('@everyone, the news')] }] };
const CHANNEL: Channel = {
  platform: 'discord',
  workspace: '100000000000000009',
  id: '100000000000000001',
};

let server: Server | undefined;
afterEach(() => server?.closeAllConnections());

test('a post is one request, known by its delivery, that mentions nobody', async () => {
  const { requests, post } = await against((_, response) => json(response, 200, { id: '42' }));

  expect(await post()).toEqual({ kind: 'posted', messageId: '42' });
  expect(requests).toHaveLength(1);
  expect(requests[0]).toMatchObject({
    method: 'POST',
    url: `/api/v10/channels/${CHANNEL.id}/messages`,
    headers: {
      authorization: 'Bot the-token',
      'user-agent': expect.stringMatching(/^DiscordBot \(.*Newsdesk$/),
    },
    body: {
      nonce: nonceOf(aKey()),
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
      embeds: [{ description: '\\@everyone, the news' }],
    },
  });
});

test('the nonce is the same for every try of a delivery and another for the next', () => {
  expect(nonceOf(aKey())).toBe(nonceOf(aKey()));
  expect(nonceOf(aKey())).not.toBe(nonceOf(aKey('2026-11-23/8')));
  expect(nonceOf(aKey()).length).toBeLessThanOrEqual(25);
});

describe('an answer of Discord is', () => {
  test.each([
    [403, 50001, { kind: 'channel-closed', code: '50001' }],
    [403, 50013, { kind: 'channel-closed', code: '50013' }],
    [404, 10003, { kind: 'channel-closed', code: '10003' }],
    [404, 10004, { kind: 'channel-closed', code: '10004' }],
    [400, 50008, { kind: 'channel-closed', code: '50008' }],
    [400, 50083, { kind: 'channel-closed', code: '50083' }],
    [403, 50007, { kind: 'channel-closed', code: '50007' }],
    [400, 50278, { kind: 'channel-closed', code: '50278' }],
    [400, 50035, { kind: 'refused', code: '50035' }],
    [400, 200000, { kind: 'refused', code: '200000' }],
    [400, 130000, { kind: 'rate-limited', retryAfterMs: 60_000 }],
    [400, 20028, { kind: 'rate-limited', retryAfterMs: 60_000 }],
    [500, 0, { kind: 'unknown', reason: 'HTTP 500' }],
    [503, 0, { kind: 'unknown', reason: 'HTTP 503' }],
    [403, 0, { kind: 'unreachable', reason: 'HTTP 403, no code' }],
    [404, 0, { kind: 'refused', code: '404' }],
  ])('%i with code %i: %o', async (status, code, outcome) => {
    const { requests, post } = await against((_, response) =>
      json(response, status, { code, message: 'no' }),
    );
    expect(await post()).toEqual(outcome);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['its own time', { 'retry-after': '30' }, 30_000, 30_100],
    ['no time', {}, 60_000, 60_000],
    ['nonsense for a time', { 'retry-after': 'soon' }, 60_000, 60_000],
  ])('429 with %s: a wait, and nothing is sent meanwhile', async (_, headers, least, most) => {
    const { requests, post } = await against((_request, response) =>
      json(response, 429, { message: 'slow', retry_after: 30, global: false }, headers),
    );
    const outcome = await post();
    expect(outcome).toMatchObject({ kind: 'rate-limited' });
    expect('retryAfterMs' in outcome && outcome.retryAfterMs).toBeGreaterThanOrEqual(least);
    expect('retryAfterMs' in outcome && outcome.retryAfterMs).toBeLessThanOrEqual(most);
    expect(requests).toHaveLength(1);
  });

  test('a page of a proxy with status 429: a wait', async () => {
    const { post } = await against((_, response) => {
      response.writeHead(429, { 'content-type': 'text/html' }).end('<html>');
    });
    expect(await post()).toEqual({ kind: 'rate-limited', retryAfterMs: 60_000 });
  });

  test.each(['', 'not json', '{}'])('200 with %j: unknown', async (body) => {
    const { post } = await against((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    expect(await post()).toMatchObject({ kind: 'unknown' });
  });

  test('none, the connection ends: unknown, after one request', async () => {
    const { requests, post } = await against((request) => request.socket.destroy());
    expect(await post()).toMatchObject({ kind: 'unknown' });
    expect(requests).toHaveLength(1);
  });
});

test('a refused token closes the workspace, turns health red and ends all requests', async () => {
  const { requests, post, health } = await against((_, response) =>
    json(response, 401, { code: 0, message: '401: Unauthorized' }),
  );

  expect(await post()).toEqual({ kind: 'workspace-closed', code: '401' });
  expect(await post()).toEqual({ kind: 'workspace-closed', code: '401' });
  expect(requests).toHaveLength(1);
  expect(health()).toEqual({
    ok: false,
    detail: expect.stringMatching(/^DISCORD_TOKEN was refused/),
  });
});

test('posts behind one that finds the token refused are closed with it', async () => {
  const { post } = await against((_, response) => json(response, 401, { code: 0, message: 'no' }));
  const outcomes = await Promise.all([post(), post('100000000000000002'), post()]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array(3).fill('workspace-closed'));
});

test('nobody there: unreachable, so that it may be tried again', async () => {
  const { post, url } = await against(() => {});
  await new Promise((resolve) => server?.close(resolve));
  expect(url).toContain('127.0.0.1');
  expect(await post()).toMatchObject({
    kind: 'unreachable',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test('one channel’s wait is not another’s', async () => {
  const { post } = await against((request, response) =>
    request.url?.includes(CHANNEL.id)
      ? json(
          response,
          429,
          { message: 'slow', retry_after: 30 },
          { 'retry-after': '30', 'x-ratelimit-scope': 'user' },
        )
      : json(response, 200, { id: '43' }),
  );
  expect(await post()).toMatchObject({ kind: 'rate-limited' });
  expect(await post('100000000000000002')).toEqual({ kind: 'posted', messageId: '43' });
});

type Seen = {
  method?: string | undefined;
  url?: string | undefined;
  headers: object;
  body: unknown;
};

/** The adapter's poster, with a Discord that answers as told. */
async function against(listener: RequestListener) {
  const requests: Seen[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: JSON.parse(body),
    });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const discord = createDiscord({
    token: 'Bot the-token',
    apiUrl: `http://127.0.0.1:${port}/api`,
    commands: [],
    answer: () => Promise.reject(new Error('nothing is asked here')),
    suggest: async () => [],
    registeredHash: { get: async () => undefined, set: async () => {} },
    log: SILENT,
  });
  return {
    requests,
    url: `http://127.0.0.1:${port}`,
    post: (id = CHANNEL.id) => discord.poster({ ...CHANNEL, id }, MESSAGE, aKey()),
    health: discord.health,
  };
}

function json(
  response: Parameters<RequestListener>[1],
  status: number,
  body: object,
  headers = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify(body));
}

function aKey(slot = '2026-11-22/8'): DeliveryKey {
  const subscription = parseSubscriptionId('7');
  const period = parsePeriod(slot);
  if (!subscription || !period) throw new Error(`${slot} is no period`);
  return { subscription, period };
}
