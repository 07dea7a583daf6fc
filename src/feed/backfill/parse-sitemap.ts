import { gunzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';
import { parseDate } from '../parse/dates.ts';
import { decode } from '../parse/decode.ts';

/** A sitemap (https://www.sitemaps.org/protocol.html), or an index of sitemaps. */
export type Sitemap = {
  readonly kind: 'index' | 'pages';
  readonly entries: readonly SitemapEntry[];
};

export type SitemapEntry = {
  readonly url: string;
  /** `lastmod`. */
  readonly changedAt: Date | undefined;
  /** Of a news sitemap. */
  readonly publishedAt: Date | undefined;
};

/** The protocol's limits: 50 MB unpacked, 50,000 addresses. */
export const MAX_SITEMAP_BYTES = 50 * 1024 * 1024;
const MAX_ENTRIES = 50_000;

/**
 * Reads a sitemap, packed with gzip or not, or a plain list of addresses; what is not well-formed
 * is read as far as it goes. Undefined where the bytes are neither.
 */
export function parseSitemap(
  bytes: Uint8Array,
  served: { readonly url: string; readonly contentType: string | undefined },
): Sitemap | undefined {
  const unpacked = unpack(bytes);
  if (unpacked === undefined) return undefined;
  const text = decode(unpacked, served);
  if (/^\s*https?:\/\//.test(text)) return addressList(text);
  const isIndex = /<(?:[\w-]+:)?sitemapindex[\s>]/i.test(text.slice(0, 10_000));
  if (!isIndex && !/<(?:[\w-]+:)?urlset[\s>]/i.test(text.slice(0, 10_000))) return undefined;
  return { kind: isIndex ? 'index' : 'pages', entries: readEntries(text, served.url) };
}

function readEntries(text: string, base: string): SitemapEntry[] {
  const entries: SitemapEntry[] = [];
  let entry: Record<string, string> = {};
  const open: string[] = [];
  const parser = new Parser(
    {
      onopentag(name) {
        const local = localName(name);
        open.push(local);
        if (local === 'url' || local === 'sitemap') entry = {};
      },
      ontext(value) {
        const [name = '', parent = ''] = open.toReversed();
        // `image:loc` and the like are not the page's: their parents are other elements.
        const isOwn = parent === 'url' || parent === 'sitemap' || name === 'publication_date';
        if (isOwn) entry[name] = (entry[name] ?? '') + value;
      },
      onclosetag(name) {
        open.pop();
        const local = localName(name);
        if (local !== 'url' && local !== 'sitemap') return;
        const loc = entry.loc?.trim();
        const url = loc ? URL.parse(loc, base) : null;
        if (url && /^https?:$/.test(url.protocol)) {
          entries.push({
            url: url.href,
            changedAt: dateOf(entry.lastmod),
            publishedAt: dateOf(entry.publication_date),
          });
        }
        if (entries.length >= MAX_ENTRIES) parser.reset();
      },
    },
    { xmlMode: true },
  );
  for (let i = 0; i < text.length && entries.length < MAX_ENTRIES; i += CHUNK) {
    parser.write(text.slice(i, i + CHUNK));
    // No sitemap is deep; the parser looks through all that is open at each closing tag.
    if (open.length > 100) break;
  }
  return entries;
}

const CHUNK = 16_384;

/** "news:publication_date" is "publication_date": prefixes are anyone's choice, and often missing. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : parseDate(text.trim());
}

function addressList(text: string): Sitemap {
  const entries = text
    .split(/\s+/)
    .filter((line) => /^https?:\/\/./.test(line) && URL.canParse(line))
    .slice(0, MAX_ENTRIES)
    .map((url) => ({ url, changedAt: undefined, publishedAt: undefined }));
  return { kind: 'pages', entries };
}

function unpack(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_SITEMAP_BYTES });
  } catch {
    return undefined;
  }
}
