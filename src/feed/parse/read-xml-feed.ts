import { Parser } from 'htmlparser2';
import { resolveBase } from './addresses.ts';
import { type Prefixes, prefixesIn, usualName } from './namespaces.ts';
import { itemDate, NewestItems } from './newest-items.ts';
import type { XmlElement } from './xml-element.ts';

export type XmlFeed = {
  readonly format: 'rss' | 'atom';
  /** The channel or feed, without its items. */
  readonly feed: XmlElement;
  readonly items: readonly XmlElement[];
  readonly damaged: boolean;
};

/**
 * Reads the elements of RSS 0.9–2.0, RDF, Atom or CDF, well-formed or not: a missing end tag is
 * supplied, an unknown entity or a bare `&` stays text, and of a feed that breaks off the whole
 * items are there. No declaration is followed or expanded. Undefined where no feed begins.
 */
export function readXmlFeed(text: string, address: string): XmlFeed | undefined {
  const reader = new Reader(address);
  const parser = new Parser(reader, {
    xmlMode: true,
    lowerCaseTags: true,
    lowerCaseAttributeNames: true,
  });
  // The parser looks through its whole stack at each closing tag: 200,000 deep it would take minutes.
  let at = 0;
  for (; at < text.length && reader.depth < MAX_DEPTH && !reader.isPage; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK));
  }
  if (at < text.length) reader.damaged = true;
  reader.breakOff();
  parser.end();
  return reader.result();
}

const MAX_DEPTH = 2_000;
const CHUNK = 16_384;
/** Characters of one element; the text in it is cut to fewer. */
const MAX_ELEMENT = 2_000_000;
const MAX_CHILDREN = 400;

const ROOTS = new Set(['rss', 'rdf:rdf', 'feed', 'channel', 'rdf', 'xml']);
const ITEMS = new Set(['item', 'entry']);
/** Elements that hold elements; in all others tags are markup of their text. */
const HOLDERS = new Set(
  `rss rdf:rdf rdf feed channel xml item entry items rdf:seq rdf:bag media:group media:content
  contributor itunes:owner textinput cloud skiphours skipdays image atom:author atom:source`.split(
    /\s+/,
  ),
);
const ATOM_HOLDERS = new Set(['author', 'source']);
/** These never stand inside a text: whatever is open before them was not closed. */
const NEVER_INSIDE = new Set([...ITEMS, 'pubdate', 'guid', 'content:encoded', 'description']);
const NEVER_IN_LINE = new Set(['link', 'category', 'author', 'enclosure', 'updated', 'id']);
const LINES = new Set(['title', 'link', 'guid', 'pubdate', 'id', 'updated', 'published', 'author']);

class Reader {
  damaged = false;
  isPage = false;
  depth = 0;
  #format: 'rss' | 'atom' | undefined;
  #feed: XmlElement | undefined;
  #brokeOff = false;
  readonly #items = new NewestItems<XmlElement>();
  readonly #address: string;
  /** Holders, and at most one element with text at the end. */
  readonly #open: { element: XmlElement; prefixes: Prefixes; holds: boolean }[] = [];
  /** Tags open inside the text. */
  readonly #markup: string[] = [];

  /** The parser calls the end of `<a/>` implied, as it does that of an `<a>` left open. */
  #parser: Parser | undefined;
  #openedAt = -1;

  constructor(address: string) {
    this.#address = address;
  }

  onparserinit(parser: Parser): void {
    this.#parser = parser;
  }

  /** What is still open now was not closed: an item among it is not whole. */
  breakOff(): void {
    this.#brokeOff = true;
  }

