import { expect, test } from 'vitest';
import { cpuMsOf } from '../support/cpu-time.ts';
import { requestOf } from '../support/desk.ts';

test.each([
  ['/news search isis smuggling', 'search', 'isis smuggling', {}],
  ['/news isis smuggling', 'search', 'isis smuggling', {}],
  ['/news FIND x', 'FIND', 'x', {}],
  ['/news', '', '', {}],
  ['/news search aral page:3 sea', 'search', 'aral sea', { page: '3' }],
  // The filters of the search grammar stay where they stand.
  [
    '/news search (topic:Water OR topic:Energy) -source:x "page:2"',
    'search',
    '(topic:Water OR topic:Energy) -source:x "page:2"',
    {},
  ],
  ['/news search “aral sea” public:yes', 'search', '"aral sea"', { public: 'yes' }],
  [
    '/newsdesk subscribe aral sea at:08:00,17:30 tz:"Asia/Tashkent"',
    'subscribe',
    'aral sea',
    { at: '08:00,17:30', tz: 'Asia/Tashkent' },
  ],
  ['/newsdesk subscribe topic:Water at:"9 am"', 'subscribe', 'topic:Water', { at: '9 am' }],
  ['/newsdesk subscribe aral sea at:5 pm', 'subscribe', 'aral sea', { at: '5 pm' }],
  [
    '/newsdesk subscribe at:9 am, 5 p.m. days:mon, wed aral',
    'subscribe',
    'aral',
    { at: '9 am, 5 p.m.', days: 'mon, wed' },
  ],
  ['/newsdesk subscribe at:9 pmr', 'subscribe', 'pmr', { at: '9' }],
  ['/newsdesk subscrib x at:8', 'subscrib', 'x at:8', {}],
  ['/news subscribe aral AT:8', 'subscribe', 'aral', { at: '8' }],
  ['/news open https://example.org/a?page:2', 'open', 'https://example.org/a?page:2', {}],
  ['/news digest hours:48', 'digest', '', { hours: '48' }],
  ['/news latest since:3 days', 'latest', '', { since: '3 days' }],
  ['/news latest since:last week topic:Water', 'latest', 'topic:Water', { since: 'last week' }],
  ['/news latest since:3 daysies', 'latest', 'daysies', { since: '3' }],
  // The rest of the line is a note as it was typed.
  [
    '/news share aral sea note: at:9, “so” – «да»',
    'share',
    'aral sea',
    { note: 'at:9, “so” – «да»' },
  ],
  ['/news share “aral sea” Note:“worth a read”', 'share', '“aral sea”', { note: 'worth a read' }],
  ['/news share note:"worth a read" aral sea', 'share', 'aral sea', { note: 'worth a read' }],
  ['/news share aral note: "yes" and "no"', 'share', 'aral', { note: '"yes" and "no"' }],
  ['/news share aral note:', 'share', 'aral', { note: '' }],
  ['/news search note: aral', 'search', 'note: aral', {}],
  // A verb of two words, in the other family where its first word is no verb there.
  ['/news feed add timesca.com', 'feed add', 'timesca.com', {}],
  ['/news feed list', 'feed list', '', {}],
  ['/newsdesk digest next aral', 'digest next', 'aral', {}],
  ['/newsdesk  Digest   SEND', 'digest send', '', {}],
  ['/newsdesk digest hours:48', 'digest', '', { hours: '48' }],
  ['/news digest next elections', 'digest', 'next elections', {}],
  [
    '/newsdesk change 7 at:9 query:"aral sea" as:now max:5/h quiet:22-7',
    'change',
    '7',
    { at: '9', query: 'aral sea', as: 'now', max: '5/h', quiet: '22-7' },
  ],
])('%s', (line, verb, words, options) => {
  expect(requestOf(line)).toMatchObject({ verb, words, options });
});

test.each([
  'health ministry',
  'follow the money',
  'stop corruption now',
  'status of forces',
  'list of sanctions',
  'topics of the summit',
])('/news %s is a search, although it begins like a command', (words) => {
  expect(requestOf(`/news ${words}`)).toMatchObject({ verb: 'search', words });
});

test.each(['list', 'list all', 'status', 'subscribe aral', 'unsubscribe aral', 'topics'])(
  '/news %s is that command, of whichever family',
  (line) => {
    expect(requestOf(`/news ${line}`).verb).toBe(line.split(' ', 1)[0]);
  },
);

test('control characters do not reach the commands', () => {
  expect(requestOf('/news open a\u0000\tb\n c')).toMatchObject({ verb: 'open', words: 'a b c' });
});

test('ten thousand characters are read at once', () => {
  const cpuMs = cpuMsOf(() => {
    for (const piece of ['"', 'at:"', 'at: ', 'at:1, ', 'at:,', 'a am ', ' ', 'x', 'note:" ']) {
      requestOf(`/newsdesk subscribe ${piece.repeat(10_000 / piece.length)}`);
      requestOf(`/news share ${piece.repeat(10_000 / piece.length)}`);
    }
  });
  expect(cpuMs).toBeLessThan(500);
});
