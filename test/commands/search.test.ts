import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  BOB,
  button,
  messageOf,
  NEWSROOM,
  NOW,
  options,
  type Sitting,
  sitDown,
  textOf,
} from '../support/desk.ts';

let at: Sitting;
beforeEach(async () => {
  at = await sitDown();
});
afterEach(() => at.close());

const firstLine = (text: string) => text.split('\n', 1)[0];
const DAY_MS = 86_400_000;

test('words typed with a mistake find the report, say what was searched, and stay private', async () => {
  const reply = await at.type('/news search isis smugling uzbek');

  expect(reply).toMatchObject({ kind: 'answer', visibility: 'private' });
  expect(firstLine(textOf(reply))).toMatch(
    /^Viewing results 1 - \d of \d+ for isis smugling uzbek$/,
  );
  expect(textOf(reply)).toContain('Searched for smuggling (you typed smugling)');
  expect(options(reply)[0]?.label).toMatch(/ISIS.*Smuggling.*Uzbek/i);
});

test.each([
  ['kirgizia', 'kyrgyzstan'],
  ['Аральское море', 'aral sea'],
  ['Orol dengizi', 'aral sea'],
  ['Каспийское море', 'caspian'],
  ['Семипалатинск', 'semipalatinsk'],
])('%s finds as much as %s', async (typed, known) => {
  const total = (text: string) => / of (\d+) for /.exec(text)?.[1];

  expect(total(textOf(await at.type(`/news search ${typed}`)))).toBe(
    total(textOf(await at.type(`/news search ${known}`))),
  );
});

test('a word of another language that no article has is not made one that it has', async () => {
  expect(firstLine(textOf(await at.type('/news search hello')))).toBe('Nothing for hello');
});

test('bare words are a search', async () => {
  const bare = textOf(await at.type('/news aral sea'));
  expect(bare).toBe(textOf(await at.type('/news search aral sea')));
  expect(firstLine(bare)).toContain('for aral sea');
});

describe('a verb typed wrong', () => {
  test.each([
    ['/news serch isis', '/news search isis'],
    ['/news opne aral', '/news open aral'],
    ['/news lates', '/news latest'],
  ])('%s is read as %s, and that is said', async (line, meant) => {
    const [wrong, right] = [textOf(await at.type(line)), textOf(await at.type(meant))];
    const [typed = ''] = line.slice('/news '.length).split(' ');

    expect(firstLine(wrong)).toBe(firstLine(right));
    expect(wrong).toContain(`Read ${typed} as ${meant.split(' ')[1]}`);
    expect(wrong).toContain(`/news search ${line.slice('/news '.length)}`);
  });

  test('a word that the archive knows is a word, however near to a verb', async () => {
    for (const line of ['/news status of the lake', '/news reach', '/news held on charges']) {
      expect(firstLine(textOf(await at.type(line)))).toContain(`for ${line.slice(6)}`);
    }
  });

  test('what would change what others get is offered, not done', async () => {
    const reply = textOf(await at.type('/news subscibe aral'));
    expect(reply).toContain('There is no command "subscibe". Did you mean subscribe?');
    expect(reply).toContain('/news subscribe aral');
  });
});

test.each([
  ['aral sort:foo', '"sort:foo" is not known; read as sort:best.', 'aral'],
  ['aral sort:nwe', '"sort:nwe" is not known; read as sort:new.', 'aral'],
  ['aral colour:red', 'There is no key "colour:"', 'aral'],
  ['aral country:zz', 'No country is called "zz"; searched without it.', 'aral'],
  ['aral country:uzbekstan', 'it was read as Uzbekistan.', 'aral country:UZ'],
  ['aral topic:watter', 'it was read as "Water".', 'aral topic:Water'],
  [
    'aral after:06/01/2024',
    'was read as 6 Jan 2024; for 1 Jun 2024 type after:2024-06-01.',
    'aral',
  ],
  ['""', 'There was no word to look for: this is everything there is.', 'sort:new'],
])(
  '%s: what is wrong is said in one line, and as much found as without it',
  async (typed, note, same) => {
    const reply = textOf(await at.type(`/news search ${typed}`));
    const total = (text: string) => / of (\d+) for /.exec(text)?.[1];

    expect(reply).toContain(note);
    expect(total(reply)).toBe(total(textOf(await at.type(`/news search ${same}`))));
  },
);

test('a headline with a colon in it, pasted, is its words', async () => {
  const pasted = 'Toktogul: Kyrgyzstan’s Reservoir and the Winter Shortage';
  const reply = await at.type(`/news search ${pasted}`);

  expect(options(reply)[0]?.label).toBe(pasted);
  expect(textOf(reply)).not.toContain('no key');
});

