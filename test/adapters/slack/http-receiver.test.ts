import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { App } from '@slack/bolt';
import { expect, onTestFinished, test } from 'vitest';
import { boltLog } from '../../../adapters/slack/bolt-log.ts';
import { createHttpReceiver } from '../../../adapters/slack/http-receiver.ts';
import { SILENT } from '../../../src/log.ts';

const SECRET = 'signing-secret';
const FORM = 'application/x-www-form-urlencoded';
const nowSeconds = 1_795_338_000;
const command = 'command=%2Fnews&text=floods&team_id=T1&user_id=U1&channel_id=C1';

test('a signed command reaches Bolt, and its answer goes back as JSON', async () => {
  const { post, handled } = await receiver();

  const answer = await post(command);

  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ text: 'floods' });
  expect(handled).toEqual(['floods']);
});

test('an interaction arrives out of its form, an event as JSON', async () => {
  const { post, handled } = await receiver();
  const press = {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
    actions: [{ type: 'button', action_id: 'a', value: 'x' }],
  };
  const event = {
    type: 'event_callback',
    team_id: 'T1',
    event: { type: 'app_home_opened', user: 'U1' },
  };

  expect((await post(`payload=${encodeURIComponent(JSON.stringify(press))}`)).status).toBe(200);
  expect((await post(JSON.stringify(event), { type: 'application/json' })).status).toBe(200);
  expect(handled).toEqual(['x', 'app_home_opened']);
});

test('what no listener takes is acknowledged', async () => {
  const { post } = await receiver();

  expect(
    (
      await post(
        'payload={"type":"shortcut","callback_id":"x","team":{"id":"T1"},"user":{"id":"U1"}}',
      )
    ).status,
  ).toBe(200);
});

test('the address is verified, and so is TLS, with and without a signature', async () => {
  const { post, url } = await receiver();

  const answer = await post('{"type":"url_verification","challenge":"c-1"}', {
    type: 'application/json',
  });

  expect(await answer.json()).toEqual({ challenge: 'c-1' });
  expect((await post('ssl_check=1&token=x', { signature: '' })).status).toBe(200);
  expect((await fetch(`${url}?ssl_check=1`)).status).toBe(200);
});

test.each([
  ['no signature', { signature: '' }, 401],
  ['a forged signature', { signature: `v0=${'0'.repeat(64)}` }, 401],
  ['a signature of another version', { version: 'v1' }, 401],
  ["another app's secret", { secret: 'other' }, 401],
  ['a body changed by one byte', { signed: `${command} ` }, 401],
  ['a timestamp 301 s old', { seconds: nowSeconds - 301 }, 401],
  ['a timestamp 301 s ahead', { seconds: nowSeconds + 301 }, 401],
  ['a timestamp that is no number', { seconds: Number.NaN }, 401],
  ['a timestamp 299 s old', { seconds: nowSeconds - 299 }, 200],
  ['a timestamp 299 s ahead', { seconds: nowSeconds + 299 }, 200],
  ['ssl_check that is not 1', { body: `${command}&ssl_check=0`, signature: '' }, 401],
  ['a compressed body', { bytes: gzipSync(command) }, 401],
  ['a body of 100,000 bytes', { body: command.padEnd(100_000, 'a') }, 200],
  ['a body of 100,001 bytes', { body: command.padEnd(100_001, 'a') }, 413],
  ['a body of 5 MB', { body: command.padEnd(5_000_000, 'a') }, 413],
  ['a malformed body', { body: '{"type"', type: 'application/json' }, 400],
  ['a body that is no object', { body: 'null', type: 'application/json' }, 400],
])('%s', async (_, { body = command, ...options }: SendOptions & { body?: string }, status) => {
  const { post, handled } = await receiver();

  expect((await post(body, options)).status).toBe(status);
  expect(handled).toHaveLength(status === 200 ? 1 : 0);
});

test('a request sent a second time is refused, for ten minutes', async () => {
  const { post, handled, passMs } = await receiver();

  await post(command);
  expect((await post(command)).status).toBe(401);
  expect(handled).toEqual(['floods']);
  passMs(10 * 60_000);
  expect((await post(command)).status).toBe(401);
});

test('an event that Slack repeats within the second is acknowledged without effect', async () => {
  const { post, handled } = await receiver();
  const event =
    '{"type":"event_callback","team_id":"T1","event":{"type":"app_home_opened","user":"U1"}}';

  await post(event, { type: 'application/json' });
  const again = await post(event, { type: 'application/json', retry: '1' });

  expect(again.status).toBe(200);
  expect(handled).toEqual(['app_home_opened']);
});

test.each(['GET', 'PUT', 'DELETE', 'HEAD'])('%s is refused', async (method) => {
  const { url } = await receiver();

  expect((await fetch(url, { method })).status).toBe(405);
});

type SendOptions = {
  type?: string;
  secret?: string;
  version?: string;
  seconds?: number;
  /** What is signed, where that is not what is sent. */
  signed?: string;
  signature?: string;
  bytes?: Buffer;
  retry?: string;
};

async function receiver() {
  let nowMs = nowSeconds * 1000;
  const handled: string[] = [];
  const receiving = createHttpReceiver({ signingSecret: SECRET, log: SILENT, now: () => nowMs });
  const app = new App({
    receiver: receiving,
    authorize: async () => ({ botToken: 'xoxb-test' }),
    logger: boltLog(SILENT),
  });
  app.command(/.*/, async ({ command: { text }, ack }) => {
    handled.push(text);
    await ack({ text });
  });
  app.action(/.*/, async ({ action, ack }) => {
    if ('value' in action) handled.push(String(action.value));
    await ack();
  });
  app.event('app_home_opened', async ({ event }) => void handled.push(event.type));

  const server = createServer(receiving.receive);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;

  async function post(body: string, options: SendOptions = {}): Promise<Response> {
    const {
      type = FORM,
      secret = SECRET,
      version = 'v0',
      seconds = nowSeconds,
      signed = body,
      bytes,
      retry,
    } = options;
    const hash = createHmac('sha256', secret).update(`v0:${seconds}:${signed}`).digest('hex');
    return fetch(url, {
      method: 'POST',
      body: bytes ? new Uint8Array(bytes) : body,
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': String(seconds),
        'x-slack-signature': options.signature ?? `${version}=${hash}`,
        ...(bytes && { 'content-encoding': 'gzip' }),
        ...(retry && { 'x-slack-retry-num': retry }),
      },
    });
  }

  const passMs = (ms: number) => {
    nowMs += ms;
  };
  return { post, url, handled, passMs };
}
