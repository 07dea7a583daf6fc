import { Parser } from 'htmlparser2';
import { toAddress } from '../parse/addresses.ts';

/** A page that lists articles: a topic, a section, a page of search results. */
export type Listing = {
  /** Addresses of articles, in the order of the page. */
  readonly articles: readonly string[];
  /** The page after this one, where a link leads there. */
  readonly next: string | undefined;
  /** "Viewing results 1 - 6 of 123". */
  readonly range: { readonly from: number; readonly to: number; readonly of: number } | undefined;
};

/**
 * Finds the articles that a page lists. The links of headings count, else those inside `article`,
 * else those whose text is as long as a headline; where the page says how many results it shows,
 * the first of these kinds that has as many. Menus, margins and footers are left out.
 */
export function parseListing(html: string, url: string): Listing {
  const { links, text } = readPage(html, url);
  const range = rangeIn(text);
  const here = new URL(url);
  const candidates = links.filter((link) => !link.isChrome && isArticleAddress(link.url, here));
  const shown = range ? range.to - range.from + 1 : 2;
  const kinds = [
    candidates.filter(({ isHeading }) => isHeading),
    candidates.filter(({ isInArticle, text }) => isInArticle && text.length >= 15),
    candidates.filter(({ text }) => text.length >= 25),
  ].map((kind) => [...new Set(kind.map((link) => link.url))]);
  return {
    articles: kinds.find((found) => found.length >= shown) ?? longest(kinds),
    next: nextOf(links, here),
    range,
  };
}

/** The address of a page after this one, where no link gives it away: WordPress's two ways. */
export function guessNext(url: string): readonly string[] {
  const here = new URL(url);
  const page = pageNumber(here);
  const pretty = new URL(here);
  pretty.pathname = `${here.pathname.replace(/\/page\/\d+\/?$/, '').replace(/\/$/, '')}/page/${page + 1}/`;
  const plain = new URL(here);
  plain.pathname = here.pathname.replace(/\/page\/\d+\/?$/, '/');
  plain.searchParams.set('paged', String(page + 1));
  if (here.searchParams.has('paged')) return [plain.href];
  return /\/page\/\d+/.test(here.pathname) || here.pathname.includes('.')
    ? [pretty.href]
    : [pretty.href, plain.href];
}

