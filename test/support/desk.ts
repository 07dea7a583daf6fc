import type { CommandRequest, Invocation, Reply } from '../../src/commands/command.ts';
import { parseCommandText } from '../../src/commands/command-text.ts';
import type { Desk } from '../../src/commands/desk.ts';
import { dispatch } from '../../src/commands/dispatch.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import type { FeedWeb } from '../../src/feed/find-feed.ts';
import { keepSamples } from '../../src/feed/sample.ts';
import { SILENT } from '../../src/log.ts';
import { type Action, encodeAction, parseAction } from '../../src/message/action.ts';
import type { ActionButton, MenuOption, Message } from '../../src/message/message.ts';
import { plainText } from '../../src/message/plain-text.ts';
import type { ArticleId } from '../../src/model/article.ts';
import type { Channel, Person } from '../../src/model/channel.ts';
import { openFinder } from '../../src/search/finder.ts';
import { closeDatabase, type Database, openDatabase } from '../../src/store/database.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { storeArticles } from '../../src/store/store-articles.ts';
import { summarize } from '../../src/summary/summarize.ts';
import { aNewArticle, apart } from './articles.ts';
import { failure, webOf } from './feeds.ts';

export const NOW = new Date('2026-11-22T08:00:00Z');

export const NEWSROOM: Channel = { platform: 'slack', workspace: 'T1', id: 'C1' };
export const ANN: Person = { id: 'U1', name: 'Ann', manages: true };
export const BOB: Person = { id: 'U2', name: 'Bob', manages: false };

/** A desk over an in-memory database, and somebody sitting at it. */
export type Sitting = {
  readonly desk: Desk;
  /** `/news search isis`, as it is typed. */
  readonly type: (line: string, change?: Partial<Invocation>) => Promise<Reply>;
  readonly press: (action: Action, change?: Partial<Invocation>) => Promise<Reply>;
  /** Stores articles, each a story of its own, and gives their numbers. */
  readonly store: (...articles: Parameters<typeof aNewArticle>[0][]) => Promise<ArticleId[]>;
  readonly close: () => Promise<void>;
};

export async function sitDown(
  options: { readonly db?: Database; readonly samples?: boolean; readonly web?: FeedWeb } = {},
): Promise<Sitting> {
  const db = options.db ?? (await openDatabase({ kind: 'sqlite', file: ':memory:' }));
  if (options.samples !== false) await keepSamples(db, { wanted: true, now: NOW });
  const finder = await openFinder({ db, log: SILENT });
  await finder.refresh();
  const desk: Desk = {
    commands: COMMANDS,
    db,
    finder,
    web: options.web ?? NO_WEB,
    log: SILENT,
    outages: () => [],
    summarize: async (article) => summarize(article),
    timezone: 'UTC',
    version: '1.2.3',
  };
  const ask = (request: Invocation['request'], change: Partial<Invocation> = {}) =>
    dispatch({ channel: NEWSROOM, person: ANN, request, now: NOW, ...change }, desk);
  return {
    desk,
    type: (line, change) => ask(requestOf(line), change),
    press: (action, change) => {
      const wire = parseAction(encodeAction(action));
      if (wire === undefined) throw new Error(`${action.kind} does not survive the wire`);
      return ask({ kind: 'action', action: wire }, change);
    },
    store: async (...articles) => {
      const feed = await ensureFeed(db, { key: 'x', title: 'x', url: undefined }, NOW);
      const options = { now: NOW, placeInStory: apart };
      const { added } = await storeArticles(db, feed, articles.map(aNewArticle), options);
      return added.map(({ id }) => id);
    },
    close: async () => {
      await finder.close();
      if (options.db === undefined) await closeDatabase(db);
    },
  };
}

/** No network, as in a test that needs none. */
const NO_WEB = webOf(async () => failure('no-connection'));

export function requestOf(line: string): CommandRequest {
  const [, family = '', text = ''] = /^\/(news|newsdesk)\b\s*([\s\S]*)$/.exec(line) ?? [];
  if (family !== 'news' && family !== 'newsdesk') throw new Error(`${line} is no command`);
  return parseCommandText(COMMANDS, family, text);
}

export function messageOf(reply: Reply): Message {
  if (reply.kind === 'remove') throw new Error('the reply is no message');
  return reply.message;
}

export function textOf(reply: Reply): string {
  return plainText(messageOf(reply));
}

/** The button whose label holds that text. */
export function button(reply: Reply, label: string): ActionButton {
  const buttons = messageOf(reply).blocks.flatMap((block) =>
    block.kind === 'buttons' ? block.buttons : [],
  );
  const found = buttons.find(
    (candidate): candidate is ActionButton =>
      candidate.kind === 'action' && candidate.label.includes(label),
  );
  if (!found)
    throw new Error(`no button ${label}; there is ${buttons.map((b) => b.label).join(', ')}`);
  return found;
}

export function options(reply: Reply): readonly MenuOption[] {
  return messageOf(reply).blocks.flatMap((block) => (block.kind === 'menu' ? block.options : []));
}
