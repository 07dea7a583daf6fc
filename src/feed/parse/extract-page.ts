import { Readability } from '@mozilla/readability';
import type { ArticleImage } from '../../model/article.ts';
import { resolveBase } from './addresses.ts';
import { decode } from './decode.ts';
import { openPage, type PageDocument } from './page-document.ts';
import { forbids, type PageFacts, readPageFacts, withoutSite } from './page-facts.ts';
import { pageSize } from './page-size.ts';
import type { Served } from './parsed-feed.ts';
import { fieldToLine, fieldToText } from './plain-text.ts';

/** An article's page, once read. Addresses are absolute http(s), texts are plain. */
export type PageArticle = {
  /** Empty where the page has none. */
  readonly title: string;
  readonly text: string;
  /** `text` is only what the page says of itself: its text is paid for, or must not be kept. */
  readonly isExcerpt: boolean;
  readonly publishedAt: Date | undefined;
  readonly image: ArticleImage | undefined;
  /** BCP 47, where the page says it. */
  readonly language: string | undefined;
  /** The outlet's name. */
  readonly source: string | undefined;
  readonly author: string | undefined;
  readonly topics: readonly string[];
  readonly canonicalUrl: string;
  /** The page, or the answer it came in, asks that no copy be kept. */
  readonly noArchive: boolean;
  readonly paywalled: boolean;
};

export type ServedPage = Served & {
  /** X-Robots-Tag, lower case; empty where there was none. */
  readonly robotsTag?: string | undefined;
};

/**
 * The article in a page of a news site: the text that a reader sees, without what surrounds it.
 * Undefined where there is none, or where the page is too large or too deep to be one. Of a page
 * behind a paywall, or one that asks not to be kept, only the excerpt that it gives itself.
 */
export function extractArticle(bytes: Uint8Array, served: ServedPage): PageArticle | undefined {
  // Readability would make a piece of its own of each.
  const html = decode(bytes.subarray(0, 4 * MAX_PAGE), served)
    .slice(0, MAX_PAGE)
    .replaceAll('\u00a0', ' ');
  const { elements, texts, depth } = pageSize(html);
  const isLarge = elements > MAX_ELEMENTS || texts > MAX_TEXTS || depth > MAX_DEPTH;
  if (isLarge || !/<[a-z]/i.test(html)) return undefined;
  const document = tryToOpen(html);
  if (!document?.documentElement || !document.body) return undefined;
  const base = resolveBase(
    document.querySelector('base[href]')?.getAttribute('href') ?? undefined,
    served.url,
  );
  const facts = readPageFacts(document, base, served.url);
  const heading = fieldToLine(
    (document.querySelector('h1') ?? document.querySelector('title'))?.textContent ?? '',
  );
  const found = readable(document);
  const title = withoutSite(found?.title ?? '', facts.source) || facts.title || heading;
  const noArchive = facts.mustNotBeKept || forbids(directivesForUs(served.robotsTag ?? ''));
  const isExcerpt = noArchive || facts.paywalled;
  const { text: whole, images } = mainText(found?.content ?? '', facts, base);
  const text = withoutHeading(whole, title);
  const kept = isExcerpt ? (facts.description ?? firstWords(text)) : text;
  if (kept === '') return undefined;
  return {
    title,
    text: kept,
    isExcerpt,
    publishedAt: facts.publishedAt,
    image: describedImage(facts.image, images),
    language: facts.language,
    source: facts.source,
    author: facts.author ?? found?.byline,
    topics: facts.topics,
    canonicalUrl: facts.canonicalUrl,
    noArchive,
    paywalled: facts.paywalled,
  };
}

const MAX_PAGE = 3_000_000;
const MAX_ELEMENTS = 15_000;
const MAX_TEXTS = 60_000;
const MAX_DEPTH = 400;

type Readable = {
  readonly title: string;
  readonly content: string;
  readonly byline: string | undefined;
};

/** A tag with a million classes is more than the tree's builder can take. */
function tryToOpen(html: string): PageDocument | undefined {
  try {
    return openPage(html);
  } catch {
    return undefined;
  }
}

/** What Readability makes of the document, which it takes apart. */
function readable(document: PageDocument): Readable | undefined {
  try {
    const article = new Readability(document, {
      keepClasses: true,
      maxElemsToParse: MAX_ELEMENTS,
    }).parse();
    return article === null
      ? undefined
      : {
          title: fieldToLine(article.title ?? ''),
          content: article.content ?? '',
          byline: fieldToLine(article.byline ?? '').slice(0, 200) || undefined,
        };
  } catch {
    // It throws on what it calls too large, and where a page's DOM is not what it expects.
    return undefined;
  }
}

/** JSON-LD has the whole text where a page shows the beginning, and is cut where a page shows all. */
function mainText(content: string, { body }: PageFacts, base: string) {
  const read = fieldToText(content, base);
  const described = body === undefined ? '' : fieldToText(body).text;
  return described.length > 2 * read.text.length ? { ...read, text: described } : read;
}

/** The headline is kept as the title; Readability leaves it in where the page's head has another. */
function withoutHeading(text: string, title: string): string {
  const [first = '', ...rest] = text.split('\n');
  return title !== '' && first === title ? rest.join('\n').trim() : text;
}

/** Words of an excerpt that we make ourselves: as much as search engines show. */
function firstWords(text: string): string {
  const [paragraph = ''] = text.split('\n', 1);
  return paragraph.length <= 300 ? paragraph : `${paragraph.slice(0, 300).replace(/\s+\S*$/, '')}…`;
}

/** Its own picture, with the words of the figure that shows it; else the first in the text. */
function describedImage(
  own: ArticleImage | undefined,
  inText: readonly ArticleImage[],
): ArticleImage | undefined {
  if (own === undefined) return inText[0];
  const name = fileName(own.url);
  const shown = inText.find(({ url }) => name !== '' && fileName(url) === name);
  return { ...own, caption: shown?.caption ?? own.caption, credit: own.credit ?? shown?.credit };
}

/** The same picture has many sizes and hosts. */
function fileName(url: string | undefined): string {
  const name = /([^/?#]+)(?:[?#].*)?$/.exec(url ?? '')?.[1] ?? '';
  return name.replace(/-\d+x\d+(?=\.\w+$)/, '');
}

/** X-Robots-Tag may name whom it means: "googlebot: noarchive, otherbot: nosnippet". */
function directivesForUs(robotsTag: string): string {
  let isForUs = true;
  const directives = robotsTag.split(',').flatMap((part) => {
    const [, agent, rest] = /^\s*([\w-]+)\s*:(.*)$/.exec(part) ?? [];
    const isAgent = agent !== undefined && !/^(?:max-|unavailable_after)/.test(agent);
    if (isAgent) isForUs = agent === 'newsdesk' || agent === '*';
    return isForUs ? [isAgent ? (rest ?? '') : part] : [];
  });
  return directives.join(',');
}
