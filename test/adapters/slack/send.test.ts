import type { ServerResponse } from 'node:http';
import { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { onceOnly } from '../../../adapters/slack/clients.ts';
import { createSend } from '../../../adapters/slack/send.ts';
import type { Reply } from '../../../src/commands/command.ts';
import { SILENT } from '../../../src/log.ts';
import { text } from '../../../src/message/message.ts';
import { json, messageOf, serve } from './support.ts';

const message = messageOf({ kind: 'paragraph', spans: [text('Page 2')] });
const update: Reply = { kind: 'update', message };
const shared: Reply = { kind: 'answer', message, visibility: 'channel' };
const told: Reply = { kind: 'answer', message, visibility: 'private' };
const ok = (response: ServerResponse) => void response.end('ok');
const status =
  (code: number, body = '') =>
  (response: ServerResponse) =>
    void response.writeHead(code, { 'retry-after': '0' }).end(body);

test.each([
  ['update', update, { replace_original: true, text: 'Page 2' }],
  ['remove', { kind: 'remove' } as const, { delete_original: true }],
  ['private', told, { response_type: 'ephemeral', replace_original: false }],
  ['shared', shared, { response_type: 'in_channel', replace_original: false, unfurl_links: false }],
])('a reply of the kind %s is one message', async (_, reply, body) => {
  const { bodies } = await send(reply, [ok]);

  expect(bodies).toMatchObject([body]);
});

test('a rate limit is waited out once', async () => {
  expect((await send(update, [status(429), ok])).bodies).toHaveLength(2);
});

test.each([
  ['an update', 2, update],
  ['a private answer', 2, told],
  ['a shared card, which others would see twice,', 1, shared],
])('after a lost answer %s goes out %i time(s)', async (_, times, reply) => {
  expect((await send(reply, [status(503), ok])).bodies).toHaveLength(times);
});

test.each([status(400, 'invalid_blocks'), status(200, '{"ok":false,"error":"invalid_blocks"}')])(
  'what Slack refuses is sent as text alone',
  async (refusal) => {
    const { bodies } = await send(told, [refusal, ok]);

    expect(bodies[1]).toMatchObject({ text: 'Page 2', response_type: 'ephemeral' });
    expect(bodies[1]).not.toHaveProperty('blocks');
  },
);

test.each([
  status(404, 'expired_url'),
  status(404, 'used_url'),
  status(200, '{"ok":false,"error":"used_url"}'),
])('when the address is used up, the person gets a new message', async (gone) => {
  expect((await send(update, [gone])).methods).toEqual(['/chat.postEphemeral']);
  expect((await send(told, [gone])).methods).toEqual(['/chat.postEphemeral']);
  expect((await send(shared, [gone])).methods).toEqual(['/chat.postMessage']);
  expect((await send({ kind: 'remove' }, [gone])).methods).toEqual([]);
});

/** What came to the response_url, which answers with these one by one, and which methods were called. */
async function send(reply: Reply, answers: ((response: ServerResponse) => void)[]) {
  const left = [...answers];
  const { url, received } = await serve(({ path }, response) => {
    if (path !== '/response') return json(response, { ok: true, ts: '1.1', message_ts: '1.1' });
    left.shift()?.(response);
  });
  const client = new WebClient('xoxb-test', onceOnly({ apiUrl: url, log: SILENT }));
  const sending = createSend({ clientFor: async () => client, log: SILENT });

  await sending(reply, {
    responseUrl: `${url}response`,
    workspace: 'T1',
    channel: 'C1',
    person: 'U1',
  });

  const replies = received.filter(({ path }) => path === '/response');
  return {
    bodies: replies.map(({ body }) => JSON.parse(body)),
    methods: received.flatMap(({ path }) => (path === '/response' ? [] : [path])),
  };
}
