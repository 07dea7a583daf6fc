import { generateOpml, parseOpml } from 'feedsmith';
import { addressIn } from './typed-address.ts';

export type OpmlFeed = {
  /** Absolute, http or https. */
  readonly url: string;
  readonly title: string;
  readonly siteUrl: string | undefined;
};

export type Opml = {
  readonly feeds: readonly OpmlFeed[];
  /** Outlines without an address that can be fetched, and what was too many. */
  readonly bad: number;
};

/** More in one file are no list that a person has made. */
const MAX_FEEDS = 2_000;
const MAX_TITLE = 200;

/**
 * The feeds of an OPML file, folders and all, each once. Undefined for what is no OPML; an outline
 * without an address that can be fetched is left out, and counted.
 */
export function readOpml(text: string): Opml | undefined {
  const outlines = outlinesOf(text);
  if (outlines === undefined) return undefined;
  const feeds = new Map<string, OpmlFeed>();
  let bad = 0;
  // A stack, for a hostile file is nested deeper than functions call.
  const left = [...outlines].reverse();
  for (let outline = left.pop(); outline; outline = left.pop()) {
    left.push(...(outline.outlines ?? []).toReversed());
    const { xmlUrl } = outline;
    if (xmlUrl === undefined) continue;
    const url = webAddress(xmlUrl);
    if (url === undefined || feeds.size >= MAX_FEEDS) bad += 1;
    else if (!feeds.has(url)) {
      const title = feedTitle(outline.title ?? outline.text ?? '', url);
      feeds.set(url, { url, title, siteUrl: webAddress(outline.htmlUrl ?? '') });
    }
  }
  return { feeds: [...feeds.values()], bad };
}

export function writeOpml(title: string, feeds: readonly OpmlFeed[]): string {
  // The package takes a list of nothing for a mistake.
  if (feeds.length === 0) return EMPTY;
  return generateOpml({
    head: { title },
    body: {
      outlines: feeds.map(({ url, title: name, siteUrl }) => ({
        type: 'rss',
        text: name,
        title: name,
        xmlUrl: url,
        ...(siteUrl === undefined ? {} : { htmlUrl: siteUrl }),
      })),
    },
  });
}

const EMPTY = '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><body/></opml>\n';

/**
 * The name of an outlet, ready to be quoted in a search: on one line, without quotation marks;
 * the host where there is none.
 */
export function feedTitle(title: string, url: string): string {
  const name = title
    .toWellFormed()
    .replace(/["“”„‟«»\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TITLE);
  return /[\p{L}\p{N}]/u.test(name) ? name : new URL(url).hostname.replace(/^www\./, '');
}

type Outline = {
  readonly text?: string | undefined;
  readonly title?: string | undefined;
  readonly xmlUrl?: string | undefined;
  readonly htmlUrl?: string | undefined;
  readonly outlines?: readonly Outline[] | undefined;
};

function outlinesOf(text: string): readonly Outline[] | undefined {
  // For the package that is no OPML.
  const has = (tag: RegExp) => tag.test(text);
  if (has(/<opml\b/i) && has(/<body\b/i) && !has(/<outline\b/i)) return [];
  try {
    return parseOpml(text).body?.outlines;
  } catch {
    return undefined;
  }
}

/** Not one with a password in it: it is not fetched, and would be shown to all who see the list. */
function webAddress(text: string): string | undefined {
  const address = addressIn(text.trim().replace(/[ "<>]/g, encodeURIComponent))?.address;
  return address === undefined || /^https?:\/\/[^/]*@/.test(address) ? undefined : address;
}
