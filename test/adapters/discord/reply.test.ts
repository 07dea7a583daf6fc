import { describe, expect, test } from 'vitest';
import { type Acknowledged, deliver, oneLine } from '../../../adapters/discord/reply.ts';
import type { Reply } from '../../../src/commands/command.ts';
import { plainText } from '../../../src/message/plain-text.ts';

const privately = answer('private');
const openly = answer('channel');
const update: Reply = { kind: 'update', message: oneLine('page 2') };

const privateCommand = { kind: 'command', ephemeral: true } as const;
const publicCommand = { kind: 'command', ephemeral: false } as const;
const component = { kind: 'component' } as const;

describe('the person gets', () => {
  test.each<[string, Reply, Acknowledged, string[]]>([
    ['a private answer', privately, privateCommand, ['edit: words']],
    ['a public answer', openly, publicCommand, ['edit: words']],
    [
      'an answer for all after a private wait',
      openly,
      privateCommand,
      ['edit: Shown in this channel.', 'channel: words'],
    ],
    [
      'a private answer after a public wait',
      privately,
      publicCommand,
      ['remove', 'private: words'],
    ],
    ['a private answer to a button', privately, component, ['private: words']],
    ['an answer for all to a button', openly, component, ['channel: words']],
    ['the next page', update, component, ['edit: page 2']],
    ['a message taken away', { kind: 'remove' }, component, ['remove']],
  ])('%s', async (_, reply, as, expected) => {
    const { done, to } = recorder();
    await deliver(reply, as, to);
    expect(done).toEqual(expected);
  });

  test('the truth when a channel did not take the answer', async () => {
    const { done, to } = recorder();
    const failing = { ...to, follow: () => Promise.reject(new Error('50013')) };
    await expect(deliver(openly, privateCommand, failing)).rejects.toThrow('50013');
    expect(done.at(-1)).toMatch(/^edit: I could not show that in this channel/);
  });
});

function answer(visibility: 'private' | 'channel'): Reply {
  return { kind: 'answer', message: oneLine('words'), visibility };
}

function recorder() {
  const done: string[] = [];
  return {
    done,
    to: {
      edit: async (message: Parameters<typeof plainText>[0]) => {
        done.push(`edit: ${plainText(message)}`);
      },
      remove: async () => {
        done.push('remove');
      },
      follow: async (message: Parameters<typeof plainText>[0], visibility: string) => {
        done.push(`${visibility}: ${plainText(message)}`);
      },
    },
  };
}