  onopentag(written: string, attributes: Record<string, string>): void {
    this.depth += 1;
    this.#openedAt = this.#parser?.endIndex ?? 0;
    const outer = this.#open.at(-1);
    const prefixes = prefixesIn(attributes, outer?.prefixes ?? NO_PREFIXES);
    const name = this.#nameOf(written, prefixes);
    if (this.#feed === undefined && !this.#begin(name)) return;
    if (outer !== undefined && !outer.holds) {
      const holder = outer.element.name;
      const unclosed =
        (NEVER_INSIDE.has(name) && name !== holder && !isMarkupText(outer.element)) ||
        (LINES.has(holder) && NEVER_IN_LINE.has(name) && this.#format === 'rss');
      if (!unclosed) {
        this.#openMarkup(outer.element, written, attributes);
        return;
      }
      this.damaged = true;
      this.#close(this.#open.length - 1);
    }
    if (ITEMS.has(name)) this.#closeOpenItem();
    this.#push(name, attributes, prefixes);
  }

  ontext(text: string): void {
    const inner = this.#open.at(-1);
    if (inner === undefined) return;
    const { element } = inner;
    if (ROOTS.has(element.name) || ITEMS.has(element.name)) return;
    if (element.text.length > MAX_ELEMENT) return;
    element.text += element.isMarkup ? escapeHtml(text) : text;
  }

  onclosetag(written: string, implied: boolean): void {
    this.depth -= 1;
    const isSelfClosed = this.#parser?.endIndex === this.#openedAt;
    if (implied && !isSelfClosed) this.damaged = true;
    const inner = this.#open.at(-1);
    if (inner === undefined) return;
    if (!inner.holds && this.#markup.length > 0) {
      const tag = this.#markup.pop() ?? '';
      if (!VOID.has(tag) && inner.element.text.length <= MAX_ELEMENT)
        inner.element.text += `</${tag}>`;
      return;
    }
    const name = this.#nameOf(written, inner.prefixes);
    const at = this.#open.findLastIndex(({ element }) => element.name === name);
    const item = this.#open.findLastIndex(({ element }) => ITEMS.has(element.name));
    if (at !== -1 && at >= item) this.#close(at);
  }

  result(): XmlFeed | undefined {
    if (this.#format === undefined || this.#feed === undefined) return undefined;
    const items = this.#items.finish();
    return { format: this.#format, feed: this.#feed, items, damaged: this.damaged };
  }

  #nameOf(written: string, prefixes: Prefixes): string {
    const name = usualName(written, prefixes);
    const isAtom = this.#format === 'atom' || (this.#format === undefined && name === 'atom:feed');
    return isAtom ? name.replace(/^atom:/, '') : name;
  }

  /** Whether a feed is open from here on. Prefixes of its root hold in it. */
  #begin(name: string): boolean {
    if (name === 'html' || name === 'xhtml:html') this.isPage = true;
    if (this.isPage || !(ROOTS.has(name) || ITEMS.has(name))) return false;
    this.#format = name === 'feed' || name === 'entry' ? 'atom' : 'rss';
    this.#feed = this.#element('channel', {}, undefined);
    return true;
  }

  #push(name: string, attributes: Record<string, string>, prefixes: Prefixes): void {
    const outer = this.#open.at(-1)?.element;
    const element = this.#element(name, attributes, outer);
    const holds =
      HOLDERS.has(name) || (this.#format === 'atom' && ATOM_HOLDERS.has(name)) || ROOTS.has(name);
    this.#open.push({ element, prefixes, holds });
    const parent = outer === undefined || ROOTS.has(outer.name) ? this.#feed : outer;
    const keeps = !ITEMS.has(name) && !(ROOTS.has(name) && name !== 'channel');
    if (
      keeps &&
      name !== 'channel' &&
      parent !== undefined &&
      parent.children.length < MAX_CHILDREN
    ) {
      parent.children.push(element);
    }
    if (ROOTS.has(name)) this.#takeRoot(element);
  }

  /** Of the root and the channel in it the feed has what the inner one says, else the outer. */
  #takeRoot(element: XmlElement): void {
    const { children = [], attributes } = this.#feed ?? {};
    this.#feed = {
      ...element,
      name: 'channel',
      children,
      attributes: { ...attributes, ...element.attributes },
    };
  }

  #element(
    name: string,
    attributes: Record<string, string>,
    outer: XmlElement | undefined,
  ): XmlElement {
    const base = resolveBase(attributes['xml:base'], outer?.base ?? this.#address);
    const hasOwnBase = (outer?.hasOwnBase ?? false) || attributes['xml:base'] !== undefined;
    const language = attributes['xml:lang'] ?? outer?.language;
    return {
      name,
      attributes,
      text: '',
      isMarkup: false,
      base,
      hasOwnBase,
      language,
      children: [],
    };
  }

  #openMarkup(element: XmlElement, tag: string, attributes: Record<string, string>): void {
    this.#markup.push(tag);
    if (element.text.length > MAX_ELEMENT) return;
    if (!element.isMarkup) {
      element.isMarkup = true;
      element.text = escapeHtml(element.text);
    }
    const name = tag.replace(/^\w+:/, '');
    const pairs = Object.entries(attributes).filter(([key]) => MARKUP_ATTRIBUTES.has(key));
    element.text += `<${[name, ...pairs.map(([key, value]) => `${key}="${escapeHtml(value)}"`)].join(' ')}>`;
  }

  #closeOpenItem(): void {
    const at = this.#open.findLastIndex(({ element }) => ITEMS.has(element.name));
    if (at === -1) return;
    this.damaged = true;
    this.#close(at);
  }

  #close(at: number): void {
    for (const { element } of this.#open.splice(at)) {
      const isItem = ITEMS.has(element.name);
      if (isItem && (!this.#brokeOff || this.#items.isEmpty))
        this.#items.add(element, itemDate(element));
    }
    this.#markup.length = 0;
  }
}

const NO_PREFIXES: Prefixes = new Map();
const VOID = new Set('br img hr input meta link area base col embed source track wbr'.split(' '));
const MARKUP_ATTRIBUTES = new Set(
  'src href alt width height class style hidden srcset data-src data-lazy-src data-original'.split(
    ' ',
  ),
);

function isMarkupText({ attributes }: XmlElement): boolean {
  return attributes.type === 'xhtml';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
