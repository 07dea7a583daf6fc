import type { Message } from '../message/message.ts';
import { nothingFound, PAGE_SIZE, pageCount, resultList } from '../message/result-list.ts';
import { counted } from '../message/spans.ts';
import { parseArticleId } from '../model/article.ts';
import type { Person, Tenant } from '../model/channel.ts';
import type { List, ListSpec } from '../model/list.ts';
import type { Query, SearchResult } from '../model/query.ts';
import { parseQuery } from '../search/query.ts';
import { countArticles } from '../store/articles.ts';
import { saveList } from '../store/lists.ts';
import { unreadFeeds } from '../store/polled-feeds.ts';
import { currentRevision } from '../store/revisions.ts';
import { cut } from '../text/graphemes.ts';
import type { Desk } from './desk.ts';

/** A list as of this moment: what comes later will not move its pages. */
export async function newList(
  { db }: Desk,
  options: {
    readonly tenant: Tenant;
    readonly person: Person['id'];
    readonly spec: ListSpec;
    readonly now: Date;
  },
): Promise<List> {
  const { tenant, person, spec, now } = options;
  const list = {
    tenant: { platform: tenant.platform, workspace: tenant.workspace },
    person,
    spec,
    revision: await currentRevision(db),
  };
  const id = await saveList(db, { ...list, now });
  return { ...list, id, createdAt: now };
}

/** One page of a list; a page past the end is the last one. */
export async function showList(desk: Desk, list: List, page: number, now: Date): Promise<Message> {
  const query = queryOf(list);
  const find = (wanted: number) =>
    desk.finder.find(query, {
      from: (wanted - 1) * PAGE_SIZE + 1,
      limit: PAGE_SIZE,
      asOf: list.revision,
    });
  let shown = Math.max(1, page);
  let result = await find(shown);
  if (result.hits.length === 0 && result.total > 0) {
    shown = pageCount(result.total);
    result = await find(shown);
  }
  if (result.total === 0) return nothing(desk, list, result, now);
  return resultList({
    result,
    what: list.spec.kind === 'latest' ? latestWhat(list.spec) : list.spec.text,
    list: list.id,
    page: shown,
    now,
    grouped: list.spec.kind === 'latest',
  });
}

/** Read anew, at the time the list was made: "yesterday" stays that yesterday. */
function queryOf({ spec, createdAt }: Pick<List, 'spec' | 'createdAt'>): Query {
  const query = parseQuery(spec.text, createdAt);
  if (spec.kind === 'search') return query;
  const since = spec.hours === undefined ? undefined : createdAt.getTime() - spec.hours * HOUR_MS;
  return {
    ...query,
    sort: 'new',
    filters: {
      ...query.filters,
      after: since === undefined ? query.filters.after : new Date(since),
    },
  };
}

const HOUR_MS = 3_600_000;

function latestWhat({ text, hours }: Extract<ListSpec, { kind: 'latest' }>): string {
  const parts = [
    'the latest',
    text === '' || text.startsWith('since:') ? text : `on ${text}`,
    hours === undefined ? '' : `in the last ${spanText(hours)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** `36 hours`, `3 days`. */
function spanText(hours: number): string {
  return hours > 24 && hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour');
}

const MAX_NEAR = 5;

async function nothing(desk: Desk, list: List, result: SearchResult, now: Date): Promise<Message> {
  const { terms, phrases } = result.query;
  const words = [...phrases, ...terms].join(' ');
  const suggestions = words === '' ? [] : await desk.finder.suggest(words, ['article'], MAX_NEAR);
  return nothingFound({
    result,
    what: list.spec.kind === 'latest' ? latestWhat(list.spec) : list.spec.text,
    list: list.id,
    wider: await widerList(desk, list, words, now),
    near: suggestions.flatMap(({ value, label }) => {
      const article = parseArticleId(value);
      return article ? [{ label: cut(label, 75), action: { kind: 'open' as const, article } }] : [];
    }),
    empty:
      (await countArticles(desk.db)) > 0 ? undefined : { readAt: await firstReadAt(desk.db, now) },
  });
}

const MINUTE_MS = 60_000;
/** Many are read at once, and each may have some pages read. */
const FEED_MS = 500;

/** About when every feed will have been read once; undefined where none waits for that. */
async function firstReadAt(db: Desk['db'], now: Date): Promise<Date | undefined> {
  const unread = await unreadFeeds(db);
  if (unread === 0) return undefined;
  const at = now.getTime() + MINUTE_MS + unread * FEED_MS;
  return new Date(Math.ceil(at / MINUTE_MS) * MINUTE_MS);
}

/** The same with fewer limits, where those were what kept everything out. */
async function widerList(
  desk: Desk,
  list: List,
  words: string,
  now: Date,
): Promise<{ list: List['id']; total: number } | undefined> {
  const spec = widerSpec(list.spec, words);
  if (spec === undefined) return undefined;
  const query = queryOf({ spec, createdAt: now });
  const { total } = await desk.finder.find(query, { from: 1, limit: 1 });
  if (total === 0) return undefined;
  const { tenant, person } = list;
  const wider = await newList(desk, { tenant, person, spec, now });
  return { list: wider.id, total };
}

/** Without the limit of time, or else the bare words; undefined where there is no limit. */
function widerSpec(spec: ListSpec, words: string): ListSpec | undefined {
  if (spec.kind === 'latest' && spec.hours !== undefined)
    return { kind: 'latest', text: spec.text };
  return words === '' || words === spec.text ? undefined : { kind: 'search', text: words };
}
