import type { ServerResponse } from 'node:http';
import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { onceOnly } from '../../../adapters/slack/clients.ts';
import { createPoster } from '../../../adapters/slack/post.ts';
import { SILENT } from '../../../src/log.ts';
import { text } from '../../../src/message/message.ts';
import type { Channel } from '../../../src/model/channel.ts';
import type { DeliveryKey, Period, PostOutcome } from '../../../src/model/delivery.ts';
import type { SubscriptionId } from '../../../src/model/subscription.ts';
import { closedAddress, json, messageOf, type Received, serve } from './support.ts';

const channel: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
const key = { subscription: 1, period: '2026-11-22/1' } as unknown as DeliveryKey & {
  subscription: SubscriptionId;
  period: Period;
};
const message = messageOf({ kind: 'paragraph', spans: [text('<!channel>')] });

test('a post is one request, with an escaped text, its blocks, and no previews', async () => {
  const { outcome, received } = await postTo((_, response) =>
    json(response, { ok: true, ts: '1.2' }),
  );

  expect(outcome).toEqual({ kind: 'posted', messageId: '1.2' });
  expect(received).toHaveLength(1);
  const sent = new URLSearchParams(received[0]?.body);
  expect(Object.fromEntries(sent)).toEqual({
    channel: 'C1',
    text: '&lt;!channel&gt;',
    unfurl_links: 'false',
    unfurl_media: 'false',
    blocks: expect.stringContaining('rich_text'),
  });
  expect(received[0]?.request.headers.authorization).toBe('Bearer xoxb-test');
});

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const codes: [PostOutcome['kind'], string[]][] = [
  [
    'channel-closed',
    [
      'channel_not_found',
      'not_in_channel',
      'is_archived',
      'restricted_action',
      'restricted_action_read_only_channel',
      'restricted_action_thread_locked',
      'messages_tab_disabled',
      'no_permission',
      'ekm_access_denied',
    ],
  ],
  [
    'workspace-closed',
    [
      'account_inactive',
      'token_revoked',
      'token_expired',
      'invalid_auth',
      'not_authed',
      'app_access_restricted',
      'missing_scope',
    ],
  ],
  [
    'refused',
    [
      'invalid_blocks',
      'invalid_blocks_format',
      'msg_blocks_too_long',
      'no_text',
      'too_many_attachments',
      'metadata_too_large',
      'a_code_of_next_year',
    ],
  ],
  ['rate-limited', ['ratelimited', 'rate_limited']],
  ['unreachable', ['service_unavailable', 'team_added_to_org', 'org_login_required']],
  ['unknown', ['internal_error', 'fatal_error', 'request_timeout']],
];

test.each(codes.flatMap(([kind, all]) => all.map((code) => [code, kind] as const)))(
  'the answer %s means %s',
  async (error, kind) => {
    const { outcome, received } = await postTo((_, response) =>
      json(response, { ok: false, error }),
    );

    expect(outcome.kind).toBe(kind);
    expect(received).toHaveLength(1);
  },
);

test('a missing scope is named', async () => {
  const { outcome } = await postTo((_, response) =>
    json(response, {
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    }),
  );

  expect(outcome).toEqual({ kind: 'workspace-closed', code: 'missing_scope:chat:write' });
});

test.each([
  ['30', 30_000],
  ['0', 0],
  [undefined, 60_000],
  ['soon', 60_000],
])(
  'a 429 with Retry-After %s waits %i ms, and nothing is sent again',
  async (after, retryAfterMs) => {
    const { outcome, received } = await postTo((_, response) => {
      if (after !== undefined) response.setHeader('retry-after', after);
      json(response, { ok: false, error: 'ratelimited' }, 429);
    });

    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs });
    expect(received).toHaveLength(1);
  },
);

const lost: [string, (received: Received, response: ServerResponse) => void][] = [
  ['a 500', (_, response) => json(response, {}, 500)],
  ['a 502 with a page', (_, response) => response.writeHead(502).end('<html>Bad gateway</html>')],
  ['a 503', (_, response) => response.writeHead(503).end()],
  ['a page in place of the answer', (_, response) => response.end('<html>Welcome</html>')],
  ['an empty answer', (_, response) => response.end()],
  ['ok without the message', (_, response) => json(response, { ok: true })],
  ['a connection cut after the request', ({ request }) => request.socket.destroy()],
  [
    'a connection cut within the answer',
    ({ request }, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"ok":true');
      setImmediate(() => request.socket.destroy());
    },
  ],
  ['a redirect', (_, response) => response.writeHead(302, { location: '/else' }).end()],
];

test.each(lost)('after %s nobody knows, and nothing is sent again', async (_, answer) => {
  const { outcome, received } = await postTo(answer);

  expect(outcome.kind).toBe('unknown');
  expect(received).toHaveLength(1);
});

test('no answer in time: nobody knows', async () => {
  const { outcome, received } = await postTo(() => {}, { timeout: 50 });

  expect(outcome.kind).toBe('unknown');
  expect(received).toHaveLength(1);
});

test('where no connection could be made, it may be tried again', async () => {
  for (const url of [await closedAddress(), 'https://nowhere.invalid/']) {
    const client = new WebClient('xoxb-test', onceOnly({ apiUrl: url, log: SILENT }));
    const post = createPoster({ clientFor: async () => client, log: SILENT });

    expect((await post(channel, message, key)).kind).toBe('unreachable');
  }
});

test('a workspace without the app is closed; a store that is down is out of reach', async () => {
  const without = createPoster({ clientFor: async () => undefined, log: SILENT });
  const down = createPoster({ clientFor: () => Promise.reject(new Error('down')), log: SILENT });

  expect((await without(channel, message, key)).kind).toBe('workspace-closed');
  expect((await down(channel, message, key)).kind).toBe('unreachable');
});

async function postTo(
  answer: (received: Received, response: ServerResponse) => void,
  options: { timeout?: number } = {},
) {
  const { url, received } = await serve(answer);
  const client = new WebClient('xoxb-test', {
    ...onceOnly({ apiUrl: url, log: SILENT }),
    ...options,
  });
  const post = createPoster({ clientFor: async () => client, log: SILENT });
  return { outcome: await post(channel, message, key), received };
}
