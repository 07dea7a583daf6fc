import { Parser } from 'htmlparser2';
import type { ArticleImage } from '../../model/article.ts';
import { separateCaptions } from '../../text/captions.ts';
import { toAddress } from './addresses.ts';
import { TextLayout } from './text-layout.ts';

export type HtmlText = {
  readonly text: string;
  /** In the order of the text, without tracking pixels and icons. */
  readonly images: readonly ArticleImage[];
};

/**
 * What a reader sees of a piece of HTML: paragraphs with a blank line between them, list items and
 * table rows on lines of their own. Scripts, styles, forms, embedded players and what is hidden are
 * not in it, and captions are with their images. Never gives markup that was not itself quoted.
 * `keepLines` is for text without tags, which only has entities to be decoded. `isLine` is for what
 * has one line, where a dropped element that nothing ends is a word: "How <script> tags work".
 */
export function htmlToText(
  html: string,
  {
    base,
    keepLines = false,
    isLine = false,
  }: {
    readonly base?: string | undefined;
    readonly keepLines?: boolean;
    readonly isLine?: boolean;
  },
): HtmlText {
  const layout = new TextLayout();
  if (keepLines) layout.keepSpace(true);
  const images: ArticleImage[] = [];
  const open: Open[] = [];
  let dropped = 0;
  let figure: Figure | undefined;

  const parser = new Parser({
    onopentag(name, attributes) {
      const role =
        dropped > 0 || isDropped(name, attributes) ? 'dropped' : roleOf(name, attributes);
      open.push({ name, role });
      if (role === 'dropped') dropped += 1;
      else if (role === 'figure') figure ??= { images: [], caption: [], credit: [], inside: [] };
      else if (role !== undefined) figure?.inside.push(role);
      if (dropped > 0) return;
      if (name === 'img') {
        const image = readImage(attributes, base);
        if (image) (figure?.images ?? images).push(image);
      }
      if (name === 'pre') layout.keepSpace(true);
      layout.breakFor(name);
    },
    ontext(text) {
      if (dropped > 0) return;
      const part = figure?.inside.at(-1);
      if (figure !== undefined && part !== undefined) figure[part].push(text);
      else layout.write(text);
    },
    onclosetag() {
      const { name, role } = open.pop() ?? {};
      if (role === 'dropped') dropped -= 1;
      else if (
        role === 'figure' &&
        figure !== undefined &&
        !open.some((one) => one.role === role)
      ) {
        images.push(...captioned(figure));
        figure = undefined;
      } else if (role !== undefined) figure?.inside.pop();
      if (dropped > 0 || name === undefined) return;
      if (name === 'pre') layout.keepSpace(false);
      layout.breakFor(name);
    },
  });
  // The parser looks through its whole stack at each closing tag.
  const source = withoutFalseDeclarations(isLine ? withoutFalseTags(html) : html);
  for (let i = 0; i < source.length && open.length < MAX_DEPTH; i += CHUNK) {
    parser.write(source.slice(i, i + CHUNK));
  }
  parser.end();
  if (figure) images.push(...captioned(figure));
  return { text: layout.finish(), images };
}

/**
 * A comment that never ends would swallow the article, and so would what only looks like a
 * declaration; a CDATA section inside another one is markup that somebody wrapped twice.
 */
