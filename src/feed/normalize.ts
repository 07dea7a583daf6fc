import { createHash } from 'node:crypto';
import type { ArticleImage, NewArticle } from '../model/article.ts';
import { shortKey } from '../store/short-key.ts';
import { separateCaptions } from '../text/captions.ts';
import { countriesIn } from '../text/countries.ts';
import { settledLanguage } from '../text/language.ts';
import { createGuard } from './net/guard.ts';

/** An article as a file or a feed has it: everything but the headline may be missing. */
export type RawArticle = {
  readonly id?: string | undefined;
  readonly title: string;
  readonly text: string;
  readonly url?: string | undefined;
  readonly source?: string | undefined;
  readonly publishedAt?: Date | undefined;
  /** The date is not its own, in an export of ours. */
  readonly undated?: boolean | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly language?: string | undefined;
  readonly image?: ArticleImage | undefined;
};

/** UTF-16 units: no headline is longer, and much that is done with one takes the square of it. */
const MAX_TITLE = 1_000;
const MAX_TOPIC = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Whoever shows a picture is outside of any network at home. */
const { parse: publicAddress } = createGuard({ allowPrivateNetworks: false });

/**
 * Brings an article into the one form that is stored. Its source is what it names, else its
 * host, else `fallbackSource`. A date that is missing, or more than a day ahead, becomes `now`.
 * Captions and credits leave the text for the image. Its language is what is named, unless the text
 * is in another script or nothing is named: then the text tells it.
 */
export function normalizeArticle(
  raw: RawArticle,
  { now, fallbackSource }: { readonly now: Date; readonly fallbackSource: string },
): NewArticle {
  const title = oneLine(raw.title.slice(0, MAX_TITLE));
  const { text, images } = separateCaptions(cleanText(raw.text));
  const [caption] = images;
  const { publishedAt = now } = raw;
  const isAhead = publishedAt.getTime() > now.getTime() + DAY_MS;
  return {
    key: shortKey(raw.id ?? raw.url ?? hash(`${title}\n${text}`)),
    source: oneLine(raw.source ?? '') || hostOf(raw.url) || fallbackSource,
    url: raw.url,
    title,
    text,
    truncated: /(\.\.\.|…)$/.test(text),
    image: showable(raw.image) ?? (caption && { url: undefined, ...caption }),
    publishedAt: isAhead ? now : publishedAt,
    ...(raw.undated || raw.publishedAt === undefined || isAhead ? { undated: true } : {}),
    topics: [...new Set((raw.topics ?? []).map(oneLine).filter(isTopic))],
    countries: countriesIn(title, text),
    language: settledLanguage(raw.language, `${title}\n${text}`),
  };
}

/** Slack and Discord are not sent for what is inside a network; its caption is still worth a line. */
function showable(image: ArticleImage | undefined): ArticleImage | undefined {
  if (image?.url === undefined || publicAddress(image.url).kind === 'allowed') return image;
  return image.caption === undefined ? undefined : { ...image, url: undefined };
}

function isTopic(name: string): boolean {
  return name !== '' && name.length <= MAX_TOPIC;
}

/**
 * No control characters, of which PostgreSQL stores no NUL and a terminal obeys some; none that turn
 * the direction of what follows; no lone surrogates; line breaks as `\n`.
 */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u0085/g, '\n')
    .replace(/[\p{Cc}--[\t\n]]|[\u202a-\u202e\u2066-\u2069]/gv, '')
    .trim();
}

function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}

function hostOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).hostname.replace(/^www\./, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