describe('paging', () => {
  test('Next and Previous walk through all results, each once, to the last page', async () => {
    let reply = await at.type('/news topic Security');
    const total = Number(/of (\d+) for/.exec(textOf(reply))?.[1]);
    const seen: string[] = [];
    for (;;) {
      seen.push(...options(reply).map(({ label }) => label));
      const next = button(reply, 'Next');
      if (next.disabled) break;
      reply = await at.press(next.action);
      expect(reply.kind).toBe('update');
    }

    expect(total).toBeGreaterThan(12);
    expect(new Set(seen).size).toBe(total);
    expect(textOf(reply)).toContain(`- ${total} of ${total}`);
    const back = await at.press(button(reply, 'Previous').action);
    expect(textOf(back)).toContain(`Page ${Math.ceil(total / 6) - 1} of ${Math.ceil(total / 6)}`);
  });

  test('what is stored later does not move the pages; a new search sees it', async () => {
    const before = await at.type('/news topic Security');
    await at.store({ title: 'Fresh', topics: ['Security'], publishedAt: NOW });

    const again = await at.press({ ...button(before, 'Previous').action });
    expect(textOf(again)).toBe(textOf(before));
    expect(textOf(await at.type('/news topic Security'))).toContain('Fresh');
  });

  test('a button works for 89 days, also in a new process, and then says what to do', async () => {
    const { action } = button(await at.type('/news topic Security'), 'Next');
    const other = await sitDown({ db: at.desk.db, samples: false });

    const late = await other.press(action, { now: new Date(NOW.getTime() + 89 * DAY_MS) });
    expect(textOf(late)).toContain('Page 2 of');

    const expired = await other.press(action, { now: new Date(NOW.getTime() + 91 * DAY_MS) });
    expect(textOf(expired)).toContain('This list has expired.');
    expect(textOf(expired)).toContain('please search again');
    await other.close();
  });

  test('the buttons of one workspace are nothing in another', async () => {
    const { action } = button(await at.type('/news topic Security'), 'Next');
    const elsewhere = { channel: { ...NEWSROOM, workspace: 'T2' } };
    expect(textOf(await at.press(action, elsewhere))).toContain('This list has expired.');
  });
});

test('nothing found: the words are kept, and there are next steps', async () => {
  const reply = await at.type('/news search aral topic:Sport');

  expect(firstLine(textOf(reply))).toBe('Nothing for aral topic:Sport');
  expect(button(reply, 'Tell me when there is').action.kind).toBe('follow');
  const wider = await at.press(button(reply, 'Search everything').action);
  expect(firstLine(textOf(wider))).toMatch(/^Viewing results 1 - \d of \d+ for aral$/);
});

test('an archive without articles says how to fill it', async () => {
  const empty = await sitDown({ samples: false });
  expect(textOf(await empty.type('/news isis'))).toContain('No articles yet');
  await empty.close();
});

test('a search for nothing asks for words', async () => {
  expect(textOf(await at.type('/news search'))).toContain('Nothing to search for.');
});

test('whoever pastes a whole article gets an answer, not the article back', async () => {
  const pasted = 'aral sea water '.repeat(700);
  const news = ['', 'topic', 'open', 'help', 'digest', 'related', 'share', 'share x note:'];
  const lines = ['/newsdesk', ...news.map((verb) => `/news ${verb}`)];
  for (const line of lines) {
    const reply = await at.type(`${line} ${pasted}`);
    expect(textOf(reply).length, line).toBeLessThan(3_500);
  }
});

test('a topic of an archive without topics is answered in a whole sentence', async () => {
  const empty = await sitDown({ samples: false });
  expect(textOf(await empty.type('/news topic Water'))).toContain('No article has a topic yet.');
  await empty.close();
});

test('public shows the answer to the channel', async () => {
  const reply = await at.type('/news search aral public:yes');
  expect(reply).toMatchObject({ visibility: 'channel' });
});

test('the page to begin with may be given, and a page past the end is the last', async () => {
  expect(textOf(await at.type('/news search topic:Security page:2'))).toContain('Page 2 of');
  expect(textOf(await at.type('/news search topic:Security page:99'))).toMatch(/Page (\d+) of \1/);
});

test('whoever may not manage can search but not follow', async () => {
  const reply = await at.type('/news aral', { person: BOB });
  const refused = await at.press(button(reply, 'Follow').action, { person: BOB });
  expect(textOf(refused)).toContain('Only people who manage this place');
});

test('no reply says what no reply may say', async () => {
  const lines = [
    '/news aral',
    '/news latest',
    '/news topics',
    '/news help',
    '/news open aral',
    '/news digest',
  ];
  for (const line of lines) {
    const reply = await at.type(line);
    expect(textOf(reply)).not.toMatch(/Oops|undefined|null|NaN|\[object|Invalid Date|Error:|&\w+;/);
    expect(messageOf(reply).blocks.length).toBeGreaterThan(0);
  }
});