function withoutFalseDeclarations(html: string): string {
  if (!html.includes('<!')) return html;
  const end = html.lastIndexOf('-->');
  return html
    .replace(/<!\[CDATA\[|\]\](?:>|&gt;)/g, '')
    .replace(/<!(?!--|doctype|\[|[a-z])/gi, '&lt;!')
    .replace(/<!--/g, (mark, at: number) => (at > end ? '<!' : mark));
}

/** Begins of dropped elements, without attributes, that nothing ends. */
function withoutFalseTags(line: string): string {
  const ends = new Map<string, number>();
  for (const { 1: name = '', index } of line.matchAll(DROPPED_END)) {
    ends.set(name.toLowerCase(), index);
  }
  return line.replace(DROPPED_BEGIN, (tag: string, name: string, at: number) =>
    at > (ends.get(name.toLowerCase()) ?? -1) ? `&lt;${tag.slice(1)}` : tag,
  );
}

const MAX_DEPTH = 2_000;
const CHUNK = 16_384;

type Role = 'dropped' | 'figure' | 'caption' | 'credit' | undefined;
type Open = { readonly name: string; readonly role: Role };

type Figure = {
  readonly images: ArticleImage[];
  readonly caption: string[];
  readonly credit: string[];
  /** Which of the two the text goes to, innermost last. */
  readonly inside: ('caption' | 'credit')[];
};

type Attributes = Readonly<Record<string, string>>;

/** `head` is not here: what a page says in it is not text, but broken feeds open one and never close it. */
const DROPPED = new Set(
  `script style noscript template form select button textarea option frame frameset audio video canvas svg math map nav dialog title xmp plaintext noembed noframes`.split(
    /\s+/,
  ),
);

const DROPPED_BEGIN = new RegExp(`<(${[...DROPPED].join('|')})\\s*/?>`, 'gi');
const DROPPED_END = new RegExp(`</(${[...DROPPED].join('|')})\\b`, 'gi');

function isDropped(name: string, attributes: Attributes): boolean {
  if (DROPPED.has(name) || attributes.hidden !== undefined) return true;
  if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '')) return true;
  return /(?:^|\s)(?:screen-reader-text|sr-only|visually-hidden|sharedaddy|jp-relatedposts|feedflare)(?:\s|$)/.test(
    attributes.class ?? '',
  );
}

function roleOf(name: string, attributes: Attributes): Role {
  const classes = attributes.class ?? '';
  if (name === 'figure' || /(?:^|\s)wp-caption(?:\s|$)/.test(classes)) return 'figure';
  if (name === 'figcaption' || /(?:^|\s)wp-caption-text(?:\s|$)/.test(classes)) return 'caption';
  return /(?:^|[\s_-])(?:image-?credit|photo-?credit|credit|copyright)s?(?:[\s_-]|$)/i.test(classes)
    ? 'credit'
    : undefined;
}

function captioned({ images, caption, credit }: Figure): ArticleImage[] {
  const [image, ...others] = images;
  if (image === undefined) return [];
  const written = oneLine(caption);
  const [found] = separateCaptions(written).images;
  const named = oneLine(credit).replace(/^(?:credit|photo|image)s?\s*:\s*/i, '');
  return [
    {
      url: image.url,
      caption: (found ? found.caption : written) || image.caption,
      credit: named || found?.credit,
    },
    ...others,
  ];
}

function oneLine(parts: readonly string[]): string {
  return parts.join('').replace(/\s+/g, ' ').trim();
}

/** Lazy loaders keep the address in a data attribute, and a placeholder where it belongs. */
function readImage(attributes: Attributes, base: string | undefined): ArticleImage | undefined {
  const sides = [attributes.width, attributes.height].map((side) =>
    Number.parseInt(side ?? '', 10),
  );
  if (sides.some((side) => side <= 3)) return undefined;
  const candidates = [
    attributes['data-lazy-src'],
    attributes['data-src'],
    attributes['data-original'],
    attributes.src,
    attributes.srcset?.trim().split(/[\s,]+/, 1)[0],
  ];
  const url = candidates.map((address) => toAddress(address, base)).find((found) => found);
  if (url === undefined || NO_PICTURE.test(url)) return undefined;
  const alt = (attributes.alt ?? '').replace(/\s+/g, ' ').trim();
  const says = /\s/.test(alt) && !/\.(?:jpe?g|png|gif|webp)$/i.test(alt);
  return { url, caption: says ? alt : undefined, credit: undefined };
}

const NO_PICTURE =
  /\/(?:pixel|spacer|blank|1x1|transparent|clear)\.(?:gif|png)|\/\/(?:feeds\.feedburner\.com\/~|[^/]*\.doubleclick\.net|stats\.wordpress\.com|pixel\.|s\.w\.org\/images\/core\/emoji|counter\.|[^/]*\/wp-includes\/images\/smilies)/i;
