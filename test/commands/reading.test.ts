import { afterEach, beforeEach, expect, test } from 'vitest';
import { render as renderSlack } from '../../adapters/slack/render.ts';
import type { Reply } from '../../src/commands/command.ts';
import { importFile } from '../../src/feed/import.ts';
import type { StoryId } from '../../src/model/article.ts';
import type { TopicKey } from '../../src/model/topic.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { expectValid } from '../adapters/slack/valid.ts';
import { aNewArticle, apart } from '../support/articles.ts';
import { sharedPath } from '../support/corpora.ts';
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

test('an article opens by words of its headline, by its number, and from the menu of a list', async () => {
  const list = await at.type('/news search aral sea');
  const [first] = options(list);
  const card = await at.press(first?.action ?? { kind: 'help' });

  const title = textOf(card).split('\n', 1)[0] ?? '';
  expect(title).toBe(first?.label);
  const id = first?.action.kind === 'open' ? first.action.article : 0;
  expect(textOf(await at.type(`/news open ${id}`))).toBe(textOf(card));
  expect(textOf(await at.type(`/news open ${title}`)).split('\n', 1)[0]).toBe(title);
});

test('a card holds sentences of the article, in its order, and says so', async () => {
  const card = await at.type('/news open smuggling uzbek');
  const stored = await at.desk.db.query.selectFrom('article').select(['title', 'text']).execute();
  const title = textOf(card).split('\n', 1)[0];
  const article = stored.find((row) => row.title === title);
  const bullets = messageOf(card).blocks.find((block) => block.kind === 'bullets');
  const sentences =
    bullets?.items.map((item) =>
      item.map((span) => (span.kind === 'text' ? span.text : '')).join(''),
    ) ?? [];

  expect(sentences.length).toBeGreaterThanOrEqual(2);
  const places = sentences.map((sentence) => article?.text.indexOf(sentence) ?? -1);
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(textOf(card)).toContain('Sentences of the article, unchanged.');
});

test('what is not there is said, with a line that works', async () => {
  expect(textOf(await at.type('/news open'))).toContain('Which article?');
  expect(textOf(await at.type('/news open 99999999'))).toContain(
    'There is no article number 99999999.',
  );
  expect(textOf(await at.type('/news open https://example.org/none'))).toContain(
    'No article of the archive has this address.',
  );
  expect(textOf(await at.press({ kind: 'open', article: 99999999 as never }))).toContain(
    'no longer in the archive',
  );
});

test('sharing shows the card to the channel under the name of the sharer, who alone can remove it', async () => {
  const card = await at.type('/news open aral sea');
  const shared = await at.press(button(card, 'Share').action);

  expect(shared).toMatchObject({ kind: 'answer', visibility: 'channel' });
  expect(textOf(shared).split('\n', 1)[0]).toBe('Ann shared');
  const remove = button(shared, 'Remove').action;
  expect(textOf(await at.press(remove, { person: BOB }))).toContain(
    'Only the person who shared this',
  );
  expect(textOf(await at.type('/news open aral sea'))).toContain('Shared here before');
  const besides = { channel: { ...NEWSROOM, id: 'C2' } };
  expect(textOf(await at.type('/news open aral sea', besides))).toContain(
    'Shared in another channel before',
  );
  expect(await at.press(remove, { channel: { ...NEWSROOM, workspace: 'T2' } })).toMatchObject({
    kind: 'answer',
  });
  expect(await at.press(remove)).toEqual({ kind: 'remove' });
});

test('a card says that its article was changed after it was first read, also one that is shared from before', async () => {
  const feed = await ensureFeed(at.desk.db, { key: 'x', title: 'x', url: undefined }, NOW);
  const store = (change: Parameters<typeof aNewArticle>[0], hour: number) =>
    storeArticles(at.desk.db, feed, [aNewArticle({ key: 'dam', ...change })], {
      now: new Date(Date.UTC(2026, 10, 22, hour)),
      placeInStory: apart,
    });
  const { added } = await store({ title: 'Dam bursts <!channel>' }, 9);
  const id = added[0]?.id;
  if (!id) throw new Error('nothing was stored');
  const before = await at.press({ kind: 'open', article: id });
  expect(textOf(before)).not.toContain('Changed');

  await store({ title: 'Dam  bursts – <!channel>', publishedAt: NOW, topics: ['Water'] }, 10);
  expect(textOf(await at.press({ kind: 'open', article: id }))).not.toContain('Changed');

  await store({ title: 'Dam holds' }, 11);
  await store({ title: 'Dam holds', text: 'It was seen from the air.' }, 12);
  const after = await at.press({ kind: 'open', article: id });
  const line =
    'Changed since it was first read, 22 Nov 2026, 12:00 UTC: the headline, which was “Dam bursts <!channel>”, and the text.';
  expect(textOf(after)).toContain(line);
  const shared = await at.press(button(before, 'Share').action);
  expect(textOf(shared)).toContain(line);

  const slack = renderSlack(messageOf(shared));
  expectValid(slack);
  expect(JSON.stringify(slack)).not.toContain('<!channel>",');
});

