import type { ArticleImage } from '../../model/article.ts';
import { toAddress } from './addresses.ts';
import { itemImage } from './item-image.ts';
import { itemDate } from './newest-items.ts';
import type { FeedItem } from './parsed-feed.ts';
import { fieldToLine, fieldToText } from './plain-text.ts';
import { all, find, type XmlElement } from './xml-element.ts';

export type ItemContext = {
  /** What relative addresses mean where no xml:base says it. */
  readonly base: string;
  readonly language: string | undefined;
};

/** An item or entry as the rest of the house knows it. */
export function toFeedItem(item: XmlElement, context: ItemContext): FeedItem {
  const { text, isExcerpt, images, language } = itemText(item, context);
  const title = itemTitle(item, text);
  return {
    id: itemId(item),
    url: itemAddress(item, context),
    title,
    text,
    isExcerpt,
    publishedAt: itemDate(item),
    topics: itemTopics(item),
    source: itemSource(item),
    author: itemAuthor(item),
    language:
      languageTag(find(item, 'dc:language', 'language')?.text) ??
      languageTag(language) ??
      context.language,
    image: itemImage(item, images, (element, address) => resolve(element, address, context)),
  };
}

/** BCP 47 as it is usually written ("en-US" for "en_us"); undefined for what is none. */
export function languageTag(text: string | undefined): string | undefined {
  const tag = text?.trim().replaceAll('_', '-') ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The text of an element that may be HTML. */
function textOf(
  element: XmlElement,
  base: string,
): { text: string; images: readonly ArticleImage[] } {
  return fieldToText(markupIn(element), baseOf(element, base));
}

/** The text, on one line, of an element that may be HTML. */
export function lineOf(element: XmlElement): string {
  return fieldToLine(markupIn(element));
}

function markupIn(element: XmlElement): string {
  const { attributes, isMarkup } = element;
  const value = isBase64(attributes) ? fromBase64(element.text) : element.text;
  return isMarkup || !isLiteral(element) ? value : escapeLiteral(value);
}

function itemText(item: XmlElement, { base }: ItemContext) {
  const contents = all(item, ...CONTENT)
    .filter(isReadable)
    .map((element) => ({ element, isExcerpt: false }));
  const summaries = [item, ...all(item, 'media:group')]
    .flatMap((element) => all(element, ...SUMMARY))
    .map((element) => ({ element, isExcerpt: true }));
  let best = { text: '', isExcerpt: true, language: item.language };
  const images: ArticleImage[] = [];
  for (const { element, isExcerpt } of [...contents, ...summaries]) {
    const found = textOf(element, base);
    images.push(...found.images);
    if (found.text.length > best.text.length) {
      best = { text: found.text, isExcerpt, language: element.language };
    }
  }
  return { ...best, images };
}

const CONTENT = [
  'content:encoded',
  'content',
  'atom:content',
  'xhtml:body',
  'xhtml:div',
  'body',
  'fullitem',
  'yandex:full-text',
  'full-text',
  'fulltext',
  'mailru:full-text',
  'rambler:fulltext',
  'turbo:content',
] as const;
const SUMMARY = [
  'description',
  'summary',
  'atom:summary',
  'dc:description',
  'dcterms:abstract',
  'abstract',
  'itunes:summary',
  'media:description',
] as const;

/** Atom's content may also be a picture, or be somewhere else. */
function isReadable({ attributes, text }: XmlElement): boolean {
  const type = attributes.type ?? '';
  return text !== '' && !/^(?:image|audio|video)\//i.test(type);
}

/** Atom's `text` is no HTML, though feeds that forget to say so have it in there. */
function isLiteral({ attributes, text }: XmlElement): boolean {
  const type = attributes.type?.toLowerCase();
  return (type === 'text' || type === 'text/plain') && !/<\/[a-z]\w*>|<br ?\/?>|&\w+;/i.test(text);
}

function escapeLiteral(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Atom 0.3 says so; Atom 1.0 has every type in it that is neither text nor XML (RFC 4287 §4.1.3.3). */
function isBase64({ mode, type = '' }: XmlElement['attributes']): boolean {
  return mode === 'base64' || (type.includes('/') && !/^text\/|[/+]xml$|html|^image\//i.test(type));
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** What a title is made of where there is none: the beginning of the text. */
const MAX_MADE_TITLE = 100;

function itemTitle(item: XmlElement, text: string): string {
  const element = find(item, 'title', 'atom:title', 'dc:title', 'media:title', 'itunes:title');
  const title = element === undefined ? '' : lineOf(element);
  if (title !== '' || text === '') return title.slice(0, MAX_TITLE);
  const [line = ''] = text.split('\n', 1);
  if (line.length <= MAX_MADE_TITLE) return line;
  return `${line.slice(0, MAX_MADE_TITLE).replace(/\s+\S*$/, '')}…`;
}

const MAX_TITLE = 1_000;

function itemId(item: XmlElement): string | undefined {
  const id =
    find(item, 'guid', 'id', 'atom:id')?.text.trim() || item.attributes['rdf:about']?.trim();
  return id && id.length <= MAX_ID ? id : undefined;
}

const MAX_ID = 2_000;

function itemAddress(item: XmlElement, context: ItemContext): string | undefined {
  const candidates = [
    ...all(item, 'feedburner:origlink'),
    ...linksOf(item)
      .filter(({ rel }) => rel === 'alternate')
      .map(({ element }) => element),
    ...all(item, 'guid').filter(isPermalink),
  ];
  for (const element of candidates) {
    const address = resolve(element, element.attributes.href ?? element.text, context);
    if (address) return address;
  }
  const about = item.attributes['rdf:about'] ?? item.attributes.href;
  return resolve(item, about, context);
}

/** Links with an `href` come from Atom, those with text from RSS. A page before any other type. */
export function linksOf(item: XmlElement): { element: XmlElement; rel: string }[] {
  const links = all(item, 'link', 'atom:link').map((element) => {
    const isText = element.attributes.href === undefined;
    return {
      element,
      rel: isText ? 'alternate' : (element.attributes.rel ?? 'alternate').toLowerCase(),
    };
  });
  const isPage = ({ element }: { element: XmlElement }) =>
    Number(/^(?:text\/html|application\/xhtml\+xml)?$/.test(element.attributes.type ?? ''));
  return links.toSorted((a, b) => isPage(b) - isPage(a));
}

function isPermalink({ attributes, text }: XmlElement): boolean {
  return attributes.ispermalink?.toLowerCase() !== 'false' && /^\s*https?:\/\//i.test(text);
}

function resolve(element: XmlElement, address: string | undefined, { base }: ItemContext) {
  return toAddress(address, baseOf(element, base));
}

function baseOf({ hasOwnBase, base }: XmlElement, otherwise: string): string {
  return hasOwnBase ? base : otherwise;
}

const MAX_TOPICS = 30;

function itemTopics(item: XmlElement): string[] {
  const names = all(item, 'category', 'dc:subject', 'media:category').map(({ attributes, text }) =>
    fieldToLine(attributes.label || attributes.term || text),
  );
  const topics = names.filter((name) => name !== '' && name.length <= 100 && !NO_TOPIC.test(name));
  return [...new Set(topics)].slice(0, MAX_TOPICS);
}

const NO_TOPIC =
  /^(?:https?:\/\/|uncategori[sz]ed$|без рубрики$|sans catégorie$|sin categoría$|allgemein$|senza categoria$|sem categoria$|genel$)/i;

function itemSource(item: XmlElement): string | undefined {
  const source = find(item, 'source', 'atom:source');
  if (source === undefined) return undefined;
  return lineOf(find(source, 'title', 'atom:title') ?? source).slice(0, 200) || undefined;
}

/** RSS has an e-mail address with the name in brackets; the name alone is kept. */
export function itemAuthor(item: XmlElement): string | undefined {
  const element = find(
    item,
    'dc:creator',
    'dc:author',
    'author',
    'atom:author',
    'itunes:author',
    'managingeditor',
  );
  if (element === undefined) return undefined;
  const written = fieldToLine(find(element, 'name', 'atom:name')?.text ?? element.text).slice(
    0,
    MAX_AUTHOR,
  );
  const [, inBrackets] = /^\S+@\S+\s*\((.+)\)$/.exec(written) ?? [];
  const name = (inBrackets ?? written).replace(/\s*[<(]\s*\S+@[^\s>)]+\s*[>)]/, '').trim();
  return name === '' || /^\S+@\S+$/.test(name) ? undefined : name.slice(0, 200);
}

/** The patterns that look for an e-mail address take the square of it. */
const MAX_AUTHOR = 500;

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
