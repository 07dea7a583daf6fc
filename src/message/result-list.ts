import type { ListId } from '../model/list.ts';
import type { Hit, SearchResult } from '../model/query.ts';
import { extract } from '../summary/extract.ts';
import { cut } from '../text/graphemes.ts';
import { articleEntry } from './article-entry.ts';
import {
  type Block,
  bold,
  code,
  italic,
  type Menu,
  type Message,
  type Span,
  text,
  time,
} from './message.ts';
import { openMenu } from './open-menu.ts';
import { counted, formatNumber } from './spans.ts';

/** Hits on one page of a list. */
export const PAGE_SIZE = 6;

const MAX_EXTRACT = 280;
/** Behind "for", where somebody may have pasted a whole article. */
const MAX_WHAT = 200;

export type ResultListOptions = {
  readonly result: SearchResult;
  /** What was asked for, behind "for": `isis smuggling`; empty for a list of everything. */
  readonly what: string;
  readonly list: ListId;
  readonly page: number;
  readonly now: Date;
  /** Articles of one story on a page become one row. */
  readonly grouped?: boolean;
};

/** One page of a list: *Viewing results 1 - 6 of 123*, the hits, the way to the others. */
export function resultList(options: ResultListOptions): Message {
  const { result, what, list, page, now } = options;
  const pages = pageCount(result.total);
  const rows = rowsOf(result.hits, options.grouped === true);
  return {
    blocks: [
      {
        kind: 'heading',
        spans: [
          text(
            `Viewing results ${formatNumber(result.from)} - ${formatNumber(result.to)} of ${formatNumber(result.total)}`,
          ),
          ...(what === '' ? [] : [text(' for '), italic(cut(what, MAX_WHAT))]),
        ],
      },
      ...remarks(result),
      ...rows.map(({ hit, alsoIn }) =>
        articleEntry(hit.article, {
          extract: extract(hit.article, hit.matches, { maxChars: MAX_EXTRACT }),
          now,
          remarks: [
            ...(hit.partial ? ['partial match'] : []),
            ...(alsoIn.length > 0 ? [`also in ${alsoIn.join(', ')}`] : []),
          ],
        }),
      ),
      {
        kind: 'note',
        spans: [text(`Page ${page} of ${pages}${foldedText(result.hits.length, rows.length)}`)],
      },
      {
        kind: 'buttons',
        buttons: [
          {
            kind: 'action',
            label: '◀ Previous',
            description: `Previous results, page ${Math.max(1, page - 1)} of ${pages}`,
            action: { kind: 'page', list, page: Math.max(1, page - 1) },
            disabled: page <= 1,
          },
          {
            kind: 'action',
            label: 'Next ▶',
            description: `Next results, page ${Math.min(pages, page + 1)} of ${pages}`,
            action: { kind: 'page', list, page: Math.min(pages, page + 1) },
            disabled: page >= pages,
          },
          {
            kind: 'action',
            label: 'Follow',
            description: 'Send this channel a daily digest of this search',
            action: { kind: 'follow', list },
          },
        ],
      },
      openMenu(result.hits.map(({ article }) => article)),
    ],
  };
}

type Row = { readonly hit: Hit; readonly alsoIn: string[] };

/** One row for each hit, or for each story with the other sources that tell it. */
function rowsOf(hits: readonly Hit[], grouped: boolean): Row[] {
  const rows = new Map<number, Row>();
  for (const hit of hits) {
    const { id, storyId, source } = hit.article;
    const row = rows.get(grouped ? storyId : id);
    if (row === undefined) rows.set(grouped ? storyId : id, { hit, alsoIn: [] });
    else if (!row.alsoIn.includes(source)) row.alsoIn.push(source);
  }
  return [...rows.values()];
}

/** Where several articles share a row: the heading counts them all. */
function foldedText(articles: number, stories: number): string {
  if (stories === articles) return '';
  return ` · ${counted(articles, 'article')} in ${counted(stories, 'story', 'stories')}`;
}

export function pageCount(total: number): number {
  return Math.max(1, Math.ceil(total / PAGE_SIZE));
}

/** What was searched instead of what was typed, and what could not be read. */
export function remarks({
  corrections,
  query,
}: Pick<SearchResult, 'corrections' | 'query'>): Block[] {
  const said: Block[] = query.notes.map((note) => ({ kind: 'note', spans: [text(note)] }));
  if (corrections.length === 0) return said;
  const spans: Span[] = corrections.flatMap(({ typed, searched }, index) => [
    text(index === 0 ? 'Searched for ' : ', '),
    bold(searched),
    text(' (you typed '),
    italic(typed),
    text(')'),
  ]);
  return [
    {
      kind: 'note',
      spans: [...spans, text(' · add '), code('exact'), text(' to search as typed')],
    },
    ...said,
  ];
}

/** Nothing found: what else there is to try, each one click away. */
export function nothingFound(options: {
  readonly result: SearchResult;
  readonly what: string;
  readonly list: ListId;
  /** The same search without its filters, where that finds something. */
  readonly wider: { readonly list: ListId; readonly total: number } | undefined;
  /** Headlines near what was typed. */
  readonly near: Menu['options'];
  /** The archive is empty; `readAt` is about when the feeds will have been read, where there are any. */
  readonly empty: { readonly readAt: Date | undefined } | undefined;
}): Message {
  const { result, wider, near, list } = options;
  if (options.empty) return emptyArchive(options.empty.readAt);
  return {
    blocks: [
      { kind: 'heading', spans: [text('Nothing for '), italic(cut(options.what, MAX_WHAT))] },
      ...remarks(result),
      {
        kind: 'paragraph',
        spans: [
          text(
            near.length > 0
              ? 'Did you mean one of these? Or try fewer words, or another spelling.'
              : 'Try fewer words, another spelling, or leave out dates and keys.',
          ),
        ],
      },
      {
        kind: 'buttons',
        buttons: [
          ...(wider
            ? [
                {
                  kind: 'action' as const,
                  label: `Search everything (${formatNumber(wider.total)})`,
                  description: `The same without its limits: ${counted(wider.total, 'article')}`,
                  action: { kind: 'page' as const, list: wider.list, page: 1 },
                  style: 'primary' as const,
                },
              ]
            : []),
          {
            kind: 'action',
            label: 'Tell me when there is',
            description: 'Send this channel a daily digest of this search',
            action: { kind: 'follow', list },
          },
        ],
      },
      ...(near.length > 0
        ? [{ kind: 'menu' as const, placeholder: 'Did you mean…', options: near }]
        : []),
    ],
  };
}

function emptyArchive(readAt: Date | undefined): Message {
  if (readAt) return { blocks: beingRead(readAt) };
  return {
    blocks: [
      { kind: 'heading', spans: [text('No articles yet')] },
      {
        kind: 'paragraph',
        spans: [
          text('The archive is empty. A feed fills it: '),
          code('/newsdesk feed add timesca.com'),
          text('. So does a file: '),
          code('npm run -s newsdesk -- import FILE'),
        ],
      },
    ],
  };
}

function beingRead(readAt: Date): Message['blocks'] {
  return [
    { kind: 'heading', spans: [text('No articles yet')] },
    {
      kind: 'paragraph',
      spans: [text('The first fetch finishes about '), time(readAt, 'date-time'), text('.')],
    },
    {
      kind: 'note',
      spans: [
        text('Meanwhile: '),
        code('/newsdesk feed list'),
        text(' shows what is read, '),
        code('/newsdesk feed add timesca.com'),
        text(' adds to it.'),
      ],
    },
  ];
}