/** From 1. */
export function pageNumber({ pathname, searchParams }: URL): number {
  const [, inPath] = /\/page\/(\d+)/.exec(pathname) ?? [];
  const inQuery = PAGE_PARAMETERS.map((name) => searchParams.get(name)).find((value) => value);
  const number = Number(inPath ?? inQuery ?? 1);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

const PAGE_PARAMETERS = ['paged', 'page', 'pg', 'p'];

type Link = {
  readonly url: string;
  text: string;
  readonly rel: string;
  readonly label: string;
  isHeading: boolean;
  readonly isInArticle: boolean;
  /** In what surrounds the list: menus, margins, the footer. */
  readonly isChrome: boolean;
};

const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const CHROME = new Set(['nav', 'footer', 'aside', 'header']);
const SILENT = new Set(['script', 'style', 'noscript', 'template']);

function readPage(html: string, base: string): { links: Link[]; text: string } {
  const links: Link[] = [];
  const open: string[] = [];
  const texts: string[] = [];
  let link: Link | undefined;
  const isIn = (names: ReadonlySet<string>) => open.some((name) => names.has(name));
  const parser = new Parser({
    onopentag(name, attributes) {
      if (HEADINGS.has(name) && link) link.isHeading = true;
      open.push(name);
      if (name !== 'a' && name !== 'link') return;
      const url = toAddress(attributes.href, base);
      if (url === undefined) return;
      const isInArticle = open.includes('article');
      const found: Link = {
        url,
        text: name === 'a' ? '' : 'link',
        rel: (attributes.rel ?? '').toLowerCase(),
        label: [attributes.class, attributes['aria-label'], attributes.title].join(' '),
        isHeading: isIn(HEADINGS) || /\bbookmark\b/.test(attributes.rel ?? ''),
        isInArticle,
        isChrome: name === 'link' || (isIn(CHROME) && !isInArticle),
      };
      links.push(found);
      if (name === 'a') link = found;
    },
    ontext(value) {
      if (open.some((name) => SILENT.has(name))) return;
      if (link) link.text += value;
      texts.push(value);
    },
    onclosetag(name) {
      open.pop();
      if (name === 'a') link = undefined;
    },
  });
  for (let i = 0; i < html.length && open.length < 2_000; i += CHUNK) {
    parser.write(html.slice(i, i + CHUNK));
  }
  parser.end();
  for (const found of links) found.text = found.text.replace(/\s+/g, ' ').trim();
  return { links, text: texts.join(' ').replace(/\s+/g, ' ') };
}

const CHUNK = 16_384;

function rangeIn(text: string): Listing['range'] {
  const [, from, to, of] =
    /\b(?:results?|showing|viewing|displaying|articles?|stories|items)\D{0,20}(\d{1,6})\s?(?:-|–|—|to)\s?(\d{1,6})\s+of\s+(?:about\s+)?([\d][\d,.\u00a0 ]{0,9})/i.exec(
      text,
    ) ?? [];
  if (from === undefined || to === undefined || of === undefined) return undefined;
  const range = { from: Number(from), to: Number(to), of: Number(of.replace(/\D/g, '')) };
  const isSane = 0 < range.from && range.from <= range.to && range.to <= range.of;
  return isSane ? range : undefined;
}

/** Pages of a site that are no articles, in the words that most systems use for them. */
const NO_ARTICLE =
  /^\/(?:(?:index\.\w+)?$|(?:[a-z]{2}\/)?(?:category|categories|tag|tags|topic|topics|section|sections|author|authors|search|feed|rss|login|register|account|subscribe|newsletter|about|contact|privacy|terms|wp-(?:admin|login|json|content)\b|comments)(?:\/|$|[-.]))|\/(?:page\/\d+|feed|amp)\/?$|\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|xml|css|js|ico)$/i;

export function isArticleAddress(address: string, site: URL): boolean {
  const url = new URL(address);
  return (
    isSameSite(url, site) &&
    !NO_ARTICLE.test(url.pathname) &&
    url.pathname.replace(/\/$/, '') !== site.pathname.replace(/\/$/, '')
  );
}

/** With and without "www." is one site. */
export function isSameSite(a: URL, b: URL): boolean {
  return a.host.replace(/^www\./, '') === b.host.replace(/^www\./, '');
}

const NEXT =
  /^(?:next\b.{0,12}|older\b.{0,12}|more results|[›»→>]{1,2}|(?:следующ|далее|вперед|кейинги|keyingi|weiter|suivant|siguiente|sonraki).{0,15})$/i;

function nextOf(links: readonly Link[], here: URL): string | undefined {
  const number = pageNumber(here) + 1;
  const others = links.filter(({ url }) => isSameSite(new URL(url), here) && url !== here.href);
  const isNumbered = ({ url }: Link) =>
    pageNumber(new URL(url)) === number && withoutPage(new URL(url)) === withoutPage(here);
  const found =
    others.find(({ rel }) => /\bnext\b/.test(rel)) ??
    others.find((link) => NEXT.test(link.text) && pageNumber(new URL(link.url)) === number) ??
    others.find(
      ({ label, url }) => /\bnext\b/i.test(label) && pageNumber(new URL(url)) === number,
    ) ??
    others.find(isNumbered);
  return found?.url;
}

function withoutPage(url: URL): string {
  const plain = new URL(url);
  plain.pathname = plain.pathname.replace(/\/page\/\d+/, '').replace(/\/$/, '');
  for (const name of PAGE_PARAMETERS) plain.searchParams.delete(name);
  return plain.href.replace(/\/$/, '');
}

function longest(kinds: readonly (readonly string[])[]): readonly string[] {
  return kinds.reduce((best, kind) => (kind.length > best.length ? kind : best), []);
}