test('of a cut-off text nobody says how long it takes to read, nor of one without sentences that it shows some', async () => {
  const feed = await ensureFeed(at.desk.db, { key: 'x', title: 'x', url: undefined }, NOW);
  const url = 'https://example.org/';
  const { added } = await storeArticles(
    at.desk.db,
    feed,
    [
      aNewArticle({ url: `${url}a`, title: 'Whole', text: 'The bridge opened on Monday.' }),
      aNewArticle({ url: `${url}b`, title: 'Cut', text: 'The bridge opened...', truncated: true }),
      aNewArticle({ url: `${url}c`, title: 'Headline alone', text: '' }),
    ],
    { now: NOW, placeInStory: apart },
  );
  const [whole, cutOff, bare] = await Promise.all(
    added.map(({ id }) => at.press({ kind: 'open', article: id })),
  );
  const readAt = (card: Reply | undefined) =>
    card &&
    messageOf(card).blocks.flatMap((block) =>
      block.kind === 'buttons'
        ? block.buttons.flatMap((b) => (b.kind === 'link' ? b.label : []))
        : [],
    );

  expect(readAt(whole)).toEqual(['Read it at Example News (1 min)']);
  expect(readAt(cutOff)).toEqual(['Read it at Example News']);
  expect(cutOff && textOf(cutOff)).toContain('The outlet gives only its beginning.');
  expect(bare && textOf(bare)).not.toContain('unchanged');
});

test.each([
  ['aral', 'The Aral Sea: How a Lake Came to Be Divided'],
  ['northern aral', 'Northern Aral Sea Recovers Behind the Kokaral Dam'],
  ['astana', 'Astana: A Capital With Many Former Names'],
  ['kazakhstan floods', 'After the Kazakhstan Floods: Why the Snow Melted So Fast'],
  ['samarkan', 'The Registan of Samarkand'],
])('open %s opens the headline that it is nearest to', async (typed, title) => {
  expect(textOf(await at.type(`/news open ${typed}`)).split('\n', 1)[0]).toBe(title);
});

test.each(['show me something', 'the weather of tomorrow', 'nothing like that here'])(
  'open %s opens no article that merely has some of the words: those are offered',
  async (typed) => {
    const reply = await at.type(`/news open ${typed}`);
    expect(textOf(reply)).toContain('No such article.');
    const [first] = options(reply);
    expect(first?.action.kind).toBe('open');
  },
);

test('latest comes newest first, one row for each story', async () => {
  const reply = await at.type('/news latest topic:Water');
  expect(textOf(reply)).toContain('for the latest on topic:Water');
  expect(textOf(await at.type('/news latest since:yesterday'))).toContain(
    'Nothing for the latest since:yesterday',
  );
  expect(textOf(await at.type('/news latest since:2024-12-20'))).toMatch(/of 2 for the latest/);
  expect(textOf(await at.type('/news latest since:noon'))).toContain(
    '"noon" is no span of time and no day that has been.',
  );
  expect(textOf(await at.type('/news latest since:2024'))).toContain('for the latest since:2024');
  for (const since of ['0h', '2027']) {
    expect(textOf(await at.type(`/news latest since:${since}`))).toContain(
      `"${since}" is no span of time and no day that has been.`,
    );
  }
});

test('where the time is what leaves nothing, all of it is a click away', async () => {
  const reply = await at.type('/news latest topic:Water since:3d');
  expect(textOf(reply)).toContain('Nothing for the latest on topic:Water in the last 3 days');
  const wider = button(reply, 'Search everything (18)');
  expect(textOf(await at.press(wider.action))).toMatch(/of \d+ for the latest on topic:Water/);
});

