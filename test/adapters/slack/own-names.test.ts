import { expect, test } from 'vitest';
import { underOwnNames } from '../../../adapters/slack/own-names.ts';
import type { Reply } from '../../../src/commands/command.ts';
import { code, type Message, text } from '../../../src/message/message.ts';
import { plainText } from '../../../src/message/plain-text.ts';

const message: Message = {
  blocks: [
    { kind: 'paragraph', spans: [text('Try '), code('/news help'), text(' or /news.')] },
    { kind: 'bullets', items: [[code('/newsdesk list'), text(' → what is followed')]] },
  ],
};
const reply: Reply = { kind: 'answer', message, visibility: 'private' };

test('what is to be typed has the names of this workspace, what strangers wrote stays', () => {
  const own = underOwnNames(reply, { news: '/tca', newsdesk: '/tcadesk' });
  expect(own.kind === 'answer' && plainText(own.message)).toBe(
    'Try /tca help or /news.\n• /tcadesk list → what is followed',
  );
});

test('under the ordinary names nothing is touched', () => {
  expect(underOwnNames(reply, { news: '/news', newsdesk: '/newsdesk' })).toBe(reply);
});
