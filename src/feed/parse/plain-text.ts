import { type HtmlText, htmlToText } from './html-text.ts';
import { withoutMojibake } from './mojibake.ts';

/**
 * The text of a field that may be HTML, may be text, and may be HTML escaped once too often: feeds
 * say which, and are often wrong. Without what feeds add at the end ("The post … appeared first
 * on …").
 */
export function fieldToText(value: string, base?: string): HtmlText {
  return readField(value, { base, isLine: false });
}

/** A headline, a name: the text of a field on one line. */
export function fieldToLine(value: string): string {
  const { text } = readField(value, { base: undefined, isLine: true });
  return text.replace(/\s+/g, ' ').trim();
}

type Field = { readonly base: string | undefined; readonly isLine: boolean };

function readField(value: string, field: Field): HtmlText {
  const once = readMarkup(value, field);
  const twice =
    ESCAPED_MARKUP.test(once.text) && !QUOTED.test(value) ? readMarkup(once.text, field) : once;
  return {
    text: withoutFooter(withoutMojibake(twice.text)),
    images: twice.images.length > 0 ? twice.images : once.images,
  };
}

function readMarkup(value: string, field: Field): HtmlText {
  const hasTags = /<[a-z/!?]/i.test(value);
  return htmlToText(value, { ...field, keepLines: !hasTags });
}

/** A tag that ends, or an entity that a reader would see: no outlet means to print either. */
const ESCAPED_MARKUP =
  /<(?:p|br|div|span|a|b|i|em|strong|img|ul|ol|li|blockquote|figure|iframe|script|style|h[1-6])(?:\s[^<>]*)?\/?>|<\/[a-z][a-z0-9]*>|&(?:amp|lt|gt|quot|apos|nbsp|[lr][ds]quo|[mn]dash|hellip|#\d{2,6}|#x[\da-f]{2,5});/i;

/** Markup in code is shown on purpose. */
const QUOTED = /<(?:code|pre|tt|kbd|samp)[\s>]/i;

/** What WordPress and other systems put below every item, in the languages of their sites. */
const FOOTER =
  /(?:^|\n)(?:The post .{1,500}? (?:first )?appeared first on .{1,200}|(?:Запись|Сообщение|Пост) .{1,500}? (?:впервые появил\S+|появил\S+ сначала) .{1,200}|Der Beitrag .{1,500}? erschien zuerst auf .{1,200}|L[’']article .{1,500}? est apparu en premier sur .{1,200}|La entrada .{1,500}? (?:se publicó primero en|aparece primero en) .{1,200}|L[’']articolo .{1,500}? (?:proviene da|sembra essere il primo su) .{1,200}|O post .{1,500}? apareceu primeiro em .{1,200}|.{1,500} yazısı ilk önce .{1,200} üzerinde ortaya çıktı)\.?$/;

/** "[…]" means that the text goes on elsewhere, as an ellipsis does, and so does a link after one. */
const GOES_ON = String.raw`(?:…|\.{3}|\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\))`;
const MORE =
  '(?:Continue reading|Read more|Read the (?:full|rest)|Читать далее|Читать полностью|Подробнее|Weiterlesen|Lire la suite|Leer más|Continua a leggere|Batafsil|Devamını oku)';
const CUT_OFF = new RegExp(String.raw`${GOES_ON}(?:\s*${MORE}[^\n]{0,300})?$`, 'u');
const LINK_TO_THE_REST = new RegExp(
  String.raw`(?:\n${MORE}[^\n]{0,300}|\s${MORE}\s*(?:→|»|>>|›))$`,
  'u',
);

function withoutFooter(text: string): string {
  const own = text.replace(FOOTER, '').trim().replace(LINK_TO_THE_REST, '').trim();
  const end = CUT_OFF.exec(own);
  // Space before it is no part of the pattern: tried at each of 200,000 tabs, it takes a minute.
  return end === null ? own : `${own.slice(0, end.index).trimEnd()}…`;
}