test('latest counts articles, and says in how many stories those of a page are told', async () => {
  const feed = await ensureFeed(at.desk.db, { key: 'f', title: 'f', url: undefined }, NOW);
  const told = ['One Daily', 'Two Daily', 'Three Daily'].map((source) =>
    aNewArticle({ title: `Dam opens, says ${source}`, source, publishedAt: NOW }),
  );
  const placeInStory = () => 1 as StoryId;
  await storeArticles(at.desk.db, feed, told, { now: NOW, placeInStory });
  await at.desk.finder.refresh();
  const latest = textOf(await at.type('/news latest'));

  expect(latest).toContain('Viewing results 1 - 6 of ');
  expect(latest).toContain('also in ');
  expect(latest).toContain(' · 6 articles in 4 stories');
  expect(textOf(await at.type('/news latest topic:Water'))).not.toContain(' stories');
});

test('topics are counted, and each is a choice away; a near name is enough', async () => {
  const topics = await at.type('/news topics');
  const water = options(topics).find(({ label }) => label === 'Water');
  const page = await at.press(water?.action ?? { kind: 'help' });

  expect(water?.description).toMatch(/^\d+ articles$/);
  expect(textOf(page)).toContain(`of ${water?.description?.split(' ')[0]} for topic:Water`);
  expect(textOf(await at.type('/news topic watr'))).toContain('for topic:Water');
  expect(textOf(await at.type('/news topic zzzzzz'))).toContain('There is no topic "zzzzzz".');
});

test('a list of topics stores nothing; a result list is made for the one that is chosen', async () => {
  const lists = () => at.desk.db.query.selectFrom('list').select('spec').execute();
  const [first] = options(await at.type('/news topics'));
  expect(await lists()).toEqual([]);
  await at.press(first?.action ?? { kind: 'help' });
  expect(await lists()).toHaveLength(1);

  const gone = await at.press({ kind: 'topic', topic: '000000000000' as TopicKey });
  expect(textOf(gone)).toContain('No article has this topic any more.');
});

test('the digest is made of what came in lately, with the stories of one event together', async () => {
  const digest = textOf(await at.type('/news digest'));
  expect(digest).toMatch(/^News digest · Sun 22 Nov\n\d+ stories · from 1 source · \d+ min read/);
  expect(digest.length).toBeLessThan(5_500);
  const on = textOf(await at.type('/news digest aral sea'));
  expect(on).toContain('on aral sea');
  const nothing = textOf(await at.type('/news digest zzzzzz hours:36'));
  expect(nothing).toContain('Nothing new on zzzzzz in the last 36 hours.');
  expect(nothing).toContain('/news latest');
  expect(textOf(await at.type('/news digest hours:-1'))).toContain('"-1" is no number of hours.');
});

test.skipIf(sharedPath('corpora/seed') === undefined)(
  'the results page of the first beat comes in whole: captions apart, cut-off articles known as such',
  async () => {
    const empty = await sitDown({ samples: false });
    const file = sharedPath('corpora/seed/000_1dd6a9df74b7e88a.txt') ?? '';
    const report = await importFile(empty.desk.db, file, { now: NOW });
    const rows = await empty.desk.db.query
      .selectFrom('article')
      .selectAll()
      .orderBy('id')
      .execute();

    expect(report).toEqual({ added: 6, corrected: 0, unchanged: 0, bad: [] });
    expect(rows.map(({ truncated }) => truncated)).toEqual([0, 0, 0, 1, 0, 1]);
    expect(rows[5]?.text).not.toContain('rewardsforjustice');
    expect(JSON.parse(rows[5]?.image ?? '{}')).toMatchObject({
      caption: 'Sanaullah Ghafari, Emir of ISIS-K',
      credit: 'rewardsforjustice.net',
    });
    expect(new Set(rows.map(({ story_id }) => story_id)).size).toBe(6);
    await empty.close();
  },
);

test('the digest of a channel that follows several things has what any of them finds', async () => {
  await at.type('/newsdesk subscribe topic:Sport');
  await at.type('/newsdesk subscribe glaciers');
  const articles = (text: string) => Number(/(\d+) stories/.exec(text)?.[1]);
  const sport = articles(textOf(await at.type('/news digest topic:Sport')));
  const both = textOf(await at.type('/news digest'));

  expect(sport).toBeGreaterThan(0);
  expect(articles(both)).toBeGreaterThan(sport);
  expect(both).toContain('on topic:Sport · glaciers');
});

test('a bare number behind digest is a number of hours', async () => {
  expect(textOf(await at.type('/news digest 48'))).toBe(
    textOf(await at.type('/news digest hours:48')),
  );
});
