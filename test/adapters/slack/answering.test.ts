import { expect, test } from 'vitest';
import { type AnsweringOptions, createAnswering } from '../../../adapters/slack/answering.ts';
import type { ReplyPayload } from '../../../adapters/slack/reply.ts';
import type { Addressee } from '../../../adapters/slack/send.ts';
import type { Reply } from '../../../src/commands/command.ts';
import { SILENT } from '../../../src/log.ts';
import { text } from '../../../src/message/message.ts';
import { messageOf } from './support.ts';

const now = new Date('2026-11-22T09:00:00Z');
const command = {
  command: '/news',
  text: 'floods',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'ann',
  trigger_id: '1.1',
  response_url: 'https://hooks.example/1',
};
const press = {
  team: { id: 'T1' },
  user: { id: 'U1', name: 'ann' },
  channel: { id: 'C1' },
  actions: [{ type: 'button', value: 'v1:help' }],
  trigger_id: '1.2',
  response_url: 'https://hooks.example/2',
};
const said = (words: string, visibility: 'private' | 'channel' = 'private'): Reply => ({
  kind: 'answer',
  message: messageOf({ kind: 'paragraph', spans: [text(words)] }),
  visibility,
});

test.each([
  ['private', 'ephemeral'],
  ['channel', 'in_channel'],
] as const)(
  'a %s answer that is ready goes into the ack as %s',
  async (visibility, response_type) => {
    const desk = aDesk(async () => said('found', visibility));

    await desk.onCommand(command, desk.ack, now);

    expect(desk.acks).toMatchObject([{ response_type, replace_original: false, text: 'found' }]);
    expect(desk.sent).toEqual([]);
  },
);

test('an answer that is not ready in time comes after an empty ack, as one message', async () => {
  const late = Promise.withResolvers<Reply>();
  const desk = aDesk(() => late.promise, { ackWithinMs: 5 });

  const done = desk.onCommand(command, desk.ack, now);
  await desk.firstAck;
  expect(desk.acks).toEqual([undefined]);
  late.resolve(said('found'));
  await done;

  expect(desk.acks).toHaveLength(1);
  expect(desk.sent).toEqual([
    [
      said('found'),
      { responseUrl: 'https://hooks.example/1', workspace: 'T1', channel: 'C1', person: 'U1' },
    ],
  ]);
});

test('an answer with a picture, which Slack may refuse, never goes into the ack', async () => {
  const picture = {
    kind: 'image',
    url: 'https://a.example/a.jpg',
    alt: 'A river',
    credit: undefined,
  } as const;
  const desk = aDesk(async () => ({
    kind: 'answer',
    message: messageOf(picture),
    visibility: 'private',
  }));

  await desk.onCommand(command, desk.ack, now);

  expect(desk.acks).toEqual([undefined]);
  expect(desk.sent).toHaveLength(1);
});

test('an answer whose ack was not heard is sent', async () => {
  const desk = aDesk(async () => said('found'));

  await desk.onCommand(command, () => Promise.reject(new Error('socket closed')), now);

  expect(desk.sent).toHaveLength(1);
});

test('a command cannot update what is not there: the page comes as a message', async () => {
  const { message } = said('page 2') as Extract<Reply, { kind: 'answer' }>;
  const desk = aDesk(async () => ({ kind: 'update', message }));

  await desk.onCommand(command, desk.ack, now);

  expect(desk.acks).toMatchObject([{ response_type: 'ephemeral', text: 'page 2' }]);
});

test('an error is told with a reference and without its words', async () => {
  const desk = aDesk(() => Promise.reject(new Error('xoxb-1-secret')));

  await desk.onCommand(command, desk.ack, now);

  expect(desk.acks[0]?.text).toMatch(/[0-9A-F]{6}/);
  expect(JSON.stringify(desk.acks)).not.toContain('secret');
});

test('a command that is not set up here says so', async () => {
  const desk = aDesk(async () => said('found'));

  await desk.onCommand({ ...command, command: '/old' }, desk.ack, now);

  expect(desk.acks[0]?.text).toBe('/old is not set up here. Type /news help or /newsdesk help.');
});

test('a button is acknowledged first and answered then', async () => {
  const desk = aDesk(async () => ({ kind: 'remove' }));

  await desk.onPress(press, desk.ack, now);

  expect(desk.acks).toEqual([undefined]);
  expect(desk.sent).toMatchObject([
    [{ kind: 'remove' }, { responseUrl: 'https://hooks.example/2' }],
  ]);
});

test('a button of a list that is no more says what to do', async () => {
  const desk = aDesk(async () => said('found'));

  await desk.onPress({ ...press, actions: [{ value: 'v0:gone' }] }, desk.ack, now);

  expect(JSON.stringify(desk.sent)).toContain('This list has expired. Run /news again.');
});

test('the same thing delivered twice has one effect', async () => {
  const desk = aDesk(async () => said('found'));

  for (const _ of [1, 2]) await desk.onCommand(command, desk.ack, now);
  for (const _ of [1, 2]) await desk.onPress(press, desk.ack, now);

  expect(desk.asked()).toBe(2);
  expect(desk.acks).toHaveLength(4);
});

function aDesk(answer: AnsweringOptions['answer'], options: { ackWithinMs?: number } = {}) {
  const acks: (ReplyPayload | undefined)[] = [];
  const sent: [Reply, Addressee][] = [];
  const known = new Set<string>();
  const first = Promise.withResolvers<void>();
  let asked = 0;
  const answering = createAnswering({
    answer: (invocation) => {
      asked += 1;
      return answer(invocation);
    },
    rules: {
      commands: { news: '/news', newsdesk: '/newsdesk' },
      managers: [],
      parse: (family, words) => ({ kind: 'command', family, verb: '', words, options: {} }),
    },
    send: async (...one) => void sent.push(one),
    seen: (key) => known.has(key) || !known.add(key),
    log: SILENT,
    ...options,
  });
  const ack = async (body?: ReplyPayload) => {
    acks.push(body);
    first.resolve();
  };
  return { ...answering, ack, acks, sent, firstAck: first.promise, asked: () => asked };
}
